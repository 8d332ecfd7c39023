"""Packages by mixed-integer programming, for questions that are too large to look at every package.

The program picks one choice from each block (binary ``x``) and says who is to accept (binary ``a``). Its answers
are rounded to packages and checked against the space, since a solver's tolerance is coarser than the engine's: a
package that only nearly does is excluded and the program solved again.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from detente.engines.deals.slices import MOST_LOOKED_AT, slices
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Rule, Space
from detente.errors import MethodError

SECONDS = 60.0  # the most that one question may take
_QUIET = threading.Lock()
NEARLY = 100  # packages that only nearly do, before giving up


@dataclass
class Program:
    """A mixed-integer program over the packages of a space: columns ``x`` first, then ``a``, then added ones.

    ``reservations`` and ``refused`` (one array (parties, choices) per block) are the demands that count.
    """

    space: Space
    reservations: Array
    refused: list[Bools]
    seconds: float = SECONDS
    gap: float = 0.0  # share of the cost by which an answer may miss the least; above 0, what time allows is taken
    unproven: Ints | None = None  # the best package found when the time was up
    _rows: list[dict[int, float]] = field(default_factory=list)
    _lows: list[float] = field(default_factory=list)
    _highs: list[float] = field(default_factory=list)
    _cost: dict[int, float] = field(default_factory=dict)
    _columns: list[tuple[float, float]] = field(default_factory=list)  # bounds of the added columns

    @classmethod
    def of(cls, space: Space, seconds: float = SECONDS) -> Program:
        """The program with all demands of the space."""
        return cls(space, space.reservations, [block.refused for block in space.blocks], seconds)

    @cached_property
    def starts(self) -> list[int]:
        """The first column of each block, and the end of the last."""
        return [0, *np.cumsum([block.size for block in self.space.blocks]).tolist()]

    @cached_property
    def values(self) -> Array:
        """Utility of every choice, shape (parties, choices of all blocks)."""
        empty = np.zeros((len(self.space.parties), 0))
        return np.concatenate([empty, *(block.values for block in self.space.blocks)], axis=1)

    def accepts(self, party: int) -> int:
        """The column that says whether a party is to accept."""
        return self.starts[-1] + party

    def utility(self, party: int) -> dict[int, float]:
        """The row that sums a party's utility."""
        return dict(enumerate(self.values[party].tolist()))

    def add_column(self, low: float, high: float, cost: float = 0.0) -> int:
        """A continuous column more; gives its number."""
        self._columns.append((low, high))
        number = self.starts[-1] + len(self.space.parties) + len(self._columns) - 1
        self._cost[number] = cost
        return number

    def add_row(self, row: dict[int, float], low: float, high: float = np.inf) -> None:
        """The row has to reach ``low``, and not to pass ``high``."""
        self._rows.append(row)
        self._lows.append(low)
        self._highs.append(high)

    def set_cost(self, cost: dict[int, float]) -> None:
        """What choices cost; the least is looked for."""
        self._cost.update(cost)

    def pick_one_choice_each(self) -> None:
        """One choice of each block."""
        for start, end in zip(self.starts, self.starts[1:], strict=False):
            self.add_row(dict.fromkeys(range(start, end), 1.0), 1.0, 1.0)

    def pass_rule(self) -> None:
        """Those who accept are enough."""
        rule, parties = self.space.rule, range(len(self.space.parties))
        self.add_row({self.accepts(party): 1.0 for party in parties}, float(rule.at_least))
        if rule.quota > TOLERANCE:
            self.add_row({self.accepts(party): float(rule.weights[party]) for party in parties}, rule.quota - TOLERANCE)

    def reach(self, party: int, plus: dict[int, float] | None = None) -> None:
        """A party that accepts reaches its reservation, with what the columns of ``plus`` add."""
        low = float(self.reservations[party])
        bottom = float(sum(block.values[party].min() for block in self.space.blocks if block.size))
        if low <= bottom and plus is None:
            return
        slack = max(low - bottom, 0.0)
        row = self.utility(party) | (plus or {}) | {self.accepts(party): -slack}
        self.add_row(row, low - slack)

    def refuse(self, party: int) -> None:
        """A party that accepts takes no choice that it refuses."""
        for start, refused in zip(self.starts, self.refused, strict=False):
            places = np.flatnonzero(refused[party])
            if len(places):
                self.add_row(dict.fromkeys((start + places).tolist(), -1.0) | {self.accepts(party): -1.0}, -1.0)

    def solve(self, good: Callable[[Ints], bool]) -> Ints | None:
        """The package of least cost, shape (blocks,), for which ``good`` holds; None where there is none.

        Raises :class:`MethodError` where the time is up before that is certain.
        """
        end = time.monotonic() + self.seconds
        for _ in range(NEARLY):
            package = self._once(end - time.monotonic())
            if package is None or good(package):
                return package
            # not this package again
            self.add_row(
                {start + int(place): -1.0 for start, place in zip(self.starts, package, strict=False)},
                1.0 - len(package),
            )
        raise MethodError("too many packages only nearly do", advice="round the values to fewer digits")

    def _once(self, seconds: float) -> Ints | None:
        if not self.space.size:
            return None
        parties, choices = len(self.space.parties), self.starts[-1]
        columns = choices + parties + len(self._columns)
        cost = np.zeros(columns)
        cost[list(self._cost)] = list(self._cost.values())
        lows = np.zeros(columns)
        highs = np.ones(columns)
        lows[choices : choices + parties] = self.space.rule.veto
        lows[choices + parties :] = [low for low, _ in self._columns]
        highs[choices + parties :] = [high for _, high in self._columns]
        integral = np.arange(columns) < choices + parties
        lengths = np.cumsum([0, *(len(row) for row in self._rows)])
        places = np.fromiter((column for row in self._rows for column in row), dtype=np.int64, count=int(lengths[-1]))
        weights = np.fromiter((one for row in self._rows for one in row.values()), dtype=float, count=int(lengths[-1]))
        rows = csr_array((weights, places, lengths), shape=(len(self._rows), columns))
        asked = {
            "c": cost,
            "integrality": integral.astype(int),
            "bounds": Bounds(lows, highs),
            "constraints": LinearConstraint(rows, np.array(self._lows), np.array(self._highs)),
        }
        options = {"time_limit": max(seconds, 0.05), "mip_rel_gap": self.gap}
        with _without_remarks():
            found = milp(**asked, options=options)
            if found.status == 4 and found.x is None:  # the solver's presolve fails on some small programs
                found = milp(**asked, options=options | {"presolve": False})
        if found.status == 2:
            return None
        if found.x is not None and found.status != 0 and not self.gap:
            self.unproven = self._package(found.x)
        if found.x is None or self.unproven is not None:
            raise MethodError(
                f"the search among {self.space.size:,} packages came to no certain end within {self.seconds:g} s",
                advice="allow more seconds, or take fewer issues, alternatives or parties",
            )
        return self._package(found.x)

    def _package(self, columns: Array) -> Ints:
        blocks = zip(self.starts, self.starts[1:], strict=False)
        return np.array([int(np.argmax(columns[start:end])) for start, end in blocks], dtype=np.int64)


