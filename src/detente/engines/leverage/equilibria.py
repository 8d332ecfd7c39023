"""Equilibria of a game of two players: all pure ones, and mixed ones of what dominance leaves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.leverage.models import Array, Bools
from detente.engines.leverage.pivoting import by_pivoting
from detente.engines.leverage.supports import by_supports

Places = npt.NDArray[np.intp]

SMALL = 1e-9
STARTS = 24  # of the pivots
TIE = 1e-7  # in the payoffs against a mixed strategy that was computed
MOST_ENUMERATED = 6  # strategies of each player whose supports are all tried


def pure_equilibria(first: Array, second: Array) -> tuple[tuple[int, int], ...]:
    """The pairs of strategies at which neither player gains by another, both payoffs of shape (rows, columns).

    >>> pure_equilibria(np.array([[3.0, 0], [5, 1]]), np.array([[3.0, 5], [0, 1]]))
    ((1, 1),)
    """
    best = (first >= first.max(axis=0) - SMALL) & (second >= second.max(axis=1)[:, None] - SMALL)
    return tuple((int(row), int(column)) for row, column in np.argwhere(best))


def undominated(first: Array, second: Array) -> tuple[Bools, Bools]:
    """Which rows and columns survive when strictly dominated ones are left out, again and again."""
    rows, columns = np.ones(first.shape[0], dtype=bool), np.ones(first.shape[1], dtype=bool)
    while True:
        left = rows.copy(), columns.copy()
        rows &= ~_dominated(first[:, columns], rows)
        columns &= ~_dominated(second[rows].T, columns)
        if (rows == left[0]).all() and (columns == left[1]).all():
            return rows, columns


def _dominated(payoffs: Array, alive: Bools) -> Bools:
    """Strategies (rows) that another living one beats against everything."""
    beaten = np.zeros(len(payoffs), dtype=bool)
    for one in np.flatnonzero(alive):
        better = (payoffs[alive] > payoffs[one] + SMALL).all(axis=1)
        beaten[one] = bool(better.any())
    return beaten


def mixed_equilibria(first: Array, second: Array) -> tuple[tuple[tuple[Array, Array], ...], bool]:
    """Equilibria in which a player mixes, and whether these are all there are.

    By support enumeration where at most :data:`MOST_ENUMERATED` strategies of each survive strict dominance, else by the pivots of Lemke and Howson from :data:`STARTS` starts. Each is
    checked by definition. A degenerate game, in which some strategy has more best answers than it mixes strategies, may have a
    continuum of equilibria; only some are then given, and they are not called all.
    """
    rows, columns = (np.flatnonzero(kept) for kept in undominated(first, second))
    left = first[np.ix_(rows, columns)], second[np.ix_(rows, columns)]
    few = max(len(rows), len(columns)) <= MOST_ENUMERATED
    found: list[tuple[Array, Array]] = []
    for one, other in by_supports(*left) if few else by_pivoting(*left, STARTS):
        pair = _whole(one, rows, first.shape[0]), _whole(other, columns, first.shape[1])
        if _mixes(*pair) and is_equilibrium(first, second, *pair) and not _known(found, pair):
            found.append(pair)
    return tuple(found), few and not _degenerate(*left, found, rows, columns)


def _degenerate(first: Array, second: Array, found: list[tuple[Array, Array]], rows: Places, columns: Places) -> bool:
    """Whether a pure strategy that is left, or one of an equilibrium found, has more best answers than it mixes strategies."""
    pure = [(np.eye(len(rows))[row], None) for row in range(len(rows))]
    pure += [(None, np.eye(len(columns))[column]) for column in range(len(columns))]
    for one, other in [*pure, *((pair[0][rows], pair[1][columns]) for pair in found)]:
        if one is not None and _best_answers(one @ second) > (one > SMALL).sum():
            return True
        if other is not None and _best_answers(first @ other) > (other > SMALL).sum():
            return True
    return False


def _best_answers(payoffs: Array) -> int:
    return int((payoffs >= payoffs.max() - TIE * max(1.0, float(np.abs(payoffs).max()))).sum())


def is_equilibrium(first: Array, second: Array, one: Array, other: Array, tolerance: float = 1e-7) -> bool:
    """Whether neither player gains by any strategy of its own.

    >>> half = np.array([0.5, 0.5])
    >>> pennies = np.array([[1.0, -1], [-1, 1]])
    >>> is_equilibrium(pennies, -pennies, half, half)
    True
    """
    if not (np.isfinite(one).all() and np.isfinite(other).all()):
        return False
    gains = float((first @ other).max() - one @ first @ other), float((one @ second).max() - one @ second @ other)
    return max(gains) <= tolerance * max(1.0, float(np.abs(first).max()), float(np.abs(second).max()))


def _whole(strategy: Array, places: Places, size: int) -> Array:
    found = np.zeros(size)
    found[places] = strategy
    return found


def _mixes(one: Array, other: Array) -> bool:
    return bool((one > SMALL).sum() > 1 or (other > SMALL).sum() > 1)


def _known(found: list[tuple[Array, Array]], pair: tuple[Array, Array]) -> bool:
    return any(np.allclose(one, pair[0]) and np.allclose(other, pair[1]) for one, other in found)
