"""A mixed-integer program whose binary variables are the orders in which parties put the states."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from detente.engines.stability.game import Game, Positions
from detente.errors import MethodError

Literal = tuple[int, bool] | bool
"""A variable or its opposite, or what is settled: that a party whose ranking is fixed prefers one state to another, or not."""
Terms = list[tuple[int, float]]
MOST_ROUNDS = 200
MOST_CUTS = 3000


@dataclass(frozen=True, eq=False)
class Solved:
    """New ranks (parties, states); ``bound`` is the least cost there can be, in half swaps."""

    ranks: Positions
    proven: bool
    bound: float


@dataclass(eq=False)
class OrderProgram:
    """Orders of the states near those of a game; conditions are added one by one.

    A pair that a party ranks is one binary variable (turned round or not, cost 2 half swaps). A tied pair is two, one for each
    way to break the tie (cost 1), not both. ``changing`` are the parties whose orders may change.
    """

    game: Game
    changing: tuple[int, ...]
    costs: list[float] = field(default_factory=list)
    binary: list[bool] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)
    pairs: dict[tuple[int, int, int], Literal] = field(default_factory=dict)
    limit: float = np.inf

    def prefers(self, party: int, one: int, other: int) -> Literal:
        """That a party prefers one state to another."""
        ranks = self.game.ranks[party]
        if one == other:
            return False
        if party not in self.changing:
            return bool(ranks[one] > ranks[other])
        if (party, one, other) not in self.pairs:
            if ranks[one] == ranks[other]:
                up, down = self._variable(1.0), self._variable(1.0)
                self.rows.append(([(up, 1.0), (down, 1.0)], 0, 1))
                self.pairs[party, one, other], self.pairs[party, other, one] = (up, True), (down, True)
            else:
                turned = self._variable(2.0)
                above = bool(ranks[one] > ranks[other])
                self.pairs[party, one, other], self.pairs[party, other, one] = (turned, not above), (turned, above)
        return self.pairs[party, one, other]

    def share(self) -> int:
        """A new number from 0 to 1."""
        return self._variable(0.0, binary=False)

    def yes(self, it: Literal) -> None:
        """It holds."""
        terms, known = _terms(it)
        self.rows.append((terms, 1 - known, np.inf))

    def no(self, it: Literal) -> None:
        """It does not hold."""
        terms, known = _terms(it)
        self.rows.append((terms, -np.inf, -known))

    def below(self, share: int, it: Literal) -> None:
        """A share is nothing unless it holds."""
        terms, known = _terms(it, -1.0)
        self.rows.append(([(share, 1.0), *terms], -np.inf, -known))

    def below_share(self, share: int, other: int) -> None:
        """One share is no more than another."""
        self.rows.append(([(share, 1.0), (other, -1.0)], -np.inf, 0))

    def excludes(self, share: int, it: Literal) -> None:
        """A share is nothing where it holds."""
        terms, known = _terms(it)
        self.rows.append(([(share, 1.0), *terms], -np.inf, 1 - known))

    def supplied(self, it: Literal, leaving: Terms) -> None:
        """A unit leaves where it holds, else nothing."""
        terms, known = _terms(it, -1.0)
        self.rows.append(([*leaving, *terms], -known, -known))

    def balanced(self, arriving: Terms, leaving: Terms) -> None:
        """What arrives leaves."""
        self.rows.append(([*arriving, *((place, -value) for place, value in leaving)], 0, 0))

    def follows(self, share: int, before: int | None, it: Literal | None) -> None:
        """A share is whole where the one before is (or there is none) and it holds (or nothing need hold)."""
        terms: Terms = [(share, 1.0)]
        least = 1.0
        if before is not None:
            terms.append((before, -1.0))
            least -= 1
        if it is not None:
            more, known = _terms(it, -1.0)
            terms += more
            least -= 1 + known
        self.rows.append((terms, least, np.inf))

    def some_of(self, choices: list[Literal], share: int) -> None:
        """Where a share is whole, one of the choices holds."""
        terms: Terms = [(share, -1.0)]
        least = 0.0
        for it in choices:
            more, known = _terms(it)
            terms += more
            least -= known
        self.rows.append((terms, least, np.inf))

    def at_most(self, cost: int) -> None:
        """Look only for changes of no more than a cost, in half swaps."""
        self.limit = cost

    def solved(self, seconds: float) -> Solved | None:
        """The least change; None where there is none. Raises :class:`MethodError` where time passes before one is found.

        The program without all conditions of order gives a bound from below; conditions broken by its solution are added until
        none is.
        """
        for party in self.changing:
            self._complete(party)
        end = monotonic() + seconds
        bound = 0.0
        for _ in range(MOST_ROUNDS):
            values, least, optimal = self._optimum(max(1.0, end - monotonic()))
            if values is None:
                if not optimal:
                    break
                return None
            bound = max(bound, least)
            if not self._mended(values):
                return Solved(self._ranks(values), optimal, bound)
            if monotonic() > end:
                break
        raise MethodError(
            f"no change was found within {seconds:g} seconds; it takes at least {bound / 2:g} swaps",
            advice="name fewer parties whose rankings may change, or leave out states",
        )

    def _complete(self, party: int) -> None:
        for one in range(len(self.game.states)):
            for other in range(one):
                self.prefers(party, one, other)

    def _optimum(self, seconds: float) -> tuple[np.ndarray | None, float, bool]:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        rows = [*self.rows]
        if np.isfinite(self.limit):
            rows.append(([(place, cost) for place, cost in enumerate(self.costs) if cost], -np.inf, self.limit))
        ends = np.cumsum([0, *(len(terms) for terms, _, _ in rows)])
        places = np.array([place for terms, _, _ in rows for place, _ in terms], np.int64)
        values = np.array([value for terms, _, _ in rows for _, value in terms], float)
        matrix = csr_array((values, places, ends), shape=(len(rows), len(self.costs)))
        limits = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
        found = milp(
            self.costs, constraints=limits, bounds=Bounds(0, 1), integrality=np.array(self.binary, int),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )  # fmt: skip
        if found.x is None:
            return None, 0.0, found.status == 2
        bound = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
        return np.asarray(found.x), float(np.ceil(bound - 1e-6)), found.status == 0

    def _mended(self, values: np.ndarray) -> bool:
        """Add what a weak order asks and these values break: who prefers one to another prefers one to any third, or that to the other."""
        before = len(self.rows)
        for party in self.changing:
            above = self._above(party, values)
            count = len(above)
            for one in range(count):
                # one over other, yet neither one over third nor third over other
                broken = above[one][:, None] & ~above[one][None, :] & ~above.T
                for other, third in np.argwhere(broken).tolist():
                    if third not in (one, other):
                        self._transitive(party, one, other, third)
                    if len(self.rows) - before > MOST_CUTS:
                        return True
        return len(self.rows) > before

    def _transitive(self, party: int, one: int, other: int, third: int) -> None:
        terms: Terms = []
        least = 0.0
        for pair, sign in (((one, third), 1.0), ((third, other), 1.0), ((one, other), -1.0)):
            more, known = _terms(self.prefers(party, *pair), sign)
            terms += more
            least -= known
        self.rows.append((terms, least, np.inf))

    def _above(self, party: int, values: np.ndarray) -> np.ndarray:
        count = len(self.game.states)
        above = np.zeros((count, count), bool)
        for one in range(count):
            for other in range(count):
                it = self.prefers(party, one, other)
                above[one, other] = it if isinstance(it, bool) else (values[it[0]] > 0.5) == it[1]
        return above

    def _ranks(self, values: np.ndarray) -> Positions:
        ranks = self.game.ranks.copy()
        for party in self.changing:
            ranks[party] = np.unique(self._above(party, values).sum(axis=1), return_inverse=True)[1]
        return ranks

    def _variable(self, cost: float, *, binary: bool = True) -> int:
        self.costs.append(cost)
        self.binary.append(binary)
        return len(self.costs) - 1


def _terms(it: Literal, sign: float = 1.0) -> tuple[Terms, float]:
    """``sign`` times a literal as terms and what is known: a variable, one less a variable, or a constant."""
    if isinstance(it, bool):
        return [], sign * it
    place, straight = it
    return ([(place, sign)], 0.0) if straight else ([(place, -sign)], sign)
