"""The efficient packages near some others, such as the solutions, also where the whole frontier is too large."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.engines.deals.frontier import MOST, Frontier, Within, merge
from detente.engines.deals.frontier_merging import MOST_WORK
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Space
from detente.errors import MethodError

MOST_WINDOWS = 24  # that are looked through one by one; more are looked through together
MOST_CENTRES = 2_000  # packages of different worth to be near to


def near(
    space: Space, centres: Array, points: float, within: Within = "zone", most: int = MOST, work: float = MOST_WORK
) -> Frontier:
    """The efficient packages within so many points of a centre for every party, at most ``most`` of them.

    ``centres`` has shape (centres, parties): utilities, of solutions say. A package x is near where
    abs(u_i(x) - c_i) <= ``points`` for every party i and one of the centres c. Efficient is what no package of the
    zone (or of all) dominates, near or not. Where there are more than ``most``, the answer is not ``complete``, and
    its ``count`` a lower bound; so it is where there are too many to compare.

    >>> import numpy as np
    >>> from detente.engines.deals.space import Block, Rule
    >>> values = np.array([[0.0, 40.0, 60.0, 100.0], [100.0, 80.0, 70.0, 0.0]])
    >>> block = Block((0,), np.arange(4)[:, None], values, np.zeros((2, 4), dtype=bool))
    >>> space = Space(("a", "b"), ("land",), ((0, 1, 2, 3),), (block,), np.array([0.0, 0.0]), Rule.unanimity(2))
    >>> near(space, np.array([[60.0, 70.0]]), 20.0).packages.tolist()
    [[1], [2]]
    """
    packages, complete = [np.zeros((0, len(space.blocks)), dtype=np.int64)], True
    found = 0
    try:
        for portion in stream_near(space, centres, points, within, work):
            packages.append(portion[: most - found])
            found += len(portion)
            if found > most:
                complete = False
                break
    except MethodError:
        complete = False
    listed = np.concatenate(packages)
    listed = listed[np.lexsort(listed.T[::-1])] if listed.size else listed
    return Frontier(listed, space.utilities_of(listed), complete, count=min(found, most), counted=complete)


def stream_near(
    space: Space, centres: Array, points: float, within: Within = "zone", work: float = MOST_WORK
) -> Iterator[Ints]:
    """The packages of :func:`near` as choices, some at a time, each once; memory does not grow with their number.

    Whatever dominates a package near a centre brings everybody at least as much, so it is enough to look at the packages
    above a floor: the centre, less ``points``. What is near another centre before it is left out. Raises
    :class:`MethodError` where there are too many to compare, or too many centres, after those that were found.
    """
    centres = _apart(centres)
    if len(centres) > MOST_CENTRES:
        raise MethodError(
            f"there are {len(centres):,} solutions of different worth to be near to",
            advice="look at the whole frontier",
        )
    together = len(centres) > MOST_WINDOWS
    floors = [centres.min(axis=0)] if together else list(centres)
    done, short = centres[:0], False
    for place, floor in enumerate(floors):
        share = work / (len(floors) - place)
        merged = merge(space, within, floor - points, share)
        if isinstance(merged, float):
            work, short = work - share + merged, True
            continue
        work -= share - merged.work
        mine = centres if together else centres[[place]]
        rows = _near(merged.utilities, mine, points) & ~_near(merged.utilities, done, points)
        yield from merged.only(rows).packages()
        done = np.concatenate([done, mine])
    if short:
        raise MethodError("there are too many efficient packages to compare", advice="ask for fewer points")


def _apart(centres: Array) -> Array:
    """Centres of different worth."""
    _, first = np.unique(np.round(centres, 9), axis=0, return_index=True)
    return centres[np.sort(first)]


def _near(utilities: Array, centres: Array, points: float) -> Bools:
    """Which utilities lie near one of the centres for every party."""
    found = np.zeros(len(utilities), dtype=bool)
    for centre in centres:
        found |= (np.abs(utilities - centre) <= points + TOLERANCE).all(axis=1)
    return found
