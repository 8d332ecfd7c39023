"""Contest success: the chance that one side prevails, given what both put in."""

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
