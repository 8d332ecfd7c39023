"""An empty zone: which demands cannot hold together.

Demands are the reservation of a party and its red lines, block by block. A set of demands cannot hold together where
no package passes even if nobody demanded anything else. Under unanimity that means: no package meets them all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from detente.engines.deals.mixed_integer import SECONDS, Program, complete
from detente.engines.deals.slices import MOST_LOOKED_AT, slices
from detente.engines.deals.space import TOLERANCE, Bools, Ints, Space
from detente.errors import MethodError

MOST_SETS = 20


@dataclass(frozen=True)
class Demand:
    """A party's reservation (``block`` None), or its red line in a block."""

    party: int
    block: int | None = None


@dataclass(frozen=True)
class Conflicts:
    """Minimal sets of demands that cannot hold together, smallest first.

    ``complete`` is False where there may be more of them. No set at all: the zone is not empty. The empty set
    alone: nothing passes even without demands, as no package is possible or nobody can meet the pass rule.
    """

    sets: tuple[tuple[Demand, ...], ...]
    complete: bool


def demands_of(space: Space) -> tuple[Demand, ...]:
    """The demands that some package fails, reservations first."""
    reservations = [
        Demand(party)
        for party, reservation in enumerate(space.reservations)
        if sum(block.values[party].min() for block in space.blocks if block.size) < reservation - TOLERANCE
    ]
    red_lines = [
        Demand(party, number)
        for number, block in enumerate(space.blocks)
        for party in range(len(space.parties))
        if block.refused[party].any()
    ]
    return (*reservations, *red_lines)


def failed(space: Space, demands: tuple[Demand, ...], packages: Ints) -> Bools:
    """Which demands packages fail, shape (packages, demands)."""
    short = space.utilities_of(packages) < space.reservations - TOLERANCE
    columns = [
        short[:, one.party] if one.block is None else space.blocks[one.block].refused[one.party, packages[:, one.block]]
        for one in demands
    ]
    return np.stack(columns, axis=1) if columns else np.zeros((len(packages), 0), dtype=bool)


def only(space: Space, demands: tuple[Demand, ...]) -> Space:
    """The space in which only these demands are made."""
    reservations = np.full(len(space.parties), -np.inf)
    refused = [np.zeros_like(block.refused) for block in space.blocks]
    for one in demands:
        if one.block is None:
            reservations[one.party] = space.reservations[one.party]
        else:
            refused[one.block][one.party] = space.blocks[one.block].refused[one.party]
    blocks = tuple(replace(block, refused=new) for block, new in zip(space.blocks, refused, strict=True))
    return replace(space, reservations=reservations, blocks=blocks)


def conflicts(space: Space, limit: int = MOST_SETS, seconds: float = SECONDS) -> Conflicts:
    """The minimal sets of demands that cannot hold together, smallest first, at most ``limit``.

    Exact, by implicit hitting sets: whatever cannot hold together shares a demand with every set of demands whose
    dropping opens a zone. The smallest set that does so with all such sets found yet either cannot hold together,
    and then it is the next smallest conflict, or some package meets it and shows one more set to share with
    (Reiter 1987, doi:10.1016/0004-3702(87)90062-2; Liffiton et al. 2016, doi:10.1007/s10601-015-9183-0).

    Raises :class:`MethodError` where not even one is certain when ``seconds`` are up.
    """
    end = time.monotonic() + seconds
    demands = demands_of(space)
    meets = _by_looking(space, demands) if space.size <= MOST_LOOKED_AT else _by_searching(space, demands, end)
    dropped: list[Bools] = []
    found: list[Bools] = []
    complete_list = False
    try:
        while len(found) < limit:
            candidate = _smallest_sharing(len(demands), dropped, found, end)
            if candidate is None:
                complete_list = True
                break
            package = meets(candidate)
            if package is None:
                found.append(candidate)
            else:
                dropped.append(_to_drop(space, demands, candidate, package))
    except MethodError:
        if not found:
            raise
    else:
        complete_list = complete_list or _smallest_sharing(len(demands), dropped, found, end) is None
    sets = tuple(tuple(demands[place] for place in np.flatnonzero(one)) for one in found)
    return Conflicts(sets, complete_list)


def _by_looking(space: Space, demands: tuple[Demand, ...]) -> Callable[[Bools], Ints | None]:
    """Answers from what the packages fail, looked at once."""
    rows, examples = [np.zeros((0, len(demands)), dtype=bool)], [np.zeros((0, len(space.blocks)), dtype=np.int64)]
    for packages in slices(space):
        fails = failed(space, demands, packages)
        kept = np.unique(fails, axis=0, return_index=True)[1]
        rows.append(fails[kept])
        examples.append(packages[kept])
    fails, packages = np.concatenate(rows), np.concatenate(examples)
    whose = _whose(space, demands)

    def meets(candidate: Bools) -> Ints | None:
        passes = space.rule.passes((fails & candidate).astype(np.int64) @ whose == 0)
        return np.asarray(packages[int(np.argmax(passes))]) if passes.any() else None

    return meets


def _by_searching(space: Space, demands: tuple[Demand, ...], end: float) -> Callable[[Bools], Ints | None]:
    """Answers by mixed-integer programming."""

    def meets(candidate: Bools) -> Ints | None:
        relaxed = only(space, tuple(demands[place] for place in np.flatnonzero(candidate)))
        program = Program.of(relaxed, max(end - time.monotonic(), 0.05))
        complete(program)
        return program.solve(lambda package: bool(relaxed.in_zone(package[None])[0]))

    return meets


def _whose(space: Space, demands: tuple[Demand, ...]) -> Ints:
    whose = np.zeros((len(demands), len(space.parties)), dtype=np.int64)
    for place, one in enumerate(demands):
        whose[place, one.party] = 1
    return whose


def _to_drop(space: Space, demands: tuple[Demand, ...], candidate: Bools, package: Ints) -> Bools:
    """Demands outside the candidate whose dropping makes the package pass: of as few parties as the rule allows."""
    fails = failed(space, demands, package[None])[0]
    counts = fails.astype(np.int64) @ _whose(space, demands)
    needed = (fails & candidate).astype(np.int64) @ _whose(space, demands) == 0
    for party in np.argsort(-counts, kind="stable"):
        if needed[party] and counts[party]:
            without = needed.copy()
            without[party] = False
            if space.rule.passes(without):
                needed = without
    return np.asarray(fails & needed[[one.party for one in demands]])


def _smallest_sharing(demands: int, dropped: list[Bools], found: list[Bools], end: float) -> Bools | None:
    """The smallest set of demands that shares one with each of ``dropped`` and holds none of ``found`` whole."""
    if any(not one.any() for one in (*dropped, *found)):
        return None
    if not dropped and not found:
        return np.zeros(demands, dtype=bool)
    rows = np.array([*(one.astype(float) for one in dropped), *(-one.astype(float) for one in found)])
    lows = np.array([1.0] * len(dropped) + [1.0 - one.sum() for one in found])
    answer = milp(
        np.ones(demands),
        integrality=np.ones(demands),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, lows, np.inf),
        options={"time_limit": max(end - time.monotonic(), 0.05), "mip_rel_gap": 0.0},
    )
    if answer.status == 2:
        return None
    if answer.status != 0:
        raise MethodError("the conflicts of demands were not found in time", advice="allow more seconds")
    return np.asarray(answer.x > 0.5)
