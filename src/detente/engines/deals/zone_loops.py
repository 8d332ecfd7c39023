"""How many tails complete each head to a package that passes, compiled.

A package is a head, the choices in some blocks, and a tail, those in the others. ``heads``, shape (heads, parties), and
``tails``, shape (tails, parties), hold what they bring; party k accepts where the sum reaches ``needed[k]``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.kernels import compiled

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]

LEVELS = 512  # sets of tails that are kept for each party


def pairs_of_two(heads: Floats, tails: Floats, needed: Floats) -> Ints:
    """For each head, how many tails two parties both accept: heads by the first party, a tree of sums by the second."""
    by_first = np.argsort(heads[:, 0], kind="stable")
    tails = tails[np.argsort(-tails[:, 0], kind="stable")]
    second = np.sort(tails[:, 1])
    ranks = np.empty(len(tails), dtype=np.int64)
    ranks[np.argsort(-tails[:, 1], kind="stable")] = np.arange(len(tails))
    good = len(tails) - np.searchsorted(second, needed[1] - heads[:, 1], side="left")
    found = np.zeros(len(heads), dtype=np.int64)
    _sum_along(heads, by_first, tails, ranks, good, needed[0], found)
    return found


def tails_that_pass(
    heads: Floats, tails: Floats, needed: Floats, veto: Bools, at_least: int, weights: Floats, quota: float
) -> Ints:
    """For each head, how many tails pass the rule: sets of tails as bits, one for each party.

    All parties with a veto have to accept, at least so many in all, and their weights have to reach the quota.
    """
    count, parties = tails.shape
    if count == 0:  # the compiled loops do not look at bounds
        return np.zeros(len(heads), dtype=np.int64)
    step = max(64, -(-count // LEVELS))
    order = np.ascontiguousarray(np.argsort(-tails, axis=0, kind="stable").T)
    ranked = np.ascontiguousarray(np.take_along_axis(tails.T, order, axis=1))
    sets = np.zeros((parties, count // step + 1, -(-count // 64)), dtype=np.uint64)
    _nested(order, step, sets)
    found = np.zeros(len(heads), dtype=np.int64)
    _count(
        np.ascontiguousarray(heads), needed, order, ranked, step, sets, veto, at_least, weights, quota,
        bool(veto.all()), quota > 0, found,
    )  # fmt: skip
    return found


@compiled
def _sum_along(
    heads: Floats, by_first: Ints, tails: Floats, ranks: Ints, good: Ints, needed: float, found: Ints
) -> None:
    count = len(tails)
    tree = np.zeros(count + 1, np.int32)
    taken = 0
    for head in by_first:
        while taken < count and heads[head, 0] + tails[taken, 0] >= needed:
            place = ranks[taken] + 1
            while place <= count:
                tree[place] += 1
                place += place & -place
            taken += 1
        place, total = good[head], 0
        while place > 0:
            total += tree[place]
            place -= place & -place
        found[head] = total


@compiled
def _nested(order: Ints, step: int, sets: Bits) -> None:
    for k in range(len(order)):
        for level in range(1, sets.shape[1]):
            for word in range(sets.shape[2]):
                sets[k, level, word] = sets[k, level - 1, word]
            for rank in range((level - 1) * step, level * step):
                place = order[k, rank]
                sets[k, level, place >> 6] |= np.uint64(1) << np.uint64(place & 63)


@compiled
def _accepting(k: int, least: float, order: Ints, ranked: Floats, step: int, sets: Bits, accepting: Bits) -> int:
    """Write the set of tails that bring party k at least so much, and return how many they are."""
    low, high = 0, ranked.shape[1]
    while low < high:
        middle = (low + high) >> 1
        if ranked[k, middle] >= least:
            low = middle + 1
        else:
            high = middle
    level = low // step
    for word in range(sets.shape[2]):
        accepting[word] = sets[k, level, word]
    for rank in range(level * step, low):
        place = order[k, rank]
        accepting[place >> 6] |= np.uint64(1) << np.uint64(place & 63)
    return low


@compiled
def _ones(word: np.uint64) -> int:
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def _enough(accepting: Bits, word: int, at_least: int, planes: Bits) -> np.uint64:
    """The tails of a word that at least so many parties accept: their numbers are added in binary, 64 at a time."""
    zero = np.uint64(0)
    planes[:] = zero
    for k in range(len(accepting)):
        carry = accepting[k, word]
        for digit in range(len(planes)):
            both = planes[digit] & carry
            planes[digit] ^= carry
            carry = both
            if carry == zero:
                break
    more, equal = zero, ~zero
    for digit in range(len(planes) - 1, -1, -1):
        if (at_least >> digit) & 1:
            equal &= planes[digit]
        else:
            more |= equal & planes[digit]
            equal &= ~planes[digit]
    return more | equal


@compiled
def _count(
    heads: Floats, needed: Floats, order: Ints, ranked: Floats, step: int, sets: Bits, veto: Bools, at_least: int,
    weights: Floats, quota: float, everybody: bool, weighted: bool, found: Ints,
) -> None:  # fmt: skip
    parties, words = len(needed), sets.shape[2]
    accepting = np.zeros((parties, words), np.uint64)
    common = np.empty(words, np.uint64)
    digits = 1
    while (max(parties, at_least) >> digits) > 0:
        digits += 1
    planes = np.zeros(digits, np.uint64)  # binary digits of a number of parties
    tails = ranked.shape[1]
    last = ~np.uint64(0)
    if tails & 63:
        last = (np.uint64(1) << np.uint64(tails & 63)) - np.uint64(1)
    for head in range(len(heads)):
        common[:] = ~np.uint64(0)
        common[words - 1] = last
        possible = True
        for k in range(parties):
            got = _accepting(k, needed[k] - heads[head, k], order, ranked, step, sets, accepting[k])
            if veto[k]:
                if got == 0:
                    possible = False
                    break
                for word in range(words):
                    common[word] &= accepting[k, word]
        if not possible:
            continue
        total = 0
        for word in range(words):
            passing = common[word]
            if not everybody and passing != np.uint64(0):
                passing &= _enough(accepting, word, at_least, planes)
                if weighted and passing != np.uint64(0):
                    for bit in range(64):
                        if (passing >> np.uint64(bit)) & np.uint64(1):
                            weight = 0.0
                            for k in range(parties):
                                if (accepting[k, word] >> np.uint64(bit)) & np.uint64(1):
                                    weight += weights[k]
                            if weight < quota:
                                passing &= ~(np.uint64(1) << np.uint64(bit))
            total += _ones(passing)
        found[head] = total
