"""Forecasts and outcomes as they are scored, after reading and before matching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.engines.forecast import densities

Array = npt.NDArray[np.float64]
Kind = Literal["events", "scale"]


@dataclass(frozen=True)
class ScaleForecast:
    """A forecast of one issue on the 0-100 scale; NaN and None where it says nothing.

    ``probabilities`` has shape (101,) and sums to 1. :meth:`point` and :meth:`interval` fall back on them.
    """

    mean: float = float("nan")
    median: float = float("nan")
    low80: float = float("nan")
    high80: float = float("nan")
    probabilities: Array | None = field(default=None, compare=False)

    @property
    def point(self) -> float:
        """The forecast as one value: its median, or its mean where it has none."""
        return self.median if not np.isnan(self.median) else self.mean

    def filled(self) -> ScaleForecast:
        """The same forecast with mean, median and central 80 % interval taken from its probabilities where missing."""
        if self.probabilities is None or not np.isnan([self.mean, self.median, self.low80, self.high80]).any():
            return self
        low, high = densities.central_interval(self.probabilities)
        return ScaleForecast(
            mean=_or(self.mean, float(densities.mean(self.probabilities))),
            median=_or(self.median, float(densities.median(self.probabilities))),
            low80=_or(self.low80, float(low)),
            high80=_or(self.high80, float(high)),
            probabilities=self.probabilities,
        )


@dataclass(frozen=True)
class Outcome:
    """What came about: a point of the 0-100 scale, or 1 and 0 for an event; ``cluster`` is what it belongs to."""

    value: float
    cluster: str


@dataclass(frozen=True)
class Given:
    """Forecasts by method and issue: probabilities of events, or forecasts on scales. ``notes`` say what was left out."""

    kind: Kind
    events: Mapping[str, Mapping[str, float]]
    scales: Mapping[str, Mapping[str, ScaleForecast]]
    notes: tuple[str, ...] = ()

    @property
    def issues(self) -> dict[str, None]:
        """Every issue or question that some method answers, in the order of the table."""
        by_method = self.events if self.kind == "events" else self.scales
        return {issue: None for answers in by_method.values() for issue in answers}


def _or(value: float, otherwise: float) -> float:
    return otherwise if np.isnan(value) else value
