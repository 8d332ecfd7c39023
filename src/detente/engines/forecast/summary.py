"""Draws as a summary and as a density."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.case.model import Issue
from detente.engines.forecast.densities import (
    central_interval,
    expected_absolute_error,
    highest_density_set,
    mean,
    median,
)
from detente.engines.forecast.drawn import Drawn
from detente.engines.forecast.method import GRID, Method, Options
from detente.engines.forecast.table import Table
from detente.results.forecast import Density, DrawsSummary

Array = npt.NDArray[np.float64]
SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def summary_of(issue: Issue, outcomes: Array, converged: npt.NDArray[np.bool_]) -> DrawsSummary:
    """Mean, spread, quantiles and nearest marks of the outcomes of shape (draws,)."""
    known = outcomes[~np.isnan(outcomes)]
    marks = np.array(sorted(issue.scale))
    nearest = np.searchsorted((marks[1:] + marks[:-1]) / 2, known)
    counts = np.bincount(nearest, minlength=len(marks)) / max(1, known.size)
    quantiles: list[float] = np.quantile(known, SHARES).tolist() if known.size else []
    return DrawsSummary(
        count=len(outcomes),
        mean=float(known.mean()) if known.size else None,
        standard_deviation=float(known.std()) if known.size else None,
        quantiles={f"{share * 100:g}": value for share, value in zip(SHARES, quantiles, strict=False)},
        nearest={f"{mark:.15g}": float(share) for mark, share in zip(marks, counts, strict=True)} if known.size else {},
        undetermined=1 - len(known) / len(outcomes) if len(outcomes) else 0.0,
        converged=float(converged.mean()) if len(converged) else 1.0,
    )


def density_of(method: Method, options: Options, table: Table, drawn: Drawn, column: int) -> Density | None:
    """The method's own density, averaged over the draws, or how the draws spread a point answer.

    Without draws it is the method's own at the best values; None where there is neither.
    """
    if method.density is not None:
        total = drawn.densities[column] if len(drawn.outcomes) else method.density(table, options)[0]
        return _density("outcome", table, np.nan_to_num(total))
    known = drawn.outcomes[:, column]
    known = known[~np.isnan(known)]
    width = (table.high - table.low) or 1.0
    places = np.clip(np.rint((known - table.low) / width * (GRID - 1)), 0, GRID - 1).astype(int)
    return _density("draws", table, np.bincount(places, minlength=GRID).astype(float))


def _density(of: Literal["outcome", "draws"], table: Table, total: Array) -> Density | None:
    if not total.sum() > 0:
        return None
    shares = total / total.sum()
    points = np.linspace(table.low, table.high, GRID)
    low, high = central_interval(shares)
    step = (table.high - table.low) / (GRID - 1)
    return Density(
        of=of,
        points=tuple(points.tolist()),
        probabilities=tuple(shares.tolist()),
        mean=float(table.low + step * mean(shares)),
        median=float(points[int(median(shares))]),
        interval80=(float(points[int(low)]), float(points[int(high)])),
        set80=tuple((float(points[first]), float(points[last])) for first, last in highest_density_set(shares)),
        expected_error=float(step * expected_absolute_error(shares)),
    )
