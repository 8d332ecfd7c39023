"""Several reports of one event, kept as one event with all its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from detente.sources.coding import CodedEvent

LEAST_SHARED = 0.5
"""Share of the words of the shorter text that two reports of one event have in common at the least."""


class Reported(NamedTuple):
    """An event and the sources that report it, the first one's wording first."""

    event: CodedEvent
    sources: tuple[str, ...]


def merged(reports: Iterable[tuple[str, CodedEvent]]) -> tuple[Reported, ...]:
    """Return each event once, with the names of all sources that report it.

    Two reports are of one event where actors, recipients, type, modality and day agree (a day that one of them leaves
    out agrees with any) and half of the words of the shorter text stand in the other.

    >>> event = CodedEvent(start=0, end=18, text="Norway left Sudan", type="RETREAT", actors=("norway",), quad=2,
    ...                    intensity=6.5)
    >>> merged([("one.txt", event), ("two.txt", event)])[0].sources
    ('one.txt', 'two.txt')
    """
    found: dict[tuple[object, ...], list[Reported]] = {}
    order: list[tuple[tuple[object, ...], int]] = []
    for source, event in reports:
        key = (event.type, event.modality, frozenset(event.actors), frozenset(event.recipients))
        alike = found.setdefault(key, [])
        place = next((place for place, it in enumerate(alike) if _same(it.event, event)), None)
        if place is None:
            order.append((key, len(alike)))
            alike.append(Reported(event, (source,)))
        else:
            known = alike[place]
            date = known.event.date or event.date
            sources = tuple(dict.fromkeys((*known.sources, source)))
            alike[place] = Reported(known.event.model_copy(update={"date": date}), sources)
    return tuple(found[key][place] for key, place in order)


def _same(one: CodedEvent, other: CodedEvent) -> bool:
    if one.date is not None and other.date is not None and one.date != other.date:
        return False
    words, others = _words(one.text), _words(other.text)
    fewer = min(len(words), len(others))
    return fewer > 0 and len(words & others) >= LEAST_SHARED * fewer


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2}
