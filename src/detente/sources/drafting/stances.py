"""Where a statement of a draft points on the scale of a general issue, and whether it says what its speaker wants at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from detente.case.model import Case
from detente.sources.coding import Coding, Quote, Statement, Toward
from detente.sources.drafting.topics import Topic, topics
from detente.sources.words import stance_words

_Said = TypeVar("_Said", Statement, Quote)

REACH = 8
"""Words before the word for an issue among which a no is about it."""

_CONDITION = re.compile(r"\b(only if|only when|unless|until|before|if|once|provided|as long as|when)\b")
_DEMANDED = frozenset(["only if", "only when", "unless", "until", "before", "once", "provided"])
"""Openings of a clause that names what the speaker asks for first."""
_NOT_A_NO = re.compile(r"\b(?:without (?:any )?(?:pre)?conditions?|without delay|no longer than|not only|no other)\b")


def with_stances(coding: Coding, issues: Iterable[str]) -> Coding:
    """A coding whose statements and quotes touch those general issues that they take a stance on, and no other of them.

    An issue that is not one of the table keeps what the coder said.
    """
    wanted = [topic for topic in topics() if topic.id in set(issues)]
    return coding.model_copy(
        update={
            "statements": tuple(_read(it, it.cue, wanted) for it in coding.statements),
            "quotes": tuple(_read(it, it.cue or "said", wanted) for it in coding.quotes),
        }
    )


def unworded(case: Case) -> list[str]:
    """The issues of a case that are still those of the table: their scale is worded as it is there."""
    general = {topic.id: topic.issue.scale for topic in topics()}
    return [key for key, it in case.issues.items() if key in general and it.scale == general[key]]


def _read(it: _Said, cue: str, wanted: list[Topic]) -> _Said:
    general: set[str] = {topic.id for topic in wanted}
    found: dict[str, Toward] = {}
    for topic in wanted:
        end = stance(it.text, cue, topic)
        if end is not None:
            found[topic.id] = end
    issues = (*(key for key in it.issues if key not in general), *found)
    toward = {key: end for key, end in it.toward.items() if key not in general} | found
    changes: dict[str, object] = {"issues": issues, "toward": toward}
    if found and isinstance(it, Statement) and it.modality == "hypothetical":
        changes["modality"] = "actual"  # `they should leave` says where the speaker stands
    return it.model_copy(update=changes)


def stance(text: str, cue: str, topic: Topic) -> Toward | None:
    """The end of a topic's scale that a clause asks for; None where it says nothing of it, or only tells what happened.

    >>> known = {it.id: it for it in topics()}
    >>> stance("it will never accept a truce", "said", known["ceasefire"])
    'low'
    >>> stance("the shelling must stop", "said", known["strikes"])
    'high'
    >>> stance("it would come only when all prisoners were freed", "said", known["prisoners"])
    'high'
    >>> stance("a truce was signed in June", "said", known["ceasefire"])
    """
    flat = _NOT_A_NO.sub("as it is", " ".join(text.replace("’", "'").casefold().split()))
    reproach = cue in stance_words("reproach_cues")
    wants = cue in stance_words("wanting_cues") or _wanting().search(flat) is not None
    if reproach or not wants:
        return None
    demanded, clauses = False, _clauses(flat)
    for opening, clause in clauses:
        words = re.findall(r"[^\W\d_][\w'-]*", clause)
        place = topic.at(words)
        if place is None:
            continue
        if opening in ("if", "when", "as long as"):
            return None  # what would be if it came to that
        demanded = opening in _DEMANDED
        return _end(topic, words, place, cue, demanded)
    return None


def _clauses(text: str) -> list[tuple[str, str]]:
    """The clauses of a statement with the word that opens each as a condition; a main clause behind a comma is one of its own."""
    parts = _CONDITION.split(text)
    found = [("", parts[0])]
    for opening, clause in zip(parts[1::2], parts[2::2], strict=True):
        head, comma, rest = clause.partition(", ")
        found.append((opening, head))
        if comma:
            found.append(("", rest))
    return found


def _end(topic: Topic, words: list[str], place: int, cue: str, demanded: bool) -> Toward | None:
    end: Toward = "high"
    if topic.low or topic.high:
        low, high = (
            next((at for at, word in enumerate(words) if ends and word.startswith(ends)), None)
            for ends in (topic.low, topic.high)
        )
        if (low is None) == (high is None):
            return None
        end, place = ("high", high) if high is not None else ("low", low or 0)
    if demanded:
        return end
    before = words[max(0, place - REACH) : place]
    noes = any(word in _NOES or word.endswith("n't") for word in before)
    refusals = cue.startswith(_REFUSING) or any(word.startswith(_REFUSING) or word == "against" for word in before)
    if noes == refusals:
        return end
    return "low" if end == "high" else "high"


_NOES = frozenset(["no", "not", "never", "nor", "neither", "zero", "cannot", "without", "nobody", "nothing"])
_REFUSING = ("refus", "reject", "oppos")


@cache
def _wanting() -> re.Pattern[str]:
    words = sorted(stance_words("wanting"), key=len, reverse=True)
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, words))})(?![\w'-])")
