"""A method with everything it needs to answer for some issues of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.case.document import Loc
from detente.case.model import Case
from detente.engines.forecast.method import Method, Options
from detente.engines.forecast.table import Array, Tables


@dataclass(frozen=True)
class Asking:
    """Issues that a method solves for a case. Chance moves of the method's own are those of its seed."""

    case: Case
    method: Method
    options: Options
    issues: Sequence[str]
    seed: int

    def of(self, case: Case) -> Asking:
        """The same of another case."""
        return replace(self, case=case)

    def best(self) -> Array:
        """Outcomes at the best values, shape (issues,)."""
        outcomes: Array = self.given({}, 1)[0]
        return outcomes

    def given(self, values: Mapping[Loc, Array], rows: int) -> Array:
        """Outcomes, shape (rows, issues), with the values given for some numbers and all others at their best."""
        tables = Tables.given(self.case, self.issues, rows, values, self.seed)
        outcomes: Array = self.method.answer(tables, self.options).outcomes
        return outcomes

    def drawn(self, draws: int) -> Array:
        """Outcomes over seeded draws, shape (draws, issues)."""
        if not draws:
            return np.empty((0, len(self.issues)))
        (tables,) = Tables.drawn(self.case, [self.issues], self.seed, 0, draws)
        outcomes: Array = self.method.answer(tables, self.options).outcomes
        return outcomes
