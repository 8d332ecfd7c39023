"""Whose words a quote holds: by the attribution beside it, around it, or in the paragraph before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from detente.sources.aliases import Found
from detente.sources.attribution import Attribution
from detente.sources.quotes import Quoted
from detente.sources.statements import Clause

_BEFORE = re.compile(r"[\s,:–—-]*(?:that|as|it|was|were|is|are|an?|the)?[\s,:]*[“\"‘'«„`]*\s*", re.IGNORECASE)
_AFTER = re.compile(r"\s*[”\"’'»“]*\s*[,–—-]*\s*[”\"’'»]*\s*")

_LABEL_AFTER = re.compile(r"\s*[”\"’'»]\s*:\s*([^:;]{2,})$")
_LABEL = re.compile(r"([^:;,.–—]{2,40}):\s*[\"“‘'«]?\s*$")


class Voiced(NamedTuple):
    """A quote with its speaker, the one spoken to, and the cue; None: not known."""

    quoted: Quoted
    speaker: str | None
    addressee: str | None
    cue: str | None
    introduced: bool = False
    """Whether the speaker is whoever the sentence before is about, since nothing says who speaks."""


def speakers_of(
    text: str,
    place: int,
    here: list[Quoted],
    sources: list[Attribution],
    reported: list[Clause],
    before: list[Voiced],
    names: Sequence[Found] = (),
    headed: str | None = None,
) -> list[Voiced]:
    """The quotes of one paragraph with their speakers, given its attributions and what was quoted before it.

    A quote belongs to the attribution that touches it, else to the one that reports the clause around it, else to the
    one in its sentence. A whole sentence in quotes without any goes on from the quote before. In a headline it is
    ``headed``, the party of its subject.
    """
    found: list[Voiced] = []
    for it in (_cut_short(quote, text, place, sources) for quote in here):
        start, end = it.start - place, it.end - place
        source = _touching(text, start, end, sources) or _around(start, end, reported) or _in_sentence(start, sources)
        if source is not None:
            found.append(Voiced(it, source.speaker.party, source.addressee, source.token.text))
            continue
        last = (found or before)[-1:]
        whole = text[start : start + 1].isupper() and (end - start > 20 or text[end - 1] in ".?!")
        alone = not text[:start].strip(" \t“\"«‘'`„")
        about = _about(text[:start], names) if whole and not found and not alone else None
        label = (_LABEL.search(text[:start]) or _LABEL_AFTER.match(text, end)) if headed is not None else None
        if label is not None:
            found.append(Voiced(it, _labelled(label, names), None, None))
        elif last and (it.goes_on or (whole and (found or alone))):
            found.append(Voiced(it, last[0].speaker, last[0].addressee, last[0].cue))
        elif about is not None:
            found.append(Voiced(it, about, None, None, introduced=True))
        else:
            found.append(Voiced(it, headed, None, None))
    return _backward(found)


def _labelled(label: re.Match[str], names: Sequence[Found]) -> str | None:
    """The party of the name before a colon in a headline: `Kerry: “We are not there”`."""
    return next((str(it.value.party) for it in names if label.start(1) <= it.start and it.end <= label.end(1)), None)


def _cut_short(it: Quoted, text: str, place: int, sources: list[Attribution]) -> Quoted:
    """A quote whose marks never close ends before the attribution that stands in it."""
    if it.open:
        for source in sources:
            lead = text[it.start - place : source.start].rstrip()
            if it.start < place + source.start < it.end and lead.endswith((",", "?", "!")):
                return it._replace(end=it.start + len(lead))
    return it


def _about(lead: str, names: Sequence[Found]) -> str | None:
    """The party that the sentence before a quote is about: the first that it names."""
    sentence = max(lead[:-1].rstrip(" .!?:").rfind(mark) for mark in (". ", "? ", "! "))
    about = [str(name.value.party) for name in names if sentence < name.start < len(lead)]
    return about[0] if about and lead.rstrip(" “\"«‘'")[-1:] in ".:!?" else None


def _touching(text: str, start: int, end: int, sources: list[Attribution]) -> Attribution | None:
    ahead = [it for it in sources if it.end <= start and _BEFORE.fullmatch(text, it.end, start)]
    behind = [
        it
        for it in sources
        if it.start >= end
        and (text[end - 1] in ",?!–—-…" or text[end - 1].isalnum() or "," in text[end : it.start])
        and _AFTER.fullmatch(text, end, it.start)
    ]
    return ahead[-1] if ahead else behind[0] if behind else None


def _around(start: int, end: int, reported: list[Clause]) -> Attribution | None:
    around = [it for it in reported if it.start <= start and end <= it.end + 2]
    if not around:
        return None
    nearest = around[0]
    for it in around[1:]:
        if it.end - it.start < nearest.end - nearest.start:
            nearest = it
    source: Attribution = nearest.source
    return source


def _in_sentence(start: int, sources: list[Attribution]) -> Attribution | None:
    """The nearest attribution in the same sentence, one before the quote rather than one behind."""
    same = [it for it in sources if it.token.sent.start_char <= start < it.token.sent.end_char]
    ahead = [it for it in same if it.end <= start]
    ahead = [it for it in ahead if not it.nested] or ahead
    return ahead[-1] if ahead else same[0] if same else None


def _backward(found: list[Voiced]) -> list[Voiced]:
    """Sentences quoted in a row before the attribution of the last one are its speaker's too."""
    for number in range(len(found) - 2, -1, -1):
        this, following = found[number], found[number + 1]
        if this.speaker is None and this.cue is None and following.quoted.start - this.quoted.end <= 3:
            found[number] = this._replace(speaker=following.speaker, addressee=following.addressee, cue=following.cue)
    return found
