"""Pages that were read and coded, and what several of them say about one thing merged with all its sources."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.model import Case
from detente.errors import SourceError
from detente.sources.coding import CodedEvent, Coding, Statement
from detente.sources.reader import read_paths

if TYPE_CHECKING:
    from detente.sources.coders import Coder

OVERLAP = 0.5
"""Share of the shorter text's words that two reports of one event have in common at least."""


@dataclass(frozen=True)
class Page:
    """A page as it was coded. ``name`` tells it from the others; ``path`` is None where it has no file."""

    name: str
    coding: Coding
    path: Path | None = None


@dataclass(frozen=True)
class StatementReport:
    """One statement with every place that reports it in the same words: the page and the statement there."""

    statement: Statement
    places: tuple[tuple[Page, Statement], ...]


@dataclass(frozen=True)
class EventReport:
    """One event with every report of it: the page and the event as coded there."""

    event: CodedEvent
    places: tuple[tuple[Page, CodedEvent], ...]


def coded_pages(
    paths: Iterable[str | Path], case: Case, coder: Coder | None = None
) -> tuple[list[Page], list[SourceError]]:
    """Read and code pages and folders of pages; the second part says which could not be read, and why.

    On an issue that a draft proposed and nobody has reworded, a statement points where the draft's own table says.
    """
    from detente.sources.coders import code_article
    from detente.sources.drafting.stances import unworded, with_stances

    pages: list[Page] = []
    general = unworded(case)
    errors = []
    for reading in read_paths(paths):
        if reading.article is None:
            errors.append(reading.error or SourceError(f"{reading.name}: cannot be read"))
            continue
        path = Path(reading.name)
        coding = with_stances(code_article(reading.article, case, coder), general)
        pages.append(Page(reading.name, coding, path if path.is_file() else None))
    return pages, errors


def reported_statements(pages: Iterable[Page]) -> list[StatementReport]:
    """Every statement once: the same words of the same speaker on several pages are one statement with several places.

    Direct quotes count as statements; one within a reported clause is part of that.
    """
    found: dict[tuple[str | None, str], list[tuple[Page, Statement]]] = {}
    for page in pages:
        for it in _said(page.coding):
            found.setdefault((it.speaker, folded(it.text)), []).append((page, it))
    return [StatementReport(_fullest(places), tuple(places)) for places in found.values()]


def reported_events(pages: Iterable[Page]) -> list[EventReport]:
    """Every event once: same type, parties, modality and day, and overlapping text, on one page or on several.

    An event without a day is taken as another report only of one without a day on a page of the same date.
    """
    found: list[list[tuple[Page, CodedEvent]]] = []
    by_key: dict[object, list[list[tuple[Page, CodedEvent]]]] = {}
    for page in pages:
        for it in page.coding.events:
            day = it.date or ("page of", page.coding.article.date)
            key = (it.type, frozenset(it.actors), frozenset(it.recipients), it.modality, day)
            alike = by_key.setdefault(key, [])
            group = next((group for group in alike if any(_overlap(page, it, *other) for other in group)), None)
            if group is None:
                group = []
                alike.append(group)
                found.append(group)
            group.append((page, it))
    return [EventReport(max((it for _, it in group), key=lambda it: len(it.text)), tuple(group)) for group in found]


def publishers(places: Iterable[tuple[Page, object]]) -> int:
    """How many publishers report it; a page that names none counts by its name."""
    return len({page.coding.article.publisher or page.name for page, _ in places})


def day_of(page: Page, date: datetime.date | None = None) -> datetime.date | None:
    """The day of what a page reports: its own where it is known, else the day of the page."""
    return date or page.coding.article.date


def folded(text: str) -> str:
    """Words of a text in lower case without marks, to compare two by.

    >>> folded("“Walls of mistrust,”  he said") == folded('"Walls of mistrust" he said')
    True
    """
    return " ".join(_words(text))


def _said(coding: Coding) -> list[Statement]:
    """Statements and, as such, the direct quotes that lie in none of them, in the order of the text."""
    clauses = [(it.start, it.end) for it in coding.statements]
    quotes = [
        Statement(
            start=it.start, end=it.end, text=it.text, speaker=it.speaker, addressee=it.addressee, cue=it.cue or "said",
            issues=it.issues, toward=it.toward,
        )
        for it in coding.quotes
        if not any(start <= it.start and it.end <= end for start, end in clauses)
    ]  # fmt: skip
    return sorted((*coding.statements, *quotes), key=lambda it: it.start)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _overlap(page: Page, one: CodedEvent, other_page: Page, other: CodedEvent) -> bool:
    if page is other_page and one.start < other.end and other.start < one.end:
        return True
    first, second = set(_words(one.text)), set(_words(other.text))
    return len(first & second) >= OVERLAP * max(1, min(len(first), len(second)))


def _fullest(places: list[tuple[Page, Statement]]) -> Statement:
    """The report that names most issues, the first of equals."""
    return max((it for _, it in places), key=lambda it: (len(it.toward), len(it.issues)))
