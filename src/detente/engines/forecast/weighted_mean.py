"""Weighted mean, the compromise model: positions weighted by capability times salience."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.method import Method, averaging

Array = npt.NDArray[np.float64]


def weighted_mean(positions: Array, weights: Array) -> Array:
    """Mean of the positions weighted by capability times salience: O = sum c_i s_i x_i / sum c_i s_i.

    ``positions`` and ``weights`` (c_i s_i) have shape (..., parties). Gives shape (...), in the scale's
    units; NaN where all weights are zero. Van den Bos 1991; Achen in Thomson et al. 2006, *The European
    Union Decides*, ch. 4 (doi:10.1017/CBO9780511492082).

    >>> weighted_mean(np.array([0.0, 100.0]), np.array([1.0, 3.0]))
    np.float64(75.0)
    """
    total = weights.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = weights / total[..., np.newaxis]
    parts *= positions
    outcome = parts.sum(axis=-1)
    return np.asarray(np.where(total > 0, outcome, np.nan))[()]


METHOD = Method(
    "weighted_mean",
    "The outcome is a compromise: each position counts by capability times salience.",
    averaging(weighted_mean),
)
