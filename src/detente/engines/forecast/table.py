"""The numbers of one issue as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.case.stances import Stance, stances
from detente.engines.forecast.methods import Method
from detente.engines.uncertainty import Sampler

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """Position, salience and capability, each of shape (rows, parties): a row is one set of beliefs."""

    positions: Array
    saliences: Array
    capabilities: Array

    @classmethod
    def best(cls, held: tuple[Stance, ...], rows: int = 1) -> Self:
        """All rows at the best values."""
        columns = [(it.position.best, it.salience.best, it.capability.best) for it in held]
        grid = np.array(columns, dtype=float).reshape(-1, 3).T
        return cls(*(np.tile(row, (rows, 1)) for row in grid))

    @classmethod
    def drawn(cls, case: Case, issue: str, seed: int, start: int, stop: int) -> Self:
        """One row per draw, from ``start`` to ``stop``."""
        held, sampler = stances(case, issue), Sampler(case, seed)
        table = cls.best(held, stop - start)
        for column, it in enumerate(held):
            table.positions[:, column] = sampler.draw(it.position_loc, it.position, start, stop)
            table.saliences[:, column] = sampler.draw(it.salience_loc, it.salience, start, stop)
            table.capabilities[:, column] = sampler.draw(it.capability_loc, it.capability, start, stop)
        return table

    @property
    def weights(self) -> Array:
        """Capability times salience, shape (rows, parties)."""
        return self.capabilities * self.saliences / 100

    def outcomes(self, method: Method) -> Array:
        """The method's outcome for each row, shape (rows,)."""
        return method(self.positions, self.weights)
