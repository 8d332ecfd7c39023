"""Compiled loops over the packages of one draw: the zone, and whether a package is dominated."""

from __future__ import annotations

import numpy as np

from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints
from detente.engines.deals.walks import Tree
from detente.engines.kernels import compiled


def _zone_of_draw(
    values: Array, refused: Bools, starts: Ints, reservations: Array, veto: Bools, at_least: int, weights: Array,
    quota: float, counts: Ints, best: Array,
) -> int:  # fmt: skip
    """Go through all packages in their order: how many pass; adds 1 to ``counts`` where one does.

    ``values`` and ``refused`` have shape (choices of all blocks, parties); ``best``, shape (parties,), becomes the
    greatest utilities over the zone.
    """
    blocks, parties = len(starts) - 1, len(reservations)
    utilities = np.zeros((blocks + 1, parties))
    barred = np.zeros((blocks + 1, parties), dtype=np.bool_)
    place = np.zeros(blocks, dtype=np.int64)
    depth, number, passing = 0, 0, 0
    while depth >= 0:
        choice = starts[depth] + place[depth]
        if choice == starts[depth + 1]:
            depth -= 1
            if depth >= 0:
                place[depth] += 1
            continue
        if depth + 1 < blocks:
            for party in range(parties):
                utilities[depth + 1, party] = utilities[depth, party] + values[choice, party]
                barred[depth + 1, party] = barred[depth, party] or refused[choice, party]
            depth += 1
            place[depth] = 0
            continue
        for last in range(starts[depth], starts[depth + 1]):
            count, weight, stopped = 0, 0.0, False
            for party in range(parties):
                utility = utilities[depth, party] + values[last, party]
                accepts = utility >= reservations[party] - TOLERANCE
                if accepts and not barred[depth, party] and not refused[last, party]:
                    count += 1
                    weight += weights[party]
                elif veto[party]:
                    stopped = True
                    break
            if not stopped and count >= at_least and weight >= quota - TOLERANCE:
                passing += 1
                counts[number] += 1
                for party in range(parties):
                    best[party] = max(best[party], utilities[depth, party] + values[last, party])
            number += 1
        place[depth] = starts[depth + 1] - starts[depth]
    return passing


zone_of_draw = compiled(_zone_of_draw)


def _dominated(it: Tree, worth: Array, budget: int) -> int:
    """Whether a package of the zone is worth at least as much to all and more to one: 1 yes, 0 no, -1 not known."""
    blocks, parties = len(it.starts) - 1, len(it.reservations)
    utilities = np.zeros((blocks + 1, parties))
    barred = np.zeros((blocks + 1, parties), dtype=np.bool_)
    place = np.zeros(blocks, dtype=np.int64)
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
            return -1
        possible, better = True, False
        count, weight = 0, 0.0
        for party in range(parties):
            so_far = utilities[depth, party] + it.values[choice, party]
            top = so_far + it.most[depth + 1, party]
            if top < worth[party] - TOLERANCE:
                possible = False
                break
            utilities[depth + 1, party] = so_far
            better = better or top > worth[party] + TOLERANCE
            barred[depth + 1, party] = barred[depth, party] or it.refused[choice, party]
            if not barred[depth + 1, party] and top >= it.reservations[party] - TOLERANCE:
                count += 1
                weight += it.weights[party]
            elif it.veto[party]:
                possible = False
                break
        if not possible or not better or count < it.at_least or weight < it.quota - TOLERANCE:
            place[depth] += 1
        elif depth + 1 == blocks:
            return 1
        else:
            depth += 1
            place[depth] = 0
    return 0


dominated = compiled(_dominated)
