"""The solutions by definition: which of some given packages are the best. Nothing else decides a tie.

Every function takes gains, shape (packages, parties), in points, and answers which packages are best among them,
shape (packages,). Differences up to the tolerance are none.
"""

from __future__ import annotations

import numpy as np

from detente.engines.deals.space import TOLERANCE, Array, Bools


def leximin_best(gains: Array, tolerance: float = TOLERANCE) -> Bools:
    """The highest least gain; among those the highest second-least, and so on.

    >>> leximin_best(np.array([[1.0, 5.0], [2.0, 1.0], [0.0, 9.0]]))
    array([ True, False, False])
    """
    left = np.arange(len(gains))
    ordered = np.sort(gains, axis=1)
    for place in range(gains.shape[1] if len(gains) else 0):
        column = ordered[left, place]
        left = left[column >= column.max() - tolerance]
    best = np.zeros(len(gains), dtype=bool)
    best[left] = True
    return best


def sum_best(gains: Array, weights: Array, tolerance: float = TOLERANCE) -> Bools:
    """The highest weighted sum."""
    if not len(gains):
        return np.zeros(0, dtype=bool)
    total = gains @ weights
    return np.asarray(total >= total.max() - tolerance)


def nash_means(gains: Array, shares: Array) -> Array:
    """Weighted geometric means of the gains, shape (packages,), in points: 0 where a gain that counts is none.

    ``shares`` are the weights of the parties, summing to 1. The mean orders packages as the product of
    g_i^alpha_i does, and two negative gains do not make it positive.
    """
    counted = shares > 0
    at = gains[:, counted]
    logs = np.log(np.maximum(at, TOLERANCE))
    return np.where(at.min(axis=1) > TOLERANCE, np.exp(logs @ shares[counted]), 0.0)


def nash_best(gains: Array, shares: Array, tolerance: float = TOLERANCE) -> Bools:
    """The highest weighted product of gains; none where every product is 0."""
    means = nash_means(gains, shares)
    if not means.any():
        return np.zeros(len(gains), dtype=bool)
    return np.asarray((means > 0) & (means >= means.max() - tolerance))


def ratio_scale(ideal_gains: Array) -> Array:
    """What a point of gain is in hundredths of each party's way from its reservation to its ideal; 0: left out."""
    counts = ideal_gains > TOLERANCE
    return np.where(counts, 100 / np.where(counts, ideal_gains, 1.0), 0.0)


def ratio_best(gains: Array, ideal_gains: Array, tolerance: float = TOLERANCE) -> Bools:
    """The highest least ratio of gain to ideal gain, in leximin order, in hundredths; parties without are left out."""
    scale = ratio_scale(ideal_gains)
    return leximin_best(gains[:, scale > 0] * scale[scale > 0], tolerance)
