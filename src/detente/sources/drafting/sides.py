"""Parties found in coverage: states, groups, and people with the side they speak for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from detente.sources.article import Article
from detente.sources.drafting.tokens import Token, capital_names, listed, sentences, state_of, tokens
from detente.sources.words import word_list

ARMED = listed(
    "Army Front Brigade Brigades Forces Militia Militias Guard Guards Battalion Units Command Resistance Fighters "
    "Rebels rebels fighters militants insurgents guerrillas militia militias separatists forces"
)
BODIES = listed(
    "Movement Party Union Council Organization Organisation Alliance Coalition Authority Congress Committee "
    "League Confederation Federation Assembly Administration Commission Opposition Government opposition faction "
    "factions State Nations Community"
)
MEDIATING = frozenset({"Nations", "Union", "Community"})
REBELS = listed(
    "rebels rebel opposition fighters militants insurgents guerrillas militia militias separatists factions"
)
_OF_STATE = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|secretary of state|(?:foreign|interior|finance) minister)\b"
)
"""Titles of those who speak for a state: without a side named they are taken for the state the page comes from."""
_LOCAL = re.compile(r"(?i)\b(mayor|governor|head|chief|king|secretary)\b")
BETWEEN = listed(
    "new newly outgoing current own main top senior chief veteran long-time humanitarian special peace foreign policy "
    "security human rights affairs ground naval air oil trade climate regional intelligence relief high"
)
"""Words that may stand between a side and a title."""

NEAR = frozenset({"within", "into", "through", "eastern", "western", "northern", "southern", "from", "pre-war"})
"""Words before a state that make it a place, beside those of the word list."""
LISTED = 3
"""So many states in one sentence are a list of those concerned: each counts double."""

Sort = Literal["state", "group"]


@dataclass
class Side:
    """A candidate party: how often it was named and spoke, by which names, who speaks for it and where that is said."""

    name: str
    sort: Sort
    named: int = 0
    spoke: int = 0
    aliases: Counter[str] = field(default_factory=Counter)
    people: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Name of a person to the page and span of the words that say whom it speaks for."""
    first: tuple[int, int, int] | None = None
    """Page and span of the first place that names it."""

    @property
    def armed(self) -> bool:
        """True where its name is that of an armed group."""
        return self.sort == "group" and any(word in ARMED for word in self.name.split())


@dataclass
class Found:
    """The candidate parties, most named first, and the people who speak without a side that the pages tell."""

    sides: list[Side]
    unplaced: list[str]


def sides(articles: Iterable[Article]) -> Found:
    """The parties of some articles.

    States are known by a list of names, adjectives and capitals; a name that is part of a longer one, such as that of an
    institute, counts for nothing. Groups are names that end as groups do (Front, Army, Movement ...), that speak through a
    spokesman, or that a word for fighters follows. People belong to the side that their title names.
    """
    finder = _Finder()
    for page, article in enumerate(articles):
        finder.datelines.update(_dateline(page, article))
        for start, text in _parts(article):
            for sentence in sentences(tokens(text, start)):
                finder.read(page, sentence)
    return finder.found()


_DATELINE = re.compile(r"([A-Z][A-Z .’'-]{2,40}?)(?:,[\w .,]{1,30})?(?: ?\([\w. ]+\))?\s*[–—-]+ ")


def _dateline(page: int, article: Article) -> dict[int, str]:
    """The state from whose capital a page reports, by page; empty where its first words do not say."""
    found = _DATELINE.match(article.paragraphs[0].text) if article.paragraphs else None
    state = state_of(found[1].strip().title()) if found else None
    return {page: state} if state is not None else {}


def _parts(article: Article) -> Iterator[tuple[int, str]]:
    """Standfirst and paragraphs with where they start; a headline has capitals of its own and is left out."""
    if article.standfirst:
        start = article.text.find(article.standfirst)
        if start >= 0:
            yield start, article.standfirst
    for it in article.paragraphs:
        dateline = _DATELINE.match(it.text)
        skipped = dateline.end() if dateline else 0
        yield it.start + skipped, it.text[skipped:]


