"""Two layouts of their own: transcripts, where each paragraph of a turn is a quote, and numbered points of a communique."""

from __future__ import annotations

import re
from typing import NamedTuple

from detente.sources.aliases import Found
from detente.sources.mentions import Names
from detente.sources.words import word_list

_LABEL = re.compile(
    r"^\s*(?P<label>(?:[A-Z][A-Z.'’-]*(?:[ \t,]+(?:[A-Z][A-Z.'’-]*|of|the|and|for|de|al)){0,9}|[QA])"
    r"(?:\s*\([^)\n]{1,60}\))?)\s*:\s*"
)
_TITLED_LABEL = re.compile(
    r"^\s*(?P<label>(?:[A-Z][\w.'’-]+)(?:[ \t]+(?:[A-Z][\w.'’-]*|of|the|and|for|de|al)){0,7}(?:\s*\([^)\n]{1,60}\))?)\s*:\s+(?=[\"“A-Z(\[])"
)
_STAGE = r"(?:\((?=[^)]{1,80}\))[^)]{1,80}\)|\[[^\]]{1,80}\])"
_LEADING_STAGE = re.compile(rf"^(?:\s*{_STAGE})+\s*(?=\S|$)")
_TRAILING_STAGE = re.compile(rf"\s*(?:{_STAGE}\.?\s*)+$")
_STAGE_WORDS = re.compile(
    r"laugh|applau|inaudible|interpret|translat|crosstalk|cross-talk|cheer|pause|break|off[- ]mic|music|silence|"
    r"speaking in|in (?:arabic|french|russian|english|hebrew|persian|spanish)|end of|standing|gestur|boo|via|through",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:end of (?:transcript|interview|text)|end transcript|#{2,}|\(?end\)?)\W*$|^[#*\-_ ]{2,}$", re.IGNORECASE
)
_POINT = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|[•–—*-]|(?:Article|Point|Paragraph)\s+\d+[.:]?)\s+", re.IGNORECASE
)
_JOINT = re.compile(
    r"\b(?:joint (?:statement|communiqu|declaration)|communiqu[eé]|declaration|have agreed|agreed (?:on|upon|to|as|that|the)|"
    r"the (?:participants|parties|signatories|two sides|undersigned)|jointly)\b",
    re.IGNORECASE,
)
FEWEST_LABELS = 2
FEWEST_POINTS = 2


class Turn(NamedTuple):
    """One paragraph of what somebody says in a transcript, without label and stage directions; places in the article."""

    start: int
    end: int
    label: str


class Point(NamedTuple):
    """One numbered point of a communique, without its number, and the parties that signed it."""

    start: int
    end: int
    signatories: tuple[str, ...]


def turns(paragraphs: list[tuple[int, str]]) -> list[Turn]:
    """The turns of a transcript, questions included; nothing where the article is none.

    >>> [turn.label for turn in turns([(0, "MS. DAHL: We met."), (19, "It went well."), (34, "QUESTION: Again?")])]
    ['MS. DAHL', 'MS. DAHL', 'QUESTION']
    """
    labels = [_label(text) for _, text in paragraphs]
    shouted = [label for label in labels if label and label[2]]
    titled = [label[0] for label in labels if label and not label[2]]
    repeated = {label for label in titled if titled.count(label) > 1}
    if len(shouted) < FEWEST_LABELS and not (len(repeated) > 1 and len(titled) > 3):
        return []
    found: list[Turn] = []
    current = ""
    for (place, text), label in zip(paragraphs, labels, strict=True):
        start = 0
        if label and (label[2] or label[0] in repeated):
            current, start = label[0], label[1]
        elif not current or _END.match(text):
            current = "" if _END.match(text) else current
            continue
        start, end = _without_stage(text, start)
        if sum(map(str.isalnum, text[start:end])) > 0:
            found.append(Turn(place + start, place + end, current))
    return found


def _label(text: str) -> tuple[str, int, bool] | None:
    match = _LABEL.match(text[:160])
    if match and (sum(map(str.isalpha, match["label"])) > 2 or match["label"] in ("Q", "A")):
        return match["label"].strip(), match.end(), True
    match = _TITLED_LABEL.match(text[:160])
    return (match["label"].strip(), match.end(), False) if match else None


def _without_stage(text: str, start: int) -> tuple[int, int]:
    end = len(text)
    lead = _LEADING_STAGE.match(text[start:])
    if lead and (_STAGE_WORDS.search(lead[0]) or lead.end() >= end - start):
        start += lead.end()
    tail = _TRAILING_STAGE.search(text[start:end])
    if tail and (_STAGE_WORDS.search(tail[0]) or "[" in tail[0]):
        end = start + tail.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def party_of_label(label: str, names: Names) -> str | None:
    """The party that a label of a transcript names: `FOREIGN MINISTER DAHL` by the alias `Dahl`.

    None for questions, moderators, and whoever no alias names.
    """
    found: list[Found] = names.in_text(label)
    if not found:
        spoken = " ".join(word.capitalize() for word in re.sub(r"\([^)]*\)", "", label).split())
        found = [it for it in names.in_text(spoken) if it.value.declared]
    for name in found:
        if name.value.declared or name.value.kind == "adjective":
            return str(name.value.party)
    return None


def points(paragraphs: list[tuple[int, str]], names: Names) -> list[Point]:
    """Numbered points of a communique, signed by the parties named before the first of them; nothing where it is none."""
    numbered = [bool(_POINT.match(text)) and text.lstrip()[0] not in "–—*-•" for _, text in paragraphs]
    listed = [bool(_POINT.match(text)) for _, text in paragraphs]
    if sum(numbered) < FEWEST_POINTS:
        return []
    first = numbered.index(True)
    lead = paragraphs[:first]
    if not any(_JOINT.search(text) for _, text in (*lead, paragraphs[first])):
        return []
    signatories = _signatories(lead, names)
    found = []
    for number, (place, text) in enumerate(paragraphs[first:], first):
        match = _POINT.match(text)
        if match and listed[number]:
            end = len(text.rstrip())
            if sum(map(str.isalpha, text[match.end() : end])) > 2:
                found.append(Point(place + match.end(), place + end, signatories))
    return found


def _signatories(lead: list[tuple[int, str]], names: Names) -> tuple[str, ...]:
    """The parties of the sentence that says who agreed; else all that are named before the points."""
    for place, text in reversed(lead):
        del place
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            within = tuple(
                dict.fromkeys(it.value.party for it in names.in_text(sentence) if it.value.kind != "adjective")
            )
            if len(within) > 1 and not word_list("no_longer") & set(sentence.lower().split()):
                return within
    return tuple(dict.fromkeys(it.value.party for _, text in lead for it in names.in_text(text) if it.value.declared))
