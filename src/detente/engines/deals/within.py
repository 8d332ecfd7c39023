"""Whose bottom lines can be met together.

Bottom lines hold issue by issue, so a set of parties can be met together where every block has a choice that lies
within the bottom lines of all of them, and the packages that do are the products of these choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from detente.engines.deals.space import Bools, Space
from detente.errors import MethodError

MOST_SETS = 1_000  # of parties that can be met together, held at a time


@dataclass(frozen=True)
class Together:
    """The largest sets of parties whose bottom lines can be met together.

    ``sets``, shape (n, parties), are all of them, the first parties first; ``packages`` counts those that meet each.
    """

    sets: Bools
    packages: tuple[int, ...]


def packages_within(within: Sequence[Bools], members: Bools) -> int:
    """How many packages lie within the bottom lines of all members; ``within`` has shape (parties, choices) per block."""
    return prod(int(inside[members].all(axis=0).sum()) for inside in within)


def within_of(space: Space, within: Sequence[Bools], members: Bools) -> Space:
    """The space of the packages within the bottom lines of all members; choices are counted anew."""
    blocks = []
    for block, inside in zip(space.blocks, within, strict=True):
        kept = inside[members].all(axis=0)
        blocks.append(
            replace(block, choices=block.choices[kept], values=block.values[:, kept], refused=block.refused[:, kept])
        )
    return replace(space, blocks=tuple(blocks))


def largest_together(within: Sequence[Bools], parties: Bools) -> Together:
    """The largest sets among ``parties`` (shape (parties,)) whose bottom lines some package meets together, exact.

    Block by block: whoever some choice of each block suits is kept as a set, and sets that lie within others are
    dropped. Raises :class:`MethodError` where there are too many sets.

    >>> within = (np.array([[True, False], [True, True], [False, True]]),)
    >>> largest_together(within, np.ones(3, dtype=bool)).sets.tolist()
    [[True, True, False], [False, True, True]]
    """
    everybody = sum(1 << int(place) for place in np.flatnonzero(parties))
    sets = {everybody}
    for inside in within:
        suited = {sum(1 << int(place) for place in np.flatnonzero(column & parties)) for column in inside.T}
        sets = _greatest(one & other for one in sets for other in _greatest(suited))
    most = max((one.bit_count() for one in sets), default=0)
    count = len(parties)
    rows = [[bool(one >> place & 1) for place in range(count)] for one in sets if one.bit_count() == most]
    found = np.array(sorted(rows, reverse=True), dtype=bool).reshape(len(rows), count)
    return Together(found, tuple(packages_within(within, members) for members in found))


def _greatest(sets: Iterable[int]) -> set[int]:
    """The sets that lie within no other."""
    kept: list[int] = []
    for one in sorted(set(sets), key=lambda each: -each.bit_count()):
        if not any(one & other == one for other in kept):
            kept.append(one)
        if len(kept) > MOST_SETS:
            raise MethodError("bottom lines can be met together in too many ways", advice="look at fewer parties")
    return set(kept)
