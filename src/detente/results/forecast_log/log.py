"""A forecast log as read: its questions, with what was said and what came about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from detente.errors import LogError
from detente.results.forecast_log.records import (
    AnyRecord,
    ForecastRecord,
    QuestionRecord,
    ResolutionRecord,
    Scale,
    fits,
    outcome_fits,
)

MAX_BYTES = 64_000_000
MAX_LINE = 1_000_000
_RECORD: TypeAdapter[QuestionRecord | ForecastRecord | ResolutionRecord] = TypeAdapter(AnyRecord)


@dataclass(frozen=True)
class Question:
    """A question with every forecast of it, in the order of the file, and its outcome once it is known."""

    asked: QuestionRecord
    forecasts: tuple[QuestionRecord | ForecastRecord, ...]
    resolution: ResolutionRecord | None = None

    @property
    def id(self) -> str:
        """The id by which it is updated and resolved."""
        return self.asked.id

    @property
    def scale(self) -> Scale | None:
        """The ends of its scale; None for an event."""
        return self.asked.scale

    @property
    def people(self) -> tuple[str, ...]:
        """Who gave forecasts, in order."""
        return tuple(dict.fromkeys(it.by for it in self.forecasts))

    def by(self, name: str) -> tuple[QuestionRecord | ForecastRecord, ...]:
        """One person's forecasts by day; of two on one day the later line counts."""
        latest = {it.on: it for it in self.forecasts if it.by == name}
        return tuple(latest[day] for day in sorted(latest))

    def overdue(self, today: datetime.date) -> bool:
        """True where the day of its answer has passed and no outcome was entered."""
        return self.resolution is None and self.asked.resolves is not None and self.asked.resolves < today


@dataclass(frozen=True)
class ForecastLog:
    """Questions by id, and ``problems``: the lines that could not be used, which stay in the file untouched."""

    path: Path
    questions: dict[str, Question] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    lines: int = 0

    def find(self, key: str) -> Question:
        """The question of an id, or :class:`LogError` that names some there are."""
        if key not in self.questions:
            open_ = [it.id for it in self.questions.values() if it.resolution is None]
            some = f"open questions: {', '.join(open_[-10:])}" if open_ else "it has no open question"
            raise LogError(f"{self.path}: there is no question {key}", advice=some)
        return self.questions[key]

    def next_id(self) -> str:
        """The number after the highest one used as an id."""
        return str(1 + max((int(key) for key in self.questions if key.isascii() and key.isdigit()), default=0))


def read_log(path: str | Path, *, must_exist: bool = True) -> ForecastLog:
    """Read a forecast log; a line that is broken or does not fit is reported in ``problems`` and skipped.

    Raises :class:`LogError` where the file is missing (unless ``must_exist`` is false), too large or unreadable.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if must_exist:
            raise LogError(f"{path}: there is no such file", advice="`detente log add` begins a log") from None
        data = b""
    except (OSError, ValueError) as error:
        raise LogError(
            f"cannot read {path}: {getattr(error, 'strerror', None) or error}", advice="check the path"
        ) from None
    return parse_log(data, path)


def parse_log(data: bytes, path: Path) -> ForecastLog:
    """A log from the bytes of its file."""
    if len(data) > MAX_BYTES:
        raise LogError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", advice="begin a new log")
    questions: dict[str, Question] = {}
    problems: list[str] = []
    lines = data.split(b"\n")
    for line, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            _take(_record(text), questions)
        except ValueError as error:
            unfinished = " (the line has no end: its writing was cut off)" if line == len(lines) else ""
            problems.append(f"line {line} is left out, {error}{unfinished}")
    return ForecastLog(path, questions, tuple(problems), len(lines))


def _record(text: bytes) -> QuestionRecord | ForecastRecord | ResolutionRecord:
    if len(text) > MAX_LINE:
        raise ValueError("it is too long")
    try:
        return _RECORD.validate_json(text)
    except ValidationError as error:
        raise ValueError(first_problem(error)) from None


def first_problem(error: ValidationError) -> str:
    """The first thing that is wrong with a record, in words."""
    it = error.errors()[0]
    if it["type"] == "json_invalid":
        return "it is not JSON"
    skipped = ("question", "forecast", "resolution", "probability", "range", "distribution")
    place = ".".join(str(step) for number, step in enumerate(it["loc"]) if number or step not in skipped)
    message = it["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


def _take(record: QuestionRecord | ForecastRecord | ResolutionRecord, questions: dict[str, Question]) -> None:
    """Put a record where it belongs, or :class:`ValueError`."""
    known = questions.get(record.id)
    if isinstance(record, QuestionRecord):
        if known is not None:
            raise ValueError(f"question {record.id} stands in a line above")
        questions[record.id] = Question(record, (record,))
        return
    if known is None:
        raise ValueError(f"no line above asks question {record.id}")
    if isinstance(record, ForecastRecord):
        fits(record.forecast, known.scale)
        questions[record.id] = Question(known.asked, (*known.forecasts, record), known.resolution)
        return
    outcome_fits(record.outcome, known.scale)
    questions[record.id] = Question(known.asked, known.forecasts, record)
