"""The numbers of a case that ceasefires are judged by, as arrays: the best value first, then one for each draw."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.case.ceasefires import Engagement
from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.engines.uncertainty import Sampler
from detente.errors import CommandError
from detente.results.ceasefire.accounting import Verdict
from detente.results.ceasefire.estimate import Estimate

Array = npt.NDArray[np.float64]
MAX_DRAWS = 1_000_000
MOST_VALUES = 4_000_000
"""Engagements times draws that are held at once."""
MOST_ENGAGEMENTS = 20_000
FIRM = 0.9
"""Share of draws from which an answer counts as robust."""


class Beliefs:
    """Reads the numbers of one case; every array has shape (draws + 1,), the best value at 0.

    Raises :class:`CommandError` for an impossible number of draws.
    """

    def __init__(self, case: Case, draws: int, seed: int) -> None:
        if not 0 <= draws <= MAX_DRAWS:
            raise CommandError(f"{draws} draws are not possible", advice=f"ask for 0 to {MAX_DRAWS}")
        engagements = max(1, len(case.fighting))
        if engagements > MOST_ENGAGEMENTS or engagements * (draws + 1) > MOST_VALUES:
            raise CommandError(
                f"{draws} draws of {engagements} engagements need too much memory",
                advice=f"ask for at most {max(0, MOST_VALUES // engagements - 1)} draws",
            )
        self.case, self.draws, self.rows = case, draws, draws + 1
        self._sampler = Sampler(case, seed)

    def column(self, loc: Loc, number: Number) -> Array:
        """A number's best value and its draws."""
        return np.concatenate([[number.best], self._sampler.draw(loc, number, 0, self.draws)])

    def number(self, loc: Loc, written: Number | None) -> Array | None:
        """A number as the case believes it; None where it has none."""
        believed = self.case.believed(loc, written)
        return None if believed is None else self.column(loc, believed)

    def of_party(self, party: str, field: str) -> Array | None:
        """A number of a party, such as ``capability``."""
        return self.number(("parties", party, field), getattr(self.case.parties[party], field))

    @cached_property
    def capability(self) -> dict[str, Array]:
        """Capability by party; 1 for all where no party has one, else 0 for those without."""
        found = {party: self.of_party(party, "capability") for party in self.case.parties}
        absent = 1.0 if all(it is None for it in found.values()) else 0.0
        return {party: np.full(self.rows, absent) if it is None else it for party, it in found.items()}

    @cached_property
    def engagements(self) -> list[tuple[str, str]]:
        """Attacker and target of each engagement; one of a party with itself is left out."""
        return [(it.from_, it.to) for it in self._fighting.values()]

    @cached_property
    def places(self) -> list[int]:
        """Place in the case of each engagement."""
        return list(self._fighting)

    @cached_property
    def _fighting(self) -> dict[int, Engagement]:
        return {place: it for place, it in enumerate(self.case.fighting) if it.from_ != it.to}

    @cached_property
    def intensity(self) -> Array:
        """Intensity of each engagement, 0 to 100, shape (engagements, draws + 1)."""
        found = [
            self.column(loc, self.case.believed(loc, self.case.fighting[place].intensity) or Number.of(0))
            for place in self.places
            for loc in [("fighting", place, "intensity")]
        ]
        return np.array(found).reshape(len(found), self.rows)

    @cached_property
    def effort(self) -> Array:
        """Effort in each engagement, in units of capability, shape (engagements, draws + 1).

        Capability times intensity over 100; where a party's intensities sum to more than 100 they are shares of its
        capability, so that nobody fights with more than it has.
        """
        total = self.fought_by
        shares = [
            self.capability[one] * row / np.maximum(100.0, total[one])
            for (one, _), row in zip(self.engagements, self.intensity, strict=True)
        ]
        return np.array(shares).reshape(len(shares), self.rows)

    @cached_property
    def fought_by(self) -> dict[str, Array]:
        """Sum of the intensities of a party's attacks."""
        return self._sums(0)

    def _sums(self, end: int) -> dict[str, Array]:
        found: dict[str, Array] = {}
        for pair, row in zip(self.engagements, self.intensity, strict=True):
            found[pair[end]] = found.get(pair[end], 0.0) + row
        return found

    def overlap(self, party: str, groups: Iterable[str]) -> Array:
        """Share of a party's positions that could be attributed to any of some groups, as if independently: 1 - prod(1 - o)."""
        apart = np.ones(self.rows)
        for place, it in enumerate(self.case.overlap):
            if it.party == party and it.with_ != party and it.with_ in groups:
                loc: Loc = ("overlap", place, "share")
                apart = apart * (1 - self.column(loc, self.case.believed(loc, it.share) or it.share))
        return 1 - apart

    def sign(self, one: str, other: str) -> int | None:
        """1 friendly, -1 hostile, 0 neither; None where the case has no such relation."""
        return self._signs.get((one, other))

    @cached_property
    def _signs(self) -> dict[tuple[str, str], int]:
        return {(it.from_, it.to): it.sign for it in self.case.relations}

    def redirect(self, design: str, party: str) -> Array | None:
        """Share of a party's freed effort that a design turns on the excluded; None where it gives none."""
        written = self.case.ceasefires[design].redirect.get(party)
        return self.number(("ceasefires", design, "redirect", party), written)

    def estimate(self, values: Array) -> Estimate:
        """The best value with the middle 80 % of the draws; exactly the same in every draw, both ends are the best value."""
        values = np.broadcast_to(np.asarray(values, dtype=np.float64), (self.rows,))
        best = _clean(values[0])
        if not self.draws:
            return Estimate(best=best)
        if values.min() == values.max():
            return Estimate(best=best, interval80=(best, best))
        low, high = np.quantile(values[1:], [0.1, 0.9])
        return Estimate(best=best, interval80=(_clean(low), _clean(high)))

    def frequency(self, holds: npt.NDArray[np.bool_]) -> float | None:
        """Share of draws in which something holds; None without draws."""
        return float(holds[1:].mean()) if self.draws else None

    def verdict(self, holds: npt.NDArray[np.bool_]) -> Verdict:
        """Whether the answer at the best values also holds in at least 90 % of the draws; undetermined without draws."""
        share = self.frequency(holds)
        if share is None:
            return "undetermined"
        return "robust" if (share if holds[0] else 1 - share) >= FIRM else "sensitive"


def _clean(value: float) -> float:
    """A float without a negative zero or the dust of rounding."""
    rounded = round(float(value), 12)
    return rounded + 0.0
