"""The efficient packages, by merging block after block and dropping what cannot be part of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.engines.deals.frontier_loops import LARGEST, index_of, is_dominated
from detente.engines.deals.frontier_merging import NOISE, Merging, Partial
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Space

MOST = 20_000  # efficient packages that are listed

Within = Literal["zone", "all"]


@dataclass(frozen=True)
class Frontier:
    """Efficient packages as choices, shape (packages, blocks), and their utilities, shape (packages, parties).

    ``complete`` says that all are listed. Otherwise ``counted`` says whether ``count`` is still exact, and those of the
    greatest sum of utilities are listed; where it is not, there were too many to compare, and nothing is listed.
    """

    packages: Ints
    utilities: Array
    complete: bool
    count: int
    counted: bool = True


def frontier(space: Space, within: Within = "zone", most: int = MOST, floor: Array | None = None) -> Frontier:
    """Every efficient package among those that pass (``zone``) or among all, at most ``most`` of them.

    A package is efficient where no other is at least as good for all and better for one; differences up to the
    tolerance are none. Packages of equal utilities are all kept.

    Utilities are sums over the blocks. A partial package that another dominates is dropped: what completes it
    completes the other too, and keeps the other ahead. Within the zone the other must not be refused by anybody
    who does not refuse the first. Then whoever accepts the first, completed, accepts the other, completed the same way;
    and as a pass rule never minds one more consent, the other passes wherever the first does. Partial packages that do
    not pass even with the best completion for everybody are dropped as well. The differences that count as none are
    left to the end, as they may add up: until then a partial package is dropped only for one that is nowhere lower.

    Where there are too many, ``floor``, shape (parties,), asks only for those that bring everybody so much, such as
    those near a solution: whatever dominates one of them brings everybody so much as well.

    >>> import numpy as np
    >>> from detente.engines.deals.space import Block, Rule
    >>> values = np.array([[0.0, 60.0, 100.0], [100.0, 80.0, 0.0]])
    >>> block = Block((0,), np.arange(3)[:, None], values, np.zeros((2, 3), dtype=bool))
    >>> marks = ((0.0, 50.0, 100.0),)
    >>> space = Space(("a", "b"), ("land",), marks, (block,), np.array([10.0, 10.0]), Rule.unanimity(2))
    >>> frontier(space).packages.tolist()
    [[1]]
    >>> frontier(space, "all").count
    3
    """
    floor = np.full(len(space.parties), -np.inf) if floor is None else floor
    merging = Merging(space, zone=within == "zone", floor=floor - 3 * TOLERANCE)
    steps: list[Partial] = []
    partial = merging.start()
    for place in range(len(space.blocks)):
        step = merging.step(partial, place)
        if step is None:
            none = np.zeros((0, len(space.blocks)), dtype=np.int64)
            return Frontier(none, np.zeros((0, len(space.parties))), complete=False, count=0, counted=False)
        partial = step
        steps.append(step)
    listed = (partial.utilities >= floor - TOLERANCE).all(axis=1)
    efficient = np.flatnonzero(listed & ~_nearly_dominated(partial.utilities))
    best = efficient[np.argsort(-partial.utilities[efficient].sum(axis=1), kind="stable")][:most]
    count = int(partial.counts[efficient].sum())
    packages = np.empty((len(best), len(space.blocks)), dtype=np.int64)
    for number, step in zip(reversed(merging.order), reversed(steps), strict=True):
        source, best, choices = step.ways(best, most)
        packages = packages[source]
        packages[:, number] = choices
    packages = packages[np.lexsort(packages.T[::-1])] if packages.size else packages
    return Frontier(packages, space.utilities_of(packages), complete=count <= most, count=count)


def _nearly_dominated(points: Array) -> Bools:
    """Which points another dominates that is lower for somebody, but by no more than the tolerance."""
    suspect = np.zeros(len(points), dtype=bool)
    for column in points.T:
        ranked = np.sort(column)
        suspect |= np.searchsorted(ranked, column - TOLERANCE) < np.searchsorted(ranked, column - NOISE)
    rows, found = np.flatnonzero(suspect), np.zeros(len(points), dtype=bool)
    asks = np.zeros((len(points), 0), dtype=np.uint64)
    for start in range(0, len(points) if len(rows) else 0, LARGEST):
        portion = slice(start, start + LARGEST)
        index = index_of(points[portion], asks[portion])
        found[rows] |= is_dominated(points, asks, rows, index, TOLERANCE, TOLERANCE)
    return found
