"""Voting power under a pass rule, the smallest coalitions that can pass a package and the smallest that can block it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import comb, lcm

import numpy as np

from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Rule
from detente.errors import MethodError

MOST_PARTIES = 25  # without a common unit of the weights all coalitions are looked at
MOST_STEPS = 1_000_000_000
FINEST = 10_000  # the finest unit of weights that is looked for


@dataclass(frozen=True)
class Powers:
    """Voting power of each party, shape (parties,).

    ``banzhaf_absolute`` is the share of the coalitions of the others that win with the party and lose without it;
    ``banzhaf`` the same scaled to sum 1; ``shapley_shubik`` the share of the orders of joining in which the party
    turns a losing coalition into a winning one. All are 0 where the rule can never be met or nobody is needed.
    """

    banzhaf_absolute: Array
    banzhaf: Array
    shapley_shubik: Array


def power(rule: Rule) -> Powers:
    """Banzhaf and Shapley-Shubik power of all parties, exact.

    Coalitions are counted by size and weight where the weights have a common unit, else looked at one by one, up
    to :data:`MOST_PARTIES` parties. Banzhaf 1965 (Rutgers Law Review 19); Shapley & Shubik 1954,
    doi:10.2307/1951053; counting by generating functions: Mann & Shapley 1962 (RAND RM-3158).

    Raises :class:`MethodError` for more parties than can be counted.

    >>> council = Rule(np.arange(15) < 5, 9, np.ones(15), 0.0)  # UN Security Council: 5 vetoes, 9 of 15
    >>> [round(float(power(council).shapley_shubik[party]), 5) for party in (0, 14)]
    [0.19627, 0.00186]
    """
    parties = len(rule.veto)
    units = _units(rule)
    if units is None and parties > MOST_PARTIES:
        raise MethodError(
            f"the voting power of {parties} parties with these weights is too long to count",
            advice=f"use whole numbers as weights, or at most {MOST_PARTIES} parties",
        )
    swings = _looked_at(rule) if units is None else _counted(rule, *units)
    return _powers(swings)


def _powers(swings: Array) -> Powers:
    """``swings[i, s]``: coalitions of ``s`` others that party ``i`` turns from losing to winning."""
    parties = len(swings)
    orders = np.array([1 / (parties * comb(parties - 1, size)) for size in range(parties)])
    absolute = swings.sum(axis=1) * 0.5 ** (parties - 1)
    total = absolute.sum()
    return Powers(absolute, absolute / total if total > 0 else absolute, swings @ orders)


def _units(rule: Rule) -> tuple[Ints, int] | None:
    """Weights as whole numbers of a common unit, and the least whole quota; None where there is no short count."""
    parties = len(rule.veto)
    if rule.quota <= TOLERANCE:
        return np.zeros(parties, dtype=np.int64), 0
    parts = [Fraction(float(weight)).limit_denominator(FINEST) for weight in rule.weights]
    if max(abs(float(part) - weight) for part, weight in zip(parts, rule.weights, strict=True)) > 1e-12:
        return None
    unit = lcm(*(part.denominator for part in parts))
    if unit > FINEST:
        return None
    whole = np.array([int(part * unit) for part in parts], dtype=np.int64)
    quota = int(np.ceil((rule.quota - TOLERANCE) * unit - 1e-9 * unit))
    kinds = len(set(zip(whole.tolist(), rule.veto.tolist(), strict=True)))
    if kinds * parties * parties * (int(whole.sum()) + 1) > MOST_STEPS:
        return None
    return whole, max(quota, 0)


def _counted(rule: Rule, weights: Ints, quota: int) -> Array:
    """Swings by counting the coalitions of the others by size and weight (weights above the quota are one)."""
    parties = len(weights)
    swings = np.zeros((parties, parties))
    known: dict[tuple[int, bool], Array] = {}
    for party in range(parties):
        kind = int(weights[party]), bool(rule.veto[party])
        if kind not in known:
            known[kind] = _swings_of(rule, weights, quota, party)
        swings[party] = known[kind]
    return swings


def _swings_of(rule: Rule, weights: Ints, quota: int, party: int) -> Array:
    parties = len(weights)
    counts = np.zeros((parties, quota + 1))
    counts[0, 0] = 1.0
    for other in range(parties):
        if other == party:
            continue
        weight = min(int(weights[other]), quota)
        joined = np.zeros_like(counts)
        joined[1:, weight:] = counts[:-1, : quota + 1 - weight]
        joined[1:, quota] += counts[:-1, quota + 1 - weight :].sum(axis=1)
        counts = joined if rule.veto[other] else counts + joined
    sizes, sums = np.arange(parties)[:, None], np.arange(quota + 1)[None, :]
    wins = (sizes + 1 >= rule.at_least) & (sums + weights[party] >= quota)
    loses = rule.veto[party] | (sizes < rule.at_least) | (sums < quota)
    return np.asarray((counts * (wins & loses)).sum(axis=1))


def _looked_at(rule: Rule) -> Array:
    """Swings by looking at each of the 2^n coalitions."""
    parties = len(rule.veto)
    sums, sizes = np.zeros(1), np.zeros(1, dtype=np.int8)
    wins = np.ones(1, dtype=bool)
    for weight, veto in zip(rule.weights, rule.veto, strict=True):
        sums = np.concatenate([sums, sums + weight])
        sizes = np.concatenate([sizes, sizes + np.int8(1)])
        wins = np.concatenate([wins & ~veto, wins])
    wins &= (sizes >= rule.at_least) & (sums >= rule.quota - TOLERANCE)
    swings = np.zeros((parties, parties))
    for party in range(parties):
        pairs = wins.reshape(-1, 2, 1 << party)
        turned = sizes.reshape(-1, 2, 1 << party)[:, 0][pairs[:, 1] & ~pairs[:, 0]]
        swings[party] = np.bincount(turned, minlength=parties)[:parties]
    return swings


def winning_coalitions(rule: Rule, limit: int = 1000) -> tuple[tuple[int, ...], ...]:
    """The minimal winning coalitions: who can pass a package, and not without any one of them.

    At most ``limit``; empty where the rule can never be met. Members are places of parties, in order.

    >>> winning_coalitions(Rule(np.array([True, False, False]), 2, np.ones(3), 0.0))
    ((0, 1), (0, 2))
    """
    vetoes = tuple(int(party) for party in np.flatnonzero(rule.veto))
    found = _smallest(
        [int(party) for party in np.flatnonzero(~rule.veto)],
        rule.weights,
        rule.at_least - len(vetoes),
        rule.quota - TOLERANCE - float(rule.weights[rule.veto].sum()),
        both=True,
    )
    return tuple(sorted((tuple(sorted(vetoes + one)) for one in islice(found, limit)), key=lambda one: (len(one), one)))


def blocking_sets(rule: Rule, limit: int = 1000) -> tuple[tuple[int, ...], ...]:
    """The minimal blocking sets: who can stop every package together, and not without any one of them.

    At most ``limit``; the empty set alone where the rule can never be met, none where nobody is needed.

    >>> blocking_sets(Rule(np.array([True, False, False]), 2, np.ones(3), 0.0))
    ((0,), (1, 2))
    """
    everybody: Bools = np.ones(len(rule.veto), dtype=bool)
    if not rule.passes(everybody):
        return ((),)
    slack = float(rule.weights.sum()) - rule.quota + TOLERANCE
    found = _smallest(
        [int(party) for party in np.flatnonzero(~rule.veto)],
        rule.weights,
        len(rule.veto) - rule.at_least + 1,
        np.nextafter(slack, np.inf),
        both=False,
    )
    singles = [(int(party),) for party in np.flatnonzero(rule.veto)]
    sets = singles + [tuple(sorted(one)) for one in islice(found, limit)]
    return tuple(sorted(sets, key=lambda one: (len(one), one))[:limit])


def _smallest(
    parties: list[int], weights: Array, count: int, weight: float, *, both: bool
) -> Iterator[tuple[int, ...]]:
    """Minimal sets that reach the count and the weight (both, or either).

    Parties join from heavy to light, so a set that becomes enough with its last member is minimal: any other
    member weighs at least as much.
    """
    order = sorted(parties, key=lambda party: (-weights[party], party))
    rest = np.concatenate([np.cumsum(weights[order][::-1])[::-1], [0.0]]) if order else np.zeros(1)

    def enough(size: int, total: float) -> bool:
        return (size >= count and total >= weight) if both else (size >= count or total >= weight)

    def grow(chosen: tuple[int, ...], total: float, start: int) -> Iterator[tuple[int, ...]]:
        if enough(len(chosen), total):
            yield chosen
            return
        for place in range(start, len(order)):
            if not enough(len(chosen) + len(order) - place, total + rest[place] + TOLERANCE / 2):
                return
            yield from grow((*chosen, order[place]), total + weights[order[place]], place + 1)

    yield from grow((), 0.0, 0)
