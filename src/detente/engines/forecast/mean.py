"""Mean: every position counts the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.method import Method, averaging

Array = npt.NDArray[np.float64]


def mean(positions: Array, weights: Array) -> Array:
    """Unweighted mean of the positions: O = sum x_i / n.

    ``positions`` and ``weights`` have shape (..., parties); the weights are not used. Gives shape (...),
    in the scale's units; NaN where there is no party.

    >>> mean(np.array([0.0, 100.0, 80.0]), np.array([1.0, 0.0, 0.0]))
    np.float64(60.0)
    """
    if positions.shape[-1] == 0:
        return np.full(positions.shape[:-1], np.nan)
    return np.asarray(positions.mean(axis=-1))[()]


METHOD = Method("mean", "Every party counts the same.", averaging(mean))
