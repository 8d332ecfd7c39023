"""Equilibria of a small game of two players, by trying every pair of supports of equal size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from detente.engines.leverage.models import Array

SMALL = 1e-9


def by_supports(first: Array, second: Array) -> Iterator[tuple[Array, Array]]:
    """Each pair of strategies that makes the other side indifferent on its support; payoffs have shape (rows, columns).

    Every equilibrium of a game that is not degenerate is among them (Porter, Nudelman and Shoham 2008, doi:10.1016/j.geb.2006.03.015).
    Whether a pair is one is still to be checked: a strategy outside the support may do better.
    """
    rows, columns = first.shape
    for size in range(1, min(rows, columns) + 1):
        for one in combinations(range(rows), size):
            for other in combinations(range(columns), size):
                mine = _indifferent(second.T[np.ix_(other, one)])
                theirs = _indifferent(first[np.ix_(one, other)])
                if mine is not None and theirs is not None:
                    yield _spread(mine, one, rows), _spread(theirs, other, columns)


def _indifferent(payoffs: Array) -> Array | None:
    """The chances of the columns, all above 0, that make all rows worth the same; None where there are none or many."""
    size = len(payoffs)
    equations = np.block([[payoffs, -np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]])
    try:
        found = np.linalg.solve(equations, np.r_[np.zeros(size), 1.0])[:size]
    except np.linalg.LinAlgError:
        return None
    return found if np.isfinite(found).all() and (found > SMALL).all() else None


def _spread(chances: Array, places: tuple[int, ...], size: int) -> Array:
    found = np.zeros(size)
    found[list(places)] = chances / chances.sum()
    return found