class _Finder:
    def __init__(self) -> None:
        self.sides: dict[tuple[Sort, str], Side] = {}
        self.names: Counter[str] = Counter()
        self.opening: Counter[str] = Counter()
        self.speaking: Counter[str] = Counter()
        self.groups: Counter[str] = Counter()
        self.people: dict[str, tuple[tuple[Sort, str], tuple[int, int, int]]] = {}
        self.by_clause: dict[str, tuple[tuple[Sort, str], tuple[int, int, int]]] = {}
        self.holders: dict[str, set[str]] = {}
        self.datelines: dict[int, str] = {}
        self.titled: set[str] = set()
        self.by_title: dict[str, Counter[tuple[Sort, str]]] = {}
        self.pending: list[tuple[str, str, tuple[int, int, int]]] = []
        self.places: dict[str, tuple[int, int, int]] = {}
        self.acronyms: dict[str, str] = {}

    def read(self, page: int, sentence: list[Token]) -> None:
        items = list(_with_groups(sentence))
        together = {it.state for it in items if it.kind == "state"}
        for place, it in enumerate(items):
            if it.kind == "state" and it.state is not None and not self._is_place(items, place):
                self._count(("state", it.state), it.text, page, it, self._speaks(items, place))
                if len(together) >= LISTED:
                    self.sides["state", it.state].named += 1
            elif it.kind == "name":
                self.names[it.text] += 1
                self.opening[it.text] += it.opens
                self.places.setdefault(it.text, (page, it.start, it.end))
                self.speaking[it.text] += self._speaks(items, place)
                if _is_group(it.text) or (it.text.isupper() and len(it.text) > 1 and self._speaks(items, place)):
                    self.groups[it.text] += 1
                following = items[place + 1] if place + 1 < len(items) else None
                if following is not None and following.kind == "acronym":
                    self.acronyms[following.text.strip("()")] = it.text
                self._led_by(page, items, place)
                self._speaks_of_own(page, items, place)
            elif it.kind == "title":
                self._title(page, items, place)

    def _count(self, key: tuple[Sort, str], alias: str, page: int, it: Token, speaks: bool) -> None:
        side = self.sides.setdefault(key, Side(key[1], key[0]))
        side.named += 1
        side.spoke += speaks
        side.aliases[alias] += 1
        side.first = side.first or (page, it.start, it.end)

    def _led_by(self, page: int, items: list[Token], place: int) -> None:
        """`the Northern Front, led by Ann Berg`."""
        before = [it.text for it in items[max(0, place - 2) : place]]
        if before not in (["led", "by"], ["headed", "by"]) or place < 4 or items[place - 3].kind != "comma":
            return
        side = self._side(items[place - 4], "leader")
        if side is not None and not _is_group(items[place].text):
            self.people.setdefault(items[place].text, (side, (page, items[place - 4].start, items[place].end)))

    def _speaks_of_own(self, page: int, items: list[Token], place: int) -> None:
        """`Ann Berg said (that) Oslo would`: a capital as the subject of what somebody says names the side."""
        after = [it for it in items[place + 1 : place + 4] if it.text != "that"]
        if len(after) < 2 or after[0].kind != "cue" or after[1].state is None or after[1].text not in capital_names():
            return
        if " " in items[place].text and not _is_group(items[place].text):
            key: tuple[Sort, str] = ("state", after[1].state)
            self.by_clause.setdefault(items[place].text, (key, (page, items[place].start, after[1].end)))

    @staticmethod
    def _is_place(items: list[Token], place: int) -> bool:
        """True where a state's word does not stand for the state: other people of it, or a place in it."""
        following = items[place + 1].text if place + 1 < len(items) else ""
        before = items[place - 1].text.lower() if place else ""
        if following in word_list("not_the_state") or before in word_list("no_longer"):
            return True
        if following in word_list("for_the_state"):
            return False
        if items[place].text in capital_names():  # a capital is a place unless it speaks
            return not _Finder._speaks(items, place)
        return before in word_list("places") | NEAR

    @staticmethod
    def _speaks(items: list[Token], place: int) -> bool:
        """True where a cue follows, at once or behind what stands between commas, or where one stands before it."""
        if (
            place
            and items[place - 1].kind == "cue"
            and any(it.kind in ("quote", "comma") for it in items[: place - 1][-2:])
        ):
            return True
        after = items[place + 1 : place + 12]
        if after and after[0].kind == "comma":
            second = next((at for at, it in enumerate(after[1:], 1) if it.kind == "comma"), None)
            after = after[second + 1 :] if second is not None else []
        elif after and after[0].kind == "acronym":
            after = after[1:]
        elif after and after[0].text == "and":  # of two that speak together the first
            other = next((at for at, it in enumerate(after[1:4], 1) if it.kind in ("name", "state")), None)
            after = after[other + 1 :] if other is not None else []
            after = after[1:] if after and after[0].kind == "acronym" else after
        return any(it.kind == "cue" for it in after[:2] if it.kind in ("cue", "word"))

    def _title(self, page: int, items: list[Token], place: int) -> None:
        """Tie the side beside a title to the name beside it; either may be missing."""
        title = items[place].text.lower()
        if place and items[place - 1].text.lower() in word_list("no_longer"):
            return
        side, left = self._side_before(items, place)
        right = place
        if side is None:
            side, right = self._side_after(items, place)
        person, edge = self._person(items, left, right)
        span = (page, items[left].start, items[max(right, edge)].end)
        if person is not None and min(place, edge) == edge:
            span = (page, items[edge].start, items[right].end)
        if person is not None:
            self.titled.add(person)
        if side is not None:
            self.by_title.setdefault(title, Counter())[side] += 1
            if person is not None:
                self.holders.setdefault(title, set()).add(person.split()[-1])
                self.people.setdefault(person, (side, span))
        elif person is not None:
            self.pending.append((person, title, span))

    def _side(self, it: Token, title: str) -> tuple[Sort, str] | None:
        if it.kind == "state" and it.state is not None:
            return "state", it.state
        if it.kind == "name" and not _is_other(it.text):
            if not _is_group(it.text) and (len(it.text.split()) > 2 or _LOCAL.search(title)):
                return None
            self.groups[it.text] += 1
            return "group", it.text
        return None

    def _side_before(self, items: list[Token], place: int) -> tuple[tuple[Sort, str] | None, int]:
        """`Swedish foreign minister`, `Sweden's foreign minister`, `Front spokesman`."""
        at = place - 1
        if at >= 0 and items[at].kind == "possessive":
            at -= 1
        else:
            while at >= 1 and items[at].text in BETWEEN:
                at -= 1
            at -= at >= 1 and items[at].kind == "possessive"
        if at < 0 or items[at].kind not in ("state", "name"):
            return None, place
        side = self._side(items[at], items[place].text)
        return (side, at) if side is not None else (None, place)

    def _side_after(self, items: list[Token], place: int) -> tuple[tuple[Sort, str] | None, int]:
        """`foreign minister of Sweden`, `spokesman for the Northern Front`."""
        at = place + 1
        if at >= len(items) or items[at].kind != "link":
            return None, place
        at += 1
        while at < len(items) and items[at].kind == "word" and items[at].text.lower() in ("the", "main", "new"):
            at += 1
        if at >= len(items) or items[at].kind not in ("state", "name"):
            return None, place
        side = self._side(items[at], items[place].text)
        return (side, at) if side is not None else (None, place)

    @staticmethod
    def _person(items: list[Token], left: int, right: int) -> tuple[str | None, int]:
        """The name behind the title, with or without a comma, or before it behind a comma."""
        at = right + 1
        while at < len(items) and at <= right + 2 and items[at].kind in ("comma", "acronym", "title"):
            at += 1
        if at < len(items) and items[at].kind == "name" and not _is_group(items[at].text):
            return items[at].text, at
        at = left - 1
        while at >= 0 and items[at].kind == "word" and items[at].text.lower() in ("the", "a", "an", "its", "their"):
            at -= 1
        if at >= 1 and items[at].kind == "comma" and items[at - 1].kind == "name" and not _is_group(items[at - 1].text):
            return items[at - 1].text, at - 1
        return None, right

    # -- from what was read to sides

    def found(self) -> Found:
        for person, title, span in self.pending:  # a title that elsewhere in the pages has one side only has it here
            known = self.by_title.get(title, Counter())
            dateline = self.datelines.get(span[0])
            holders = self.holders.get(title, set())
            if len(known) == 1 and (not holders or person.split()[-1] in holders):
                self.people.setdefault(person, (next(iter(known)), span))
            elif person in self.by_clause:
                self.people.setdefault(person, self.by_clause[person])
            elif (
                dateline is not None
                and self._is_heard(person)
                and ("state", dateline) in self.sides
                and _OF_STATE.search(title)
            ):
                self.people.setdefault(person, (("state", dateline), span))  # a page from a capital on its own leaders
        for name, number in self.groups.items():
            if name not in self.people and name not in self.titled and self._is_named(name) and not _is_other(name):
                self._group(name, number)
        unplaced = self._place_people()
        ranked = sorted(self.sides.values(), key=lambda it: (-(it.spoke > 0 or bool(it.people)), -it.named, it.name))
        return Found([it for it in ranked if self._counts(it)], unplaced)

    def _is_heard(self, person: str) -> bool:
        """True where a person speaks, by the whole name or the last."""
        return self.speaking[person] + self.speaking[person.split()[-1]] > 0

    def _is_named(self, name: str) -> bool:
        """A single word that only ever opens sentences may be any word."""
        return " " in name or self.names[name] > self.opening[name] or name.isupper() or self.names[name] == 0

    def _group(self, name: str, number: int) -> None:
        full = self.acronyms.get(name, name)
        side = self.sides.setdefault(("group", full), Side(full, "group"))
        side.named += max(number, self.names[name])
        side.spoke += self.speaking[name]
        side.aliases[name] += 1
        side.first = side.first or self.places.get(name)
        for short, long in self.acronyms.items():
            if long == full:
                side.aliases[short] += 1
                side.named += self.names[short]
                side.spoke += self.speaking[short]

    def _place_people(self) -> list[str]:
        for person, (key, span) in self.people.items():
            full: tuple[Sort, str] = ("group", self.acronyms.get(key[1], key[1])) if key[0] == "group" else key
            side = self.sides.get(full)
            if side is None:
                side = self.sides.setdefault(key, Side(key[1], key[0]))
                side.named += 1
            side.people[person] = span
            last = person.split()[-1]
            side.spoke += self.speaking[person] + (self.speaking[last] if last != person else 0)
            side.first = side.first or span
        known = {word for person in self.people for word in (person, person.split()[-1])}
        grouped = {alias for side in self.sides.values() for alias in side.aliases}
        return [
            name for name, spoke in self.speaking.items()
            if spoke and name not in known and name not in grouped and self._is_named(name) and not _is_other(name)
            and name.split()[-1] not in known
        ]  # fmt: skip

    @staticmethod
    def _counts(it: Side) -> bool:
        return it.spoke > 0 or bool(it.people) or it.named >= 2


def _with_groups(sentence: list[Token]) -> Iterator[Token]:
    """A name or adjective and a word for fighters behind it are one group: `Swedish rebels`."""
    place = 0
    while place < len(sentence):
        it = sentence[place]
        following = sentence[place + 1] if place + 1 < len(sentence) else None
        armed = following is not None and following.kind == "word" and following.text in REBELS
        if following is None or not armed or it.kind not in ("state", "name") or _is_group(it.text):
            yield it
            place += 1
            continue
        if it.kind == "name" and " " not in it.text and not it.text.endswith(("ish", "ian", "ese", "i", "an")):
            yield it  # the fighters of a group that has a name of its own
            yield following
        else:
            yield Token("name", f"{it.text} {following.text}", it.start, following.end)
        place += 2


def _is_group(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and (
        words[-1] in ARMED | BODIES or bool(set(words[:-1]) & (ARMED | BODIES) and " of " in name)
    )


def _is_other(name: str) -> bool:
    """True for the name of an institute, a newspaper, a place and the like, which is no party."""
    words = set(name.split())
    return bool(words & word_list("other_names")) and not words & (ARMED | BODIES)
