"""The deals of a case over draws of its uncertain numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.number_names import number_name
from detente.case.numbers import Number
from detente.engines.deals.building import numbers_read, spaces_drawn
from detente.engines.deals.robustness import Candidate, robustness_of
from detente.engines.deals.robustness_words import robustness_sentences
from detente.engines.deals.shares import Decider, Share, deciders
from detente.engines.deals.solutions import NAMES, Found, solutions
from detente.engines.deals.solutions.given import CUT_SHORT
from detente.engines.deals.space import Array, Bools, Ints, Space
from detente.engines.deals.survivors import weighed
from detente.engines.deals.tally import MOST_COUNTED, Picks, Tally
from detente.engines.uncertainty import Progress, Sampler, each_block
from detente.errors import CommandError
from detente.results.deals import (
    DealsRobustness,
    DecidingNumber,
    PackageRobustness,
    PackageWorth,
    Survivor,
)
from detente.results.deals.robustness import HoldsUp
from detente.results.shares import ShareOfDraws

MAX_DRAWS = 100_000
SURVIVING = 0.9
MOST_TIES = 3  # packages of each solution that are followed through the draws
MOST_DECIDING = 5
BLOCK, LARGE_BLOCK = 32, 4  # draws of a block; in large spaces a draw takes long

Worths = Callable[[Ints], tuple[PackageWorth, ...]]


@dataclass(frozen=True)
class Draws:
    """Which draws are asked for, of whom at the table, with which exponents of the Nash solution, and who works them out."""

    count: int
    seed: int
    seat: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    workers: int | None = None
    cluster: str | None = None
    progress: Progress | None = None
    nash_powers: Array | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.count <= MAX_DRAWS:
            raise CommandError(f"{self.count} draws are not possible", advice=f"ask for 0 to {MAX_DRAWS:,}")


def drawn_robustness(
    case: Case, space: Space, picked: dict[str, Found], worths: Worths, asked: Draws
) -> DealsRobustness:
    """How the zone and what the solutions pick at the best values, ``space``, hold up over draws.

    ``worths`` gives packages as results show them. Raises :class:`~detente.errors.CommandError` for an impossible
    number of workers, :class:`~detente.engines.uncertainty.StoppedError` where a person stops it.
    """
    candidates, pickers = _candidates(space, picked)
    drawing = partial(_spaces, case, asked.seed, asked.seat, asked.without)
    block = partial(_block, drawing, candidates, asked.nash_powers)
    tally = _tally(block, asked, BLOCK if space.size <= MOST_COUNTED else LARGE_BLOCK)
    found = robustness_of(tally, SURVIVING)
    kept = weighed(tally, space, drawing, SURVIVING, asked.workers)
    survivors = () if kept is None else tuple(
        Survivor(package=package, share=_share(Share.of(int(count), asked.count)), worst_regret=float(regret))
        for package, count, regret in zip(worths(kept.packages), kept.counts, kept.worst_regret, strict=True)
    )  # fmt: skip
    numbers = _Numbers(case, asked)
    made = DealsRobustness(
        draws=asked.count,
        uncertain=len(numbers.read),
        open=_share(found.open),
        verdict=_zone_verdict(found.open),
        packages=tuple(
            _package(space, one, worth, names, numbers.deciding(passes))
            for one, worth, names, passes in zip(
                found.candidates, worths(candidates), pickers, found.in_zone.T, strict=True
            )
        ),
        elsewhere={name: _share(share) for name, share in found.elsewhere.items()},
        surviving=SURVIVING,
        survivors=survivors if found.survive_most else (),
        survive_most=found.survive_most,
        survive_all=found.survive_all,
        safe=survivors[0] if survivors else None,
        zone_hangs_on=numbers.deciding(found.zone_open),
        pick_hangs_on=numbers.deciding(tally.chosen[pickers[0][0]][:, 0]) if pickers else (),
        certain=found.certain,
        sentences=(),
    )
    left_out = {name: len(one.packages) - MOST_TIES for name, one in picked.items() if len(one.packages) > MOST_TIES}
    return made.model_copy(update={"sentences": robustness_sentences(case, made, space.size, left_out)})


def _tally(block: Callable[[int, int], Tally], asked: Draws, size: int) -> Tally:
    parts: list[Tally] = []

    def add(part: Tally) -> None:
        if parts:
            parts[0].add(part)
        else:
            parts.append(part)

    each_block(block, asked.count, size, add, workers=asked.workers, cluster=asked.cluster, progress=asked.progress)
    return parts[0]


def _spaces(
    case: Case, seed: int, seat: tuple[str, ...], without: tuple[str, ...], start: int, stop: int
) -> Iterator[Space]:
    return spaces_drawn(case, seed, start, stop, seat=seat, without=without)


def _block(
    drawing: Callable[[int, int], Iterator[Space]], candidates: Ints, nash_powers: Array | None, start: int, stop: int
) -> Tally:
    return Tally.of(drawing(start, stop), candidates, partial(picks, nash_powers=nash_powers))


def picks(space: Space, nash_powers: Array | None = None) -> Picks:
    """What all solutions pick in a space; not certain where a search was cut short or not all ties are listed."""
    found = solutions(space, nash_powers)
    sure = all(one.proven and one.complete and CUT_SHORT not in one.notes for one in found.values())
    return Picks({name: one.packages for name, one in found.items()}, sure)


def _candidates(space: Space, picked: dict[str, Found]) -> tuple[Ints, list[tuple[str, ...]]]:
    """Packages that the solutions pick, shape (candidates, blocks), each once, and which solutions pick each."""
    found: dict[tuple[int, ...], list[str]] = {}
    for name in NAMES:
        for one in picked[name].packages[:MOST_TIES].tolist():
            found.setdefault(tuple(one), [])
    for name in NAMES:
        for one in picked[name].packages.tolist():
            if tuple(one) in found:
                found[tuple(one)].append(name)
    packages = np.array(list(found), dtype=np.int64).reshape(-1, len(space.blocks))
    return packages, [tuple(names) for names in found.values()]


def _package(
    space: Space, one: Candidate, worth: PackageWorth, names: tuple[str, ...], hangs_on: tuple[DecidingNumber, ...]
) -> PackageRobustness:
    known = not np.isnan(one.worst_regret)
    return PackageRobustness(
        package=worth,
        picked_by=names,
        passes=_share(one.in_zone),
        efficient=_share(one.efficient),
        chosen={name: _share(share) for name, share in one.chosen.items()},
        regret=dict(zip(space.parties, map(float, one.regret), strict=True)) if known else None,
        worst_regret=one.worst_regret if known else None,
        verdict=_verdict(one.in_zone),
        hangs_on=hangs_on,
    )


def _verdict(share: Share) -> HoldsUp:
    if share.low >= SURVIVING:
        return "robust"
    return "sensitive" if share.high < SURVIVING else "undetermined"


def _zone_verdict(share: Share) -> HoldsUp:
    if share.low >= SURVIVING or share.high <= 1 - SURVIVING:
        return "robust"
    return "sensitive" if share.low > 1 - SURVIVING and share.high < SURVIVING else "undetermined"


def _share(share: Share) -> ShareOfDraws:
    return ShareOfDraws(value=share.value, low=share.low, high=share.high)


class _Numbers:
    """The uncertain numbers that packages are judged by, those of a link together."""

    def __init__(self, case: Case, asked: Draws) -> None:
        self.case, self.asked, self.sampler = case, asked, Sampler(case, asked.seed)
        read = numbers_read(case, seat=asked.seat, without=asked.without)
        self.read: dict[Loc, Number] = {loc: number for loc, number in read.items() if not number.is_exact}
        self.linked: dict[str, list[Loc]] = {}
        for loc in self.read:
            self.linked.setdefault(self.sampler.stream(loc)[0], []).append(loc)

    def deciding(self, happened: Bools) -> tuple[DecidingNumber, ...]:
        """The numbers that decide most; none where it always happens, or never."""
        if happened.all() or not happened.any():
            return ()
        places = {_path(locs[0]): locs for locs in self.linked.values()}
        drawn = ((path, self._values(locs[0])) for path, locs in places.items())
        return tuple(self._deciding(one, places[one.name]) for one in deciders(drawn, happened)[:MOST_DECIDING])

    def _values(self, loc: Loc) -> Array:
        return self.sampler.draw(loc, self.read[loc], 0, self.asked.count)

    def _deciding(self, one: Decider, locs: list[Loc]) -> DecidingNumber:
        return DecidingNumber(
            number=one.name,
            name=number_name(self.case, locs[0], None),
            linked=tuple(_path(loc) for loc in locs[1:]),
            lower=_share(one.lower),
            upper=_share(one.upper),
            difference=one.difference,
            interval=(one.low, one.high),
        )


def _path(loc: Loc) -> str:
    return ".".join(map(str, loc))
