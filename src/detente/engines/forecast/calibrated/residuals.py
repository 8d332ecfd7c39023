"""Weighted mean plus empirical residuals: the plain density that stands beside the calibrated one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.densities import GRID, outcome_point

Array = npt.NDArray[np.float64]

REACH = 100  # a residual lies between -100 and 100 points


def residuals(means: Array, outcomes: Array, *, symmetric: bool = True) -> Array:
    """How often each residual, outcome less forecast in points of the grid, was seen. Shape (201,), sum 1.

    ``means`` and ``outcomes`` have shape (issues,). Entry 100 + e belongs to the residual e. With ``symmetric``
    every residual counts in both directions, as no direction of a scale is special.

    >>> residuals(np.array([40.0, 60.0]), np.array([50.0, 60.0])).nonzero()[0].tolist()
    [90, 100, 110]
    """
    off = (outcome_point(outcomes) - np.round(means)).astype(int)
    counts = np.bincount(off + REACH, minlength=2 * REACH + 1).astype(float)
    if symmetric:
        counts = counts + counts[::-1]
    return np.asarray(counts / counts.sum())


def residual_density(means: Array, shares: Array) -> Array:
    """Density of a mean plus residuals; what falls beyond an end of the grid counts at that end.

    ``means`` has shape (...), from 0 to 100, ``shares`` (201,) as :func:`residuals` gives it. Gives (..., 101).

    >>> residual_density(np.array(95.0), residuals(np.array([40.0]), np.array([50.0])))[[85, 100]].tolist()
    [0.5, 0.5]
    """
    cumulated = np.concatenate(([0.0], shares.cumsum()))
    shift = GRID - np.round(np.asarray(means, dtype=float))[..., np.newaxis]  # the residual that leads to each point
    below = cumulated[(shift + REACH).astype(int)]
    upto = cumulated[(shift + REACH + 1).astype(int)]
    below[..., 0], upto[..., -1] = 0.0, cumulated[-1]
    return np.asarray(upto - below)
