"""Two layouts of their own: transcripts, where each paragraph of a turn is a quote, and numbered points of a communique."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from detente.sources.aliases import Found
from detente.sources.mentions import Names
from detente.sources.words import word_list

_LABEL = re.compile(
    r"^\s*(?P<label>(?:[A-Z][A-Z.'’-]*(?:[ \t,]+(?:[A-Z][A-Z.'’-]*|of|the|and|for|de|al)){0,9}|[QA])"
    r"(?:\s*\([^)\n]{1,60}\))?)\s*:\s*"
)
_LETTER_LABEL = re.compile(r"^\s*(?P<label>[QA])\s*[.)–—-]\s+(?=[\"“A-Z(\[])")
_TITLED_LABEL = re.compile(
    r"^\s*(?P<label>(?:[A-Z][\w.'’-]+)(?:[ \t]+(?:[A-Z][\w.'’-]*|of|the|and|for|de|al)){0,7}(?:\s*\([^)\n]{1,60}\))?)\s*(?::|\s[–—-])\s+(?=[\"“A-Z(\[])"
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
    r"^\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[•–—*-]|(?:Article|Point|Paragraph)\s+\d+[.:]?)\s+", re.IGNORECASE
)
_JOINT = re.compile(
    r"\b(?:joint (?:statement|communiqu|declaration)|communiqu[eé]|declaration|have agreed|reached (?:a )?consensus|agreed (?:on|upon|to|as|that|the)|"
    r"the (?:participants|parties|signatories|two sides|undersigned)|jointly)\b",
    re.IGNORECASE,
)
_ASKING = frozenset(
    ["q", "question", "questions", "journalist", "reporter", "press", "moderator", "host", "interviewer", "anchor",
     "presenter", "correspondent", "operator", "interpreter", "mod"]
)  # fmt: skip
_TOPIC = re.compile(r"\b(?:on|about|in|at|with|to|from|regarding|near) (?:the )?$", re.IGNORECASE)
FEWEST_LABELS = 2
LONGEST_LABEL = 9
"""Words of a label at the most."""
FEWEST_POINTS = 2
LONGEST_TAIL = 400
"""Characters at the end of a paragraph in which its last stage directions stand."""
_AND = re.compile(r"(?:\s*,)?(?: and)?(?: the)?(?: [\w’'-]+){0,3} ?")
"""What stands between the names of those who agreed."""


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
    repeated = {label for label, count in Counter(titled).items() if count > 1 or asks(label)}
    asked = len(titled) > 1 and any(map(asks, titled))
    if asked:
        repeated |= {label for label in titled if len(label.split()) < LONGEST_LABEL}
    if len(shouted) < FEWEST_LABELS and not (len(repeated) > 1 and (asked or len(titled) > 3)):
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
        found += [Turn(place + left, place + right, current) for left, right in _between_stages(text, start, end)]
    return found


def _between_stages(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What is said in a paragraph of a turn, parted where a stage direction stands in the middle of it."""
    edges = [start]
    for stage in re.finditer(_STAGE, text[start:end]):
        if _STAGE_WORDS.search(stage[0]) and "\n" not in stage[0]:
            edges += [start + stage.start(), start + stage.end()]
    edges.append(end)
    spans = []
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        inside = text[left:right]
        if any(map(str.isalnum, inside)):
            spans.append((left + len(inside) - len(inside.lstrip()), right - len(inside) + len(inside.rstrip())))
    return spans


def asks(label: str) -> bool:
    """Whether a label stands for whoever asks or leads the talk: `QUESTION`, `Q`, `Moderator`.

    >>> asks("QUESTION (in Arabic)"), asks("Minister Dahl")
    (True, False)
    """
    return re.sub(r"\([^)]*\)", "", label).strip().lower() in _ASKING


