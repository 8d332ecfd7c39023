"""How good the forecasts of a log were."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import numpy as np

from detente.engines.forecast.scores.findings import daily_in_words, events_in_words, scales_in_words
from detente.engines.forecast.scores.given import ScaleForecast
from detente.engines.forecast.scores.measures import Resampling, event_scores, scale_scores
from detente.errors import LogError
from detente.results.forecast_log import (
    Distribution,
    ForecastRecord,
    Probability,
    Question,
    QuestionRecord,
    Range,
    Scale,
    read_log,
)
from detente.results.scores import LoggedScore, LogScores

Given = QuestionRecord | ForecastRecord


def score_log(path: str | Path, *, by: str | None = None, seed: int = 0, resamples: int = 2000) -> LogScores:
    """Score the forecasts of the resolved questions of a log, person by person; ``by`` limits it to one.

    For an event, the last forecast made before the answer was known gives the Brier score ``brier_last``, and
    ``brier_daily`` is the mean over the days from the first forecast to the answer, each day counted with the
    forecast that stood at its end. Intervals resample questions. Raises :class:`LogError` where the log cannot be
    read or nobody is called ``by``.

    >>> from datetime import date
    >>> from tempfile import TemporaryDirectory
    >>> from detente.results.forecast_log import Probability, add_question, resolve_question
    >>> with TemporaryDirectory() as folder:
    ...     log = f"{folder}/log.jsonl"
    ...     _ = add_question(log, "Will it be signed?", Probability(probability=0.4), on=date(2016, 1, 1))
    ...     _ = resolve_question(log, "1", 1.0, on=date(2016, 1, 11))
    ...     round(score_log(log).questions[0].brier_daily, 2)
    0.36
    """
    path = Path(path)
    log = read_log(path)
    questions = list(log.questions.values())
    people = list(dict.fromkeys(name for it in questions for name in it.people))
    if by is not None and by not in people:
        raise LogError(
            f"{path}: no forecast is by {by}",
            advice=f"forecasts are by: {', '.join(filter(None, people)) or 'no name'}",
        )
    chosen = [name for name in people if by is None or name == by]
    answers = [_Answer.of(it, name) for name in chosen for it in questions if _is_answered(it) and it.by(name)]
    counted = [it for it in answers if it.standing]
    resampling = Resampling(seed, resamples)
    events = {name: found for name in chosen if (found := _of(counted, name, event=True))}
    scales = {name: found for name in chosen if (found := _of(counted, name, event=False))}
    event_results = {
        name: event_scores(
            np.array([it.probability for it in found]), np.array([it.truth for it in found]),
            [it.question.id for it in found], 10, resampling,
        )
        for name, found in events.items()
    }  # fmt: skip
    daily = {
        name: resampling.of(np.array([it.daily for it in found]), [it.question.id for it in found])
        for name, found in events.items()
    }
    scale_results = {
        name: scale_scores(
            [it.on_grid for it in found], np.array([it.truth for it in found]), [it.question.id for it in found], resampling
        )
        for name, found in scales.items()
    }  # fmt: skip
    findings = (
        *events_in_words(event_results), *daily_in_words(event_results, daily), *scales_in_words(scale_results)
    )  # fmt: skip
    return LogScores(
        file=path.name,
        file_digest=sha256(path.read_bytes()).hexdigest(),
        version=version("detente"),
        seed=seed,
        resamples=resamples,
        by=tuple(chosen),
        resolved=sum(_is_answered(it) for it in questions),
        open=sum(it.resolution is None for it in questions),
        void=sum(it.resolution is not None and it.resolution.outcome is None for it in questions),
        events=event_results,
        daily=daily,
        scales=scale_results,
        questions=tuple(it.scored() for it in counted),
        findings=findings or ("No forecast can be scored yet: no question is resolved.",),
        notes=(*_notes(answers), *log.problems),
    )


@dataclass(frozen=True)
class _Answer:
    """One person's forecasts on a resolved question: each that counts, with the days it stood."""

    question: Question
    by: str
    standing: tuple[tuple[Given, int], ...]

    @classmethod
    def of(cls, question: Question, by: str) -> _Answer:
        return cls(question, by, standing(question.by(by), end_of(question)))

    @property
    def truth(self) -> float:
        """1 or 0 for an event; on a scale the outcome in points of 0-100."""
        outcome = _outcome(self.question)
        return outcome if self.question.scale is None else _point(outcome, self.question.scale)

    @property
    def last(self) -> Given:
        return self.standing[-1][0]

    @property
    def probability(self) -> float:
        return _probability(self.last)

    @property
    def daily(self) -> float:
        """Mean Brier score over the days."""
        days = sum(days for _, days in self.standing)
        return sum(days * (_probability(it) - self.truth) ** 2 for it, days in self.standing) / days

    @property
    def on_grid(self) -> ScaleForecast:
        """The last forecast in points of the 0-100 scale; a range of draws is no interval for the outcome."""
        scale, it = self.question.scale, self.last.forecast
        assert scale is not None
        if isinstance(it, Distribution):
            chances = np.array(it.probabilities)
            return ScaleForecast(probabilities=chances / chances.sum()).filled()
        assert isinstance(it, Range)
        if it.of == "draws":
            return ScaleForecast(median=_point(it.best, scale))
        return ScaleForecast(median=_point(it.best, scale), low80=_point(it.low, scale), high80=_point(it.high, scale))

    def scored(self) -> LoggedScore:
        event = self.question.scale is None
        return LoggedScore(
            id=self.question.id,
            question=self.question.asked.question,
            by=self.by,
            forecasts=len(self.standing),
            days=sum(days for _, days in self.standing),
            outcome=_outcome(self.question),
            brier_last=(self.probability - self.truth) ** 2 if event else None,
            brier_daily=self.daily if event else None,
            error=None if event else abs(self.on_grid.point - self.truth),
        )


