"""The words that reading rests on, as data files that anyone can read and edit."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_COLUMNS = ("state", "adjectives", "capitals", "seats")


class State(NamedTuple):
    """A state or territory: its names, the words for what is its own, its capitals, and what else stands for it."""

    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table; lines that begin with ``#`` are remarks.

    >>> rows("states.csv")[0]["state"]
    'Afghanistan'
    """
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))


@cache
def states() -> tuple[State, ...]:
    """All states and territories of the table."""
    return tuple(
        State(*(tuple(row[column].split(";")) if row[column] else () for column in _COLUMNS))
        for row in rows("states.csv")
    )


@cache
def word_list(key: str) -> frozenset[str]:
    """One of the lists of words about names, such as ``titles``.

    >>> "President" in word_list("titles")
    True
    """
    return _lists("name_words.yaml")[key]


def draft_words(key: str) -> frozenset[str]:
    """One of the lists of words that decide what a draft takes for a party, such as ``media``.

    >>> "Reuters" in draft_words("media")
    True
    """
    return _lists("draft_words.yaml")[key]


def stance_words(key: str) -> frozenset[str]:
    """One of the lists of words about stances, such as ``against``.

    >>> "reject" in stance_words("against")
    True
    """
    return _lists("stances.yaml")[key]


@cache
def _lists(name: str) -> dict[str, frozenset[str]]:
    from ruamel.yaml import YAML

    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return {key: frozenset(map(str, words)) for key, words in YAML(typ="safe").load(text).items()}


def referent_words(key: str) -> frozenset[str]:
    """One of the lists of common nouns that stand for a party, such as ``of_an_armed_group``.

    >>> "rebel" in referent_words("of_an_armed_group")
    True
    """
    return _lists("referents.yaml")[key]
