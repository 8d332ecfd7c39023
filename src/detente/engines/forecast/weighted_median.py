"""Weighted median: the position that no weighted majority would leave."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.method import Method, averaging

Array = npt.NDArray[np.float64]
TOLERANCE = 1e-12


def weighted_median(positions: Array, weights: Array) -> Array:
    """Smallest position at which the cumulated weight reaches half of all weight.

    ``positions`` and ``weights`` (capability times salience) have shape (..., parties). Gives shape (...),
    in the scale's units; NaN where all weights are zero. With single-peaked preferences it is the Condorcet
    winner of a weighted vote (Black 1948, doi:10.1086/256633). A relative tolerance of 1e-12 keeps rounding
    from deciding an exact half.

    >>> weighted_median(np.array([0.0, 50.0, 100.0]), np.array([1.0, 1.0, 3.0]))
    np.float64(100.0)
    """
    if positions.shape[-1] == 0:
        return np.full(positions.shape[:-1], np.nan)
    order = np.argsort(positions, axis=-1, kind="stable")
    cumulated = np.take_along_axis(weights, order, axis=-1).cumsum(axis=-1)
    total = cumulated[..., -1]
    reached = cumulated >= total[..., np.newaxis] * (0.5 - TOLERANCE)
    place = np.take_along_axis(order, reached.argmax(axis=-1)[..., np.newaxis], axis=-1)
    outcome = np.take_along_axis(positions, place, axis=-1)[..., 0]
    return np.asarray(np.where(total > 0, outcome, np.nan))[()]


METHOD = Method(
    "weighted_median",
    "A majority weighted by capability times salience decides between every two positions.",
    averaging(weighted_median),
)