def end_of(question: Question) -> datetime.date:
    """The day on which the answer was known: that of the outcome, or the question's own last day if earlier."""
    assert question.resolution is not None
    known = question.resolution.on
    return min(known, question.asked.resolves) if question.asked.resolves is not None else known


def standing(forecasts: Sequence[Given], end: datetime.date) -> tuple[tuple[Given, int], ...]:
    """The forecasts that count, one per day in order, with the days on which each stood.

    A forecast stands from its day to the day before the next one, the last to the day before ``end``. One made on
    the day of the answer counts, as a single day, only where there is none before; later ones never do.
    """
    before = [it for it in forecasts if it.on < end]
    if not before:
        return tuple((it, 1) for it in forecasts if it.on == end)
    days = [*(it.on for it in before), end]
    return tuple((it, (after - start).days) for it, (start, after) in zip(before, pairwise(days), strict=True))


def _of(answers: Sequence[_Answer], by: str, *, event: bool) -> list[_Answer]:
    return [it for it in answers if it.by == by and (it.question.scale is None) == event]


def _is_answered(question: Question) -> bool:
    return question.resolution is not None and question.resolution.outcome is not None


def _outcome(question: Question) -> float:
    assert question.resolution is not None
    assert question.resolution.outcome is not None
    return question.resolution.outcome


def _probability(given: Given) -> float:
    assert isinstance(given.forecast, Probability)
    return given.forecast.probability


def _point(value: float, scale: Scale) -> float:
    return min(100.0, max(0.0, 100 * (value - scale.low) / (scale.high - scale.low)))


def _notes(answers: Sequence[_Answer]) -> list[str]:
    """What the reader of the scores must know about how the forecasts came into the log."""
    notes = []
    late = [it.question.id for it in answers if not it.standing]
    if late:
        notes.append(f"Not scored, as every forecast is later than the answer: question {_listed(late)}.")
    hindsight = [
        it.question.id
        for it in answers
        if it.standing and it.question.resolution and it.last.recorded > it.question.resolution.on
    ]
    if hindsight:
        notes.append(
            f"Written into the log after the answer was known, dated before it: question {_listed(hindsight)}. They are "
            "scored; only their author knows whether they are forecasts."
        )
    draws = [
        it.question.id
        for it in answers
        if it.standing and isinstance(it.last.forecast, Range) and it.last.forecast.of == "draws"
    ]
    if draws:
        notes.append(
            f"The ranges of draws of question {_listed(draws)} are not scored as intervals: they say how far uncertain "
            "numbers move the method's answer, not where the outcome lies."
        )
    return notes


def _listed(keys: list[str]) -> str:
    return ", ".join(dict.fromkeys(keys))
