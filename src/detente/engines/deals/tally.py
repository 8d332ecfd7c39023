"""What is counted over draws of a space, in parts that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from detente.engines.deals.opening import is_open
from detente.engines.deals.space import Array, Bools, Ints, Space
from detente.errors import MethodError

MOST_COUNTED = 2_000_000  # packages that are all looked at in every draw
SECONDS = 2.0  # in search of one package that passes, in each draw of a space too large to look at
STEPS = 200_000  # in search of a package that dominates a candidate


@dataclass(frozen=True)
class Picks:
    """What the solutions pick in one space: packages of shape (any, blocks), and whether it is certain."""

    packages: Mapping[str, Ints]
    certain: bool = True


Picking = Callable[[Space], Picks]


@dataclass
class Tally:
    """Counts over some draws, of ``shape``, the choices of each block; ``candidates`` has shape (candidates, blocks).

    ``counts``, shape (packages,), says in how many draws each package passes; it is empty where there are too many
    packages to look at. ``best``, shape (draws, parties), is the most that each party gets in a package that passes
    (NaN where nothing does, or where not all are looked at); ``regret``, shape (candidates, parties), and ``worst``,
    shape (candidates,), are sums of losses over the draws. ``chosen``, by solution of shape (draws, candidates), says
    whether it picks each candidate; ``elsewhere`` in how many draws it picks others only.
    """

    shape: tuple[int, ...]
    candidates: Ints
    counts: Ints
    in_zone: Bools
    zone_open: Bools
    best: Array
    efficient: Ints
    chosen: dict[str, Bools]
    elsewhere: dict[str, int]
    regret: Array
    worst: Array
    certain: bool

    @property
    def draws(self) -> int:
        """How many draws were counted."""
        return len(self.zone_open)

    @property
    def looked_at(self) -> bool:
        """Whether all packages were looked at."""
        return bool(len(self.counts))

    @classmethod
    def of(cls, draws: Iterable[Space], candidates: Ints, picking: Picking | None = None) -> Self:
        """Count draw by draw; one space is held at a time.

        Raises :class:`MethodError` where there is no draw, or draws differ in their choices.
        """
        found: _Counting | None = None
        for space in draws:
            found = found or _Counting(space, candidates, picking)
            found.add(space)
        if found is None:
            raise MethodError("no draws", advice="ask for at least one")
        return cls(
            shape=found.shape,
            candidates=candidates,
            counts=found.counts,
            in_zone=np.stack(found.in_zone),
            zone_open=np.array(found.zone_open),
            best=np.array(found.best),
            efficient=found.efficient,
            chosen={name: np.stack(rows) for name, rows in found.chosen.items()},
            elsewhere=found.elsewhere,
            regret=found.regret,
            worst=found.worst,
            certain=found.certain,
        )

    def add(self, other: Self) -> None:
        """Draws that follow these."""
        self.counts += other.counts
        self.efficient += other.efficient
        for name, chosen in other.chosen.items():
            self.chosen[name] = np.concatenate([self.chosen[name], chosen])
            self.elsewhere[name] += other.elsewhere[name]
        self.regret += other.regret
        self.worst += other.worst
        self.in_zone = np.concatenate([self.in_zone, other.in_zone])
        self.zone_open = np.concatenate([self.zone_open, other.zone_open])
        self.best = np.concatenate([self.best, other.best])
        self.certain &= other.certain


class _Counting:
    """The counts while they grow."""

    def __init__(self, space: Space, candidates: Ints, picking: Picking | None) -> None:
        parties = len(space.parties)
        self.shape = tuple(block.size for block in space.blocks)
        self.candidates, self.picking = candidates, picking
        self.places: dict[tuple[int, ...], list[int]] = {}
        for place, one in enumerate(candidates.tolist()):
            self.places.setdefault(tuple(one), []).append(place)
        self.looked_at = 0 < space.size <= MOST_COUNTED and bool(space.blocks)
        self.counts = np.zeros(space.size if self.looked_at else 0, dtype=np.int64)
        self.in_zone: list[Bools] = []
        self.zone_open: list[bool] = []
        self.best: list[Array] = []
        self.efficient = np.zeros(len(candidates), dtype=np.int64)
        self.chosen: dict[str, list[Bools]] = {}
        self.elsewhere: dict[str, int] = {}
        self.regret = np.zeros((len(candidates), parties))
        self.worst = np.zeros(len(candidates))
        self.certain = True

    def add(self, space: Space) -> None:
        """One draw more."""
        if tuple(block.size for block in space.blocks) != self.shape:
            raise MethodError(
                "draws of the space differ in their choices", advice="draw values, weights and reservations only"
            )
        passing = space.in_zone(self.candidates)
        utilities = space.utilities_of(self.candidates)
        self.in_zone.append(passing)
        self._judge(space, utilities, passing)
        picked = self._picked(space)
        if self.looked_at:
            self.zone_open.append(self._look_at_all(space, utilities, passing))
            return
        self.best.append(np.full(len(space.parties), np.nan))
        self.regret += np.nan
        self.worst += np.nan
        self.zone_open.append(bool(passing.any()) or self._search(space, picked))

    def _picked(self, space: Space) -> bool | None:
        """Whether the solutions pick anything; None where it is not known."""
        if self.picking is None:
            return None
        picks = self.picking(space)
        self.certain &= picks.certain
        for name, packages in picks.packages.items():
            places = {place for one in packages.tolist() for place in self.places.get(tuple(one), [-1])}
            mine = np.isin(np.arange(len(self.candidates)), sorted(places))
            self.chosen.setdefault(name, []).append(mine)
            self.elsewhere[name] = self.elsewhere.get(name, 0) + int(bool(places) and not mine.any())
        return any(len(packages) for packages in picks.packages.values())

    def _search(self, space: Space, picked: bool | None) -> bool:
        """Whether anything passes in a space too large to look at."""
        if picked is not None:
            return picked
        try:
            return bool(space.size) and is_open(space, SECONDS)
        except MethodError:
            self.certain = False
            return False

    def _look_at_all(self, space: Space, utilities: Array, passing: Bools) -> bool:
        """Whether anything passes; counts the packages that do and the regrets."""
        from detente.engines.deals.draw_loops import zone_of_draw  # loads the compiler

        rule, best = space.rule, np.full(len(space.parties), -np.inf)
        count = zone_of_draw(
            np.ascontiguousarray(np.concatenate([block.values for block in space.blocks], axis=1).T),
            np.ascontiguousarray(np.concatenate([block.refused for block in space.blocks], axis=1).T),
            np.cumsum([0, *self.shape]).astype(np.int64),
            space.reservations.astype(np.float64),
            rule.veto, int(rule.at_least), rule.weights.astype(np.float64), float(rule.quota), self.counts, best,
        )  # fmt: skip
        self.best.append(best if count else np.full(len(best), np.nan))
        if count:
            loss = losses(space, utilities, passing, best)
            self.regret += loss
            self.worst += loss.max(axis=1, initial=0.0)
        return bool(count)

    def _judge(self, space: Space, utilities: Array, passing: Bools) -> None:
        """Which candidates are efficient in this draw."""
        places = np.flatnonzero(passing)
        if not len(places) or not space.blocks:
            self.efficient[places] += 1
            return
        from detente.engines.deals.draw_loops import dominated
        from detente.engines.deals.walks import tree

        it = tree(space)
        for place in places:
            answer = dominated(it, utilities[place], STEPS)
            self.efficient[place] += answer != 1
            self.certain &= answer >= 0


def losses(space: Space, utilities: Array, passing: Bools, best: Array) -> Array:
    """What each party loses with packages against the best it gets in one that passes, shape (packages, parties).

    With a package that does not pass it has no agreement, and so its reservation.
    """
    had = np.where(passing[:, np.newaxis], utilities, space.reservations)
    return np.asarray(np.maximum(best - had, 0.0))
