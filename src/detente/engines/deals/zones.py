"""The zone alone: how many packages pass and who alone stops how many, and in which draws a zone is open."""

from __future__ import annotations

from functools import partial

import numpy as np

from detente.case.model import Case
from detente.engines.deals.blockers import STEPS
from detente.engines.deals.building import space_of, spaces_drawn
from detente.engines.deals.opening import is_open
from detente.engines.deals.space import Bools
from detente.engines.deals.zone import zone_count
from detente.engines.uncertainty import Progress, in_blocks
from detente.results.deals import Zone

BLOCK = 16


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
    case: Case, draws: int, seed: int = 0, *, workers: int | None = None, progress: Progress | None = None
) -> Bools:
    """In which draws some package passes, shape (draws,).

    The draws are common to a case with and without a measure. Raises :class:`~detente.errors.MethodError` where the case has no packages, or
    a search takes too long.
    """
    parts = in_blocks(partial(_open, case, seed), draws, BLOCK, workers=workers, progress=progress)
    return np.concatenate(parts) if parts else np.zeros(0, dtype=bool)


def _open(case: Case, seed: int, start: int, stop: int) -> Bools:
    return np.array([is_open(space) for space in spaces_drawn(case, seed, start, stop)])
