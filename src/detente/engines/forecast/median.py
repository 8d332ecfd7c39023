"""Median: the middle position, every party counting the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.method import Method, averaging

Array = npt.NDArray[np.float64]


def median(positions: Array, weights: Array) -> Array:
    """Unweighted median; the midpoint of the two middle positions where their number is even.

    ``positions`` and ``weights`` have shape (..., parties); the weights are not used. Gives shape (...),
    in the scale's units; NaN where there is no party.

    >>> median(np.array([0.0, 10.0, 100.0]), np.ones(3))
    np.float64(10.0)
    """
    if positions.shape[-1] == 0:
        return np.full(positions.shape[:-1], np.nan)
    return np.asarray(np.median(positions, axis=-1))[()]


METHOD = Method(
    "median", "A majority of parties, each counting the same, decides between every two positions.", averaging(median)
)
