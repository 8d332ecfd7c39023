"""The lexicon: which words, in which company, are which type and mode; readable tables beside this module."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

Kind = Literal["verb", "noun", "adjective", "intent", "speech"]


class Entry(NamedTuple):
    """A row of ``lexicon.csv``: a word or phrase, the company it needs, and what it then means.

    ``phrase`` holds the alternatives of each further word of a phrasal verb ("call" + "on"); ``near`` words of which
    one must stand among what the verb governs, ``anywhere`` in the sentence, ``without`` none. ``example`` is a
    sentence that the tests code.

    >>> entry = lexicon()["verb", "call"][0]
    >>> entry.type, entry.phrase
    ('REQUEST', (('on', 'upon'),))
    """

    type: str
    mode: str | None
    kind: Kind
    phrase: tuple[tuple[str, ...], ...]
    near: frozenset[str]
    anywhere: frozenset[str]
    without: frozenset[str]
    example: str

    @property
    def special(self) -> tuple[int, bool, bool]:
        """Order of preference: longer phrases first, then those that ask for company."""
        return (len(self.phrase), bool(self.near or self.anywhere), bool(self.without))


class Score(NamedTuple):
    """Quad class (1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict) and intensity."""

    quad: int
    intensity: float


@cache
def scores() -> dict[tuple[str, str | None], Score]:
    """Quad class and intensity, -10 to 10, of each type and mode.

    >>> scores()["RETREAT", "ceasefire"]
    Score(quad=2, intensity=7.5)
    """
    return {
        (row["type"], row["mode"] or None): Score(int(row["quad"]), float(row["score"])) for row in _rows("scores.csv")
    }


@cache
def lexicon() -> dict[tuple[Kind, str], tuple[Entry, ...]]:
    """All entries by kind and first word, the most particular first."""
    found: dict[tuple[Kind, str], list[Entry]] = {}
    for row in _rows("lexicon.csv"):
        entry, heads = _entry(row)
        for head in heads:
            found.setdefault((entry.kind, head), []).append(entry)
    return {key: tuple(sorted(it, key=lambda entry: entry.special, reverse=True)) for key, it in found.items()}


@cache
def modes() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """For each type the modes that words beside it tell, in their order.

    >>> [mode for mode, words in modes()["ASSAULT"] if "helicopter" in words]
    ['aerial']
    """
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in _rows("modes.csv"):
        found.setdefault(row["type"], []).append((row["mode"], frozenset(row["words"].split())))
    return {kind: tuple(it) for kind, it in found.items()}


def examples() -> list[tuple[str, str | None, str]]:
    """Type, mode and sentence of every row that has an example, for the tests."""
    rows = [*_rows("lexicon.csv"), *_rows("modes.csv")]
    return [(row["type"], row["mode"] or None, row["example"]) for row in rows]


def _entry(row: dict[str, str]) -> tuple[Entry, tuple[str, ...]]:
    heads, *phrase = (tuple(word.split("|")) for word in row["word"].split())
    near, anywhere, without = set[str](), set[str](), set[str]()
    for word in row["with"].split():
        where = anywhere if word[0] == "~" else without if word[0] == "!" else near
        where |= _expanded(word.lstrip("~!"))
    entry = Entry(
        type=row["type"],
        mode=row["mode"] or None,
        kind=cast(Kind, row["kind"]),
        phrase=tuple(phrase),
        near=frozenset(near),
        anywhere=frozenset(anywhere),
        without=frozenset(without),
        example=row["example"],
    )
    return entry, heads


def _expanded(word: str) -> frozenset[str]:
    return _groups()[word[1:]] if word.startswith("@") else frozenset((word,))


@cache
def _groups() -> dict[str, frozenset[str]]:
    return {row["group"]: frozenset(row["words"].split()) for row in _rows("words.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    text = files("detente.sources.plover").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
