"""Referents: which declared party the common nouns of an article stand for, and the people that it introduces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import combinations

from detente.case.model import Case
from detente.sources.coding import Mention
from detente.sources.words import referent_words, states

Parties = tuple[str, ...]

NEAR = 400
"""Characters before "both sides" in which two parties named together are the ones that are meant."""
_JOINED = re.compile(
    r"\s*(?:,|’s|'s)?\s*(?:and|or|-|–|/|with|to|from|versus|vs\.?)\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE
)
_COMMON = "of_the_government", "of_an_armed_group", "armed_group_named_last", "coalition", "organization"


class Referents:
    """Whom "the rebels", "government forces", "both sides" mean in an article, and who its people belong to.

    The government is the only declared one, else, in a conflict with an armed group, the state named most often; the
    armed group is the only declared one, else the one named last before the word. ``people`` holds the family names of
    those that the article has introduced with their office, ``last`` the parties that acted or spoke last; whoever
    reads the article on keeps both up to date.

    >>> from detente.case.model import Party
    >>> case = Case(id="two", parties={"norway": Party(name="Norway", kind="government"),
    ...                                "league": Party(name="League", kind="armed_group")})
    >>> text = "Norway and the League signed a truce. The rebels left."
    >>> known = Referents(case, [Mention(start=0, end=6, party="norway"), Mention(start=15, end=21, party="league")], text)
    >>> known.of_noun("rebel", 42), known.of_noun("army", 42), known.both(42)
    (('league',), ('norway',), ('norway', 'league'))
    """

    def __init__(self, case: Case, mentions: Sequence[Mention], text: str) -> None:
        self._text = text
        self._case = case
        self._named = sorted((it for it in mentions if it.party in case.parties), key=lambda it: it.start)
        self._starts = [it.start for it in self._named]
        self._counts = Counter(it.party for it in self._named)
        self._groups = [key for key, it in case.parties.items() if it.kind == "armed_group"]
        self._government = self._home()
        self._together = self._joined_pairs()
        self._capitals = {
            place: (key,)
            for key, party in case.parties.items()
            if party.kind in ("state", "government")
            for state in states()
            if {party.name, *party.aliases} & set(state.names)
            for place in state.capitals
        }
        self.people: dict[str, Parties] = {}
        self.last: Parties = ()
        self.several: Parties = ()
        """Parties named together in the sentence before, whom "them" may mean."""
        self.unnamed: Parties = ()
        """Whose office-holder acted in the sentence before without a name, which the next one may give."""

    def of_noun(self, word: str, place: int) -> Parties:
        """The parties that a common noun stands for at a place of the text, by its dictionary form; none if not plain."""
        if word in referent_words("of_the_government"):
            return (self._government,) if self._government else ()
        if word in referent_words("of_an_armed_group") or word in referent_words("armed_group_named_last"):
            return self._last_of("armed_group", place)
        for kind in ("coalition", "organization"):
            if word in referent_words(kind):
                return self._last_of(kind, place)
        return ()

    def both(self, place: int) -> Parties:
        """The two parties that "both sides" means: two named together shortly before, else the two main ones."""
        near = [pair for where, pair in self._together if place - NEAR < where < place and self._may_be_sides(pair)]
        return near[-1] if near else self.sides

    @cached_property
    def sides(self) -> Parties:
        """The two main parties of the article: named together, or government and armed group, named often.

        None where the article names others as often as the two: it then tells of more than one conflict.
        """
        parties = [key for key in self._case.parties if self._counts[key] and self._may_be_sides((key,))]
        ranked = [(-self._weight(pair), place, pair) for place, pair in enumerate(combinations(parties, 2))]
        if not ranked:
            return ()
        pair = min(ranked)[2]
        return pair if 2 * sum(self._counts[it] for it in pair) > sum(self._counts[it] for it in parties) else ()

    def opponent(self, party: str) -> str | None:
        """The other side, for one of the two sides of a conflict, or an armed group; None where it is not plain."""
        if self.has_two_sides() and party in self.sides:
            return next(it for it in self.sides if it != party)
        return self._government if party in self._groups else None

    def are_many(self, parties: Sequence[str]) -> bool:
        """Whether parties may be "them": several, an armed group or a coalition."""
        return len(parties) > 1 or any(self._case.parties[it].kind in ("armed_group", "coalition") for it in parties)

    def of_capital(self, place: str) -> Parties:
        """The declared state or government whose capital has this name."""
        return self._capitals.get(place, ())

    def of_office(self) -> Parties:
        """The state or government that acted last, else the one at war: whose "the president" is."""
        if len(self.last) == 1 and self._case.parties[self.last[0]].kind in ("state", "government"):
            return self.last
        return (self._government,) if self._government else ()

    def opponents(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Whether both together are the two sides of the conflict."""
        return {*one, *other} == set(self.sides) and self.has_two_sides()

    def has_two_sides(self) -> bool:
        """Whether an armed group is one of two sides, or both are named twice and no third state or group so often."""
        sides = self.sides
        if any(it in self._groups for it in sides):
            return True
        if len(sides) == 2 and all(self._case.parties[it].kind == "government" for it in sides):
            return True
        others = [self._counts[key] for key in self._counts if key not in sides and self._may_be_sides((key,))]
        return len(sides) == 2 and min(self._counts[it] for it in sides) > max([1, *others])

    def _home(self) -> str | None:
        kinds = {key: it.kind for key, it in self._case.parties.items()}
        governments = [key for key, kind in kinds.items() if kind == "government"]
        if len(governments) == 1:
            return governments[0]
        states = [key for key, kind in kinds.items() if kind == "state" and self._counts[key]]
        if governments or not states or not any(self._counts[key] for key in self._groups):
            return None
        return max(states, key=lambda key: self._counts[key])

    def _last_of(self, kind: str, place: int) -> Parties:
        known = [key for key, it in self._case.parties.items() if it.kind == kind]
        if len(known) == 1:
            return (known[0],)
        before = self._named[: bisect_left(self._starts, place)]
        last = next((it.party for it in reversed(before) if it.party in known), None)
        if last is None and known and kind == "armed_group":
            last = next((it.party for it in self._named if it.party in known), None)
        return (last,) if last else ()

    def _may_be_sides(self, parties: Sequence[str]) -> bool:
        its = [self._case.parties[key] for key in parties]
        return all(it.kind != "organization" and it.role != "mediator" for it in its)

    def _joined_pairs(self) -> list[tuple[int, tuple[str, str]]]:
        found = []
        before = None
        for one, other in zip(self._named, self._named[1:], strict=False):
            listed = before is not None and self._text[before.end : one.start] == ", "
            before = one
            if (
                one.party != other.party
                and not listed
                and _JOINED.match(self._text[one.end : min(other.start, one.end + 60)])
            ):
                found.append((other.start, (one.party, other.party)))
        return found

    def _weight(self, pair: tuple[str, str]) -> int:
        together = sum(set(it) == set(pair) for _, it in self._together)
        kinds = {self._case.parties[key].kind for key in pair}
        opposed = kinds == {"armed_group", self._case.parties[self._government].kind} if self._government else False
        own = self._government in pair if self._government else True
        return (
            3 * together + min(self._counts[it] for it in pair) + 5 * (opposed and own) + 2 * (kinds == {"government"})
        )


@cache
def common_nouns() -> re.Pattern[str]:
    """A pattern for the words that may stand for a party, in one or many."""
    words = {word for key in (*_COMMON, "both", "office") for word in referent_words(key)}
    words |= {it[:-1] + "ie" for it in words if it[-1] == "y"} | {it[:-2] + "en" for it in words if it.endswith("man")}
    return re.compile(
        r"\b(?:" + "|".join(sorted(map(re.escape, words))) + r")(?:s|es)?\b|\b(?:both|two)\b", re.IGNORECASE
    )
