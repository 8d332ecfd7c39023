"""Sentences coded for a case of a few invented and real names."""

from __future__ import annotations

import datetime

from detente.case import Case
from detente.case.model import Party
from detente.sources.article import Article, lay_out
from detente.sources.coding import CodedEvent
from detente.sources.events import events_of
from detente.sources.mentions import mentions_of

THURSDAY = datetime.date(2015, 11, 12)
CASE = Case(
    id="two-neighbours",
    parties={
        "norland": Party(name="Norland", aliases=("Mr. Halvorsen", "Halvorsen")),
        "estavia": Party(name="Estavia", aliases=("Estavian government",)),
        "league": Party(name="Coastal League", aliases=("the League",), kind="armed_group"),
        "kenya": Party(name="Kenya", aliases=("Nairobi",)),
        "chad": Party(name="Chad"),
    },
)


def article(*paragraphs: str, date: datetime.date | None = THURSDAY, title: str | None = None) -> Article:
    text, placed = lay_out(title, None, list(paragraphs))
    return Article(title=title, text=text, paragraphs=placed, date=date)


def events(*paragraphs: str, date: datetime.date | None = THURSDAY, title: str | None = None) -> list[CodedEvent]:
    page = article(*paragraphs, date=date, title=title)
    return list(events_of(page, CASE, mentions_of(page, CASE)))


def told(*paragraphs: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    return [(it.type, it.actors, it.recipients, it.modality) for it in events(*paragraphs)]
