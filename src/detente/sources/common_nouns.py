"""Common nouns: the party that one stands for, as `the rebels`, `a government official`, `the bloc`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from detente.case.model import Case
from detente.sources.mentions import is_state_word
from detente.sources.words import word_list

_KINDS = {
    "armed_words": ("armed_group",),
    "government_words": ("government", "state"),
    "coalition_words": ("coalition", "organization"),
    "main_words": ("organization", "coalition"),
    "organization_words": ("organization", "coalition"),
    "group_words": ("armed_group", "organization", "coalition"),
    "party_words": ("organization", "armed_group", "coalition"),
}
"""Lists of common nouns, and the kinds of party that they may stand for, the first kind that the case has."""

_MOST = ("armed_words", "government_words", "main_words")
"""Lists whose nouns stand for the party that the article names most, rather than last."""

LONGEST_ENDING = 5
"""Letters by which a longer form of a name may go beyond its stem."""
SHORTEST_STEM = 3
"""Letters above which a stem tells whose it is."""


class CommonNouns:
    """What common nouns stand for in articles about one case.

    >>> from detente.case.model import Party
    >>> front = Party(name="Northern Front", kind="armed_group")
    >>> found = CommonNouns(Case(id="one", parties={"front": front, "norland": Party(name="Norland", kind="government")}))
    >>> found.party("rebels", [], []), found.party("army", [], []), found.party("weather", [], [])
    ('front', 'norland', None)
    """

    def __init__(self, case: Case) -> None:
        self._of_kind: dict[str, list[str]] = {}
        for key, party in case.parties.items():
            self._of_kind.setdefault(party.kind, []).append(key)
        self._stems = _stems(case)
        self._heads = _heads(case)

    def party(self, word: str, before: Sequence[str], everywhere: Sequence[str]) -> str | None:
        """The party that a common noun in small letters stands for, given the parties named before it and in all.

        It is the only party of the kind that the noun asks for. Of several it is, for `the rebels` and `the army`, the
        one that the article names most, for `the bloc` and `the group` the one named last, or else the first to come.
        """
        if word in word_list("government_words"):
            main = sorted(self.main(word, everywhere))
            if len(main) == 1:
                return main[0]
        for name in _lists_of(word):
            for kind in _KINDS[name]:
                able = self._of_kind.get(kind, ())
                if len(able) == 1:
                    return able[0]
                if able:
                    return _one_of(able, before, everywhere, most=name in _MOST)
        return self._heads.get(word)

    def by_stem(self, word: str) -> str | None:
        """The one party of whose name a capitalised word is a longer form: `Tigrayan`, for a `Tigray Front`."""
        found = {
            party
            for name, (stem, party) in self._stems.items()
            if word.startswith(stem) and len(name) < len(word) < len(stem) + LONGEST_ENDING
        }
        return found.pop() if len(found) == 1 else None

    def of_kinds(self, word: str) -> set[str]:
        """All parties that a common noun might stand for."""
        return {it for name in _lists_of(word) for kind in _KINDS[name] for it in self._of_kind.get(kind, ())}

    def main(self, word: str, everywhere: Sequence[str]) -> set[str]:
        """Those of them that the article names at least half as often as the one it names most."""
        able = self.of_kinds(word)
        counts = Counter(it for it in everywhere if it in able)
        most = max(counts.values(), default=0)
        return {it for it, count in counts.items() if 2 * count >= most}


def _one_of(able: Sequence[str], before: Sequence[str], everywhere: Sequence[str], *, most: bool) -> str | None:
    named = [it for it in everywhere if it in able]
    if not named:
        return None
    last = next((it for it in reversed(before) if it in able), named[0])
    if not most:
        return last
    counts = Counter(named)
    return last if counts[last] == max(counts.values()) else counts.most_common(1)[0][0]


def _heads(case: Case) -> dict[str, str]:
    """The noun that a long name is built on, for the one party that has it: `the court`, `the commission`, `the union`."""
    heads: dict[str, set[str]] = {}
    for key, party in case.parties.items():
        for alias in (party.name or "", *party.aliases):
            head = alias.split(" of ")[0].split(" for ")[0].split()[-1:]
            if len(alias.split()) > 1 and head and head[0].istitle() and not is_state_word(head[0]):
                heads.setdefault(head[0].lower(), set()).add(key)
    return {word: next(iter(keys)) for word, keys in heads.items() if len(keys) == 1 and word in word_list("built_on")}


def _stems(case: Case) -> dict[str, tuple[str, str]]:
    """Capitalised words that stand in the names of one party alone, without their last vowels, and the party."""
    words: dict[str, set[str]] = {}
    for key, party in case.parties.items():
        for word in re.findall(r"\b[A-Z][a-z]{4,}\b", " ".join((party.name or "", *party.aliases))):
            if (
                not is_state_word(word)
                and word not in word_list("titles")
                and word.lower() not in word_list("speak_for")
            ):
                words.setdefault(word, set()).add(key)
    stems = {word: (word.rstrip("aeiouy"), next(iter(keys))) for word, keys in words.items() if len(keys) == 1}
    return {word: it for word, it in stems.items() if len(it[0]) > SHORTEST_STEM}


def is_common_noun(word: str) -> bool:
    """Whether a common noun, in small letters, may stand for a party."""
    return bool(_lists_of(word)) or word in word_list("built_on")


def needs_article(word: str) -> bool:
    """Whether a common noun means a party only with an article before it: not in `monitors said`, `a rights group`."""
    return any(word in word_list(name) for name in ("organization_words", "group_words", "party_words", "built_on"))


def names_a_group(word: str) -> bool:
    """Whether a common noun means a group or body rather than officials: those in a state are not of the state."""
    return is_common_noun(word) and word not in word_list("government_words")


def is_named_most(word: str) -> bool:
    """Whether a common noun stands for the party named most, wherever it stands: `the rebels`, `the Secretary-General`."""
    return word in word_list("armed_words") or word in word_list("main_words")


@cache
def _lists_of(word: str) -> tuple[str, ...]:
    return tuple(name for name in _KINDS if word in word_list(name))
