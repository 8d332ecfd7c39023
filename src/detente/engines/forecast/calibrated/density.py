"""Calibrated: a probability for every point of the scale, learned from issues with known outcomes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.calibrated.features import SIZE, Stand, design
from detente.engines.forecast.calibrated.fit import softmax
from detente.engines.forecast.calibrated.model import Model, published

Array = npt.NDArray[np.float64]

BLOCK = 256  # rows at a time: bounds the memory for many draws


def density(
    positions: Array,
    weights: Array,
    capabilities: Array | None = None,
    reference: Array | float | None = None,
    low: float = 0.0,
    high: float = 100.0,
    marks: bool = True,
    *,
    model: Model | None = None,
) -> Array:
    """Probability of each point k = 0, ... 100 of the scale: p_k = exp(b f_k) / sum_j exp(b f_j).

    The 18 features f_k (:data:`~detente.engines.forecast.calibrated.features.FEATURES`) say how the point lies to
    the positions, to the weighted mean and median, to the reference and to the usual marks of a scale; point k
    stands for low + (high - low) k / 100. ``positions``, ``weights`` (capability times salience) and
    ``capabilities`` have shape (..., parties), ``reference`` shape (...), NaN where there is none; positions and
    reference are in the units of the scale from ``low`` to ``high`` and cut off there. Gives shape (..., 101), NaN
    where there is no party. Only shares of weight count; where all weights are zero, shares of capability; where
    these are zero or not given too, equal shares. ``marks=False`` is for scales on which 0, 50, 100 and the
    multiples of 5 mean nothing. ``model`` replaces the figures that come with detente. Reversing the scale reverses
    the density. :class:`ValueError` where high is not above low, or a position or a weight is not finite or negative.

    Learned on EU legislation (Thomson et al. 2012, doi:10.1080/13501763.2012.662028): say so wherever it is used.

    >>> p = density(np.array([0.0, 60.0, 100.0]), np.array([1.0, 2.0, 1.0]))
    >>> p.shape, round(float(p.sum()), 9), int(p.argmax())
    ((101,), 1.0, 60)
    """
    if not high > low:
        raise ValueError(f"a scale from {low} to {high} has no points")
    shape = np.broadcast_shapes(positions.shape, weights.shape)
    lead, parties = shape[:-1], shape[-1]
    rows = int(np.prod(lead))
    if parties == 0 or rows == 0:
        return np.full((*lead, SIZE), np.nan)

    def spread(values: Array) -> Array:
        return np.broadcast_to(np.asarray(values, dtype=float), shape).reshape(rows, parties)

    x, w = spread(positions), spread(weights)
    c = None if capabilities is None else spread(capabilities)
    r = np.broadcast_to(np.asarray(np.nan if reference is None else reference, dtype=float), lead).reshape(rows)
    for name, values in (("weight", w), ("capability", c)):
        if values is not None and not (np.isfinite(values).all() and (values >= 0).all()):
            raise ValueError(f"a {name} is negative or no finite number")
    if not np.isfinite(x).all():
        raise ValueError("a position is no finite number")
    figures = published() if model is None else model
    coefficients = figures.marked if marks else figures.unmarked
    found = np.empty((rows, SIZE))
    for start in range(0, rows, BLOCK):
        part = slice(start, start + BLOCK)
        stand = Stand.of(x[part], w[part], None if c is None else c[part], r[part], low, high)
        found[part] = softmax(design(stand) @ coefficients)
    return found.reshape(*lead, SIZE)
