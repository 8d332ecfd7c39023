"""Numbers moved by facts and measures."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from detente.case.document import Loc
from detente.case.numbers import Number


@dataclass(frozen=True)
class Shift:
    """One change of a number: the change itself, where it stands, and whether it is added (1) or taken back (-1)."""

    loc: Loc
    amount: Number
    sign: int


@dataclass(frozen=True)
class Shifted:
    """A number as the case writes it, the changes made to it, and the limits that it keeps.

    A draw of it is the draw of the number plus those of the changes, cut at the limits, so that a case with and without
    a measure is compared on common draws.
    """

    loc: Loc
    written: Number
    shifts: tuple[Shift, ...]
    low: float = -inf
    high: float = inf

    @property
    def number(self) -> Number:
        """The shifted number as a belief: ends and best value are moved by those of the changes."""
        low, best, high = self.written.low, self.written.best, self.written.high
        for shift in self.shifts:
            ends = (shift.sign * shift.amount.low, shift.sign * shift.amount.high)
            low, high, best = low + min(ends), high + max(ends), best + shift.sign * shift.amount.best
        low, best, high = (min(max(value, self.low), self.high) for value in (low, best, high))
        return Number.of([low, high] if self.written.uniform and best == (low + high) / 2 else [low, best, high])
