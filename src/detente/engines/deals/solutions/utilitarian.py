"""The utilitarian solution: the highest sum of utilities."""

from __future__ import annotations

import numpy as np

from detente.engines.deals.solutions.definitions import sum_best
from detente.engines.deals.solutions.found import Found
from detente.engines.deals.solutions.given import Given
from detente.engines.deals.solutions.search import Hits, search, sum_aim
from detente.engines.deals.space import Array


def utilitarian(given: Given) -> Found:
    """The packages with the highest sum of utilities, max sum u_i; the same as of gains, as reservations are fixed.

    The packages are those that everybody accepts if there are any, else those that pass. Utilities of different
    parties are compared point by point, as they were given.

    Source: Harsanyi 1955, doi:10.1086/257678.
    """
    return highest_sum(given, np.ones(given.problem.parties))


def highest_sum(given: Given, weights: Array, *notes: str) -> Found:
    """The packages with the highest weighted sum of utilities."""
    if given.few:
        hits = Hits(given.listing[0], 0.0, True, True)
    else:
        hits = search(given.problem, sum_aim(weights), given.bounds_of_sum(weights), given.held, given.starts)
    return given.chosen(
        hits.rows, lambda gains, tolerance: sum_best(gains, weights, tolerance), *notes, hits=hits
    )  # fmt: skip
