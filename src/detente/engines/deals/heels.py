"""Positions at the table: what it does to the zone when a party digs in its heels, or goes to its bottom line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.engines.deals.mixed_integer import SECONDS, best_for
from detente.engines.deals.slices import slices
from detente.engines.deals.space import TOLERANCE, Array, Bools, Space

MOST_LOOKED_AT = 5_000_000  # packages; of larger zones only the best packages are searched


@dataclass(frozen=True)
class ZoneSummary:
    """A zone without its solutions.

    ``count`` is the number of packages that pass, None where there are too many packages to look at. ``best``,
    ``least`` and ``mean``, shape (parties,), are utilities over the zone; NaN where it is empty, and ``least`` and
    ``mean`` also where the zone was not counted.
    """

    count: int | None
    best: Array
    least: Array
    mean: Array

    @property
    def empty(self) -> bool:
        """Whether nothing passes."""
        return bool(np.isnan(self.best).all()) if len(self.best) else self.count == 0


@dataclass(frozen=True)
class Heels:
    """What becomes of the zone when one party changes what it insists on.

    ``shift``, shape (parties,), is the change of each party's mean utility over the zone (of its best where the
    zone was not counted); NaN where one of the zones is empty. Who pays is below 0 in it.
    """

    party: int
    before: ZoneSummary
    after: ZoneSummary
    shift: Array

    @property
    def counted(self) -> bool:
        """Whether both zones were counted, so that the shift is one of means."""
        return self.before.count is not None and self.after.count is not None

    @property
    def changes(self) -> bool:
        """Whether the zone changes at all."""
        if self.before.empty or self.after.empty:
            return self.before.empty != self.after.empty
        return self.before.count != self.after.count or bool((np.abs(self.shift) > TOLERANCE).any())


def dug_in(space: Space, party: int, allowed: Sequence[Bools | None]) -> Space:
    """The space in which a party refuses every choice but the allowed ones.

    ``allowed`` holds for each block the choices the party holds to, shape (choices,), or None where it is free.
    Where the party has a veto the other choices are left out, so that the space gets smaller; choices are then
    counted anew. A party that allows nothing in a block accepts no package.
    """
    blocks = []
    needed = bool(space.rule.veto[party]) or space.rule.at_least >= len(space.parties)
    for block, kept in zip(space.blocks, allowed, strict=True):
        if kept is None:
            blocks.append(block)
        elif needed and kept.any():
            blocks.append(
                replace(
                    block, choices=block.choices[kept], values=block.values[:, kept], refused=block.refused[:, kept]
                )
            )
        else:
            refused = block.refused.copy()
            refused[party] |= ~kept
            blocks.append(replace(block, refused=refused))
    return replace(space, blocks=tuple(blocks))


def best_choices(space: Space, party: int, held: Sequence[bool] | None = None) -> tuple[Bools | None, ...]:
    """What a party would hold to where no position is stated: the choices of each block that are worth most to it.

    ``held`` says in which blocks it holds at all; by default in those where it is not indifferent.
    """
    found: list[Bools | None] = []
    for number, block in enumerate(space.blocks):
        values = block.values[party]
        differs = bool(block.size) and float(np.ptp(values)) > TOLERANCE
        holds = differs if held is None else held[number]
        found.append(np.asarray(values >= values.max() - TOLERANCE) if holds and block.size else None)
    return tuple(found)


def at_bottom_line(space: Space, party: int, utility: float) -> Space:
    """The space in which a party's reservation falls to the utility of its bottom lines; it never rises."""
    reservations = space.reservations.copy()
    reservations[party] = min(float(reservations[party]), utility)
    return space.with_reservations(reservations)


def zone_summary(space: Space, seconds: float = SECONDS) -> ZoneSummary:
    """How many packages pass and what they are worth, by looking at all, or only the best by searching.

    Raises :class:`MethodError` where a search takes more than ``seconds``.
    """
    parties = len(space.parties)
    nothing = np.full(parties, np.nan)
    if space.size > MOST_LOOKED_AT:
        found = [best_for(space, party, seconds) for party in range(parties)]
        worth = [np.nan if one is None else space.utilities_of(one[None])[0, party] for party, one in enumerate(found)]
        return ZoneSummary(None, np.array(worth), nothing, nothing)
    count, total = 0, np.zeros(parties)
    best, least = np.full(parties, -np.inf), np.full(parties, np.inf)
    for packages in slices(space):
        utilities = space.utilities_of(packages[space.in_zone(packages)])
        if len(utilities):
            count += len(utilities)
            total += utilities.sum(axis=0)
            best, least = np.maximum(best, utilities.max(axis=0)), np.minimum(least, utilities.min(axis=0))
    if not count:
        return ZoneSummary(0, nothing, nothing, nothing)
    return ZoneSummary(count, best, least, total / count)


def heels(
    space: Space, party: int, changed: Space, before: ZoneSummary | None = None, seconds: float = SECONDS
) -> Heels:
    """What becomes of the zone when the space changes as :func:`dug_in` or :func:`at_bottom_line` say.

    ``before`` is the summary of the space as it is, where it is known already; ``seconds`` as in
    :func:`zone_summary`.

    >>> from detente.engines.deals.space import Block, Rule
    >>> pie = Block((0,), np.arange(11)[:, None], np.array([np.arange(11.0), 10 - np.arange(11.0)]),
    ...             np.zeros((2, 11), dtype=bool))
    >>> space = Space(("a", "b"), ("pie",), (tuple(range(11)),), (pie,), np.array([4.0, 3.0]), Rule.unanimity(2))
    >>> found = heels(space, 0, dug_in(space, 0, [np.arange(11) >= 7]))
    >>> found.before.count, found.after.count, found.shift.tolist()
    (4, 1, [1.5, -1.5])
    """
    before = before or zone_summary(space, seconds)
    after = zone_summary(changed, seconds)
    if before.count is None or after.count is None:
        shift = after.best - before.best
    else:
        shift = after.mean - before.mean
    return Heels(party, before, after, shift)
