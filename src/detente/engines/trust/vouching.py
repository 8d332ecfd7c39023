"""Who could vouch for whom: trust that passes through third parties, each believing the next."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from detente.engines.trust.encounters import Pair
from detente.engines.trust.opinion import Opinions, discounted
from detente.results.trust import Voucher

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LEAST_BELIEF = 0.05
MOST_VOUCHERS = 300


def vouchers(
    parties: tuple[str, ...], known: tuple[Pair, ...], held: Opinions, leave_out: Collection[str]
) -> tuple[Voucher, ...]:
    """For each ordered pair the chain with the greatest product of beliefs, where that is more belief than the pair has of its own.

    ``held`` are the opinions of ``known`` pairs at the best values, shape (pairs, 1). Nobody in ``leave_out`` vouches, trusts
    or is trusted. Chains with a belief below 0.05 carry nothing and are left out. Those that add most belief come first.
    """
    place = {party: number for number, party in enumerate(parties)}
    belief = np.zeros((len(parties), len(parties)))
    row = {}
    for number, (one, other) in enumerate(known):
        if one not in leave_out and other not in leave_out:
            belief[place[one], place[other]] = held.belief[number, 0]
            row[place[one], place[other]] = number
    found = []
    for truster in range(len(parties)):
        through, following = best_chains(belief, truster)
        for trusted in np.flatnonzero(through >= LEAST_BELIEF).tolist():
            chain = _chain(belief, truster, trusted, following)
            steps = [_one(held, row[pair]) for pair in zip(chain[:-1], chain[1:], strict=True)]
            passed = steps[-1]
            for step in reversed(steps[:-1]):
                passed = discounted(step, passed)
            direct = float(belief[truster, trusted]) if (truster, trusted) in row else None
            if float(passed.belief) > (direct or 0.0) + 1e-9:
                found.append(
                    Voucher(
                        truster=parties[truster], trusted=parties[trusted], through=tuple(parties[it] for it in chain[1:-1]),
                        belief=float(passed.belief), trust=float(passed.expectation), direct=direct,
                    )
                )  # fmt: skip
    found.sort(key=lambda it: ((it.direct or 0.0) - it.belief, it.truster, it.trusted))
    return tuple(found[:MOST_VOUCHERS])


def _one(held: Opinions, number: int) -> Opinions:
    return Opinions(
        held.belief[number, 0], held.disbelief[number, 0], held.uncertainty[number, 0], held.base_rate[number, 0]
    )


def best_chains(belief: Array, truster: int) -> tuple[Array, Ints]:
    """The greatest product of beliefs from one party to each other through at least one third party.

    Gives the products, shape (parties,), and the table of next steps among the third parties (Floyd and Warshall's
    method with products in place of sums), which never come back to the truster.

    >>> best_chains(np.array([[0, 0.5, 0.1], [0, 0, 0.8], [0, 0, 0]]), 0)[0].tolist()
    [0.0, 0.0, 0.4]
    """
    own = belief.copy()
    own[truster, :] = own[:, truster] = 0
    following = np.where(own > 0, np.arange(len(own))[np.newaxis, :], -1)
    for middle in range(len(own)):
        longer = own[:, middle, np.newaxis] * own[np.newaxis, middle, :]
        better = longer > own + 1e-12
        own[better] = longer[better]
        following = np.where(better, following[:, middle, np.newaxis], following)
    np.fill_diagonal(own, 0)
    total = belief[truster][:, np.newaxis] * own
    products = total.max(axis=0)
    products[truster] = 0
    first = total.argmax(axis=0)
    following[truster] = first
    return products, following


def _chain(belief: Array, truster: int, trusted: int, following: Ints) -> list[int]:
    chain = [truster, int(following[truster, trusted])]
    while chain[-1] != trusted and len(chain) <= len(belief):
        chain.append(int(following[chain[-1], trusted]))
    return chain
