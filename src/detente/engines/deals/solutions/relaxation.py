"""Linear bounds on what a package can be worth, from mixtures of choices.

Where a package may mix the choices of each block, the best is a linear programme, and its dual prices give a
weighted sum of the gains that no package's value exceeds. Such a sum is best maximised block by block, so that it
bounds partial packages too. Any prices give a valid bound; the best ones give the tightest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from detente.engines.deals.space import Array, Ints

MOST_CHOICES = 5_000  # in all blocks together; beyond, prices are equal
NASH_STEPS = 300
FEW_NASH_STEPS = 20
NASH_GAP = 1e-4  # of the mean log of gains: near enough
BISECTIONS = 12


@dataclass(frozen=True)
class Mixtures:
    """Choices of all blocks one after the other: ``gains``, shape (parties, choices), and the block of each.

    The gain of a package is the sum of its choices' plus ``root``, shape (parties,).
    """

    gains: Array
    starts: Ints
    root: Array

    @property
    def small(self) -> bool:
        """Whether a linear programme is quick."""
        return len(self.gains.T) <= MOST_CHOICES

    def best(self, prices: Array) -> tuple[float, Array]:
        """The most that the priced sum of gains can be, and the gains of a package that has it."""
        worth = prices @ self.gains
        tops = np.maximum.reduceat(worth, self.starts)
        owner = np.repeat(np.arange(len(tops)), np.diff(np.append(self.starts, len(worth))))
        at = np.flatnonzero(worth == tops[owner])
        at = at[np.unique(owner[at], return_index=True)[1]]
        return float(tops.sum() + prices @ self.root), self.gains[:, at].sum(axis=1) + self.root


def prices_of_smallest(
    mixtures: Mixtures, weights: Array, counted: Ints, smallest: int, floor: float
) -> tuple[Array, float]:
    """Prices p and a shift s: the ``smallest`` least of the weighted gains sum to at most p . gains + s.

    It holds for packages whose weighted gains are at least ``floor`` (minus infinity: for all).
    """
    size, parties = len(counted), len(weights)
    flat = np.zeros(parties)
    flat[counted] = weights[counted] * smallest / size
    if not mixtures.small:
        return flat, 0.0
    scaled = weights[counted, np.newaxis] * mixtures.gains[counted]
    root = weights[counted] * mixtures.root[counted]
    choices = scaled.shape[1]
    cost = np.concatenate([np.zeros(choices), [-float(smallest)], np.ones(size)])
    least = np.concatenate([-scaled, np.ones((size, 1)), -np.eye(size)], axis=1)
    above, at_most = least, root
    if np.isfinite(floor):
        above = np.concatenate([least, np.concatenate([-scaled, np.zeros((size, 1 + size))], axis=1)])
        at_most = np.concatenate([root, root - floor])
    extra = 1 + size
    solved = linprog(
        cost, A_ub=above, b_ub=at_most, A_eq=_one_each(mixtures, extra), b_eq=np.ones(len(mixtures.starts)),
        bounds=[(0, None)] * choices + [(None, None)] + [(0, None)] * size, method="highs",
    )  # fmt: skip
    if solved.status != 0:
        return flat, 0.0
    duals = np.maximum(-solved.ineqlin.marginals, 0)
    owed = np.minimum(duals[:size], 1)
    if owed.sum() <= 0:
        return flat, 0.0
    missing = smallest - owed.sum()
    owed = owed + missing * (1 - owed) / (size - owed.sum()) if missing > 0 else owed * smallest / owed.sum()
    bonus = duals[size:] if np.isfinite(floor) else np.zeros(size)
    prices = np.zeros(parties)
    prices[counted] = (owed + bonus) * weights[counted]
    return prices, float(-floor * bonus.sum()) if np.isfinite(floor) else 0.0


def prices_of_sum(mixtures: Mixtures, weights: Array) -> Array:
    """Prices p such that the weighted sum of gains is at most p . gains wherever no gain is negative."""
    if not mixtures.small:
        return weights
    solved = linprog(
        -(weights @ mixtures.gains), A_ub=-mixtures.gains, b_ub=mixtures.root, A_eq=_one_each(mixtures, 0),
        b_eq=np.ones(len(mixtures.starts)), bounds=(0, None), method="highs",
    )  # fmt: skip
    if solved.status != 0:
        return weights
    return np.asarray(weights + np.maximum(-solved.ineqlin.marginals, 0))


def prices_of_logs(mixtures: Mixtures, weights: Array, counted: Ints, start: Array, steps: int) -> Array:
    """Prices w/c whose tangent at gains c bounds the weighted sum of logs well; from positive gains ``start``.

    Frank-Wolfe: mix the package that is best at today's prices in, as far as it helps.
    """
    at = start[counted]
    w = weights[counted]
    prices = np.zeros(len(weights))
    best, kept = np.inf, w / at
    for _ in range(steps if mixtures.small else 0):
        prices[counted] = w / at
        bound, to = mixtures.best(prices)
        value = float(w @ np.log(at))
        if value + bound - w.sum() < best:
            best, kept = value + bound - w.sum(), w / at
        if bound - w.sum() < NASH_GAP:
            break
        at = at + _share(at, to[counted] - at, w) * (to[counted] - at)
    prices[counted] = kept
    return prices


def _share(at: Array, way: Array, w: Array) -> float:
    """How far along the way the weighted sum of logs grows, by bisection on its slope; nothing gets to 0."""
    falls = way < 0
    low, high = 0.0, min(1.0, 0.999 * float((-at[falls] / way[falls]).min(initial=2.0)))
    if w @ (way / (at + high * way)) > 0:
        return high
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if w @ (way / (at + middle * way)) > 0:
            low = middle
        else:
            high = middle
    return low


def _one_each(mixtures: Mixtures, extra: int) -> Array:
    ends = np.append(mixtures.starts[1:], mixtures.gains.shape[1])
    rows = np.zeros((len(ends), mixtures.gains.shape[1] + extra))
    for row, (start, end) in enumerate(zip(mixtures.starts, ends, strict=True)):
        rows[row, start:end] = 1
    return rows
