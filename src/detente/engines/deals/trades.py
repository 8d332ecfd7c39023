"""Trades: exchanges that improve a package for two parties or groups, two packages compared, the nearest acceptable one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.deals.blockers import change
from detente.engines.deals.mixed_integer import SECONDS, least_costly
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Space

MOST_AT_ONCE = 2_000_000  # pairs of choices looked at together
MOST_TRADES = 20


@dataclass(frozen=True)
class Trade:
    """An exchange: the first side gives on one block and gets on another, the second side the other way round.

    ``package`` is the one that results; ``gives`` and ``gets`` are blocks, seen from the first side; ``gains``,
    shape (parties,), what each party gains or loses in all; ``parts``, shape (2, parties), what it gains or loses
    on ``gives`` and on ``gets``.
    """

    first: tuple[int, ...]
    second: tuple[int, ...]
    package: Ints
    gives: int
    gets: int
    gains: Array
    parts: Array

    @property
    def least_gain(self) -> float:
        """The gain of the trader that gains least."""
        return float(self.gains[list(self.first + self.second)].min())


def trades(
    space: Space,
    package: Ints,
    sides: Sequence[tuple[Sequence[int], Sequence[int]]] | None = None,
    *,
    protect: bool = True,
    limit: int = MOST_TRADES,
) -> tuple[Trade, ...]:
    """The exchanges that improve a package for both sides, those first in which the least gainer gains most.

    A trade changes two blocks: every member of one side gives on the one and gets more on the other, every member
    of the second side the other way round. No trader goes beyond a red line that the package keeps. ``protect``:
    nobody who accepts the package ceases to. ``sides`` are pairs of groups of parties, by default all pairs of
    parties. For each pair of sides and each pair of blocks only the best exchange is kept. Issues that are tied
    together in a block count as one.

    Logrolling: Raiffa 1982, The Art and Science of Negotiation.
    """
    pairs = sides
    if pairs is None:
        parties = range(len(space.parties))
        pairs = [((one,), (other,)) for one in parties for other in parties if one < other]
    found = [
        trade
        for first, second in pairs
        for one, other in ((tuple(first), tuple(second)), (tuple(second), tuple(first)))
        for trade in _between(space, package, one, other, protect=protect)
    ]
    found.sort(key=lambda trade: (-trade.least_gain, -float(trade.gains[list(trade.first + trade.second)].sum())))
    return tuple(found[:limit])


def _between(
    space: Space, package: Ints, first: tuple[int, ...], second: tuple[int, ...], *, protect: bool
) -> Iterator[Trade]:
    """For each pair of blocks the best trade in which ``first`` gives on the one and gets on the other.

    With the sides the other way round the same exchange is found a second time, told from the second side; it is
    left out by keeping ``gives < gets`` here.
    """
    changes = [block.values - block.values[:, [choice]] for block, choice in zip(space.blocks, package, strict=True)]
    accepted = space.acceptable(package[None])[0]
    spare = space.utilities_of(package[None])[0] - space.reservations
    traders = np.isin(np.arange(len(space.parties)), first + second)
    bound = accepted & ~traders if protect else np.zeros(len(space.parties), dtype=bool)
    for gives in range(len(space.blocks)):
        for gets in range(gives + 1, len(space.blocks)):
            given = _open_choices(space, gives, package, changes[gives], first, second, traders | bound)
            got = _open_choices(space, gets, package, changes[gets], second, first, traders | bound)
            best = _best_pair(changes[gives], changes[gets], given, got, traders, bound, spare)
            if best is not None:
                new = package.copy()
                new[[gives, gets]] = best
                parts = np.stack([changes[gives][:, best[0]], changes[gets][:, best[1]]])
                yield Trade(first, second, new, gives, gets, parts.sum(axis=0), parts)


def _open_choices(
    space: Space,
    number: int,
    package: Ints,
    changes: Array,
    losers: tuple[int, ...],
    winners: tuple[int, ...],
    bound: Bools,
) -> Ints:
    """Choices of a block on which one side gives, the other gets, and no bound party meets a new red line."""
    block = space.blocks[number]
    fresh = block.refused & ~block.refused[:, [int(package[number])]]
    lose = (changes[list(losers)] < -TOLERANCE).all(axis=0)
    win = (changes[list(winners)] > TOLERANCE).all(axis=0)
    return np.flatnonzero(lose & win & ~fresh[bound].any(axis=0))


def _best_pair(
    one: Array, other: Array, given: Ints, got: Ints, traders: Bools, bound: Bools, spare: Array
) -> tuple[int, int] | None:
    """The pair of choices with the greatest least gain of the traders, then the greatest sum of their gains."""
    best, most = None, (TOLERANCE, 0.0)
    if not len(given) or not len(got):
        return None
    step = max(MOST_AT_ONCE // (len(got) * len(traders)), 1)
    for start in range(0, len(given), step):
        some = given[start : start + step]
        gains = one[:, some, None] + other[:, None, got]
        least = gains[traders].min(axis=0)
        allowed = (gains[bound] >= -spare[bound, None, None] - TOLERANCE).all(axis=0)
        least[~allowed] = -np.inf
        top = float(least.max())
        if top < most[0] - TOLERANCE or top <= TOLERANCE:
            continue
        sums = np.where(least >= top - TOLERANCE, gains[traders].sum(axis=0), -np.inf)
        place = np.unravel_index(int(np.argmax(sums)), sums.shape)
        if (top > most[0] + TOLERANCE) or float(sums[place]) > most[1] + TOLERANCE:
            best, most = (int(some[place[0]]), int(got[place[1]])), (top, float(sums[place]))
    return best


@dataclass(frozen=True)
class Comparison:
    """What changes from one package to another: ``gains``, shape (parties,), and ``parts``, shape (blocks, parties)."""

    before: Ints
    after: Ints
    gains: Array
    parts: Array


def compare(space: Space, before: Ints, after: Ints) -> Comparison:
    """Who gains and loses how much on which block when one package takes the place of another; positive is a gain."""
    parts = np.array(
        [
            block.values[:, new] - block.values[:, old]
            for block, old, new in zip(space.blocks, before, after, strict=True)
        ]
    ).reshape(len(space.blocks), len(space.parties))
    return Comparison(before, after, parts.sum(axis=0), parts)


def nearest_acceptable(space: Space, package: Ints, seconds: float = SECONDS) -> Ints | None:
    """The package that passes and differs from this one in the fewest issues, then by the smallest change.

    Changes are shares of the issues' ranges, summed, told apart from a millionth on. By looking at all
    packages or by mixed-integer programming, shape (blocks,); None where no package passes. Raises :class:`MethodError` where ``seconds`` are
    not enough.

    >>> from detente.engines.deals.space import Block, Rule
    >>> pie = Block((0,), np.arange(11)[:, None], np.array([np.arange(11.0), 10 - np.arange(11.0)]),
    ...             np.zeros((2, 11), dtype=bool))
    >>> space = Space(("a", "b"), ("pie",), (tuple(range(11)),), (pie,), np.array([6.0, 3.0]), Rule.unanimity(2))
    >>> nearest_acceptable(space, np.array([2])).tolist()
    [6]
    """
    if not space.size:
        return None
    if space.in_zone(package[None])[0]:
        return package.copy()
    an_issue = len(space.issues) + 1.0  # outweighs every smaller change
    costs = [
        (block.choices != block.choices[choice]).sum(axis=1) * an_issue + change(space, number, int(choice))
        for number, (block, choice) in enumerate(zip(space.blocks, package, strict=True))
    ]
    return least_costly(space, costs, seconds)
