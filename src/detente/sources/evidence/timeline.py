"""What each party said and did, in the order of days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from detente.case.model import Case
from detente.sources.coding import CodedEvent, Modality, Statement
from detente.sources.evidence.pages import Page, day_of, publishers, reported_events, reported_statements


class Place(BaseModel):
    """Where something is reported: the page, its publisher and the exact span in its text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: str
    publisher: str
    start: int
    end: int
    text: str


class Entry(BaseModel):
    """One statement or event, with every place that reports it.

    ``date`` is the day of the event, or else of the page that reports it (``dated`` says which); None where neither is
    known. ``parties`` are the speaker or the actors, ``toward`` the addressee or the recipients.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: datetime.date | None
    dated: Literal["event", "page", "unknown"]
    kind: Literal["statement", "event"]
    what: str
    parties: tuple[str, ...]
    toward: tuple[str, ...]
    text: str
    modality: Modality
    issues: tuple[str, ...] = ()
    places: tuple[Place, ...]
    publishers: int


def timeline(pages: Sequence[Page], case: Case, parties: Iterable[str] = ()) -> tuple[Entry, ...]:
    """Statements and events of the pages in the order of days, those without a day last.

    With ``parties`` only what these said, did or had done to them. What several pages report is one entry with all its
    places; events that name no party of the case are left out, statements by unknown speakers stay.
    """
    wanted = set(parties)
    entries = [_said(it.statement, it.places) for it in reported_statements(pages)]
    entries += [
        _done(it.event, it.places)
        for it in reported_events(pages)
        if any(party in case.parties for party in (*it.event.actors, *it.event.recipients))
    ]
    shown = [it for it in entries if not wanted or wanted & {*it.parties, *it.toward}]
    return tuple(sorted(shown, key=lambda it: (it.date is None, it.date or datetime.date.max)))


def _said(it: Statement, places: Sequence[tuple[Page, Statement]]) -> Entry:
    days = [day for page, _ in places if (day := day_of(page)) is not None]
    return Entry(
        date=min(days, default=None),
        dated="page" if days else "unknown",
        kind="statement",
        what=it.cue,
        parties=(it.speaker,) if it.speaker else (),
        toward=(it.addressee,) if it.addressee else (),
        text=it.text,
        modality=it.modality,
        issues=it.issues,
        places=tuple(_place(*place) for place in places),
        publishers=publishers(places),
    )


def _done(it: CodedEvent, places: Sequence[tuple[Page, CodedEvent]]) -> Entry:
    days = [day for page, one in places if (day := day_of(page, one.date)) is not None]
    return Entry(
        date=min(days, default=None),
        dated="event" if it.date is not None else "page" if days else "unknown",
        kind="event",
        what=it.type.lower() + (f", {it.mode}" if it.mode else ""),
        parties=it.actors,
        toward=it.recipients,
        text=it.text,
        modality=it.modality,
        places=tuple(_place(*place) for place in places),
        publishers=publishers(places),
    )


def _place(page: Page, it: Statement | CodedEvent) -> Place:
    publisher = page.coding.article.publisher or ""
    return Place(page=page.name, publisher=publisher, start=it.start, end=it.end, text=it.text)
