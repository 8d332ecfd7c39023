"""The scores of one method: events, and forecasts on scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
import numpy.typing as npt

from detente.engines.forecast import densities
from detente.engines.forecast.scores.brier import FLOOR, brier, brier_parts, calibration, event_log_score
from detente.engines.forecast.scores.given import ScaleForecast
from detente.engines.forecast.scores.points import (
    absolute_error,
    hit_share,
    interval_score,
    root_mean_square_error,
)
from detente.engines.forecast.scores.resampling import estimate
from detente.errors import CommandError
from detente.results.scores import Estimate, EventScores, ScaleScores

Array = npt.NDArray[np.float64]

PIT_PARTS = 10
MOST_RESAMPLES = 100_000


@dataclass(frozen=True)
class Resampling:
    """How intervals are made; :class:`CommandError` for an impossible number."""

    seed: int = 0
    resamples: int = 2000

    def __post_init__(self) -> None:
        if not 0 <= self.resamples <= MOST_RESAMPLES:
            raise CommandError(f"{self.resamples} resamples are not possible", advice=f"ask for 0 to {MOST_RESAMPLES}")
        if self.seed < 0:
            raise CommandError(f"the seed {self.seed} is not possible", advice="ask for 0 or more")

    def of(self, values: Array, clusters: Sequence[str]) -> Estimate:
        """Mean and interval of values of shape (issues,)."""
        return estimate(values, clusters, seed=self.seed, resamples=self.resamples)


def event_values(probabilities: Array, happened: Array) -> dict[str, Array]:
    """Each event's scores by measure, every array of shape (events,)."""
    return {"brier": brier(probabilities, happened), "log_score": event_log_score(probabilities, happened)}


def event_scores(
    probabilities: Array, happened: Array, clusters: Sequence[str], bins: int, resampling: Resampling
) -> EventScores:
    """The scores of one method's probabilities, shape (events,)."""
    values = event_values(probabilities, happened)
    given = np.where(happened > 0, probabilities, 1 - probabilities)
    return EventScores(
        count=len(happened),
        happened=float(happened.mean()),
        brier=resampling.of(values["brier"], clusters),
        parts=brier_parts(probabilities, happened, bins),
        log_score=resampling.of(values["log_score"], clusters),
        floored=int((given < FLOOR).sum()),
        calibration=calibration(probabilities, happened, bins),
    )


def scale_values(forecasts: Sequence[ScaleForecast], outcomes: Array) -> dict[str, Array]:
    """Each issue's scores by measure, every array of shape (issues,), NaN where a forecast has no such score.

    ``crps`` is that of the probabilities, or the absolute error where there are none: the CRPS of a point.
    """
    full = [it.filled() for it in forecasts]
    points = np.array([it.point for it in full])
    crps, log = absolute_error(points, outcomes), np.full(len(full), np.nan)
    dense = np.array([it.probabilities is not None for it in full], dtype=bool)
    if dense.any():
        chances = stacked(full)
        crps[dense] = densities.crps(chances, outcomes[dense])
        log[dense] = np.minimum(densities.log_score(chances, outcomes[dense]), -np.log(FLOOR))
    return {
        "mae_median": absolute_error(np.array([it.median for it in full]), outcomes),
        "mae_mean": absolute_error(np.array([it.mean for it in full]), outcomes),
        "crps": crps,
        "log_score": log,
        "interval_score80": interval_score(
            np.array([it.low80 for it in full]), np.array([it.high80 for it in full]), outcomes
        ),
    }


def scale_scores(
    forecasts: Sequence[ScaleForecast], outcomes: Array, clusters: Sequence[str], resampling: Resampling
) -> ScaleScores:
    """The scores of one method's forecasts of issues with ``outcomes`` of shape (issues,)."""
    values = scale_values(forecasts, outcomes)
    full = [it.filled() for it in forecasts]
    points = np.array([it.point for it in full])
    lows, highs = np.array([it.low80 for it in full]), np.array([it.high80 for it in full])
    pits = pit_values(full, outcomes, resampling.seed)
    inside = np.where(np.isnan(pits), (lows <= outcomes) & (outcomes <= highs), (pits >= 0.1) & (pits <= 0.9))
    known = ~np.isnan(lows)
    dense = ~np.isnan(pits)
    means = {name: _estimate(each, clusters, resampling) for name, each in values.items()}
    crps = means["crps"]
    assert crps is not None
    return ScaleScores(
        count=len(full),
        gives="probabilities" if dense.any() else "points",
        mae_median=means["mae_median"],
        mae_mean=means["mae_mean"],
        rmse=root_mean_square_error(points, outcomes),
        hit10=hit_share(points, outcomes),
        crps=crps,
        log_score=means["log_score"],
        floored=int((values["log_score"][dense] >= -np.log(FLOOR)).sum()),
        coverage80=float(inside[known].mean()) if known.any() else None,
        width80=float((highs - lows)[known].mean()) if known.any() else None,
        interval_score80=means["interval_score80"],
        pit=tuple(np.histogram(pits[dense], PIT_PARTS, (0, 1))[0].tolist()) if dense.any() else None,
    )


def pit_values(forecasts: Sequence[ScaleForecast], outcomes: Array, seed: int) -> Array:
    """Randomised probability integral transform of each outcome, shape (issues,); NaN without probabilities."""
    found = np.full(len(forecasts), np.nan)
    dense = np.array([it.probabilities is not None for it in forecasts], dtype=bool)
    if dense.any():
        found[dense] = densities.randomised_pit(stacked(forecasts), outcomes[dense], seed)
    return np.asarray(np.clip(found, 0, 1))  # a sum of probabilities may pass 1 by rounding


def stacked(forecasts: Sequence[ScaleForecast]) -> Array:
    """The probabilities of the forecasts that have them, of shape (forecasts, 101)."""
    return np.stack([it.probabilities for it in forecasts if it.probabilities is not None])


def _estimate(values: Array, clusters: Sequence[str], resampling: Resampling) -> Estimate | None:
    """The estimate over the issues that have the score; None where none has."""
    known = ~np.isnan(values)
    return resampling.of(values[known], list(compress(clusters, known))) if known.any() else None