def passing(space: Space, seconds: float = SECONDS) -> Program:
    """The program over the packages that pass, ready for costs."""
    program = Program.of(space, seconds)
    complete(program)
    return program


def complete(program: Program) -> None:
    """Add the choices, the pass rule and all demands that count."""
    program.pick_one_choice_each()
    program.pass_rule()
    for party in range(len(program.space.parties)):
        program.reach(party)
        program.refuse(party)


def least_costly(space: Space, costs: Sequence[Array], seconds: float = SECONDS) -> Ints | None:
    """The package of the zone at the least sum of costs, shape (blocks,); None where the zone is empty.

    ``costs`` has one array (choices,) per block. Up to :data:`MOST_LOOKED_AT` packages by looking at all of them.
    """
    if space.size > MOST_LOOKED_AT:
        program = passing(space, seconds)
        program.set_cost(dict(enumerate(np.concatenate(list(costs)).tolist())))
        return program.solve(lambda package: bool(space.in_zone(package[None])[0]))
    best, least = None, np.inf
    for packages in slices(space):
        zone = packages[space.in_zone(packages)]
        total = np.zeros(len(zone))
        for number, cost in enumerate(costs):
            total += cost[zone[:, number]]
        if len(zone) and total.min() < least:
            place = int(np.argmin(total))
            best, least = zone[place], float(total[place])
    return best


def best_for(space: Space, party: int, seconds: float = SECONDS) -> Ints | None:
    """The package of the zone that is worth most to a party, shape (blocks,); None where the zone is empty."""
    return least_costly(space, [-block.values[party] for block in space.blocks], seconds)


def cheapest_members(rule: Rule, costs: Array) -> Bools | None:
    """Who makes a winning coalition at the least sum of costs, shape (parties,); None where nobody can.

    ``costs`` are not below 0, infinite for a party that cannot be had.
    """
    able = np.isfinite(costs)
    if (rule.veto & ~able).any():
        return None
    rows = np.array([np.ones(len(costs)), rule.weights])
    found = milp(
        np.where(able, costs, 0.0),
        integrality=np.ones(len(costs)),
        bounds=Bounds(rule.veto.astype(float), able.astype(float)),
        constraints=LinearConstraint(rows, [rule.at_least, rule.quota - TOLERANCE], np.inf),
        options={"mip_rel_gap": 0.0},
    )
    return np.asarray(found.x > 0.5) if found.status == 0 else None


@contextmanager
def _without_remarks() -> Iterator[None]:
    """Keep the solver's stray remarks, which go past Python, out of what the program prints; one thread at a time."""
    with _QUIET:
        yield from _silenced()


def _silenced() -> Iterator[None]:
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (OSError, ValueError, AttributeError):
        yield
        return
    try:
        with open(os.devnull, "wb") as nothing:
            os.dup2(nothing.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
