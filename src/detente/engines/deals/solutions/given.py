"""What the solutions share about a space: its rational packages, listed where they are few, and the ideals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.engines.deals.solutions.found import MOST_TIES, Found
from detente.engines.deals.solutions.relaxation import prices_of_smallest, prices_of_sum
from detente.engines.deals.solutions.search import (
    Bound,
    Hits,
    Problem,
    climb,
    listed,
    problem_of,
    search,
    smallest_aim,
    sum_aim,
)
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Space

CUT_SHORT = "The search for packages that all accept was cut short, so that there may be some after all."
OVERRULED = "No package that passes is acceptable to everybody: those considered overrule somebody, so that gains may be negative."
SEED = 0


@dataclass(frozen=True)
class Given:
    """The packages a solution chooses from: those acceptable to everybody or, where ``ruled``, those that pass."""

    space: Space
    problem: Problem

    @cached_property
    def price(self) -> Bound:
        """Prices that bound the least gain."""
        parties = self.problem.parties
        return prices_of_smallest(self.problem.mixtures, np.ones(parties), np.arange(parties), 1, -np.inf)

    @property
    def held(self) -> list[Bound]:
        """What every package has to reach besides the gains: nothing where some may be overruled, or few are left."""
        return [] if self.problem.ruled or self.problem.small else [self.price]

    @cached_property
    def listing(self) -> tuple[Ints, bool]:
        """All packages, dominated ones left out, and whether these are all."""
        return listed(self.problem, self.held)

    @property
    def few(self) -> bool:
        """Whether the packages are listed."""
        return self.listing[1]

    @cached_property
    def listed_gains(self) -> Array:
        """Gains of the packages of the list."""
        return self.problem.gains(self.listing[0])

    @cached_property
    def empty(self) -> bool:
        """Whether there is no package at all."""
        return self.problem.empty or not (len(self.listing[0]) or self._most_equal.rows.size)

    @property
    def proven_empty(self) -> bool:
        """Whether no package was found because there is none."""
        return self.problem.empty or self._most_equal.proven

    @cached_property
    def _most_equal(self) -> Hits:
        parties = self.problem.parties
        aim = smallest_aim(np.ones(parties), np.arange(parties), 1, np.empty(0))
        if self.few:
            return Hits(self.listing[0], 0.0, True, True)
        return search(self.problem, aim, [self.price], self.held, self.starts)

    @cached_property
    def starts(self) -> Ints:
        """Some packages to begin a search with: of the list, and climbed to from random ones."""
        rows = self.listing[0]
        if self.problem.ruled:
            return rows[:8]
        drawn = np.random.default_rng(SEED)
        sizes = [fold.size for fold in self.problem.folds]
        found = [rows[:: max(1, len(rows) // 4)][:4]]
        for _ in range(4):
            row = np.array([drawn.integers(size) for size in sizes])
            best, least = climb(self.problem, lambda gains: gains.min(axis=1), row, -np.inf)
            if least >= -TOLERANCE:
                found.append(best[np.newaxis])
        return np.concatenate(found[::-1])

    @cached_property
    def ideals(self) -> tuple[Array, bool]:
        """The most that each party gains in any of the packages, and whether it is proven."""
        if self.few:
            return self.listed_gains.max(axis=0), True
        parties = self.problem.parties
        ideal, proven = np.zeros(parties), True
        for party in range(parties):
            weights = np.zeros(parties)
            weights[party] = 1.0
            hits = search(self.problem, sum_aim(weights), self.bounds_of_sum(weights), self.held, self.starts, 1)
            ideal[party], proven = hits.value, proven and hits.proven
        return ideal, proven

    @cached_property
    def concerned(self) -> Ints:
        """Parties to whom the packages make a difference: the others cannot change which is best."""
        if self.problem.ruled:
            values = [np.ptp(block.values, axis=1) for block in self.space.blocks]
            return np.flatnonzero(np.max(values, axis=0) > TOLERANCE / len(values))
        return np.flatnonzero(self.ideals[0] > TOLERANCE)

    def bounds_of_sum(self, weights: Array) -> list[Bound]:
        """Bounds on a weighted sum of gains."""
        if self.problem.ruled or self.problem.quick:
            return [(weights, 0.0)]
        return [(prices_of_sum(self.problem.mixtures, weights), 0.0), (weights, 0.0)]

    def chosen(self, rows: Ints, best: Callable[[Array, float], Bools], *notes: str, hits: Hits | None = None) -> Found:
        """The packages of the rows that are best by definition, with their ties."""
        rows = rows[best(self.problem.gains(rows), 2 * TOLERANCE)]
        packages, complete = self.problem.packages(rows, MOST_TIES)
        utilities = self.space.utilities_of(packages)
        packages = packages[best(utilities - self.space.reservations, TOLERANCE)]
        if hits is not None:
            return Found.of(
                self.space,
                packages,
                *notes,
                proven=hits.proven,
                complete=complete and (hits.complete or not hits.proven),
            )
        return Found.of(self.space, packages, *notes, complete=complete)

    def counting(self, counted: Bools) -> Given:
        """The same with packages kept that only differ for parties that are not counted."""
        return replace(self, problem=problem_of(self.space, self.problem.ruled, counted))


def given_of(space: Space) -> tuple[Given | None, tuple[str, ...]]:
    """What the solutions choose from, None where no package passes, and what has to be said about it."""
    if not space.blocks or not space.parties:
        return None, ("There is nothing to agree on.",)
    everyone = np.ones((1, len(space.parties)), dtype=bool)
    if not space.rule.passes(everyone)[0]:
        return None, ("No package passes even if everybody accepts it.",)
    rational = Given(space, problem_of(space, ruled=False))
    if not rational.empty:
        return rational, ()
    short = () if rational.proven_empty else (CUT_SHORT,)
    if space.rule.is_unanimity:
        return None, short or ("No package is acceptable to everybody.",)
    zone = Given(space, problem_of(space, ruled=True))
    if zone.empty:
        return None, ("No package passes.",) if zone.proven_empty else (CUT_SHORT,)
    return zone, (*short, OVERRULED)
