"""Compiled walks through the tree of packages, block by block, that leave out what cannot matter.

A walk stands at a node: choices of the first blocks. What a party has so far, and the most and the least that the
remaining blocks can add, tell whether it surely accepts every package below the node, or possibly one.
"""

from __future__ import annotations

from math import prod
from typing import NamedTuple

import numpy as np

from detente.engines.deals.power import winning_coalitions
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Space
from detente.engines.kernels import compiled

MOST_COALITIONS = 2_000


class Tree(NamedTuple):
    """A space as flat arrays; choices of all blocks in a row, block b at ``starts[b]:starts[b + 1]``.

    ``values`` and ``refused`` have shape (choices, parties). ``most`` and ``least``, shape (blocks + 1, parties),
    are what blocks from b on can add; ``open``, same shape, whether a party may yet refuse a choice there. ``below``,
    shape (blocks + 1,), counts the packages of blocks from b on. ``order`` gives the block at each depth and
    ``places`` the choice in it that stands in a row.
    """

    values: Array
    refused: Bools
    starts: Ints
    most: Array
    least: Array
    open: Bools
    below: Array
    reservations: Array
    veto: Bools
    at_least: int
    weights: Array
    quota: float
    order: Ints
    places: Ints

    def package(self, found: Ints) -> Ints:
        """Choices in the order of the space from choices along the tree."""
        package = np.empty_like(found)
        package[self.order] = self.places[self.starts[:-1] + found]
        return package


def tree(space: Space, favours: Array | None = None) -> Tree:
    """The tree of a space with blocks: the block that matters most first, and in it the most welcome choice.

    ``favours``, shape (parties,), says whose utility makes a choice welcome; by default everybody's.
    """
    weights = np.ones(len(space.parties)) if favours is None else favours
    ranges = [float(np.ptp(block.values, axis=1) @ (weights + 1e-3)) for block in space.blocks]
    order = np.argsort(-np.array(ranges), kind="stable").astype(np.int64)
    places = [np.argsort(-(weights @ space.blocks[one].values), kind="stable") for one in order]
    values = [space.blocks[one].values[:, place] for one, place in zip(order, places, strict=True)]
    refused = [space.blocks[one].refused[:, place] for one, place in zip(order, places, strict=True)]
    rule = space.rule
    return Tree(
        values=np.ascontiguousarray(np.concatenate(values, axis=1).T),
        refused=np.ascontiguousarray(np.concatenate(refused, axis=1).T),
        starts=np.cumsum([0, *(len(place) for place in places)]).astype(np.int64),
        most=_from_the_end([one.max(axis=1) for one in values]),
        least=_from_the_end([one.min(axis=1) for one in values]),
        open=_from_the_end([one.any(axis=1).astype(float) for one in refused]) > 0,
        below=np.array([float(prod(len(place) for place in places[depth:])) for depth in range(len(places) + 1)]),
        reservations=space.reservations.astype(np.float64),
        veto=np.asarray(rule.veto, dtype=np.bool_),
        at_least=int(rule.at_least),
        weights=np.asarray(rule.weights, dtype=np.float64),
        quota=float(rule.quota),
        order=order,
        places=np.concatenate(places).astype(np.int64),
    )


def _from_the_end(rows: list[Array]) -> Array:
    sums = np.zeros((len(rows) + 1, len(rows[0])))
    sums[:-1] = np.cumsum(np.array(rows)[::-1], axis=0)[::-1]
    return sums


def coalitions(space: Space) -> Bools | None:
    """The minimal winning coalitions, shape (coalitions, parties); none where counting heads is enough; None: too many."""
    rule = space.rule
    if rule.quota <= TOLERANCE:
        return np.zeros((0, len(space.parties)), dtype=np.bool_)
    found = winning_coalitions(rule, MOST_COALITIONS + 1)
    if len(found) > MOST_COALITIONS:
        return None
    return np.array([np.isin(np.arange(len(space.parties)), one) for one in found], dtype=np.bool_).reshape(
        len(found), len(space.parties)
    )


def _cheapest(costs: Array, veto: Bools, at_least: int, members: Bools, by_heads: bool) -> float:
    """The least sum of costs over the winning coalitions."""
    best = np.inf
    if by_heads:
        total, need = 0.0, at_least
        taken = veto.copy()
        for party in range(len(costs)):
            if veto[party]:
                total += costs[party]
                need -= 1
        while need > 0:
            least = -1
            for party in range(len(costs)):
                if not taken[party] and (least < 0 or costs[party] < costs[least]):
                    least = party
            if least < 0:
                return best
            taken[least] = True
            total += costs[least]
            need -= 1
        return total
    for row in range(len(members)):
        total = 0.0
        for party in range(len(costs)):
            if members[row, party]:
                total += costs[party]
        best = min(best, total)
    return best


cheapest = compiled(_cheapest)


def _least_move(
    it: Tree, movable: Bools, members: Bools, by_heads: bool, pays: bool, budget: int
) -> tuple[float, Ints, bool]:
    """The package that passes at the least sum of shortfalls, made good by cuts or by those with something to spare."""
    blocks, parties = len(it.starts) - 1, len(it.reservations)
    utilities = np.zeros((blocks + 1, parties))
    barred = np.zeros((blocks + 1, parties), dtype=np.bool_)
    costs = np.zeros(parties)
    place = np.zeros(blocks, dtype=np.int64)
    found = np.zeros(blocks, dtype=np.int64)
    best, depth, nodes = np.inf, 0, 0
    while depth >= 0:
        choice = it.starts[depth] + place[depth]
        if choice == it.starts[depth + 1]:
            depth -= 1
            if depth >= 0:
                place[depth] += 1
            continue
        nodes += 1
        if nodes > budget:
            return best, found, False
        spare = 0.0
        for party in range(parties):
            utilities[depth + 1, party] = utilities[depth, party] + it.values[choice, party]
            barred[depth + 1, party] = barred[depth, party] or it.refused[choice, party]
            short = it.reservations[party] - utilities[depth + 1, party] - it.most[depth + 1, party]
            if barred[depth + 1, party]:
                costs[party] = np.inf
            elif short <= TOLERANCE:
                costs[party] = 0.0
                spare -= short
            else:
                costs[party] = short if movable[party] else np.inf
        cost = cheapest(costs, it.veto, it.at_least, members, by_heads)
        if pays and cost > spare + TOLERANCE:
            cost = np.inf
        if cost >= best - TOLERANCE:
            place[depth] += 1
        elif depth + 1 == blocks:
            best = cost
            found[:] = place
            place[depth] += 1
        else:
            depth += 1
            place[depth] = 0
    return best, found, True


least_move = compiled(_least_move)
