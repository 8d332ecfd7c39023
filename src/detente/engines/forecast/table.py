"""The numbers of a case as arrays: a table for each issue, a row for each set of beliefs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.stances import Stance, stances
from detente.engines.uncertainty import Sampler

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Column = Callable[[Loc, Number], Array]


@dataclass(frozen=True)
class Table:
    """One issue. Positions, saliences (0-100) and capabilities have shape (rows, parties); a row is one set of beliefs.

    ``low`` and ``high`` are the ends of the scale; positions and ``reference``, shape (rows,), are in its units;
    the reference is NaN where the issue has none. Only parties with a position on the issue have a column.
    """

    issue: str
    parties: tuple[str, ...]
    low: float
    high: float
    positions: Array
    saliences: Array
    capabilities: Array
    reference: Array

    @property
    def weights(self) -> Array:
        """Capability times salience, shape (rows, parties)."""
        weights = self.capabilities * self.saliences
        weights /= 100
        return weights

    @property
    def rows(self) -> int:
        """How many sets of beliefs there are."""
        return len(self.positions)

    def without(self, party: str) -> Self:
        """The same without one party."""
        kept = [column for column, name in enumerate(self.parties) if name != party]
        return replace(
            self,
            parties=tuple(self.parties[column] for column in kept),
            positions=self.positions[:, kept],
            saliences=self.saliences[:, kept],
            capabilities=self.capabilities[:, kept],
        )


@dataclass(frozen=True)
class Joint:
    """All issues side by side: arrays of shape (rows, issues, parties), NaN positions where a party has none.

    A party without a position on an issue has salience 0 there. Capabilities are each issue's own.
    """

    issues: tuple[str, ...]
    parties: tuple[str, ...]
    low: Array
    high: Array
    positions: Array
    saliences: Array
    capabilities: Array


@dataclass(frozen=True)
class Tables:
    """The tables of several issues, all with the same rows.

    ``draws``, shape (rows,), says which draw a row belongs to, and ``seed`` which seed, for methods that draw
    themselves: rows of one draw draw the same.
    """

    tables: tuple[Table, ...]
    seed: int = 0
    draws: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @classmethod
    def best(cls, case: Case, issues: Sequence[str], seed: int = 0) -> Self:
        """One row at the best values."""
        return cls.given(case, issues, 1, {}, seed)

    @classmethod
    def given(cls, case: Case, issues: Sequence[str], rows: int, values: Mapping[Loc, Array], seed: int = 0) -> Self:
        """Rows with the values given for some numbers, each of shape (rows,), and all others at their best."""

        def column(loc: Loc, number: Number) -> Array:
            return values[loc] if loc in values else np.full(rows, number.best)

        return cls(_tables(case, issues, rows, column), seed, np.zeros(rows, dtype=np.int64))

    @classmethod
    def drawn(cls, case: Case, together: Sequence[Sequence[str]], seed: int, start: int, stop: int) -> Iterator[Self]:
        """For each group of issues its tables, one row per draw from ``start`` to ``stop``.

        A number that stands in several tables is the same in all.
        """
        sampler = Sampler(case, seed)
        shared: dict[Loc, Array] = {}

        def column(loc: Loc, number: Number) -> Array:
            if loc[0] != "parties":
                return sampler.draw(loc, number, start, stop)
            if loc not in shared:
                shared[loc] = sampler.draw(loc, number, start, stop)
            return shared[loc]

        for issues in together:
            yield cls(_tables(case, issues, stop - start, column), seed, np.arange(start, stop))

    @property
    def rows(self) -> int:
        """How many sets of beliefs there are."""
        return self.tables[0].rows if self.tables else 0

    def only(self, issue: str) -> Table:
        """The table of one issue."""
        return next(table for table in self.tables if table.issue == issue)

    def without(self, party: str) -> Self:
        """The same without one party."""
        return replace(self, tables=tuple(table.without(party) for table in self.tables))

    def joint(self) -> Joint:
        """All issues side by side, parties in the order in which they first occur."""
        parties = tuple(dict.fromkeys(party for table in self.tables for party in table.parties))
        place = {party: number for number, party in enumerate(parties)}
        shape = (self.rows, len(self.tables), len(parties))
        positions, saliences, capabilities = np.full(shape, np.nan), np.zeros(shape), np.full(shape, np.nan)
        for number, table in enumerate(self.tables):
            columns = [place[party] for party in table.parties]
            positions[:, number, columns] = table.positions
            saliences[:, number, columns] = table.saliences
            capabilities[:, number, columns] = table.capabilities
        return Joint(
            issues=tuple(table.issue for table in self.tables),
            parties=parties,
            low=np.array([table.low for table in self.tables]),
            high=np.array([table.high for table in self.tables]),
            positions=positions,
            saliences=saliences,
            capabilities=capabilities,
        )


def uncertain_numbers(case: Case, issues: Sequence[str]) -> dict[Loc, Number]:
    """Every uncertain number that a forecast of these issues reads, by its place in the case."""
    return {loc: number for loc, number in numbers_read(case, issues).items() if not number.is_exact}


def numbers_read(case: Case, issues: Sequence[str]) -> dict[Loc, Number]:
    """Every number that a forecast of these issues reads, exact ones included, by its place in the case."""
    found: dict[Loc, Number] = {}
    for issue in issues:
        for it in stances(case, issue):
            found[it.position_loc] = it.position
            found[it.salience_loc] = it.salience
            found[it.capability_loc] = it.capability
        reference = _reference(case, issue)
        if reference is not None:
            found["issues", issue, "reference"] = reference
    return found


def _reference(case: Case, issue: str) -> Number | None:
    return case.believed(("issues", issue, "reference"), case.issues[issue].reference)


def _tables(case: Case, issues: Sequence[str], rows: int, column: Column) -> tuple[Table, ...]:
    return tuple(_table(case, issue, stances(case, issue), rows, column) for issue in issues)


def _table(case: Case, issue: str, held: tuple[Stance, ...], rows: int, column: Column) -> Table:
    it = case.issues[issue]
    grids = np.empty((3, len(held), rows))  # a column is filled and read at once, so it lies in one piece
    for place, stance in enumerate(held):
        grids[0, place] = column(stance.position_loc, stance.position)
        grids[1, place] = column(stance.salience_loc, stance.salience)
        grids[2, place] = column(stance.capability_loc, stance.capability)
    holds = _reference(case, issue)
    reference = np.full(rows, np.nan) if holds is None else column(("issues", issue, "reference"), holds)
    parties = tuple(stance.party for stance in held)
    return Table(issue, parties, it.low, it.high, grids[0].T, grids[1].T, grids[2].T, reference)
