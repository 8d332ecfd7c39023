"""Branch and bound over folded blocks, shared by the solutions.

Steps: :func:`problem_of` takes out what nobody may choose and folds the blocks; :func:`listed` lists all packages
that are left, if they are few; :func:`search` finds all that tie for the best value of an aim. Packages are *rows*
here: a choice of each fold, shape (folds,).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

import numpy as np

from detente.engines.deals.solutions.definitions import nash_means
from detente.engines.deals.solutions.folding import Fold, folded, leaf, paired
from detente.engines.deals.solutions.found import MOST_TIES
from detente.engines.deals.solutions.relaxation import Mixtures
from detente.engines.deals.solutions.walk import NASH, SMALLEST, SUM, Aim, Needs, Tree, Vote, walk
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Space

SLACK = 4 * TOLERANCE  # candidates this close are looked at by definition
STEP = TOLERANCE / 10
FEW = 1 << 12  # packages that are few enough to be listed
MOST_TIED = 1 << 14  # ties of one search
MOST_STEPS = 50_000_000  # of one search: one to three seconds
STARTS = 8
QUICK = 2_000_000  # rows that are searched in less time than tight bounds and many starts take
Bound = tuple[Array, float]  # prices p and shift s: the aim is at most p . gains + s


@dataclass(frozen=True)
class Problem:
    """Packages to search: all that everybody accepts, or, where ``ruled``, all that the pass rule lets pass.

    Columns of the folds are the parties' utilities and, where ruled, minus the choices that each party refuses.
    """

    space: Space
    folds: tuple[Fold, ...]
    mixtures: Mixtures
    ruled: bool

    @property
    def parties(self) -> int:
        """How many parties there are."""
        return len(self.space.parties)

    @property
    def empty(self) -> bool:
        """Whether it is plain that no package is left."""
        return any(not fold.size for fold in self.folds)

    @cached_property
    def quick(self) -> bool:
        """Whether there are so few rows that a search needs no preparation."""
        return prod(fold.size for fold in self.folds) <= QUICK

    @cached_property
    def floor(self) -> float:
        """The least gain that a package may give a party."""
        return -np.inf if self.ruled else -TOLERANCE

    def gains(self, rows: Ints) -> Array:
        """Gains of packages, shape (packages, parties)."""
        total = np.tile(-self.space.reservations, (len(rows), 1))
        for level, fold in enumerate(self.folds):
            total += fold.values[rows[:, level], : self.parties]
        return total

    def packages(self, rows: Ints, most: int = MOST_TIES) -> tuple[Ints, bool]:
        """The packages that rows stand for, shape (packages, blocks), at most so many; and whether these are all."""
        found, order = [], np.argsort([block for fold in self.folds for block in fold.blocks])
        count = 0
        for row in rows:
            made = np.empty((1, 0), dtype=np.int64)
            for fold, choice in zip(self.folds, row, strict=True):
                made = paired(made, fold.members(int(choice), most + 1), most + 1)
            found.append(made[:, order])
            count += len(made)
            if count > most:
                break
        if not found:
            return np.empty((0, len(order)), dtype=np.int64), True
        return np.concatenate(found)[:most], count <= most


@dataclass(frozen=True)
class Hits:
    """Rows found, shape (rows, folds); whether all ties are there, and whether nothing better can exist."""

    rows: Ints
    value: float
    complete: bool
    proven: bool


def problem_of(space: Space, ruled: bool, counted: Bools | None = None) -> Problem:
    """The packages that everybody accepts, or (``ruled``) that pass; ``counted`` parties tell better from worse."""
    parties = len(space.parties)
    counts = np.ones(parties) if counted is None else counted.astype(float)
    leaves, columns, starts = [], [], [0]
    for number, block in enumerate(space.blocks):
        free = np.arange(block.size) if ruled else np.flatnonzero(~block.refused.any(axis=0))
        kept = block.values if len(free) == block.size else block.values[:, free]
        values = kept.T
        columns.append(kept)
        starts.append(starts[-1] + len(free))
        if ruled:
            values = np.concatenate([values, -block.refused[:, free].T.astype(float)], axis=1)
            counts = np.concatenate([counts[:parties], np.zeros(parties)])
        leaves.append(leaf(number, values, free, counts))
    floors = np.full(len(counts), -np.inf)
    if not ruled:
        floors = space.reservations - TOLERANCE
    mixtures = Mixtures(
        columns[0] if len(columns) == 1 else np.concatenate(columns, axis=1), np.array(starts[:-1]), -space.reservations
    )
    if any(not one.size for one in leaves):
        return Problem(space, tuple(leaves), mixtures, ruled)
    folds = sorted(folded(leaves, floors, counts, parties), key=lambda fold: fold.size)
    return Problem(space, tuple(folds), mixtures, ruled)


def sum_aim(weights: Array) -> Aim:
    """The most of the weighted sum of gains."""
    return Aim(SUM, weights.astype(float), np.flatnonzero(weights), 0, np.empty(0))


def smallest_aim(weights: Array, counted: Ints, smallest: int, targets: Array) -> Aim:
    """The most of the sum of the ``smallest`` weighted gains, where fewer sum to the ``targets``."""
    return Aim(SMALLEST, weights.astype(float), counted, smallest, targets)


def nash_aim(shares: Array) -> Aim:
    """The most of the weighted sum of logs of gains."""
    return Aim(NASH, shares.astype(float), np.flatnonzero(shares), 0, np.empty(0))


def listed(problem: Problem, bounds: list[Bound], most: int = FEW) -> tuple[Ints, bool]:
    """All packages that are left, and whether these are all: at most so many are listed."""
    if len(problem.folds) == 1:
        rows = np.arange(problem.folds[0].size)[:, np.newaxis]
        gains = problem.gains(rows)
        if not problem.ruled:
            return rows[(gains >= -TOLERANCE).all(axis=1)], True
        refused = problem.folds[0].values[:, problem.parties :] < -0.5
        return rows[problem.space.rule.passes((gains >= -TOLERANCE) & ~refused)], True
    aim = sum_aim(np.zeros(problem.parties))
    hits = _walk(problem, aim, [], bounds, 0.0, most)
    return hits.rows, hits.complete and hits.proven


def search(
    problem: Problem, aim: Aim, bounds: list[Bound], held: list[Bound], start: Ints, most: int = MOST_TIED
) -> Hits:
    """All packages whose value ties for the best; ``held`` bounds the value 0 of what every package here reaches.

    ``start``, shape (rows, folds), are packages of the problem to begin with.
    """
    best, row = _first(problem, aim, start)
    first = _walk(problem, aim, bounds, held, best, 0)
    if not first.proven:
        return Hits(first.rows if first.value > best else row, max(first.value, best), True, False)
    if not np.isfinite(first.value):
        return Hits(row[:0], first.value, True, True)
    slack = SLACK * (1 if aim.kind != NASH else np.exp(-first.value)) * max(1, aim.smallest)
    ties = _walk(problem, aim, bounds, held, first.value - slack, most)
    return replace(ties, value=first.value)


def _first(problem: Problem, aim: Aim, start: Ints) -> tuple[float, Ints]:
    """The best package at hand: its value and its row, shape (1, folds), or no row."""
    if not len(start):
        return -np.inf, start
    if problem.ruled:
        values = values_of(aim, problem.gains(start))
        return float(values.max()), start[[values.argmax()]]
    reached = [
        climb(problem, lambda gains: values_of(aim, gains), row, problem.floor)
        for row in start[: 1 if problem.quick else STARTS]
    ]
    row, best = max(reached, key=lambda one: one[1])
    return best, row[np.newaxis] if np.isfinite(best) else start[:0]


def values_of(aim: Aim, gains: Array) -> Array:
    """The values of an aim, shape (packages,)."""
    if aim.kind == SUM:
        return np.asarray(gains @ aim.weights)
    if aim.kind == NASH:
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(nash_means(gains, aim.weights)))
    sums = np.sort(gains[:, aim.counted] * aim.weights[aim.counted], axis=1)[:, : aim.smallest].cumsum(axis=1)
    met = (sums[:, : len(aim.targets)] >= aim.targets).all(axis=1)
    return np.where(met, sums[:, -1], -np.inf)


def climb(problem: Problem, value: Callable[[Array], Array], row: Ints, floor: float) -> tuple[Ints, float]:
    """Change one choice at a time for the best until nothing gets better."""
    at = row.copy()
    gains = problem.gains(at[np.newaxis])[0]
    best = float(value(gains[np.newaxis])[0]) if (gains >= floor).all() else -np.inf
    moved = True
    while moved:
        moved = False
        for level, fold in enumerate(problem.folds):
            tried = gains - fold.values[at[level], : problem.parties] + fold.values[:, : problem.parties]
            values = np.where((tried >= floor).all(axis=1), value(tried), -np.inf)
            choice = int(values.argmax())
            if values[choice] > best + STEP:
                at[level], gains, best, moved = choice, tried[choice], float(values[choice]), True
    return at, best


def _walk(problem: Problem, aim: Aim, bounds: list[Bound], held: list[Bound], best: float, most: int) -> Hits:
    space, parties = problem.space, problem.parties
    prices = np.array([one for one, _ in bounds + held]).reshape(-1, parties)
    number = len(prices)
    tables, orders, starts = [], [], [0]
    for fold in problem.folds:
        table = np.concatenate([fold.values[:, :parties] @ prices.T, fold.values], axis=1)
        order = np.argsort(-table[:, 0], kind="stable")
        tables.append(table[order])
        orders.append(order)
        starts.append(starts[-1] + fold.size)
    width = tables[0].shape[1]
    ahead = np.zeros((len(tables) + 1, width))
    for level in range(len(tables) - 1, -1, -1):
        ahead[level] = ahead[level + 1] + tables[level].max(axis=0)
    root = np.zeros(width)
    root[number : number + parties] = -space.reservations
    root[:number] = prices @ -space.reservations
    floors, pull, shift = np.full(width, -np.inf), np.zeros(width), np.full(width, -np.inf)
    floors[number : number + parties] = problem.floor - STEP
    if aim.kind == NASH:
        floors[number + aim.counted] = TOLERANCE
    for column, (price, off) in enumerate(bounds + held):
        loose = STEP * (1 + np.abs(price).sum())
        if column < len(bounds):
            pull[column], shift[column] = 1.0, -off - loose
        else:
            floors[column] = -off - SLACK * (1 + np.abs(price).sum())
    if aim.kind == SMALLEST and aim.smallest == 1:
        each = number + aim.counted
        pull[each], shift[each] = 1 / aim.weights[aim.counted], -STEP / aim.weights[aim.counted]
    rule = space.rule
    vote = Vote(
        problem.ruled, np.array(rule.veto), rule.at_least, np.array(rule.weights, dtype=float), rule.quota - TOLERANCE, -TOLERANCE - STEP
    )  # fmt: skip
    tree = Tree(np.ascontiguousarray(np.concatenate(tables)), np.array(starts), ahead, root, number)
    found, count, value, spent = walk(tree, Needs(floors, pull, shift), aim, vote, best, STEP, most, MOST_STEPS)
    rows = np.empty_like(found)
    for level, order in enumerate(orders):
        rows[:, level] = order[found[:, level] - starts[level]]
    return Hits(rows, value, most == 0 or count < most, spent <= MOST_STEPS)
