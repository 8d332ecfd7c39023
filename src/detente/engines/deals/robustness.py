"""How packages hold up when values, weights and reservations are uncertain: over many draws of the space."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from detente.engines.deals.opening import is_open
from detente.engines.deals.shares import Share
from detente.engines.deals.space import Array, Bools, Ints, Space
from detente.errors import MethodError

MOST_COUNTED = 2_000_000  # packages that are all looked at in every draw
SECONDS = 2.0  # in search of one package that passes, in each draw of a space too large to look at
STEPS = 200_000  # in search of a package that dominates a candidate
MOST_SURVIVORS = 100

Solution = Callable[[Space], Ints]


@dataclass(frozen=True)
class Candidate:
    """How one package holds up, ``package`` of shape (blocks,).

    ``in_zone``: it passes; ``efficient``: it passes and no package that passes is worth as much to all and more
    to one; ``chosen``: each solution picks it, alone or among ties. ``regret``, shape (parties,), is the expected
    loss of each party against the best it gets in a package that passes (no agreement, and so its reservation,
    where the candidate does not pass; no loss where nothing passes); ``worst_regret`` the expected loss of the
    party that loses most. NaN where there are too many packages to look at.
    """

    package: Ints
    in_zone: Share
    efficient: Share
    chosen: dict[str, Share]
    regret: Array
    worst_regret: float


@dataclass(frozen=True)
class Robustness:
    """What holds in how many draws.

    ``zone_open``, shape (draws,), and ``in_zone``, shape (draws, candidates), say in which draws something passes
    and each candidate does, for :func:`detente.engines.deals.shares.deciders`. ``elsewhere``: a solution picks a
    package that is no candidate, and none that is. ``survivors``, shape (packages, blocks), are those of all packages
    that pass in at least ``surviving`` of the draws, most often first, and ``survived`` in how many draws;
    ``survive_all`` and ``survive_most`` count those that pass in all and in ``surviving`` of the draws (None where
    there are too many packages to look at). ``certain`` is False where a search ended early in some draw: efficient
    shares are then upper bounds, and the share of open zones a lower one.
    """

    draws: int
    open: Share
    zone_open: Bools
    in_zone: Bools
    candidates: tuple[Candidate, ...]
    elsewhere: dict[str, Share]
    surviving: float
    survivors: Ints
    survived: Ints
    survive_all: int | None
    survive_most: int | None
    certain: bool


def robustness(
    draws: Iterable[Space], candidates: Ints, solutions: Mapping[str, Solution] | None = None, *, surviving: float = 0.9
) -> Robustness:
    """Over draws of a space, how each candidate holds up and which of all packages survive.

    ``draws`` may be a generator, so that one space is held at a time; all have the same blocks and choices.
    ``candidates`` has shape (packages, blocks). ``solutions`` are functions that give the packages they pick in a
    space, shape (any, blocks). Every draw looks at all packages, up to :data:`MOST_COUNTED`; of more, only the
    candidates are judged.

    Raises :class:`MethodError` where there is no draw, or draws differ in their choices.
    """
    tally: _Tally | None = None
    for space in draws:
        if tally is None:
            tally = _Tally(space, candidates, solutions or {})
        tally.add(space)
    if tally is None:
        raise MethodError("no draws", advice="ask for at least one")
    return tally.result(surviving)


class _Tally:
    """What is counted draw by draw."""

    def __init__(self, space: Space, candidates: Ints, solutions: Mapping[str, Solution]) -> None:
        parties = len(space.parties)
        self.shape = tuple(block.size for block in space.blocks)
        self.candidates = candidates
        self.solutions = solutions
        self.places: dict[tuple[int, ...], list[int]] = {}
        for place, one in enumerate(candidates.tolist()):
            self.places.setdefault(tuple(one), []).append(place)
        self.looked_at = 0 < space.size <= MOST_COUNTED and bool(space.blocks)
        self.counts = np.zeros(space.size if self.looked_at else 0, dtype=np.int64)
        self.in_zone: list[Bools] = []
        self.zone_open: list[bool] = []
        self.efficient = np.zeros(len(candidates), dtype=np.int64)
        self.chosen = {name: np.zeros(len(candidates), dtype=np.int64) for name in solutions}
        self.elsewhere = dict.fromkeys(solutions, 0)
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
        self.zone_open.append(self._look_at_all(space, utilities, passing))
        self._judge(space, utilities, passing)
        for name, solution in self.solutions.items():
            picked = {place for one in solution(space).tolist() for place in self.places.get(tuple(one), [-1])}
            mine = sorted(picked - {-1})
            self.chosen[name][mine] += 1
            self.elsewhere[name] += int(bool(picked) and not mine)

    def _look_at_all(self, space: Space, utilities: Array, passing: Bools) -> bool:
        """Whether anything passes; counts the packages that do and the regrets."""
        if not self.looked_at:
            self.regret += np.nan
            self.worst += np.nan
            if passing.any() or not space.size:
                return bool(passing.any())
            try:
                return is_open(space, SECONDS)
            except MethodError:
                self.certain = False
                return False
        from detente.engines.deals.draw_loops import zone_of_draw  # loads the compiler

        rule, best = space.rule, np.full(len(space.parties), -np.inf)
        count = zone_of_draw(
            np.ascontiguousarray(np.concatenate([block.values for block in space.blocks], axis=1).T),
            np.ascontiguousarray(np.concatenate([block.refused for block in space.blocks], axis=1).T),
            np.cumsum([0, *self.shape]).astype(np.int64),
            space.reservations.astype(np.float64),
            rule.veto, int(rule.at_least), rule.weights.astype(np.float64), float(rule.quota), self.counts, best,
        )  # fmt: skip
        if count:
            had = np.where(passing[:, None], utilities, space.reservations)
            loss = np.maximum(best - had, 0.0)
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

    def result(self, surviving: float) -> Robustness:
        """All of it as shares."""
        draws = len(self.zone_open)
        in_zone = np.array(self.in_zone).reshape(draws, len(self.candidates))
        places = np.flatnonzero(self.counts >= max(surviving * draws, 1))
        top = places[np.argsort(-self.counts[places], kind="stable")[:MOST_SURVIVORS]]
        packages = np.stack(np.unravel_index(top, self.shape), axis=1) if self.shape else top.reshape(-1, 1)[:, :0]
        return Robustness(
            draws=draws,
            open=Share.of(sum(self.zone_open), draws),
            zone_open=np.array(self.zone_open),
            in_zone=in_zone,
            candidates=tuple(self._candidate(place, in_zone, draws) for place in range(len(self.candidates))),
            elsewhere={name: Share.of(count, draws) for name, count in self.elsewhere.items()},
            surviving=surviving,
            survivors=packages.astype(np.int64),
            survived=self.counts[top],
            survive_all=int((self.counts == draws).sum()) if self.looked_at else None,
            survive_most=len(places) if self.looked_at else None,
            certain=self.certain,
        )

    def _candidate(self, place: int, in_zone: Bools, draws: int) -> Candidate:
        return Candidate(
            self.candidates[place],
            Share.of(int(in_zone[:, place].sum()), draws),
            Share.of(int(self.efficient[place]), draws),
            {name: Share.of(int(counts[place]), draws) for name, counts in self.chosen.items()},
            self.regret[place] / draws,
            float(self.worst[place] / draws),
        )
