"""What the calibrated forecast looks at: 18 features of every point of the scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.densities import GRID
from detente.engines.forecast.weighted_median import weighted_median

Array = npt.NDArray[np.float64]

NEAR = 5  # points on either side that count as near a position
EQUAL = 1e-9  # numbers on the grid that differ by less are equal: rounding must not decide
SIZE = len(GRID)

FEATURES = (
    "a party stands here",
    "weight here",
    "weight here squared",
    "share of parties here",
    "largest weight of all points",
    "weight within 5",
    "distance to the weighted mean",
    "distance to the weighted mean squared",
    "distance to the weighted median",
    "mean distance to the parties",
    "outside the parties' range",
    "at the reference",
    "distance to the reference",
    "end of the scale",
    "middle of the scale",
    "multiple of 10",
    "multiple of 5",
    "end of the scale where a party stands",
)
MARK_FEATURES = frozenset(FEATURES[13:])  # they suppose that a scale has its usual marks


@dataclass(frozen=True)
class Stand:
    """Where the parties stand on the grid; every array has a leading axis of rows.

    ``positions`` (rows, parties) from 0 to 100; ``shares`` (rows, parties) of all weight; ``weight_at`` and
    ``parties_at`` (rows, 101) the share of weight and of parties at each point; ``mean`` and ``median`` weighted,
    ``reference`` (rows,), NaN where there is none.
    """

    positions: Array
    shares: Array
    weight_at: Array
    parties_at: Array
    mean: Array
    median: Array
    reference: Array

    @classmethod
    def of(
        cls, positions: Array, weights: Array, capabilities: Array | None, reference: Array, low: float, high: float
    ) -> Stand:
        """The stand of parties on a scale from ``low`` to ``high``; the arrays have a leading axis of rows."""
        x = to_grid(positions, low, high)
        w = shares_of(weights, capabilities)
        mirrored = 100 - weighted_median(100 - x, w)
        return cls(
            positions=x,
            shares=w,
            weight_at=at_points(x, w),
            parties_at=at_points(x, np.full_like(x, 1 / x.shape[1])),
            mean=(w * x).sum(axis=1),
            median=(weighted_median(x, w) + mirrored) / 2,
            reference=to_grid(reference, low, high),
        )


def to_grid(values: Array, low: float, high: float) -> Array:
    """Values of a scale from ``low`` to ``high`` as values from 0 to 100, cut off there; NaN stays.

    >>> to_grid(np.array([2.0, 6.0, 9.0]), 2, 6)
    array([  0., 100., 100.])
    """
    return np.asarray(np.clip((values - low) / (high - low) * 100, 0, 100))


def shares_of(weights: Array, capabilities: Array | None = None) -> Array:
    """Each party's share of all weight, of shape (rows, parties); every row adds up to one.

    Where all weights are zero the shares of capability stand in, and equal shares where these are zero too.

    >>> shares_of(np.array([[0.0, 0.0], [1.0, 3.0]]), np.array([[1.0, 1.0], [9.0, 9.0]]))
    array([[0.5 , 0.5 ], [0.25, 0.75]])
    """
    equal = np.ones_like(weights)
    known = equal if capabilities is None else capabilities
    usable = np.where(known.sum(axis=1, keepdims=True) > 0, known, equal)
    chosen = np.where(weights.sum(axis=1, keepdims=True) > 0, weights, usable)
    scaled = chosen / chosen.max(axis=1, keepdims=True)  # the largest first: a sum of tiny weights may be nothing
    return np.asarray(scaled / scaled.sum(axis=1, keepdims=True))


def points_of(positions: Array) -> npt.NDArray[np.int64]:
    """The point of the grid each position falls on. Halves go to the even point, as a reversed scale needs."""
    return np.asarray(np.round(np.round(positions, 9)).astype(np.int64))


def at_points(positions: Array, amounts: Array) -> Array:
    """Amounts, of shape (rows, parties), summed by the point their party stands at. Shape (rows, 101)."""
    rows = len(positions)
    places = points_of(positions) + SIZE * np.arange(rows)[:, np.newaxis]
    return np.asarray(np.bincount(places.ravel(), amounts.ravel(), rows * SIZE).reshape(rows, SIZE), dtype=float)


def design(stand: Stand) -> Array:
    """The features of every point, in the order of :data:`FEATURES`. Shape (rows, 101, 18).

    Reversing the scale reverses the points and changes nothing else.
    """
    weight, held = stand.weight_at, (stand.parties_at > 0).astype(float)
    from_mean = np.abs(GRID - stand.mean[:, np.newaxis]) / 100
    ends = np.isin(GRID, (0, 100)).astype(float)
    there = ~np.isnan(stand.reference)
    reference = np.where(there, stand.reference, 50)[:, np.newaxis]
    columns = (
        held,
        weight,
        weight**2,
        stand.parties_at,
        weight >= weight.max(axis=1, keepdims=True) - EQUAL,
        nearby(weight),
        from_mean,
        from_mean**2,
        np.abs(GRID - stand.median[:, np.newaxis]) / 100,
        distance_to_all(stand.positions, stand.shares) / 100,
        outside(stand.positions),
        (points_of(reference) == GRID) * there[:, np.newaxis],
        np.abs(GRID - reference) / 100 * there[:, np.newaxis],
        ends,
        GRID == 50,
        GRID % 10 == 0,
        GRID % 5 == 0,
        ends * held,
    )
    table = np.empty((*weight.shape, len(FEATURES)))
    for place, column in enumerate(columns):
        table[..., place] = column
    return table


def nearby(amounts: Array, reach: int = NEAR) -> Array:
    """Sum of the amounts within ``reach`` points of each point. Shape (rows, 101)."""
    padded = np.pad(amounts.cumsum(axis=1), ((0, 0), (reach + 1, reach)), mode="edge")
    padded[:, : reach + 1] = 0
    return np.asarray(padded[:, 2 * reach + 1 :] - padded[:, : -2 * reach - 1])


def distance_to_all(positions: Array, shares: Array) -> Array:
    """Weighted mean distance of each point to the parties: sum_i w_i |k - x_i|. Shape (rows, 101)."""
    total = np.zeros((len(positions), SIZE))
    for x, w in zip(positions.T, shares.T, strict=True):
        total += w[:, np.newaxis] * np.abs(GRID - x[:, np.newaxis])
    return total


def outside(positions: Array) -> npt.NDArray[np.bool_]:
    """Points beyond all positions. Shape (rows, 101)."""
    first, last = positions.min(axis=1, keepdims=True), positions.max(axis=1, keepdims=True)
    return np.asarray((first - EQUAL > GRID) | (last + EQUAL < GRID))
