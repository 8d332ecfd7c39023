"""Compiled walks for blockers: packages that would pass if one party accepted everything and do not as it is."""

from __future__ import annotations

import numpy as np

from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints
from detente.engines.deals.walks import Tree
from detente.engines.kernels import compiled


def _stand(it: Tree, depth: int, choice: int, utilities: Array, refusals: Ints, sure: Bools, may: Bools) -> None:
    """Step down to a choice: who surely accepts all packages below, and who may accept one."""
    for party in range(len(it.reservations)):
        so_far = utilities[depth, party] + it.values[choice, party]
        utilities[depth + 1, party] = so_far
        refusals[depth + 1, party] = refusals[depth, party] + it.refused[choice, party]
        needed = it.reservations[party] - TOLERANCE
        free = refusals[depth + 1, party] == 0
        may[party] = free and so_far + it.most[depth + 1, party] >= needed
        sure[party] = free and not it.open[depth + 1, party] and so_far + it.least[depth + 1, party] >= needed


stand = compiled(_stand)


def _wins(it: Tree, members: Bools, party: int) -> bool:
    """Whether the members and the party (-1: none) are enough."""
    count, weight = 0, 0.0
    for other in range(len(members)):
        if members[other] or other == party:
            count += 1
            weight += it.weights[other]
        elif it.veto[other]:
            return False
    return count >= it.at_least and weight >= it.quota - TOLERANCE


wins = compiled(_wins)


def _count_kills(it: Tree, budget: int) -> tuple[Array, bool]:
    """How many packages each party kills, shape (parties,); whether the count is whole."""
    blocks, parties = len(it.starts) - 1, len(it.reservations)
    utilities = np.zeros((blocks + 1, parties))
    refusals = np.zeros((blocks + 1, parties), dtype=np.int64)
    decided = np.zeros((blocks + 1, parties), dtype=np.bool_)
    sure, may = np.zeros(parties, dtype=np.bool_), np.zeros(parties, dtype=np.bool_)
    place = np.zeros(blocks, dtype=np.int64)
    kills = np.zeros(parties)
    depth, nodes = 0, 0
    while depth >= 0:
        choice = it.starts[depth] + place[depth]
        if choice == it.starts[depth + 1]:
            depth -= 1
            if depth >= 0:
                place[depth] += 1
            continue
        nodes += 1
        if nodes > budget:
            return kills, False
        stand(it, depth, choice, utilities, refusals, sure, may)
        surely_passes, may_pass = wins(it, sure, -1), wins(it, may, -1)
        going_on = False
        for party in range(parties):
            decided[depth + 1, party] = decided[depth, party]
            if decided[depth, party]:
                continue
            if surely_passes or not wins(it, may, party):
                decided[depth + 1, party] = True
            elif not may_pass and wins(it, sure, party):
                decided[depth + 1, party] = True
                kills[party] += it.below[depth + 1]
            else:
                going_on = True
        if going_on:
            depth += 1
            place[depth] = 0
        else:
            place[depth] += 1
    return kills, True


count_kills = compiled(_count_kills)


def _nearest_kill(it: Tree, party: int, paid: bool, budget: int) -> tuple[int, float, Ints, bool]:
    """The killed package with the fewest choices that the party refuses, then the least shortfall.

    ``paid``: only those without refused choices where the others who accept have enough to spare. The first
    number is -1 where there is none; the last answer whether the walk was whole.
    """
    blocks, parties = len(it.starts) - 1, len(it.reservations)
    utilities = np.zeros((blocks + 1, parties))
    refusals = np.zeros((blocks + 1, parties), dtype=np.int64)
    sure, may = np.zeros(parties, dtype=np.bool_), np.zeros(parties, dtype=np.bool_)
    place, found = np.zeros(blocks, dtype=np.int64), np.zeros(blocks, dtype=np.int64)
    fewest, best = -1, np.inf
    depth, nodes = 0, 0
    while depth >= 0:
        choice = it.starts[depth] + place[depth]
        if choice == it.starts[depth + 1]:
            depth -= 1
            if depth >= 0:
                place[depth] += 1
            continue
        nodes += 1
        if nodes > budget:
            return fewest, best, found, False
        stand(it, depth, choice, utilities, refusals, sure, may)
        refused = refusals[depth + 1, party]
        short = max(it.reservations[party] - utilities[depth + 1, party] - it.most[depth + 1, party], 0.0)
        if short <= TOLERANCE:
            short = 0.0
        spare = 0.0
        for other in range(parties):
            if other != party and may[other]:
                gain = utilities[depth + 1, other] + it.most[depth + 1, other] - it.reservations[other]
                spare += max(gain, 0.0)
        better = fewest < 0 or refused < fewest or (refused == fewest and short < best - TOLERANCE)
        possible = wins(it, may, party) and not wins(it, sure, -1)
        if paid and (refused > 0 or short > spare + TOLERANCE):
            possible = False
        if not (better and possible):
            place[depth] += 1
        elif depth + 1 == blocks:
            fewest, best = refused, short
            found[:] = place
            place[depth] += 1
        else:
            depth += 1
            place[depth] = 0
    return fewest, best, found, True


nearest_kill = compiled(_nearest_kill)
