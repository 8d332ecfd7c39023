"""Contests: the chance that one side prevails, given what both put in, and whether one that declines fights at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def ratio_form(own: npt.ArrayLike, other: npt.ArrayLike, decisiveness: float = 1.0) -> Array:
    """Chance that the first side prevails: own^m / (own^m + other^m), m the decisiveness; any shapes that broadcast.

    With nothing on either side nobody prevails over the other: 0. Source: Tullock (1980), *Efficient rent seeking*.

    >>> [round(float(ratio_form(2, 1, m)), 3) for m in (1, 2, 4, 8)]
    [0.667, 0.8, 0.941, 0.996]
    """
    own, other = np.broadcast_arrays(np.asarray(own, dtype=np.float64), np.asarray(other, dtype=np.float64))
    most = np.maximum(own, other)
    scale = np.where(most > 0, most, 1.0)  # powers of the ratio to the greater side cannot overflow
    one, two = (own / scale) ** decisiveness, (other / scale) ** decisiveness
    return np.where(own > 0, one / np.where(one + two > 0, one + two, 1.0), 0.0)


def difference_form(own: npt.ArrayLike, other: npt.ArrayLike, steepness: npt.ArrayLike = 1.0) -> Array:
    """Chance that the first side prevails: 1 / (1 + exp(k (other - own))), k the steepness; any shapes that broadcast.

    Source: Hirshleifer (1989), doi:10.1007/BF00153394.

    >>> float(difference_form(3, 3)), round(float(difference_form(4, 3)), 3)
    (0.5, 0.731)
    """
    gap = np.asarray(steepness, dtype=np.float64) * (
        np.asarray(other, dtype=np.float64) - np.asarray(own, dtype=np.float64)
    )
    small = np.exp(-np.abs(gap))
    return np.where(gap > 0, small / (1 + small), 1 / (1 + small))


def commitment(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    patience: npt.ArrayLike,
    own_cost: npt.ArrayLike,
    other_cost: npt.ArrayLike,
) -> tuple[Array, Array]:
    """What waiting loses the declining side, and what restrains it; it fights iff the first is greater.

    delta (p_t - p_t+1) against (1 - delta)(1 - p_t) + c_A + delta c_B, all as shares of what is at stake. After Fearon (1995,
    doi:10.1017/S0020818300033324) and Powell (2006, doi:10.1017/S0020818306060061), in a form of our own.

    >>> pressure, restraint = commitment(0.7, 0.3, 0.9, 0.1, 0.1)
    >>> round(float(pressure), 2), round(float(restraint), 2), bool(pressure > restraint)
    (0.36, 0.22, True)
    """
    p, later, delta, own, other = (
        np.asarray(it, dtype=np.float64) for it in (before, after, patience, own_cost, other_cost)
    )
    return np.asarray(delta * (p - later)), np.asarray((1 - delta) * (1 - p) + own + delta * other)
