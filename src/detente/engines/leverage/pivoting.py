"""One equilibrium of a game of two players by the pivots of Lemke and Howson, in a bounded number of steps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.engines.leverage.models import Array

MOST_PIVOTS = 2_000  # from one start; rounding and ties can make the path run in a circle
SMALL = 1e-12


def by_pivoting(first: Array, second: Array, starts: int) -> Iterator[tuple[Array, Array]]:
    """A pair of strategies from each of the first ``starts`` labels whose path ends; payoffs have shape (rows, columns).

    Lemke and Howson 1964, doi:10.1137/0112033. Strategies 0, 1, ... of the first player are labels 0, 1, ..., those of the second follow.
    With ties in the payoffs a path may end beside an equilibrium, so each pair is still to be checked.
    """
    rows, columns = first.shape
    for label in range(min(starts, rows + columns)):
        found = _path(_scaled(first), _scaled(second), label)
        if found is not None:
            yield found


def _scaled(payoffs: Array) -> Array:
    """The same preferences, in payoffs from 1 to 2."""
    low, width = payoffs.min(), np.ptp(payoffs)
    return np.asarray(1 + (payoffs - low) / (width if width > 0 else 1.0))


def _path(first: Array, second: Array, dropped: int) -> tuple[Array, Array] | None:
    rows, columns = first.shape
    mine = _Tableau(second.T, list(range(rows, rows + columns)), list(range(rows)))
    theirs = _Tableau(first, list(range(rows)), list(range(rows, rows + columns)))
    now, other, label = (mine, theirs, dropped) if dropped < rows else (theirs, mine, dropped)
    for _ in range(MOST_PIVOTS):
        left = now.enter(label)
        if left is None:
            return None
        if left == dropped:
            one, two = mine.strategy(range(rows)), theirs.strategy(range(rows, rows + columns))
            return (one / one.sum(), two / two.sum()) if one.sum() > 0 and two.sum() > 0 else None
        label, now, other = left, other, now
    return None


class _Tableau:
    """The inequalities ``payoffs @ strategy <= 1``, with the labels of what is in the basis."""

    def __init__(self, payoffs: Array, slack: list[int], free: list[int]) -> None:
        count = len(payoffs)
        self.place = {label: at for at, label in enumerate([*free, *slack])}
        self.table = np.hstack([payoffs, np.eye(count), np.ones((count, 1))])
        self.basis = list(slack)

    def enter(self, label: int) -> int | None:
        """Bring a label into the basis; the label that leaves it, None where none does."""
        column = self.table[:, self.place[label]]
        usable = column > SMALL
        if not usable.any():
            return None
        ratios = np.divide(self.table[:, -1], column, out=np.full(len(column), np.inf), where=usable)
        row = int(ratios.argmin())
        self.table[row] /= self.table[row, self.place[label]]
        for other in range(len(self.table)):
            if other != row:
                self.table[other] -= self.table[other, self.place[label]] * self.table[row]
        left, self.basis[row] = self.basis[row], label
        return left

    def strategy(self, labels: range) -> Array:
        """The values of the labels of a player's own strategies, not yet normalised."""
        held = {label: self.table[row, -1] for row, label in enumerate(self.basis)}
        return np.maximum([held.get(label, 0.0) for label in labels], 0.0)
