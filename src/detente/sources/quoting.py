"""Whose words a quote holds: by the attribution beside it, around it, or in the paragraph before."""

from __future__ import annotations

import re
from typing import NamedTuple

from detente.sources.attribution import Attribution
from detente.sources.quotes import Quoted
from detente.sources.statements import Clause

_BEFORE = re.compile(r"[\s,:–—-]*(?:that|as|it|was|were|is|are|an?|the)?[\s,:]*[“\"‘'«„`]*\s*", re.IGNORECASE)
_AFTER = re.compile(r"\s*[”\"’'»“]*\s*[,–—-]*\s*[”\"’'»]*\s*")


class Voiced(NamedTuple):
    """A quote with its speaker, the one spoken to, and the cue; None: not known."""

    quoted: Quoted
    speaker: str | None
    addressee: str | None
    cue: str | None


def speakers_of(
    text: str, place: int, here: list[Quoted], sources: list[Attribution], reported: list[Clause], before: list[Voiced]
) -> list[Voiced]:
    """The quotes of one paragraph with their speakers, given its attributions and what was quoted before it.

    A quote belongs to the attribution that touches it, else to the one that reports the clause around it, else to the
    one in its sentence. A whole sentence in quotes without any goes on from the quote before.
    """
    found: list[Voiced] = []
    for it in here:
        start, end = it.start - place, it.end - place
        source = _touching(text, start, end, sources) or _around(start, end, reported) or _in_sentence(start, sources)
        if source is not None:
            found.append(Voiced(it, source.speaker.party, source.addressee, source.token.text))
            continue
        last = (found or before)[-1:]
        whole = text[start : start + 1].isupper() and (end - start) > 20
        alone = not text[:start].strip(" \t“\"«‘'`„")
        if last and (it.goes_on or (whole and (found or alone))):
            found.append(Voiced(it, last[0].speaker, last[0].addressee, last[0].cue))
        else:
            found.append(Voiced(it, None, None, None))
    return _backward(found)


def _touching(text: str, start: int, end: int, sources: list[Attribution]) -> Attribution | None:
    for source in reversed(sources):
        if source.end <= start and _BEFORE.fullmatch(text, source.end, start):
            return source
    for source in sources:
        open_ended = text[end - 1 : end] in ",?!–—-…" or "," in text[end : source.start] or text[end - 1].isalnum()
        if source.start >= end and open_ended and _AFTER.fullmatch(text, end, source.start):
            return source
    return None


def _around(start: int, end: int, reported: list[Clause]) -> Attribution | None:
    around = [it for it in reported if it.start <= start and end <= it.end + 2]
    return min(around, key=lambda it: it.end - it.start).source if around else None


def _in_sentence(start: int, sources: list[Attribution]) -> Attribution | None:
    """The nearest attribution in the same sentence, one before the quote rather than one behind."""
    same = [it for it in sources if it.token.sent.start_char <= start < it.token.sent.end_char]
    ahead = [it for it in same if it.end <= start]
    return ahead[-1] if ahead else same[0] if same else None


def _backward(found: list[Voiced]) -> list[Voiced]:
    """Sentences quoted in a row before the attribution of the last one are its speaker's too."""
    for number in range(len(found) - 2, -1, -1):
        this, following = found[number], found[number + 1]
        if this.speaker is None and this.cue is None and following.quoted.start - this.quoted.end <= 3:
            found[number] = this._replace(speaker=following.speaker, addressee=following.addressee, cue=following.cue)
    return found