def questioners(paragraphs: list[tuple[int, str]], spoken: list[Turn]) -> set[str]:
    """The labels of those who ask: by the label itself, or as a third of what stands behind it ends in a question mark."""
    asked: dict[str, list[bool]] = {}
    for turn in spoken:
        _, text = next(it for it in paragraphs if it[0] <= turn.start < it[0] + len(it[1]))
        asked.setdefault(turn.label, []).append("?" in text[-3:])
    return {label for label, each in asked.items() if asks(label) or 3 * sum(each) >= len(each)}


def host(paragraphs: list[tuple[int, str]], spoken: list[Turn], names: Names) -> str | None:
    """The party that gives a briefing: the first that the lines above the first turn name, not as a place or a topic."""
    for _, text in (it for it in paragraphs if spoken and it[0] + len(it[1]) < spoken[0].start):
        for found in names.in_text(text):
            if found.value.kind != "capital" and not _TOPIC.search(text[max(0, found.start - 20) : found.start]):
                return str(found.value.party)
    return None


def _label(text: str) -> tuple[str, int, bool] | None:
    match = _LABEL.match(text[:160])
    if match and (sum(map(str.isalpha, match["label"])) > 2 or match["label"] in ("Q", "A")):
        return match["label"].strip(), match.end(), True
    letter = _LETTER_LABEL.match(text[:160])
    if letter:
        return letter["label"], letter.end(), True
    match = _TITLED_LABEL.match(text[:160])
    return (match["label"].strip(), match.end(), False) if match else None


def _without_stage(text: str, start: int) -> tuple[int, int]:
    end = len(text)
    lead = _LEADING_STAGE.match(text[start:])
    if lead and (_STAGE_WORDS.search(lead[0]) or lead.end() >= end - start):
        start += lead.end()
    far = max(start, end - LONGEST_TAIL)
    tail = _TRAILING_STAGE.search(text[far:end])
    if tail and (_STAGE_WORDS.search(tail[0]) or "[" in tail[0]):
        end = far + tail.start()
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
    listed = [bool(_POINT.match(text)) for _, text in paragraphs]
    numbered = [it and text.lstrip()[0] not in "–—*-•" for it, (_, text) in zip(listed, paragraphs, strict=True)]
    if sum(numbered) < FEWEST_POINTS:
        numbered = _announced(paragraphs, listed)
    if sum(numbered) < FEWEST_POINTS:
        return []
    first = numbered.index(True)
    lead = paragraphs[:first]
    if not any(_JOINT.search(text) for _, text in (*lead, paragraphs[first])):
        return []
    signatories = _signatories(lead, paragraphs[first][1], names)
    found = []
    for number, (place, text) in enumerate(paragraphs[first:], first):
        match = _POINT.match(text)
        if match and listed[number]:
            end = len(text.rstrip())
            if sum(map(str.isalpha, text[match.end() : end])) > 2:
                found.append(Point(place + match.end(), place + end, signatories))
    return found


def _announced(paragraphs: list[tuple[int, str]], listed: list[bool]) -> list[bool]:
    """Points with dashes or dots count where the line above the first of them announces what was agreed, with a colon."""
    first = listed.index(True) if True in listed else 0
    lead = paragraphs[first - 1][1].rstrip() if first else ""
    return listed if lead.endswith(":") and _JOINT.search(lead) else [False] * len(listed)


def _signatories(lead: list[tuple[int, str]], point: str, names: Names) -> tuple[str, ...]:
    """The parties of the sentence that says who agreed, else those with which the first point begins, else the only one."""
    for _, text in reversed(lead):
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            found = [it for it in names.in_text(sentence) if it.value.kind != "adjective"]
            within = tuple(dict.fromkeys(str(it.value.party) for it in found))
            if len(within) > 1 and not word_list("no_longer") & set(sentence.lower().split()):
                return within
    found = names.in_text(point)
    joined = found[:1]
    for it in found[1:]:
        if _AND.fullmatch(point, joined[-1].end, it.start):
            joined.append(it)
        else:
            break
    if len(joined) > 1:
        return tuple(dict.fromkeys(str(it.value.party) for it in joined))
    named = tuple(dict.fromkeys(it.value.party for _, text in lead for it in names.in_text(text) if it.value.declared))
    return named if len(named) == 1 else ()
