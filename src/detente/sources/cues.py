"""Cues: the verbs that report what somebody says, from a table that anyone can edit."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from detente.sources.words import rows

CueKind = Literal["say", "deny", "demand", "promise", "believe"]


class Cue(NamedTuple):
    """A verb that reports: its plain form, what it does, what it takes, and the particles that belong to it."""

    lemma: str
    kind: CueKind
    takes: frozenset[str]
    prepositions: frozenset[str]
    inverted: bool


@cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """Cues by every form of their verb, in small letters.

    >>> {cue.lemma for cue in cues()["told"]}
    {'tell'}
    """
    found: dict[str, list[Cue]] = {}
    for row in rows("cues.csv"):
        cue = Cue(
            row["cue"],
            cast(CueKind, row["kind"]),
            frozenset(row["takes"].split()),
            frozenset(row["preposition"].split()),
            row["inverted"] == "yes",
        )
        for form in forms(cue.lemma, row["irregular"]):
            if cue not in found.setdefault(form, []):
                found[form].append(cue)
    return {form: tuple(of) for form, of in found.items()}


def forms(verb: str, irregular: str = "") -> set[str]:
    """The forms of a verb, by the usual endings where the table gives no others.

    >>> sorted(forms("urge"))
    ['urge', 'urged', 'urges', 'urging']
    """
    if irregular:
        return {verb, *irregular.split()} | ({verb + "s"} if verb.endswith(("l", "n", "t", "r", "k", "d")) else set())
    stem = verb.removesuffix("e")
    return {verb, verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s"), stem + "ed", stem + "ing"}


@cache
def noun_cues() -> dict[str, CueKind]:
    """Nouns that report a clause behind `that`, with what they do.

    >>> noun_cues()["claim"], noun_cues()["denial"]
    ('say', 'deny')
    """
    return {row["noun"]: cast(CueKind, row["kind"]) for row in rows("noun_cues.csv")}


@cache
def cue_pattern() -> re.Pattern[str]:
    """A pattern that finds any form of any cue, or `according to`; a paragraph without one is not parsed."""
    words = sorted((*cues(), *noun_cues()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)}|according to|in the (?:words|view|opinion) of)\b", re.IGNORECASE)
