"""Nash bargaining: the point that maximises the weighted product of gains over no agreement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from detente.engines.forecast.method import Method, Options, issue_by_issue
from detente.engines.forecast.table import Table

Array = npt.NDArray[np.float64]
HALVINGS = 60  # of an interval, down to the precision of the numbers


class NashOptions(Options):
    """The choices of the Nash bargaining solution."""

    disagreement: Literal["reference", "far"] = Field(
        "reference",
        description="What no agreement means: the issue's reference, or something equally and very bad for all; an "
        "issue without a reference takes `far`.",
    )
    far: float = Field(
        4.0, ge=1, le=1e9, description="How bad `far` is: the loss at this many squared ranges of the scale."
    )


def nash_bargaining(positions: Array, weights: Array, reference: Array) -> Array:
    """Weighted Nash bargaining solution with quadratic utilities and a reference point.

    x maximises sum_i w_i ln(u_i(x) - u_i(r)), u_i(x) = -(x - x_i)^2, over the x that every party of positive weight
    prefers to the reference r; where there is none, r itself. With d_i = |x_i - r|, all parties on one side and
    y = |x - r|, the maximiser solves sum_i w_i / y = sum_i w_i / (2 d_i - y), between the least and the greatest d_i.
    ``positions`` and ``weights`` have shape (..., parties), ``reference`` shape (...); all in the scale's units.
    Gives shape (...), NaN where all weights are zero or there is no reference. Nash 1950, doi:10.2307/1907266; with
    weights Kalai 1977, doi:10.1007/BF01774658.

    >>> nash_bargaining(np.array([40.0, 80.0]), np.array([1.0, 1.0]), np.array(0.0)).round(3)
    np.float64(48.769)
    """
    counted = weights > 0
    away = positions - reference[..., np.newaxis]
    side = np.sign(np.where(counted, away, 0).sum(axis=-1))
    gaps = np.where(counted, away * side[..., np.newaxis], np.nan)
    least, most = _ends(gaps, counted)
    possible = least > 0
    low, high = np.where(possible, least, 1.0), np.where(possible, np.minimum(most, 2 * least), 1.0)
    shares = np.where(counted, weights, 0)
    distances = np.where(counted & possible[..., np.newaxis], gaps, 1.0)

    def slope(y: Array) -> Array:
        with np.errstate(divide="ignore"):
            return np.asarray(shares.sum(axis=-1) / y - (shares / (2 * distances - y[..., np.newaxis])).sum(axis=-1))

    found = np.where(possible, reference + side * _root(slope, low, high), reference)
    return np.asarray(np.where(counted.any(axis=-1), found, np.nan))[()]


def far_bargaining(positions: Array, weights: Array, loss: float) -> Array:
    """The same with a disagreement that is equally bad for all: maximises sum_i w_i ln(loss - (x - x_i)^2).

    ``loss`` is above all squared distances of the positions; as it grows the solution tends to the weighted
    mean. Shapes as above.

    >>> far_bargaining(np.array([0.0, 90.0]), np.array([2.0, 1.0]), 1e9).round(3)
    np.float64(30.0)
    """
    counted = weights > 0
    shares = np.where(counted, weights, 0)
    low, high = _ends(np.where(counted, positions, np.nan), counted)

    def slope(x: Array) -> Array:
        away = np.where(counted, positions - x[..., np.newaxis], 0)
        return np.asarray((shares * away / (loss - away**2)).sum(axis=-1))

    return np.asarray(np.where(counted.any(axis=-1), _root(slope, low, high), np.nan))[()]


def _ends(values: Array, counted: npt.NDArray[np.bool_]) -> tuple[Array, Array]:
    low = np.where(counted, values, np.inf).min(axis=-1, initial=np.inf)
    high = np.where(counted, values, -np.inf).max(axis=-1, initial=-np.inf)
    some = counted.any(axis=-1)
    return np.where(some, low, 0.0), np.where(some, high, 0.0)


def _root(slope: Callable[[Array], Array], low: Array, high: Array) -> Array:
    """Where a falling function crosses zero between two ends, by halving."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        rising = slope(middle) > 0
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    return np.asarray((low + high) / 2)


def _answer(table: Table, options: NashOptions) -> Array:
    width = (table.high - table.low) or 1.0
    positions = (table.positions - table.low) / width
    far = np.asarray(far_bargaining(positions, table.weights, options.far + 1e-9))
    if options.disagreement == "far":
        return table.low + width * far
    reference = (table.reference - table.low) / width
    known = ~np.isnan(reference)
    near = np.asarray(nash_bargaining(positions, table.weights, np.where(known, reference, 0.0)))
    return table.low + width * np.where(known, near, far)


METHOD = Method(
    "nash_bargaining",
    "All agree on the point with the greatest weighted product of gains over no agreement.",
    issue_by_issue(_answer),
    NashOptions,
    title="Nash bargaining solution",
)
