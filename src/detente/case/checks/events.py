"""Checks of events and of relations' signs, which trust is drawn from."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.subject import Subject, unknown
from detente.case.findings import Problem
from detente.case.trust import Event


def event_parties(subject: Subject) -> Iterator[Problem]:
    """Events join two different declared parties."""
    for key, event in subject.case.events.items():
        yield from subject.unknown_parties(("events", key, "from"), [event.from_])
        yield from subject.unknown_parties(("events", key, "to"), [event.to])
        if event.from_ == event.to:
            yield Problem(
                "self-event", ("events", key), f"`{event.from_}` stands on both ends of this event", "name two parties"
            )


def event_after_as_of(subject: Subject) -> Iterator[Problem]:
    """Events after ``as_of`` are not counted."""
    as_of = subject.case.as_of
    for key, event in subject.case.events.items():
        if as_of is not None and event.date > as_of:
            yield Problem(
                "event-after-as-of", ("events", key, "date"),
                f"event `{key}` is dated after the case ({as_of}) and is not counted",
                "correct the date, or move `as_of`", "warning",
            )  # fmt: skip


def event_same_as(subject: Subject) -> Iterator[Problem]:
    """A further report of an event names that event: of the same parties and kind, and not in a circle."""
    events = subject.case.events
    for key, event in events.items():
        if event.same_as is None:
            continue
        loc = ("events", key, "same_as")
        first = events.get(event.same_as)
        if first is None:
            yield unknown("event", loc, event.same_as, subject.events)
        elif first.same_as is not None:
            yield Problem(
                "report-of-report",
                loc,
                f"`{event.same_as}` is itself another report",
                "name the event that stands alone",
            )
        elif (first.from_, first.to, first.kind) != (event.from_, event.to, event.kind):
            yield Problem(
                "report-differs", loc, f"`{key}` and `{event.same_as}` differ in their parties or their kind",
                "mend one of them, or remove `same_as`",
            )  # fmt: skip


def events_alike(subject: Subject) -> Iterator[Problem]:
    """Reports of one event are marked as such, so that it counts once."""
    seen: dict[tuple[object, ...], str] = {}
    for key, event in subject.case.events.items():
        first = seen.setdefault(_looks(event), key)
        if first != key and event.same_as is None:
            yield Problem(
                "events-alike", ("events", key), f"`{key}` looks like another report of `{first}`",
                f"if it is, add `same_as: {first}`; if not, say in `what` how they differ", "warning", at_key=True,
            )  # fmt: skip


def _looks(event: Event) -> tuple[object, ...]:
    return event.date, event.from_, event.to, event.kind, event.code, event.what


def contradictory_signs(subject: Subject) -> Iterator[Problem]:
    """Two parties do not stand as a friend to a foe; the signed network leaves such a pair out."""
    signs = {(it.from_, it.to): it.sign for it in subject.case.relations}
    for place, it in enumerate(subject.case.relations):
        if it.sign == -1 and signs.get((it.to, it.from_)) == 1:
            yield Problem(
                "contradictory-signs", ("relations", place, "sign"),
                f"`{it.from_}` is hostile to `{it.to}`, which is friendly to it",
                "correct one of the signs; the signed network leaves the pair out", "warning",
            )  # fmt: skip


CHECKS = (event_parties, event_after_as_of, event_same_as, events_alike, contradictory_signs)
