"""Coding the pages of a chunk: from bytes to rows of the event table; a bad page becomes a note and no more."""

from __future__ import annotations

import hashlib
import pickle
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.case.model import Case
from detente.errors import CoderError, DetenteError
from detente.sources.coding import CodedEvent, Coding

if TYPE_CHECKING:
    from detente.sources.coders import Coder

PATIENCE = 60.0  # seconds for one page
Row = dict[str, Any]


class PageToCode(NamedTuple):
    """A page of a corpus: its path within it, the file to read, or its bytes where the reader has no such file."""

    name: str
    file: str
    data: bytes | None = None


class CodedChunk(NamedTuple):
    """Rows of the event table, and one record for each page: what it is, or what was wrong with it."""

    events: list[Row]
    pages: list[Row]


class PageTimeoutError(Exception):
    """A page took longer than any page should."""


@dataclass(frozen=True)
class Using:
    """What pages are coded with: the case, and the name of a coder with its model where it is not detente's own rules."""

    case: Case
    coder: str | None = None
    model: str | None = None

    @cached_property
    def built(self) -> Coder:
        """The coder, built once for many pages."""
        from detente.sources.coders import coder_named

        return coder_named(self.coder, self.case, self.model)

    @property
    def patience(self) -> float:
        """Seconds that one page may take; a coder that waits for its own server says how long that may be."""
        return max(PATIENCE, getattr(self.built, "patience", 0.0) + 5.0)


def require_coder(using: Using) -> None:
    """Raise :class:`detente.errors.MethodError` where there is no such coder, or its language model is not installed."""
    from detente.sources.language import pipeline

    _ = using.built
    if using.coder is None:
        pipeline()


def coded(data: bytes, name: str, using: Using) -> Coding:
    """Read and code one page. Raises :class:`detente.errors.SourceError` for what is no page."""
    from detente.sources.coders import code_article
    from detente.sources.reader import read_page

    return code_article(read_page(data, name), using.case, using.built)


def coded_chunk(pages: Sequence[PageToCode], using: bytes) -> CodedChunk:
    """Code pages one after the other; ``using`` is pickled, as it is the same for all chunks.

    Raises :class:`detente.errors.CoderError` where a coder of the user's own does not answer.
    """
    it = _using(using)
    events: list[Row] = []
    records: list[Row] = []
    for page in pages:
        rows, record = _page(page, it)
        events += rows
        records.append(record)
    return CodedChunk(events, records)


def failed(page: PageToCode, why: str) -> Row:
    """The record of a page that could not be coded."""
    return _record(page.name, error=why)


@lru_cache(maxsize=4)
def _using(data: bytes) -> Using:
    found: Using = pickle.loads(data)
    return found


def _page(page: PageToCode, using: Using) -> tuple[list[Row], Row]:
    from detente.sources.page import load

    try:
        with _limited(using.patience):
            data = page.data if page.data is not None else load(Path(page.file))
            coding = coded(data, page.name, using)
            digest = hashlib.sha256(coding.article.text.encode()).hexdigest()[:16]
            rows = [row for event in coding.events for row in event_rows(event, coding, page.name, digest, using.case)]
    except CoderError:  # nor would it answer about the next page
        raise
    except DetenteError as error:
        return [], failed(page, error.message)
    except PageTimeoutError:
        return [], failed(page, f"took longer than {using.patience:.0f} s")
    except Exception as error:  # noqa: BLE001  (one page, whatever is wrong with it, must not stop the others)
        return [], failed(page, f"{type(error).__name__}: {str(error)[:200]}")
    article = coding.article
    record = _record(
        page.name, title=article.title, date=article.date, digest=digest, words=len(article.text.split()),
        statements=len(coding.statements), quotes=len(coding.quotes), events=len(coding.events),
    )  # fmt: skip
    return rows, record


def _record(name: str, **told: Any) -> Row:
    return {
        "page": name, "error": None, "title": None, "date": None, "digest": None, "words": 0, "statements": 0, "quotes": 0,
        "events": 0,
    } | told  # fmt: skip


def event_rows(event: CodedEvent, coding: Coding, name: str, digest: str, case: Case) -> Iterator[Row]:
    """The rows of one event of a page: one for each pair of an actor and a recipient.

    The id holds a digest of the article's text, so that the same article under two names gives one event.
    """
    key = f"pages:{digest}:{event.start}-{event.end}:{event.type}"
    recipients: tuple[str | None, ...] = event.recipients or (None,)
    actors: tuple[str | None, ...] = event.actors or (None,)
    for actor in actors:
        for recipient in recipients:
            yield {
                "id": f"{key}:{actor or ''}>{recipient or ''}", "event": key, "source": "pages",
                "date": event.date or coding.article.date, "actor": _called(case, actor), "actor_party": actor,
                "recipient": _called(case, recipient), "recipient_party": recipient, "directed": True,
                "code": f"{event.type} {event.mode}" if event.mode else event.type, "type": event.type,
                "mode": event.mode, "quad": event.quad, "intensity": event.intensity, "modality": event.modality,
                "reports": 1, "text": event.text, "url": coding.article.publisher, "file": name,
            }  # fmt: skip


def _called(case: Case, party: str | None) -> str | None:
    return case.party_name(party) if party is not None and party in case.parties else party


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise :class:`PageTimeoutError` after a while, where the system has alarms and this is the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise PageTimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
