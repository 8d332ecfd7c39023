"""What closes an open zone: the least rise of reservations, and the fewest alternatives of one issue to refuse."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from detente.engines.deals.closing_together import MOST_ROWS, Together, least_total_rise
from detente.engines.deals.mixed_integer import best_for
from detente.engines.deals.opening import is_open
from detente.engines.deals.slices import MOST_LOOKED_AT, slices
from detente.engines.deals.space import Array, Bools, Space
from detente.errors import MethodError

SECONDS = 4.0  # of all searches together


@dataclass(frozen=True)
class Closers:
    """What closes an open zone.

    ``needed``, shape (parties,), are the parties without which no package passes, None where that is not certain.
    ``rises``, shape (parties,), is by how much the reservation of each has to rise at the least, infinite where no
    rise closes the zone, NaN where it was not found: the zone is still open at this rise and closed by any greater one.
    ``together`` is the least total rise, None where it was not found. ``used`` holds for each issue which alternatives
    packages that pass take, None where that was not found.
    """

    needed: Bools | None
    rises: Array
    together: Together | None
    used: tuple[Bools, ...] | None


def closers(space: Space, seconds: float = SECONDS) -> Closers | None:
    """What closes the zone; None where it is empty already.

    A party closes the zone alone where every package that passes needs it: its reservation has to rise above
    max u_i over the zone, a rise of max u_i - r_i. Where a package passes without it, no rise of its closes the zone.
    Up to :data:`~detente.engines.deals.slices.MOST_LOOKED_AT` packages by looking at all of them, the total rise also
    only for zones of up to :data:`~detente.engines.deals.closing_together.MOST_ROWS` packages; larger ones are
    searched, and what is not certain within ``seconds`` is left out.

    >>> from detente.engines.deals.space import Block, Rule
    >>> pie = Block((0,), np.arange(11)[:, None], np.array([np.arange(11.0), 10 - np.arange(11.0)]),
    ...             np.zeros((2, 11), dtype=bool))
    >>> space = Space(("a", "b"), ("pie",), (tuple(range(11)),), (pie,), np.array([4.0, 3.0]), Rule.unanimity(2))
    >>> found = closers(space)
    >>> found.rises.tolist(), np.flatnonzero(found.used[0]).tolist()
    ([3.0, 3.0], [4, 5, 6, 7])
    """
    end = time.monotonic() + seconds
    if space.size <= MOST_LOOKED_AT:
        return _by_looking(space, end)
    try:
        if not is_open(space, seconds / 2):
            return None
    except MethodError:
        return None
    return _by_searching(space, end)


@dataclass(frozen=True)
class RedLine:
    """Alternatives (places) of an issue whose refusal by a needed party closes the zone; as in the result."""

    party: int
    issue: int
    refused: tuple[int, ...]
    left: tuple[int, ...]
    loss: float


def red_lines(space: Space, found: Closers) -> tuple[RedLine, ...]:
    """The red lines on one issue with which one needed party closes the zone, the fewest alternatives first, then the least loss.

    On each issue the party has to refuse exactly the alternatives that packages of the zone take. It has to have
    one left there that it accepts, by its red lines as they are.
    """
    if found.used is None or found.needed is None:
        return ()
    lines = []
    for block in space.blocks:
        for column, issue in enumerate(block.issues):
            used = found.used[issue]
            takes_used = used[block.choices[:, column]]
            for party in np.flatnonzero(found.needed).tolist():
                rest = ~takes_used & ~block.refused[party]
                if not rest.any():
                    continue
                loss = float(block.values[party, takes_used].max() - block.values[party, rest].max())
                left = np.unique(block.choices[rest, column]).tolist()
                places = tuple(np.flatnonzero(used).tolist())
                lines.append(RedLine(party, issue, places, tuple(left), max(loss, 0.0)))
    return tuple(sorted(lines, key=lambda one: (len(one.refused), one.loss, one.issue, one.party)))


def refusing(space: Space, party: int) -> Space:
    """The space in which a party accepts nothing."""
    if not space.blocks:
        return space.with_reservations(np.where(np.arange(len(space.parties)) == party, np.inf, space.reservations))
    refused = space.blocks[0].refused.copy()
    refused[party] = True
    return replace(space, blocks=(replace(space.blocks[0], refused=refused), *space.blocks[1:]))


def _by_looking(space: Space, end: float) -> Closers | None:
    parties = len(space.parties)
    needed, tops = np.ones(parties, dtype=bool), np.full(parties, -np.inf)
    used = [np.zeros(len(marks), dtype=bool) for marks in space.alternatives]
    kept: list[Array] = []
    rows = 0
    for packages in slices(space):
        accepted = space.acceptable(packages)
        passes = space.rule.passes(accepted)
        if not passes.any():
            continue
        packages, accepted = packages[passes], accepted[passes]
        gains = space.utilities_of(packages) - space.reservations
        for party in np.flatnonzero(needed):
            without = accepted.copy()
            without[:, party] = False
            needed[party] = not space.rule.passes(without).any()
        tops = np.maximum(tops, gains.max(axis=0))
        for places, flags in zip(space.alternatives_of(packages).T, used, strict=True):
            flags[places] = True
        rows += len(packages)
        if rows <= MOST_ROWS:
            kept.append(np.where(accepted, np.maximum(gains, 0.0), -np.inf))
    if not rows:
        return None
    rises = np.where(needed, np.maximum(tops, 0.0), np.inf)
    together = None
    if rows <= MOST_ROWS:
        together = least_total_rise(space.rule, np.concatenate(kept), rises, max(end - time.monotonic(), 0.5))
    return Closers(needed, rises, together, tuple(used))


def _by_searching(space: Space, end: float) -> Closers:
    parties = len(space.parties)
    rises, needed = np.full(parties, np.nan), np.zeros(parties, dtype=bool)
    certain = True
    for party in range(parties):
        left = (end - time.monotonic()) / (parties - party)
        if left <= 0:
            certain = False
            break
        try:
            needed[party] = (
                space.rule.is_unanimity or bool(space.rule.veto[party]) or not is_open(refusing(space, party), left / 2)
            )
            if not needed[party]:
                rises[party] = np.inf
                continue
        except MethodError:
            certain = False
            continue
        try:
            best = best_for(space, party, left / 2)
        except MethodError:
            continue
        if best is not None:
            top = float(space.utilities_of(best[None])[0, party] - space.reservations[party])
            rises[party] = max(top, 0.0)
    return Closers(needed if certain else None, rises, None, None)
