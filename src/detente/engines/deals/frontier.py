"""The efficient packages, by merging block after block and dropping what cannot be part of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np

from detente.engines.deals.frontier_loops import LARGEST, index_of, is_dominated
from detente.engines.deals.frontier_merging import MOST_WORK, NOISE, WAYS, Counts, Merging, Partial
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

    @classmethod
    def empty(cls, space: Space) -> Self:
        """Of an empty zone: none."""
        return cls(np.zeros((0, len(space.blocks)), dtype=np.int64), np.zeros((0, len(space.parties))), True, 0)

    @classmethod
    def unknown(cls, space: Space) -> Self:
        """Of a space with too many to compare."""
        none = np.zeros((0, len(space.blocks)), dtype=np.int64)
        return cls(none, np.zeros((0, len(space.parties))), complete=False, count=0, counted=False)


def frontier(
    space: Space, within: Within = "zone", most: int = MOST, floor: Array | None = None, work: float = MOST_WORK
) -> Frontier:
    """Every efficient package among those that pass (``zone``) or among all, at most ``most`` of them.

    A package is efficient where no other is at least as good for all and better for one; differences up to the
    tolerance are none. Packages of equal utilities are all kept.

    Utilities are sums over the blocks. A partial package that another dominates is dropped: what completes it
    completes the other too, and keeps the other ahead. Within the zone the other must not be refused by anybody
    who does not refuse the first. Then whoever accepts the first, completed, accepts the other, completed the same way;
    and as a pass rule never minds one more consent, the other passes wherever the first does. Partial packages that do
    not pass even with the best completion for everybody are dropped as well. The differences that count as none are
    left to the end, as they may add up: until then a partial package is dropped only for one that is nowhere lower.

    Where there are too many, ``floor``, shape (parties,), asks only for those that bring everybody so much: whatever
    dominates one of them brings everybody so much as well. Those near a solution: :mod:`~detente.engines.deals.near`.

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
    merged = merge(space, within, floor, work)
    if isinstance(merged, float):
        return Frontier.unknown(space)
    count = int(merged.counts.sum())
    packages = np.zeros((0, len(space.blocks)), dtype=np.int64)
    for portion in merged.packages():
        packages = np.concatenate([packages, portion[: most - len(packages)]])
        if len(packages) == most:
            break
    packages = packages[np.lexsort(packages.T[::-1])] if packages.size else packages
    return Frontier(packages, space.utilities_of(packages), complete=count <= most, count=count)


@dataclass(frozen=True)
class Merged:
    """All efficient packages, not yet written out: those of equal worth are one point.

    ``utilities`` has shape (points, parties), the greatest sum first; ``counts``, shape (points,), says how many
    packages a point stands for, as whole numbers of any length. ``work`` is what is left of the steps.
    """

    utilities: Array
    counts: Counts
    points: Ints
    steps: tuple[Partial, ...]
    order: tuple[int, ...]
    work: float

    def only(self, rows: Bools) -> Merged:
        """With these points only."""
        return replace(self, utilities=self.utilities[rows], counts=self.counts[rows], points=self.points[rows])

    def packages(self) -> Iterator[Ints]:
        """The packages as choices, shape (packages, blocks), some at a time, those of the greatest sum first."""
        for first in range(0, len(self.points), WAYS):
            points = self.points[first : first + WAYS]
            yield from self._before(len(self.steps), points, np.zeros((len(points), len(self.steps)), dtype=np.int64))

    def _before(self, place: int, points: Ints, packages: Ints) -> Iterator[Ints]:
        """Packages whose choices from the place on are there, completed from the points before it."""
        if place == 0:
            yield packages
            return
        for source, parents, choices in self.steps[place - 1].ways(points):
            longer = packages[source]
            longer[:, self.order[place - 1]] = choices
            yield from self._before(place - 1, parents, longer)


def merge(space: Space, within: Within, floor: Array | None = None, work: float = MOST_WORK) -> Merged | float:
    """The efficient packages that bring everybody the floor; where there are too many to compare, the work left."""
    floor = np.full(len(space.parties), -np.inf) if floor is None else floor
    merging = Merging(space, zone=within == "zone", floor=floor - 3 * TOLERANCE, work=work)
    steps: list[Partial] = []
    partial = merging.start()
    for place in range(len(space.blocks)):
        step = merging.step(partial, place)
        if step is None:
            return merging.work
        partial = step
        steps.append(step)
    listed = (partial.utilities >= floor - TOLERANCE).all(axis=1)
    points = np.flatnonzero(listed & ~_nearly_dominated(partial.utilities))
    points = points[np.argsort(-partial.utilities[points].sum(axis=1), kind="stable")]
    utilities, counts = partial.utilities[points], partial.counts[points]
    return Merged(utilities, counts, points, tuple(steps), tuple(merging.order), merging.work)


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
