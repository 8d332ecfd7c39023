"""The relative utilitarian solution: the highest sum of utilities, each on a scale from its worst to its best."""

from __future__ import annotations

import numpy as np

from detente.engines.deals.solutions.found import Found
from detente.engines.deals.solutions.given import Given
from detente.engines.deals.solutions.utilitarian import highest_sum
from detente.engines.deals.space import TOLERANCE, Array, Space


def relative_weights(space: Space) -> Array:
    """What a point is worth to each party in hundredths of the way from its worst package to its best, shape (parties,).

    Worst and best are over all packages, also those that do not pass. 0 for a party to whom all are the same.
    """
    span = sum((np.ptp(block.values, axis=1) for block in space.blocks), np.zeros(len(space.parties)))
    differs = span > TOLERANCE
    return np.where(differs, 100 / np.where(differs, span, 1.0), 0.0)


def relative_utilitarian(given: Given) -> Found:
    """The packages with the highest sum of (u_i - bottom_i) / (top_i - bottom_i), bottom and top over all packages.

    A party to whom all packages are worth the same is left out. The packages are those that everybody accepts if
    there are any, else those that pass.

    Source: Dhillon & Mertens 1999, doi:10.1111/1468-0262.00033.
    """
    weights = relative_weights(given.space)
    same = [name for name, weight in zip(given.space.parties, weights, strict=True) if weight == 0]
    notes = (f"Left out, as every package is worth the same to them: {', '.join(same)}.",) if same else ()
    return highest_sum(given, weights, *notes)
