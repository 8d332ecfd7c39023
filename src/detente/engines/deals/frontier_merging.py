"""Partial packages: merged with one block after the other, those of equal worth as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.engines.deals.frontier_loops import undominated
from detente.engines.deals.space import TOLERANCE, Array, Block, Bools, Ints, Space

MOST_NUMBERS = 16_000_000  # utilities of partial packages at a time: 128 MB, and some copies
MOST_WORK = 6e9  # steps to compare partial packages, some seconds
STEPS_TO_MAKE = 50.0  # steps that take as long as making one utility of a partial package
WAYS = 8_192  # ways to choose that are followed at a time
AT_ONCE = 65_536  # partial packages that are made at a time
NOISE = 1e-12  # in points of utility; as far may sums of the same numbers in another order lie apart

Bits = npt.NDArray[np.uint64]
Counts = npt.NDArray[Any]  # whole numbers, of any length where 64 bits do not suffice


@dataclass(frozen=True)
class Partial:
    """Partial packages up to a block, as points: those of equal worth and equal refusals are one.

    ``utilities`` has shape (points, parties); ``refused``, shape (points, parties that can pass it over), who refuses
    a choice so far; ``counts``, shape (points,), how many partial packages a point stands for, as whole numbers of
    any length. They end in a choice from ``choices`` after a point of the step before in ``parents``: those of
    point i stand at ``starts[i]`` to ``starts[i + 1]``.
    """

    utilities: Array
    refused: Bools
    counts: Counts
    starts: Ints
    parents: Ints
    choices: Ints

    def ways(self, points: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """The ways to points, some at a time: the place of the point in ``points``, the parent and the choice."""
        lengths = self.starts[points + 1] - self.starts[points]
        ends = np.cumsum(lengths)
        for first in range(0, int(ends[-1]) if len(ends) else 0, WAYS):
            places = np.arange(first, min(first + WAYS, int(ends[-1])))
            source = np.searchsorted(ends, places, side="right")
            ways = self.starts[points[source]] + places - (ends[source] - lengths[source])
            yield source, self.parents[ways], self.choices[ways]


class Merging:
    """The merging of a space's blocks.

    In the zone, partial packages that cannot pass are dropped; so are those that cannot bring everybody ``floor``.
    ``work`` bounds the steps of comparing them.
    """

    def __init__(self, space: Space, *, zone: bool, floor: Array, work: float = MOST_WORK) -> None:
        self.space, self.zone, self.floor, self.work = space, zone, floor, work
        rule, none = space.rule, np.zeros(len(space.parties), dtype=bool)
        needed = (rule.veto | rule.is_unanimity) if zone else none
        refusing = np.any([block.refused.any(axis=1) for block in space.blocks], axis=0) if space.blocks else none
        self.flagged = np.flatnonzero(refusing & ~needed) if zone else np.flatnonzero(none)
        self.kept = [self._choices(block, needed) for block in space.blocks]
        self.order = sorted(range(len(space.blocks)), key=lambda number: (len(self.kept[number]), number))
        self.ahead = np.zeros((len(self.order) + 1, len(space.parties)))
        for place in range(len(self.order) - 1, -1, -1):
            number = self.order[place]
            best = space.blocks[number].values[:, self.kept[number]].max(axis=1, initial=-np.inf)
            self.ahead[place] = self.ahead[place + 1] + best

    def start(self) -> Partial:
        """The one partial package without a choice."""
        utilities, refused = np.zeros((1, len(self.space.parties))), np.zeros((1, len(self.flagged)), dtype=bool)
        possible = self._possible(utilities, refused, 0)
        counts, none = one_of(self.space.size), np.zeros(0, dtype=np.int64)
        return Partial(utilities[possible], refused[possible], counts[possible], np.zeros(2, np.int64), none, none)

    def step(self, before: Partial, place: int) -> Partial | None:
        """The partial packages after the block in this place; None where they are too many to compare."""
        number = self.order[place]
        block, last = self.space.blocks[number], place + 1 == len(self.order)
        self.work -= STEPS_TO_MAKE * float(before.utilities.size) * len(self.kept[number])
        if self.work < 0:
            self.work = 0.0
            return None
        utilities, refused, parents, choices = [], [], [], []
        rows, size = 0, len(before.utilities)
        at_once = max(1, AT_ONCE // max(size, 1))
        for first in range(0, len(self.kept[number]), at_once):
            picked = self.kept[number][first : first + at_once]
            after = before.utilities + block.values[:, picked].T[:, np.newaxis]
            after = after.reshape(len(picked) * size, len(self.space.parties))
            refusals = before.refused | block.refused[np.ix_(self.flagged, picked)].T[:, np.newaxis]
            refusals = refusals.reshape(len(after), len(self.flagged))
            possible = np.flatnonzero(self._possible(after, refusals, place + 1))
            rows += len(possible)
            if rows * len(self.space.parties) > MOST_NUMBERS:
                return None
            utilities.append(after[possible])
            refused.append(refusals[possible])
            parents.append(possible % size)
            choices.append(picked[possible // size])
        if not rows:
            return self._nothing()
        worth, refusals = np.concatenate(utilities), np.concatenate(refused)
        del utilities, refused
        if last:  # all of these pass, so that it no longer matters who refuses them
            refusals = np.zeros((rows, 0), dtype=bool)
        return self._kept(before, worth, refusals, np.concatenate(parents), np.concatenate(choices))

    def _kept(self, before: Partial, worth: Array, refused: Bools, parents: Ints, choices: Ints) -> Partial | None:
        order, firsts = alike(worth, refused)
        points = order[firsts]
        open_ = np.flatnonzero(np.ptp(worth, axis=0) > NOISE)  # where all are alike there is nothing to compare
        kept, self.work = undominated(worth[points][:, open_], _asks(refused[points]), NOISE, TOLERANCE, self.work)
        if kept is None:
            return None
        lengths = np.diff(np.append(firsts, len(order)))
        ways = order[np.repeat(kept, lengths)]
        starts = np.concatenate([[0], np.cumsum(lengths[kept])])
        counts = np.add.reduceat(before.counts[parents[ways]], starts[:-1])
        points = points[kept]
        return Partial(worth[points], refused[points], counts, starts, parents[ways], choices[ways])

    def _choices(self, block: Block, needed: Bools) -> Ints:
        """The choices that nobody refuses whose consent it takes, and that no other such choice dominates."""
        kept = np.flatnonzero(~block.refused[needed].any(axis=0))
        asks = _asks(block.refused[np.ix_(self.flagged, kept)].T)
        best, _ = undominated(block.values[:, kept].T, asks, NOISE, TOLERANCE, MOST_WORK / 8)
        return kept if best is None else kept[best]

    def _possible(self, utilities: Array, refused: Bools, place: int) -> Bools:
        """Which partial packages pass if the other blocks bring the best for everybody."""
        enough = np.asarray((utilities + self.ahead[place] >= self.floor - NOISE).all(axis=1))
        if not self.zone:
            return enough
        slack = TOLERANCE if place == len(self.order) else TOLERANCE + NOISE
        accepted = utilities >= self.space.reservations - self.ahead[place] - slack
        accepted[:, self.flagged] &= ~refused
        return enough & self.space.rule.passes(accepted)

    def _nothing(self) -> Partial:
        none = np.zeros(0, dtype=np.int64)
        utilities, refused = np.zeros((0, len(self.space.parties))), np.zeros((0, len(self.flagged)), dtype=bool)
        return Partial(utilities, refused, one_of(self.space.size)[:0], np.zeros(1, np.int64), none, none)


def one_of(most: int) -> Counts:
    """The number one, shape (1,), of a kind that can grow up to ``most``."""
    return np.ones(1, dtype=np.int64 if most < 2**62 else object)


def alike(worth: Array, refused: Bools) -> tuple[Ints, Ints]:
    """Rows in an order that puts equal ones side by side, and where each group of them starts.

    Equal to the noise, and found by a number made of each row: seldom, equal rows come out as two groups.
    """
    drawn = np.random.default_rng(0).integers(1, 2**63, worth.shape[1] + refused.shape[1], dtype=np.uint64) * 2 + 1
    key = np.zeros(len(worth), dtype=np.uint64)
    with np.errstate(invalid="ignore"):  # what is refused may be worth minus infinity
        for column, factor in zip(worth.T, drawn, strict=False):
            key += np.rint(column / NOISE).astype(np.int64).view(np.uint64) * factor
        for column, factor in zip(refused.T, drawn[worth.shape[1] :], strict=True):
            key += column * factor
        order = np.argsort(key, kind="stable")
        first = np.ones(len(worth), dtype=bool)
        first[1:] = np.diff(key[order]) != 0
        same = np.flatnonzero(~first)
        one, other = order[same - 1], order[same]
        differ = (np.abs(worth[one] - worth[other]) > NOISE).any(axis=1)
    first[same] = differ | (refused[one] != refused[other]).any(axis=1)
    return order, np.flatnonzero(first)


def _asks(refused: Bools) -> Bits:
    """Refusals as bits, shape (rows, words): what a partial package asks its parties to overlook."""
    words = -(-refused.shape[1] // 64)
    padded = np.zeros((len(refused), 64 * words), dtype=bool)
    padded[:, : refused.shape[1]] = refused
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64).reshape(len(refused), words)
