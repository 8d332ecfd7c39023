"""Folding blocks into one another: fewer, longer lists of choices, without those that cannot be in a solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from detente.engines.deals.solutions.walk import undominated
from detente.engines.deals.space import Array, Ints

NOISE = 1e-11  # of sums of floating-point numbers, in points
MARGIN = 1e-3  # by so many points in all a dominated choice has to be worse before it is dropped
LONGEST_FOLD = {1: 32_768, 2: 32_768, 3: 32_768, 4: 8_192}
LONGEST_FOLD_OF_MANY = 2_048  # from five parties on few choices dominate others
MOST_COMPARED = 16_384  # a longer block is left as it is


@dataclass(frozen=True)
class Fold:
    """Blocks folded into one list of choices.

    ``values`` has shape (choices, columns). Choice c stands for all pairs ``pairs[offsets[c]:offsets[c + 1]]`` of a
    choice of ``left`` and one of ``right``, which are worth the same; in a fold of one block, for its choices
    ``pairs[..., 0]``. ``blocks`` names the blocks in the order of :meth:`members`.
    """

    blocks: tuple[int, ...]
    values: Array
    pairs: Ints
    offsets: Ints
    left: Self | None = None
    right: Self | None = None

    @property
    def size(self) -> int:
        """How many choices there are."""
        return len(self.values)

    def members(self, choice: int, most: int) -> Ints:
        """Choices of the blocks, shape (packages, blocks), that a choice stands for; at most so many."""
        pairs = self.pairs[self.offsets[choice] : self.offsets[choice + 1]][:most]
        if self.left is None or self.right is None:
            return pairs[:, :1]
        found: list[Ints] = []
        count = 0
        for first, second in pairs:
            made = paired(self.left.members(first, most), self.right.members(second, most), most - count)
            found.append(made)
            count += len(made)
            if count >= most:
                break
        return np.concatenate(found)


def paired(ones: Ints, others: Ints, most: int) -> Ints:
    """Each row of one list with each of another, at most so many."""
    index = np.arange(min(len(ones) * len(others), most))
    return np.concatenate([ones[index // len(others)], others[index % len(others)]], axis=1)


def leaf(block: int, values: Array, choices: Ints, counted: Array) -> Fold:
    """A block as a fold: ``values``, shape (choices, columns), of its ``choices``."""
    return _pruned((block,), values, np.stack([choices, choices], axis=1), counted, None, None)


def folded(leaves: list[Fold], floors: Array, counted: Array, parties: int) -> tuple[Fold, ...]:
    """Fold the shortest two lists together as long as the product stays short.

    ``floors``, shape (columns,), is what all levels together have to reach; ``counted``, shape (columns,), is 1 for
    columns whose gains count in the solution, so that a choice may be dropped for being worse there.
    """
    longest = LONGEST_FOLD.get(parties, LONGEST_FOLD_OF_MANY)
    folds = [_reachable(one, leaves, floors) for one in leaves]
    while len(folds) > 1:
        folds.sort(key=lambda fold: (fold.size, fold.blocks))
        left, right, *rest = folds
        if left.size * right.size > longest or not left.size:
            break
        values = (left.values[:, np.newaxis] + right.values).reshape(-1, left.values.shape[1])
        pairs = np.indices((left.size, right.size)).reshape(2, -1).T
        enough = _enough(values, rest, floors)
        both = _pruned(left.blocks + right.blocks, values[enough], pairs[enough], counted, left, right)
        folds = [*rest, both]
    return tuple(folds)


def _enough(values: Array, others: list[Fold], floors: Array) -> Ints:
    """Which rows reach the floors with the best of all other lists."""
    best = sum((other.values.max(axis=0) for other in others if other.size), np.zeros(len(floors)))
    return np.flatnonzero((values + best >= floors - NOISE).all(axis=1))


def _reachable(one: Fold, leaves: list[Fold], floors: Array) -> Fold:
    enough = _enough(one.values, [other for other in leaves if other is not one], floors)
    if len(enough) == one.size:
        return one
    lengths = np.diff(one.offsets)[enough]
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    at = np.repeat(one.offsets[enough] - offsets[:-1], lengths) + np.arange(offsets[-1])
    pairs = one.pairs[at]
    return Fold(one.blocks, one.values[enough], pairs, offsets)


def _pruned(
    blocks: tuple[int, ...], values: Array, pairs: Ints, counted: Array, left: Fold | None, right: Fold | None
) -> Fold:
    """Rows that are equal put together, and without those that another dominates."""
    if left is None and len(values) > MOST_COMPARED:
        return Fold(blocks, values, pairs, np.arange(len(values) + 1), left, right)
    sums = values @ counted
    order = np.argsort(-sums, kind="stable")
    values, pairs = np.ascontiguousarray(values[order]), pairs[order]
    kept, label = undominated(values, sums[order], NOISE, MARGIN)
    rows = np.flatnonzero(label >= 0)
    rows = rows[np.argsort(label[rows], kind="stable")]
    offsets = np.searchsorted(label[rows], np.arange(len(kept) + 1))
    return Fold(blocks, values[kept], pairs[rows], offsets, left, right)
