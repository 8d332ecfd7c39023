"""The lexicon: which words, in which company, are which type and mode; readable tables beside this module."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

Kind = Literal["verb", "noun", "adjective", "intent", "speech", "undergo", "resolve"]
"""What a row is: ``intent`` and ``speech`` verbs take their type from the clause under them, as do nouns that ``resolve``
to do something; with ``undergo`` the subject is the one it is done to."""


class Entry(NamedTuple):
    """A row of ``lexicon.csv``: a word or phrase, the company it needs, and what it then means.

    ``phrase`` holds the alternatives of each further word of a phrasal verb ("call" + "on"); ``near`` words of which
    one must stand among what the verb governs, ``anywhere`` in the sentence, ``without`` none. ``example`` is a
    sentence that the tests code.

    >>> entry = lexicon()["verb", "urge"][0]
    >>> entry.type, entry.example
    ('REQUEST', 'Norland urged Estavia to answer.')
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
def _meanings() -> dict[str, str]:
    return {row["type"]: row["means"] for row in _rows("meanings.csv")}


def in_words(kind: str, mode: str | None = None) -> str:
    """A type in plain words, with its name and mode.

    >>> in_words("ASSAULT", "aerial")
    'attacks (ASSAULT, aerial)'
    """
    return f"{_meanings()[kind]} ({kind}{f', {mode}' if mode else ''})"


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


@cache
def verb_forms() -> dict[str, str]:
    """Written forms of the lexicon's verbs, since a model that meets "staged" alone may take it for "stag".

    >>> verb_forms()["staged"], verb_forms()["banned"], verb_forms()["denies"]
    ('stage', 'ban', 'deny')
    """
    verbs = {word for kind, word in lexicon() if kind not in {"noun", "adjective", "resolve"}}
    return {form: verb for verb in sorted(verbs) for form in _forms(verb)} | _IRREGULAR


@cache
def noun_forms() -> dict[str, str]:
    """Plurals of the lexicon's nouns and of the words that stand beside verbs.

    >>> noun_forms()["bases"], noun_forms()["countries"] if "countries" in noun_forms() else ""
    ('base', '')
    """
    nouns = {word for kind, word in lexicon() if kind in {"noun", "resolve"}}
    nouns |= {word for entries in lexicon().values() for it in entries for word in it.near | it.anywhere | it.without}
    return {
        plural: noun
        for noun in sorted(nouns)
        for plural in (noun + "s", noun[:-1] + "ies" if noun[-1] == "y" else noun + "es")
    }


_IRREGULAR = {
    "retook": "retake",
    "retaken": "retake",
    "slew": "slay",
    "slain": "slay",
    "undertook": "undertake",
    "undertaken": "undertake",
    "tore": "tear",
    "torn": "tear",
    "ripped": "rip",
    "forgave": "forgive",
    "forgiven": "forgive",
    "swore": "swear",
    "sworn": "swear",
    "overran": "overrun",
}


def _forms(verb: str) -> set[str]:
    """Return the regular forms of a verb; the last letter doubled too, as in "banned"."""
    if verb.endswith("e"):
        return {verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    found = {verb + "s", verb + "es", verb + "ed", verb + "ing"}
    if verb[-1] not in "aeiouwxy" and verb[-2:-1] in tuple("aeiou"):
        found |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return found


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
