"""Adding to a forecast log. Lines are only ever added, one writer at a time."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, TypeVar

from pydantic import ValidationError

from detente.errors import LogError
from detente.results.forecast_log.locking import locked
from detente.results.forecast_log.log import MAX_BYTES, ForecastLog, Question, first_problem, parse_log
from detente.results.forecast_log.records import (
    CaseUsed,
    Distribution,
    ForecastRecord,
    Probability,
    QuestionRecord,
    Range,
    ResolutionRecord,
    Scale,
    fits,
    outcome_fits,
)

AnyForecast = Probability | Range | Distribution
Written = TypeVar("Written", QuestionRecord, ForecastRecord, ResolutionRecord)


def add_question(
    path: str | Path,
    question: str,
    forecast: AnyForecast,
    *,
    by: str = "",
    resolves: datetime.date | None = None,
    scale: Scale | None = None,
    case: CaseUsed | None = None,
    on: datetime.date | None = None,
    key: str | None = None,
    today: datetime.date | None = None,
) -> QuestionRecord:
    """Ask a question and give the first forecast of it; the record as written is returned.

    ``forecast`` is a :class:`Probability` of an event, or a :class:`Range` or :class:`Distribution` on ``scale``.
    ``on`` is the day of the forecast (default: today), ``key`` an id of one's own (default: the next number).
    Raises :class:`LogError` for what does not fit.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     add_question(f"{folder}/log.jsonl", "Will it be signed?", Probability(probability=0.35)).id
    '1'
    """
    today, day = _days(on, today)
    if resolves is not None and resolves < day:
        raise LogError(f"the question resolves on {resolves}, before the forecast of {day}", advice="check the dates")

    def build(log: ForecastLog) -> QuestionRecord:
        name = key or log.next_id()
        if name in log.questions:
            raise LogError(f"{log.path}: there is a question {name} already", advice=f"--update {name} adds a forecast")
        return QuestionRecord(
            id=name, on=day, recorded=today, version=version("detente"), question=" ".join(question.split()), by=by,
            resolves=resolves, scale=scale, forecast=forecast, case=case,
        )  # fmt: skip

    return _append(path, build, must_exist=False)


def update_forecast(
    path: str | Path,
    key: str,
    forecast: AnyForecast,
    *,
    by: str | None = None,
    case: CaseUsed | None = None,
    on: datetime.date | None = None,
    today: datetime.date | None = None,
) -> ForecastRecord:
    """Give another forecast of a question that is open; ``by`` may be left out where one person forecast it.

    A forecast of a day that has one already replaces it. Raises :class:`LogError` for what does not fit.
    """
    today, day = _days(on, today)

    def build(log: ForecastLog) -> ForecastRecord:
        asked = log.find(key)
        if asked.resolution is not None:
            raise LogError(f"question {key} is resolved since {asked.resolution.on}", advice="ask a new question")
        if day < asked.asked.on:
            raise LogError(f"{day} lies before the question was asked, {asked.asked.on}", advice="check --on")
        if asked.asked.resolves is not None and day > asked.asked.resolves:
            raise LogError(
                f"{day} lies after the day question {key} resolves, {asked.asked.resolves}",
                advice=f"detente log resolve {key} OUTCOME",
            )
        fits(forecast, asked.scale)
        return ForecastRecord(
            id=key, on=day, recorded=today, version=version("detente"), by=_who(asked, by), forecast=forecast, case=case
        )

    return _append(path, build)


def resolve_question(
    path: str | Path,
    key: str,
    outcome: float | None,
    *,
    on: datetime.date | None = None,
    note: str = "",
    correct: bool = False,
    today: datetime.date | None = None,
) -> ResolutionRecord:
    """Enter what came about: 1 or 0 for an event, a point of the scale, or None where the question has no answer.

    ``on`` is the day it was known (default: today). A second outcome is a mistake unless ``correct`` is true; the
    first stays in the file. Raises :class:`LogError` for what does not fit.
    """
    today, day = _days(on, today)

    def build(log: ForecastLog) -> ResolutionRecord:
        asked = log.find(key)
        if asked.resolution is not None and not correct:
            known = asked.resolution
            raise LogError(
                f"question {key} is resolved since {known.on}: {outcome_in_words(known.outcome, asked.scale)}",
                advice="--correct enters another outcome; the first stays in the file",
            )
        if day < asked.asked.on:
            raise LogError(f"{day} lies before the question was asked, {asked.asked.on}", advice="check --on")
        outcome_fits(outcome, asked.scale)
        return ResolutionRecord(id=key, on=day, recorded=today, version=version("detente"), outcome=outcome, note=note)

    return _append(path, build)


def outcome_in_words(outcome: float | None, scale: Scale | None) -> str:
    """An outcome as a person says it.

    >>> outcome_in_words(1.0, None), outcome_in_words(None, None), outcome_in_words(60.0, Scale(low=0, high=100))
    ('yes', 'void', '60')
    """
    if outcome is None:
        return "void"
    return f"{outcome:g}" if scale is not None else ("yes" if outcome else "no")


def _who(asked: Question, by: str | None) -> str:
    if by is not None:
        return by
    if len(asked.people) > 1:
        raise LogError(f"question {asked.id} has forecasts by {', '.join(asked.people)}", advice="say whose: --by NAME")
    return asked.people[0]


def _days(on: datetime.date | None, today: datetime.date | None) -> tuple[datetime.date, datetime.date]:
    """Today, and the day a record is about, which cannot lie ahead."""
    now = today or datetime.date.today()
    if on is not None and on > now:
        raise LogError(f"{on} lies in the future", advice="a record is about today or a day before")
    return now, on or now


def _append(path: str | Path, build: Callable[[ForecastLog], Written], *, must_exist: bool = True) -> Written:
    """Add the record that ``build`` makes of the log as it is now; nobody else writes in between."""
    path = Path(path)
    with _opened(path, must_exist=must_exist) as file, locked(file, path):
        file.seek(0)
        data = file.read(MAX_BYTES + 1)
        try:
            record = build(parse_log(data, path))
        except ValidationError as error:
            raise LogError(first_problem(error), advice="nothing was written") from None
        except ValueError as error:
            raise LogError(str(error), advice="nothing was written") from None
        # an unfinished last line is closed, so that it and the new record both stay whole
        start = b"\n" if data and not data.endswith(b"\n") else b""
        file.write(start + record.model_dump_json(exclude_none=isinstance(record, QuestionRecord)).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return record


@contextmanager
def _opened(path: Path, *, must_exist: bool) -> Iterator[BinaryIO]:
    if must_exist and not path.exists():
        raise LogError(f"{path}: there is no such file", advice="`detente log add` begins a log")
    try:
        with path.open("a+b") as file:
            yield file
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LogError(f"cannot write {path}: {reason}", advice="check the path, or name another with --file") from None
