"""How well events are coded: sentences with known actors, types and recipients, and what is found in them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from detente.case.model import Case, Party
from detente.errors import SourceError
from detente.sources.article import Article
from detente.sources.coding import CodedEvent, Mention
from detente.sources.plover.lexicon import scores

OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""Names of types in earlier releases of PLOVER and what they are now."""
_MARKED = re.compile(r"\((EVT|SRC|TAR|SRC/TAR|LOC): ")

Triple = tuple[str | None, str, str | None]


class Gold(NamedTuple):
    """A sentence with the event that a person coded in it; ``marked`` are the places of the event's words."""

    id: str
    article: Article
    case: Case
    mentions: tuple[Mention, ...]
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    modality: str | None
    marked: tuple[tuple[int, int], ...]

    @property
    def aside(self) -> bool:
        """Whether the sentence is one of the third that no rule was written after looking at."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 3 == 0

    @property
    def triples(self) -> set[Triple]:
        """Actor, type and recipient, each pair by itself; None where there is none."""
        return triples(self.type, self.actors, self.recipients)


def triples(kind: str, actors: Sequence[str], recipients: Sequence[str]) -> set[Triple]:
    """Return actor, type and recipient of an event, each pair by itself.

    >>> sorted(triples("AID", ("norway",), ("sudan", "chad")))
    [('norway', 'AID', 'chad'), ('norway', 'AID', 'sudan')]
    """
    return {(actor, kind, recipient) for actor in actors or (None,) for recipient in recipients or (None,)}


def read_gold(path: Path) -> list[Gold]:
    """Read sentences in the layout of the PLOVER gold standard: JSON, a list of objects.

    Each has ``id``, ``text``, ``event``, and ``source`` and ``target`` as lists of ``{"actorText": ...}``; these become
    the parties of a case of its own. ``textInfo.markup`` marks the event's words, and ``modality`` may stand beside.

    SourceError: the file cannot be read or has another layout.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}", advice="check the path") from error
    except ValueError as error:
        raise SourceError(f"{path} is not JSON", advice="give a list of coded sentences as JSON") from error
    if not isinstance(rows, list) or not rows:
        raise SourceError(f"{path} holds no list of sentences", advice="give a list of coded sentences as JSON")
    return [_gold(row, place, path) for place, row in enumerate(rows, 1)]


def _gold(row: Any, place: int, path: Path) -> Gold:
    try:
        text, name = str(row["text"]), str(row.get("id", place))
        kind = OLD_NAMES.get(row["event"], row["event"])
        if (kind, None) not in scores():
            raise SourceError(f"{path}, sentence {place}: no type {row['event']!r}", advice="use PLOVER's types")
        names = {side: [str(it["actorText"]) for it in row.get(side) or ()] for side in ("source", "target")}
        markup = str((row.get("textInfo") or {}).get("markup", ""))
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{path}, sentence {place} has no {error}", advice="give id, text, event, source and target for each"
        ) from error
    keys = {name: f"p{number}" for number, name in enumerate(dict.fromkeys(names["source"] + names["target"]), 1)}
    parties = {key: Party(name=name, aliases=(name,)) for name, key in keys.items()}
    return Gold(
        id=name,
        article=Article(text=text),
        case=Case(id="sentence", parties=parties),
        mentions=_mentions(text, keys),
        type=kind,
        actors=tuple(keys[it] for it in names["source"]),
        recipients=tuple(keys[it] for it in names["target"]),
        modality=row.get("modality"),
        marked=_marked(markup, text),
    )


def _mentions(text: str, keys: dict[str, str]) -> tuple[Mention, ...]:
    names = sorted((name for name in keys if name.strip()), key=len, reverse=True)
    if not names:
        return ()
    found = re.finditer("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), text)
    return tuple(Mention(start=it.start(), end=it.end(), party=keys[it[0]]) for it in found)


def _marked(markup: str, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words marked (EVT: ...) stand in the text, as far as they are found in order."""
    found, position = [], 0
    for match in re.finditer(r"\(EVT: ([^()]*)\)", markup):
        words = match[1].strip()
        start = text.find(words, position)
        if words and start >= 0:
            found.append((start, start + len(words)))
            position = start + len(words)
    return tuple(found)


class Tally(NamedTuple):
    """Of so many cases, so many right."""

    right: int
    of: int


def matching(gold: Gold, events: Sequence[CodedEvent]) -> CodedEvent | None:
    """Return the event whose place shares most with the marked words; the first one where none or no words are marked."""
    if not events:
        return None
    return max(
        events, key=lambda it: sum(max(0, min(it.end, end) - max(it.start, start)) for start, end in gold.marked)
    )


def tallies(coded: Iterable[tuple[Gold, Sequence[CodedEvent]]]) -> dict[str, Tally]:
    """Count what was right.

    ``found``: sentences with an event. ``type`` and ``quad``: of the events that match the marked words. ``type_all``
    and ``quad_all``: of all events coded, so that an event nobody marked counts as wrong. ``triple_precision`` and
    ``triple_recall``: actor, type and recipient together, each pair of parties by itself, of all coded and all known.
    ``actor``, ``recipient``: of the events that match, the same parties. ``modality``: where the data give it.
    """
    counts: dict[str, list[int]] = {}

    def count(name: str, right: bool, of: int = 1) -> None:
        tally = counts.setdefault(name, [0, 0])
        tally[0] += right * of
        tally[1] += of

    for gold, events in coded:
        quad = scores()[gold.type, None].quad
        best = matching(gold, events)
        count("found", best is not None)
        if best is not None:
            count("type", best.type == gold.type)
            count("quad", best.quad == quad)
            count("actor", set(best.actors) == set(gold.actors))
            count("recipient", set(best.recipients) == set(gold.recipients))
            if gold.modality is not None:
                count("modality", best.modality == gold.modality)
        for event in events:
            count("type_all", event.type == gold.type)
            count("quad_all", event.quad == quad)
        told = {it for event in events for it in triples(event.type, event.actors, event.recipients)}
        for it in told:
            count("triple_precision", it in gold.triples)
        for it in gold.triples:
            count("triple_recall", it in told)
    return {name: Tally(right, of) for name, (right, of) in counts.items()}
