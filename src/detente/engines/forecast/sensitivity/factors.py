"""What varies: the uncertain numbers of a forecast, those joined by a link as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.engines.forecast.table import Array, uncertain_numbers
from detente.engines.uncertainty import Sampler


@dataclass(frozen=True)
class Factors:
    """The uncertain numbers, each in a factor; linked numbers share one, as they share their draws.

    Every factor has a column of shares (0 to 1), and one more to choose experts where a number of it is pooled.
    """

    sampler: Sampler
    numbers: dict[Loc, Number]

    @classmethod
    def of(cls, case: Case, issues: Sequence[str]) -> Factors:
        """The factors of a forecast of these issues."""
        return cls(Sampler(case, 0), uncertain_numbers(case, issues))

    @cached_property
    def groups(self) -> tuple[tuple[Loc, ...], ...]:
        """The numbers of each factor."""
        found: dict[str, list[Loc]] = {}
        for loc in self.numbers:
            found.setdefault(self.sampler.stream(loc)[0], []).append(loc)
        return tuple(map(tuple, found.values()))

    @cached_property
    def choosing(self) -> tuple[int, ...]:
        """The factors in which a number is pooled."""
        return tuple(
            place
            for place, group in enumerate(self.groups)
            if any(self.sampler.pool(loc, self.numbers[loc]) is not None for loc in group)
        )

    @property
    def owners(self) -> npt.NDArray[np.intp]:
        """The factor of each column, shape (columns,)."""
        return np.array([*range(len(self.groups)), *self.choosing], dtype=np.intp)

    def values(self, shares: Array) -> dict[Loc, Array]:
        """Values of every number, each of shape (rows,), for shares of shape (rows, columns)."""
        found = {}
        for place, group in enumerate(self.groups):
            choices = None
            if place in self.choosing:
                choices = shares[:, len(self.groups) + self.choosing.index(place)]
            for loc in group:
                backwards = self.sampler.stream(loc)[1]
                at = 1 - shares[:, place] if backwards else shares[:, place]
                found[loc] = self.sampler.values(loc, self.numbers[loc], at, choices)
        return found
