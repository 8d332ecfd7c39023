"""The efficient packages, by merging block after block and dropping what cannot be part of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.engines.deals.dominance import efficient
from detente.engines.deals.space import TOLERANCE, Array, Block, Bools, Ints, Space

MOST = 20_000  # efficient partial packages at a time; more take too long to compare with one another
MOST_PAIRS = 4_000_000  # partial packages before dominance is looked at, so that memory stays bounded


@dataclass(frozen=True)
class Frontier:
    """Efficient packages as choices, shape (packages, blocks), and their utilities, shape (packages, parties).

    ``complete`` is False where there were too many partial packages to compare: then nothing is listed.
    """

    packages: Ints
    utilities: Array
    complete: bool


def frontier(space: Space, within: Literal["zone", "all"] = "zone", most: int = MOST) -> Frontier:
    """Every efficient package among those that pass (``zone``) or among all.

    A package is efficient where no other is at least as good for all and better for one; equal ones are all kept.
    Utilities are sums over the blocks, so a partial package that another dominates can be dropped: whatever
    completes it completes the other too. Within the zone the other has to be refused by nobody who does not refuse
    the first; then it passes wherever the first one does, as more utility never loses a party's consent. Partial
    packages that cannot pass even at their best completion are dropped as well.
    """
    blocks = _ordered(space, within)
    ahead = _best_ahead(blocks)
    flagged = np.zeros(len(space.parties), dtype=bool)
    if within == "zone":
        flagged = np.any([block.refused.any(axis=1) for block in space.blocks], axis=0)
    packages = np.zeros((1, 0), dtype=np.int64)
    utilities = np.zeros((1, len(space.parties)))
    refused = np.zeros((1, len(space.parties)), dtype=bool)
    for place, (_, block) in enumerate(blocks):
        if len(packages) * block.size > MOST_PAIRS:
            return _none(space)
        utilities = (utilities[:, np.newaxis] + block.values.T).reshape(-1, len(space.parties))
        refused = (refused[:, np.newaxis] | block.refused.T).reshape(-1, len(space.parties))
        packages = np.hstack([
            np.repeat(packages, block.size, axis=0), np.tile(np.arange(block.size), len(packages))[:, np.newaxis]
        ])  # fmt: skip
        if within == "zone":
            possible = _can_pass(space, utilities + ahead[place + 1], refused)
            packages, utilities, refused = packages[possible], utilities[possible], refused[possible]
        kept = _undominated(utilities, refused[:, flagged], most)
        if kept is None:
            return _none(space)
        packages, utilities, refused = packages[kept], utilities[kept], refused[kept]
    if flagged.any():
        final = efficient(utilities, TOLERANCE)
        packages = packages[final]
    back = np.empty_like(packages)
    for place, (number, _) in enumerate(blocks):
        back[:, number] = packages[:, place]
    order = np.lexsort(back.T[::-1]) if len(back) else np.zeros(0, dtype=np.int64)
    return Frontier(back[order], space.utilities_of(back[order]), True)


def _ordered(space: Space, within: str) -> list[tuple[int, Block]]:
    """Blocks with their places, those with the fewest choices first."""
    return sorted(enumerate(space.blocks), key=lambda item: (item[1].size, item[0]))


def _best_ahead(blocks: list[tuple[int, Block]]) -> list[Array]:
    """The most that the blocks from each place on can add for each party."""
    ahead = [np.zeros(len(blocks[0][1].values) if blocks else 0)]
    for _, block in reversed(blocks):
        ahead.append(ahead[-1] + block.values.max(axis=1))
    return ahead[::-1]


def _can_pass(space: Space, best: Array, refused: Bools) -> Bools:
    accepted = (best >= space.reservations - TOLERANCE) & ~refused
    return space.rule.passes(accepted)


def _undominated(utilities: Array, refused: Bools, most: int) -> Bools | None:
    """Partial packages that no other dominates with no more refusals; None where they are more than ``most``."""
    points = np.hstack([utilities, -refused.astype(float)]) if refused.shape[1] else utilities
    return efficient(points, TOLERANCE, most, utilities.shape[1])


def _none(space: Space) -> Frontier:
    return Frontier(np.zeros((0, len(space.blocks)), dtype=np.int64), np.zeros((0, len(space.parties))), complete=False)
