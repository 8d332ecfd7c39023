"""Probability distributions on the grid of a scale: what they say, and how they are scored.

A density has shape (..., 101): the probability of each point k = 0, 1, ... 100 of the grid, where 0 is the low
end of the scale and 100 its high end. Every result is in points of that grid. A row with a NaN gives NaN.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

GRID: Array = np.arange(101.0)
TOLERANCE = 1e-9  # keeps rounding from deciding where a cumulated probability reaches its level exactly


def mean(probabilities: Array) -> Array:
    """Mean of each density: sum_k k p_k. Shape (...).

    >>> mean(np.where(GRID == 50, 0.5, np.where(GRID == 100, 0.5, 0.0)))
    np.float64(75.0)
    """
    return np.asarray((probabilities * GRID).sum(axis=-1))[()]


def quantile(probabilities: Array, share: float) -> Array:
    """Smallest point of the grid at which the cumulated probability reaches ``share``. Shape (...).

    >>> quantile(np.full(101, 1 / 101), 0.25)
    np.float64(25.0)
    """
    cumulated = probabilities.cumsum(axis=-1)
    reached = cumulated >= share * cumulated[..., -1:] - TOLERANCE
    known = ~np.isnan(cumulated[..., -1])
    return np.asarray(np.where(known, reached.argmax(axis=-1), np.nan))[()]


def median(probabilities: Array) -> Array:
    """Smallest point of the grid at which the cumulated probability reaches half. Shape (...).

    >>> median(np.where(GRID == 50, 0.5, np.where(GRID == 100, 0.5, 0.0)))
    np.float64(50.0)
    """
    return quantile(probabilities, 0.5)


def central_interval(probabilities: Array, share: float = 0.8) -> tuple[Array, Array]:
    """Low and high end of the interval that leaves (1 - share)/2 on either side. Each of shape (...).

    Its ends are points of the grid, so it holds at least ``share``.

    >>> central_interval(np.full(101, 1 / 101))
    (np.float64(10.0), np.float64(90.0))
    """
    return quantile(probabilities, (1 - share) / 2), quantile(probabilities, (1 + share) / 2)


def highest_density(probabilities: Array, share: float = 0.8) -> npt.NDArray[np.bool_]:
    """Membership in the smallest set of points that holds at least ``share``. Shape (..., 101).

    Points enter by falling probability. Points exactly as probable as the last one that is needed enter with it,
    so that the set of a reversed density is the reversed set.

    >>> highest_density(np.where(GRID == 20, 0.7, np.where(GRID == 90, 0.3, 0.0))).nonzero()[0].tolist()
    [20, 90]
    """
    falling = -np.sort(-probabilities, axis=-1)
    cumulated = falling.cumsum(axis=-1)
    reached = cumulated >= share * cumulated[..., -1:] - TOLERANCE
    last = np.take_along_axis(falling, reached.argmax(axis=-1)[..., np.newaxis], axis=-1)
    return np.asarray((probabilities >= last * (1 - TOLERANCE)) & (probabilities > 0))


def runs(members: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The first and last point of each unbroken run of a set of points, of shape (101,).

    >>> runs(np.isin(GRID, [0, 1, 2, 50]))
    [(0, 2), (50, 50)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], members, [False])).astype(int)))
    return [(int(first), int(after) - 1) for first, after in edges.reshape(-1, 2)]


def highest_density_set(probabilities: Array, share: float = 0.8) -> list[tuple[int, int]]:
    """The smallest set that holds at least ``share`` of one density, of shape (101,), as runs of points.

    >>> highest_density_set(np.where(GRID == 20, 0.7, np.where(GRID == 90, 0.3, 0.0)))
    [(20, 20), (90, 90)]
    """
    return runs(highest_density(probabilities, share))


def expected_absolute_error(probabilities: Array, point: Array | None = None) -> Array:
    """Expected distance of the outcome from ``point``, of shape (...): sum_k p_k |k - point|. Shape (...).

    The point is the density's median unless another is given.

    >>> expected_absolute_error(np.where(GRID == 50, 0.5, np.where(GRID == 100, 0.5, 0.0)))
    np.float64(25.0)
    """
    at = median(probabilities) if point is None else np.asarray(point, dtype=float)
    return np.asarray((probabilities * np.abs(GRID - at[..., np.newaxis])).sum(axis=-1))[()]


def crps(probabilities: Array, outcome: Array) -> Array:
    """Continuous ranked probability score, on the grid: sum_k (F_k - [k >= o])^2, of shape (...). Lower is better.

    F_k is the cumulated probability; the outcome, of shape (...), is rounded to the grid. For a certain forecast
    it is the distance between forecast and outcome. Gneiting & Raftery 2007, doi:10.1198/016214506000001437.

    >>> crps(np.where(GRID == 30, 1.0, 0.0), np.array(50.0))
    np.float64(20.0)
    """
    reached = np.asarray(outcome_point(outcome))[..., np.newaxis] <= GRID
    return np.asarray(((probabilities.cumsum(axis=-1) - reached) ** 2).sum(axis=-1))[()]


def log_score(probabilities: Array, outcome: Array) -> Array:
    """Minus the natural logarithm of the outcome's probability, of shape (...). Lower is better.

    Infinite where the outcome had no probability. Good 1952, doi:10.1111/j.2517-6161.1952.tb00104.x.

    >>> log_score(np.full(101, 1 / 101), np.array(7.0)).round(3)
    np.float64(4.615)
    """
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(_at(probabilities, outcome)))[()]


def randomised_pit(probabilities: Array, outcome: Array, seed: int = 0) -> Array:
    """Randomised probability integral transform: uniform on [0, 1] where the densities are calibrated. Shape (...).

    u = F_{o-1} + v p_o with v uniform, from ``seed``. Czado, Gneiting & Held 2009,
    doi:10.1111/j.1541-0420.2009.01191.x.

    >>> bool(0.5 <= randomised_pit(np.where(np.isin(GRID, [0, 100]), 0.5, 0.0), np.array(100.0)) <= 1)
    True
    """
    at = _at(probabilities, outcome)
    below = (probabilities * (np.asarray(outcome_point(outcome))[..., np.newaxis] > GRID)).sum(axis=-1)
    return np.asarray(below + np.random.default_rng(seed).random(np.shape(at)) * at)[()]


def outcome_point(outcome: Array) -> Array:
    """The point of the grid an outcome falls on; :class:`ValueError` where it lies beyond the grid.

    >>> outcome_point(np.array([33.4, 99.6]))
    array([ 33., 100.])
    """
    point = np.asarray(np.round(outcome))
    if not np.all((point >= 0) & (point <= 100)):
        raise ValueError("an outcome lies beyond the grid from 0 to 100")
    return np.asarray(point)[()]


def _at(probabilities: Array, outcome: Array) -> Array:
    place = np.asarray(outcome_point(outcome)).astype(int)
    shape = np.broadcast_shapes(probabilities.shape[:-1], place.shape)
    spread = np.broadcast_to(probabilities, (*shape, len(GRID)))
    return np.take_along_axis(spread, np.broadcast_to(place, shape)[..., np.newaxis], axis=-1)[..., 0]
