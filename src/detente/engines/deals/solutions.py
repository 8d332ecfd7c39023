"""The solutions: which packages Nash, Kalai and Smorodinsky, egalitarians and utilitarians would pick.

Gains are utilities less reservations. The candidates are the rational packages: they pass, nobody refuses a choice, and no
gain is negative. All ties are kept, to the tolerance of the space.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from detente.engines.deals.enumeration import choices_of, pieces
from detente.engines.deals.frontier import Frontier
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Space

MOST_ENUMERATED = 20_000_000
NAMES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "relative_utilitarian")


@dataclass(frozen=True)
class Picked:
    """What each solution picks: packages as choices, shape (packages, blocks), by name; ``notes`` say what was special."""

    packages: dict[str, Ints]
    notes: tuple[str, ...] = ()
    known: bool = True


@dataclass
class _Best:
    """The candidates with the highest values of a criterion so far; criteria of later rank break ties of earlier."""

    value: float = -np.inf
    rows: list[tuple[Ints, Array]] = field(default_factory=list)

    def offer(self, values: Array, numbers: Ints, utilities: Array) -> None:
        """Take the rows within the tolerance of the highest value, and forget those that no longer are."""
        if not len(values):
            return
        top = float(values.max())
        if top > self.value:
            self.value = top
        near = values >= self.value - TOLERANCE
        if near.any():
            self.rows.append((numbers[near], np.column_stack([values[near], utilities[near]])))

    def final(self) -> tuple[Ints, Array]:
        """Numbers and utilities of the rows that are best in the end."""
        if not self.rows:
            return np.zeros(0, dtype=np.int64), np.zeros((0, 0))
        numbers = np.concatenate([row[0] for row in self.rows])
        found = np.concatenate([row[1] for row in self.rows])
        best = found[:, 0] >= self.value - TOLERANCE
        return numbers[best], found[best, 1:]


def solutions(space: Space, front: Frontier) -> Picked:
    """The picks of every solution in :data:`NAMES`.

    * ``nash``: the greatest product of gains (the sum of their logarithms); where every product is zero, the
      leximin of gains, and a note.
    * ``kalai_smorodinsky``: the greatest least ratio g_i / (ideal_i - r_i), the ideal being the best rational package
      for i; parties with ideal_i = r_i are left out; ties by leximin of the ratios.
    * ``egalitarian``: leximin of the gains: the least gain as great as can be, then the second least, and so on.
    * ``utilitarian``: the greatest sum of utilities. ``relative_utilitarian``: the same with each party's utility
      scaled from its worst (0) to its best possible package (1).

    Where no package is rational but some pass, the last three are taken among those that pass, and the first two
    have no pick. Every package is tried where there are at most 20 million; beyond, ``front`` must be complete, as
    every pick but for ties is efficient; else nothing is known, and ``known`` is False. Nash 1950,
    doi:10.2307/1907266; Kalai & Smorodinsky 1975, doi:10.2307/1914280; Kalai 1977, doi:10.2307/1913954.
    """
    source = _Source(space, front)
    if not source.possible:
        note = "There are too many packages, and too many efficient ones, to find the solutions exactly."
        return Picked({name: _none(space) for name in NAMES}, (note,), known=False)
    rational, ideal, passing = _survey(space, source)
    if not rational and not passing:
        return Picked({name: _none(space) for name in NAMES})
    notes: tuple[str, ...] = ()
    if not rational:
        notes = (
            "Some packages pass, but none gives every party at least its reservation: Nash and Kalai-Smorodinsky pick none.",
        )
    picks = _Picks(space, source, ideal, strict=rational)
    found = picks.all()
    return Picked(found, notes + picks.notes)


class _Source:
    """Candidates piece by piece: every package, or the frontier where there are too many."""

    def __init__(self, space: Space, front: Frontier) -> None:
        self.space, self.front = space, front
        self.enumerated = space.size <= MOST_ENUMERATED
        self.possible = self.enumerated or front.complete

    def pieces(self) -> Iterator[tuple[Ints, Array, Bools]]:
        """Numbers, utilities and refusals."""
        if self.enumerated:
            for start, utilities, refused in pieces(self.space):
                yield np.arange(start, start + len(utilities)), utilities, refused
        else:
            refused = np.zeros((len(self.front.packages), len(self.space.parties)), dtype=bool)
            for number, block in enumerate(self.space.blocks):
                refused |= block.refused[:, self.front.packages[:, number]].T
            yield np.arange(len(self.front.packages)), self.front.utilities, refused

    def packages(self, numbers: Ints) -> Ints:
        """Candidates as choices."""
        return choices_of(self.space, numbers) if self.enumerated else self.front.packages[numbers]

    def candidates(self, *, rational: bool) -> Iterator[tuple[Ints, Array]]:
        """Numbers and utilities of the rational packages, or of all that pass."""
        needed = self.space.reservations - TOLERANCE
        for numbers, utilities, refused in self.pieces():
            accepted = (utilities >= needed) & ~refused
            chosen = self.space.rule.passes(accepted)
            if rational:
                chosen &= accepted.all(axis=1)
            yield numbers[chosen], utilities[chosen]


def _survey(space: Space, source: _Source) -> tuple[bool, Array, bool]:
    """Whether any package is rational, each party's best rational utility, and whether any passes."""
    ideal, passing = np.full(len(space.parties), -np.inf), False
    for _, utilities in source.candidates(rational=True):
        if len(utilities):
            ideal = np.maximum(ideal, utilities.max(axis=0))
    if np.isfinite(ideal).all():
        return True, ideal, True
    for numbers, _ in source.candidates(rational=False):
        passing = passing or len(numbers) > 0
    return False, ideal, passing


