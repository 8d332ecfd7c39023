"""Leximin: the highest least gain, then the highest second-least, and so on, by search."""

from __future__ import annotations

import numpy as np

from detente.engines.deals.solutions.given import Given
from detente.engines.deals.solutions.relaxation import prices_of_smallest
from detente.engines.deals.solutions.search import SLACK, Bound, Hits, search, smallest_aim, sum_aim
from detente.engines.deals.space import Array, Ints

MOST_COMPARED = 1 << 14  # ties that are few enough to be compared


def leximin_rows(given: Given, weights: Array, counted: Ints) -> Hits:
    """Packages among which all leximin-best ones are, of the weighted gains of the ``counted`` parties.

    A package is leximin-best exactly if it has the highest least gain, among those the highest sum of the two least,
    and so on. One sum is sought after the other until the ties are few enough to be compared.
    """
    if given.few:
        return Hits(given.listing[0], 0.0, True, True)
    problem = given.problem
    if not len(counted):  # nobody gains anything anywhere
        return search(problem, sum_aim(np.zeros(problem.parties)), [], given.held, given.starts)
    targets: list[float] = []
    held: list[Bound] = list(given.held)
    start = given.starts
    proven = True
    for smallest in range(1, len(counted) + 1):
        floor = targets[0] if targets else -np.inf
        prices, shift = prices_of_smallest(problem.mixtures, weights, counted, smallest, floor)
        aim = smallest_aim(weights, counted, smallest, np.array(targets))
        hits = search(problem, aim, [(prices, shift)], held, start, MOST_COMPARED)
        proven = proven and hits.proven
        if hits.complete or not hits.proven:
            break
        targets.append(hits.value - SLACK * smallest)
        held.append((prices, shift - targets[-1]))
        start = hits.rows
    return Hits(hits.rows, hits.value, hits.complete, proven)
