"""The records of a forecast log: a question with its first forecast, later forecasts, and the outcome.

A record is one line of the log file and is never changed; what a later record says replaces it.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from detente.results.history import Frozen

POINTS = 101
SUM_TOLERANCE = 0.005

Text = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(max_length=100)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Probability(Frozen):
    """The probability that an event happens, 0 to 1."""

    kind: Literal["probability"] = "probability"
    probability: Share


class Range(Frozen):
    """What is expected on a scale, in its units: the outcome lies within ``low`` and ``high`` with 80 %.

    ``best`` is as likely too high as too low. ``of`` is "draws" where the range only shows how uncertain
    numbers of a case spread a method's answer, which says less.
    """

    kind: Literal["range"] = "range"
    low: Finite
    best: Finite
    high: Finite
    of: Literal["judgement", "draws"] = "judgement"
    method: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        # the answer at the best values may lie outside the middle 80 % of draws, but no person's best may
        if self.low > self.high or (self.of == "judgement" and not self.low <= self.best <= self.high):
            raise ValueError("low, best and high are not in order")
        return self


class Distribution(Frozen):
    """The probability of each of 101 points from the low to the high end of the scale; they sum to 1."""

    kind: Literal["distribution"] = "distribution"
    probabilities: Annotated[tuple[Share, ...], Field(min_length=POINTS, max_length=POINTS)]
    method: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if abs(sum(self.probabilities) - 1) > SUM_TOLERANCE:
            raise ValueError("the probabilities do not sum to 1")
        return self


Forecasted = Annotated[Probability | Range | Distribution, Field(discriminator="kind")]


class CaseUsed(Frozen):
    """The case a forecast rests on: its id and the digest of its content that day."""

    id: str
    digest: str
    issue: str = ""


class Scale(Frozen):
    """The ends of a scale, in its units."""

    low: Finite
    high: Finite

    @model_validator(mode="after")
    def _has_length(self) -> Self:
        if not self.low < self.high:
            raise ValueError("the low end of a scale lies below its high end")
        return self


class Record(Frozen):
    """What every record holds: the question's id, the day it is about, the day it was written, the version."""

    id: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[\w.-]+$")]
    on: datetime.date
    recorded: datetime.date
    version: str


class QuestionRecord(Record):
    """A new question with its first forecast; without ``scale`` it is about an event."""

    record: Literal["question"] = "question"
    question: Annotated[Text, Field(min_length=1)]
    resolves: datetime.date | None = None
    scale: Scale | None = None
    by: Name = ""
    forecast: Forecasted
    case: CaseUsed | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        fits(self.forecast, self.scale)
        return self


class ForecastRecord(Record):
    """Another forecast of a question: a change of mind, a correction, or somebody else's."""

    record: Literal["forecast"] = "forecast"
    by: Name = ""
    forecast: Forecasted
    case: CaseUsed | None = None


class ResolutionRecord(Record):
    """What came about: 1 or 0 for an event, a point of the scale, or None: void, the question has no answer.

    ``on`` is the day it was known.
    """

    record: Literal["resolution"] = "resolution"
    outcome: Finite | None
    note: Text = ""


AnyRecord = Annotated[QuestionRecord | ForecastRecord | ResolutionRecord, Field(discriminator="record")]


def fits(forecast: Probability | Range | Distribution, scale: Scale | None) -> None:
    """Raise :class:`ValueError` where a forecast does not fit the question's scale."""
    if isinstance(forecast, Probability) != (scale is None):
        raise ValueError(
            "an event needs a probability; a question on a scale needs low, best and high or a distribution"
        )
    if isinstance(forecast, Range) and scale is not None:
        outside = [end for end in (forecast.low, forecast.best, forecast.high) if not scale.low <= end <= scale.high]
        if outside:
            raise ValueError(f"{outside[0]:g} lies beyond the scale from {scale.low:g} to {scale.high:g}")


def outcome_fits(outcome: float | None, scale: Scale | None) -> None:
    """Raise :class:`ValueError` where an outcome cannot be the answer to a question."""
    if outcome is None:
        return
    if scale is None and outcome not in (0.0, 1.0):
        raise ValueError("an event happened (yes) or did not (no)")
    if scale is not None and not scale.low <= outcome <= scale.high:
        raise ValueError(f"{outcome:g} lies beyond the scale from {scale.low:g} to {scale.high:g}")