class _Picks:
    def __init__(self, space: Space, source: _Source, ideal: Array, *, strict: bool) -> None:
        self.space, self.source, self.strict = space, source, strict
        self.notes: tuple[str, ...] = ()
        self.room = ideal - space.reservations
        self.open = self.room > TOLERANCE
        low = np.sum([block.values.min(axis=1) for block in space.blocks], axis=0)
        high = np.sum([block.values.max(axis=1) for block in space.blocks], axis=0)
        self.low, self.span = low, np.where(high - low > TOLERANCE, high - low, np.inf)

    def all(self) -> dict[str, Ints]:
        """One walk over the candidates for the first rank of every criterion, then the ties."""
        best = {name: _Best() for name in NAMES}
        for numbers, utilities in self.source.candidates(rational=self.strict):
            gains = utilities - self.space.reservations
            best["utilitarian"].offer(utilities.sum(axis=1), numbers, utilities)
            best["relative_utilitarian"].offer(((utilities - self.low) / self.span).sum(axis=1), numbers, utilities)
            best["egalitarian"].offer(gains.min(axis=1), numbers, utilities)
            if self.strict:
                with np.errstate(divide="ignore"):
                    products = np.log(np.where(gains > TOLERANCE, gains, 0.0)).sum(axis=1)
                best["nash"].offer(
                    products[np.isfinite(products)], numbers[np.isfinite(products)], utilities[np.isfinite(products)]
                )
                best["kalai_smorodinsky"].offer(self._ratios(gains).min(axis=1, initial=np.inf), numbers, utilities)
        found = {name: self.source.packages(it.final()[0]) for name, it in best.items()}
        found["egalitarian"] = self._leximin(best["egalitarian"], lambda gains: gains)
        if self.strict:
            if self.open.any():
                found["kalai_smorodinsky"] = self._leximin(best["kalai_smorodinsky"], self._ratios)
            else:
                found["kalai_smorodinsky"] = found["egalitarian"]
            if not np.isfinite(best["nash"].value):
                found["nash"] = found["egalitarian"]
                self.notes += (
                    "Every product of gains is zero, so Nash bargaining falls back to the leximin of gains.",
                )
        else:
            found["nash"] = found["kalai_smorodinsky"] = _none(self.space)
        return found

    def _ratios(self, gains: Array) -> Array:
        return np.asarray(gains[:, self.open] / self.room[self.open])

    def _leximin(self, best: _Best, scaled: object) -> Ints:
        numbers, utilities = best.final()
        if not len(numbers):
            return _none(self.space)
        ranked = np.sort(scaled(utilities - self.space.reservations), axis=1)  # type: ignore[operator]
        kept = np.arange(len(numbers))
        for rank in range(ranked.shape[1]):
            kept = kept[ranked[kept, rank] >= ranked[kept, rank].max() - TOLERANCE]
        return self.source.packages(numbers[kept])


def _none(space: Space) -> Ints:
    return np.zeros((0, len(space.blocks)), dtype=np.int64)
