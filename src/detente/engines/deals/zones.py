"""The zone alone: how many packages pass and who alone stops how many, and in which draws a zone is open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.case.acts import case_with
from detente.case.model import Case
from detente.engines.deals.blockers import STEPS
from detente.engines.deals.building import space_of, spaces_drawn
from detente.engines.deals.opening import passing
from detente.engines.deals.space import TOLERANCE, Bools, Ints, Space
from detente.engines.deals.zone import zone_count
from detente.engines.uncertainty import Progress, in_blocks
from detente.results.deals import Zone

BLOCK = 8  # sets of measures
MOST_TRIED = 8  # packages that passed before in the same draw


def zone_and_kills(case: Case) -> tuple[Zone, dict[str, int]]:
    """The zone at the best values, and for each party at the table the packages that it alone stops.

    Raises :class:`~detente.errors.MethodError` where the case has no packages.

    >>> from detente.case.catalog import load_case
    >>> zone_and_kills(load_case("scorable-game-base"))[0].count
    55
    """
    from detente.engines.deals.kill_walks import count_kills  # loads the compiler
    from detente.engines.deals.walks import tree

    space = space_of(case)
    count, at_least = zone_count(space)
    kills, _ = (
        count_kills(tree(space), 5 * STEPS) if space.size and space.blocks else (np.zeros(len(space.parties)), True)
    )
    stopped = {party: int(kills[place]) for place, party in enumerate(space.parties)}
    return Zone(count=count, at_least=at_least, packages=space.size), stopped


def zones_open(
    case: Case,
    sets: Sequence[tuple[str, ...]],
    draws: int,
    seed: int = 0,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Bools:
    """With which sets of measures, in which draws, some package passes; shape (sets, draws).

    The draws are common to all sets. What passed in a draw with one set is tried first with the others, as it
    often passes there too; a search decides where it does not. ``progress`` is told the sets done and all sets. Raises
    :class:`~detente.errors.MethodError` where the case has no packages, or a search takes too long.

    >>> from detente.case.catalog import load_case
    >>> zones_open(load_case("vienna-2015"), [(), ("narrow_strikes",)], 4).shape
    (2, 4)
    """
    passed: list[list[Ints]] = [[] for _ in range(draws)]

    def judged(start: int, stop: int) -> Bools:
        return np.array([_open(case_with(case, measures=one), seed, passed) for one in sets[start:stop]], dtype=bool)

    parts = in_blocks(judged, len(sets), BLOCK, workers=workers, progress=progress)
    return np.concatenate(parts) if parts else np.zeros((0, draws), dtype=bool)


def _open(case: Case, seed: int, passed: list[list[Ints]]) -> list[bool]:
    """In which draws something passes; packages that do are put at the head of ``passed`` for their draw."""
    found = []
    for space, known in zip(spaces_drawn(case, seed, 0, len(passed)), passed, strict=True):
        tried = known[:MOST_TRIED]
        again = np.flatnonzero(space.in_zone(np.array(tried))) if tried else ()
        if len(again):
            found.append(True)
            continue
        package = passing(space) if _may_open(space) else None
        if package is not None:
            known.insert(0, package)
        found.append(package is not None)
    return found


def _may_open(space: Space) -> bool:
    """Whether enough parties could reach their reservation if each had the best choice of every block."""
    best = sum((block.values.max(axis=1) for block in space.blocks), np.zeros(len(space.parties)))
    return bool(space.rule.passes(best >= space.reservations - TOLERANCE))
