"""Which of many points others dominate, by sets of bits, compiled.

For each criterion the dominators are sorted, and the sets of the best 1/128, 2/128, ... of them are kept as bits. What
could dominate a point lies in the intersection of one such set for each criterion, 64 dominators to a word; the few
that remain are compared one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.kernels import compiled

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]

LEVELS = 128
STEP = 8  # words that are intersected together
STEPS_OF_A_LEVEL = 50  # to find the set of a criterion, in words read
FIRST, LARGEST = 256, 16_384  # dominators in the first index, and at most in one


@dataclass(frozen=True)
class Index:
    """Dominators, shape (dominators, criteria), with what they ask for as bits, shape (dominators, words).

    ``sets``, shape (criteria, levels + 1, words), holds the best dominators by criterion; ``outside``, shape
    (criteria, levels + 1), the greatest value that is not in the set.
    """

    points: Floats
    asks: Bits
    sets: Bits
    outside: Floats

    @property
    def cost(self) -> int:
        """Steps to look up one point, at most: words of all sets, and what it takes to find them."""
        return int(self.sets.shape[0] * (self.sets.shape[2] + STEPS_OF_A_LEVEL))


def index_of(points: Floats, asks: Bits) -> Index:
    """The index of dominators."""
    count, criteria = points.shape
    words = -(-count // (64 * STEP)) * STEP
    sets = np.zeros((criteria, LEVELS + 1, words), dtype=np.uint64)
    outside = np.full((criteria, LEVELS + 1), -np.inf)
    order = np.argsort(-points, axis=0, kind="stable")
    _fill(points, order, sets, outside)
    return Index(points, asks, sets, outside)


def is_dominated(points: Floats, asks: Bits, rows: Ints, index: Index, slack: float, tolerance: float) -> Bools:
    """Which ``rows`` of the points a dominator in the index dominates, shape (rows,).

    It is nowhere lower by more than the slack, somewhere higher by more than the tolerance, and asks for nothing that
    the point does not ask for.
    """
    found = np.zeros(len(rows), dtype=bool)
    _look_up(points, asks, rows, index.points, index.asks, index.sets, index.outside, slack, tolerance, found)
    return found


def undominated(points: Floats, asks: Bits, slack: float, tolerance: float, work: float) -> tuple[Bools | None, float]:
    """Which points no other dominates (see :func:`is_dominated`), shape (points,), and the work that is left.

    A dominator has a higher sum, so the points are taken from the highest sum down: those left of one portion are
    efficient, and all that they dominate is dropped before the next. ``work`` bounds the steps; None where it does not suffice.
    """
    order = np.argsort(-points.sum(axis=1), kind="stable")
    points, asks = np.ascontiguousarray(points[order]), np.ascontiguousarray(asks[order])
    kept = np.zeros(len(points), dtype=bool)
    left, size = np.arange(len(points)), FIRST
    while len(left):
        portion, left = left[:size], left[size:]
        index = index_of(points[portion], asks[portion])
        portion = portion[~is_dominated(points, asks, portion, index, slack, tolerance)]
        kept[order[portion]] = True
        if len(left):
            index = index_of(points[portion], asks[portion])
            work -= float(len(left)) * index.cost
            if work < 0:
                return None, 0.0
            left = left[~is_dominated(points, asks, left, index, slack, tolerance)]
        size = min(2 * size, LARGEST)
    return kept, work


@compiled
def _fill(points: Floats, order: Ints, sets: Bits, outside: Floats) -> None:
    count, criteria = points.shape
    levels, words = sets.shape[1] - 1, sets.shape[2]
    for k in range(criteria):
        end = 0
        for level in range(levels + 1):
            if level > 0:
                for word in range(words):
                    sets[k, level, word] = sets[k, level - 1, word]
            target = (level * count + levels - 1) // levels
            while end < target:
                place = order[end, k]
                sets[k, level, place >> 6] |= np.uint64(1) << np.uint64(place & 63)
                end += 1
            if end < count:
                outside[k, level] = points[order[end, k], k]


@compiled
def _dominates(
    one: Floats, one_asks: Bits, other: Floats, other_asks: Bits, slack: float, tolerance: float
) -> bool:  # fmt: skip
    higher = False
    for k in range(len(one)):
        difference = one[k] - other[k]
        if difference < -slack:
            return False
        if difference > tolerance:
            higher = True
    more = np.uint64(0)
    for word in range(len(one_asks)):
        more |= one_asks[word] & ~other_asks[word]
    return higher and more == np.uint64(0)


@compiled
def _look_up(
    points: Floats, asks: Bits, rows: Ints, dominators: Floats, dominators_ask: Bits, sets: Bits, outside: Floats,
    slack: float, tolerance: float, found: Bools,
) -> None:  # fmt: skip
    criteria, words = sets.shape[0], sets.shape[2]
    top = sets.shape[1] - 1
    level = np.empty(criteria, np.int64)
    ranked = np.empty(criteria, np.int64)
    common = np.empty(STEP, np.uint64)
    zero, one = np.uint64(0), np.uint64(1)
    for number in range(len(rows)):
        row = rows[number]
        possible = True
        for k in range(criteria):
            needed = points[row, k] - slack
            low, high = 0, top  # the smallest set that has every dominator with at least the needed value
            while low < high:
                middle = (low + high) >> 1
                if outside[k, middle] < needed:
                    high = middle
                else:
                    low = middle + 1
            if low == 0:
                possible = False
                break
            level[k] = low
            place = k  # the smallest sets first
            while place > 0 and level[ranked[place - 1]] > low:
                ranked[place] = ranked[place - 1]
                place -= 1
            ranked[place] = k
        if not possible:
            continue
        for start in range(0, words, STEP):
            for word in range(STEP):
                common[word] = ~zero
            some = ~zero
            for rank in range(criteria):
                k = ranked[rank]
                some = zero
                for word in range(STEP):
                    common[word] &= sets[k, level[k], start + word]
                    some |= common[word]
                if some == zero:
                    break
            if some == zero:
                continue
            for word in range(STEP):
                bits = common[word]
                place = (start + word) << 6
                while bits != zero:
                    if bits & one and place < len(dominators) and _dominates(
                        dominators[place], dominators_ask[place], points[row], asks[row], slack, tolerance
                    ):  # fmt: skip
                        found[number] = True
                        break
                    bits >>= one
                    place += 1
                if found[number]:
                    break
            if found[number]:
                break
