"""The least change of rankings against all rankings there are, and where it cannot be found."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from detente.engines.stability.certificates import CONCEPTS
from detente.engines.stability.graph import graph_of
from detente.engines.stability.inverse import holds_after, least_change, swaps_between
from detente.errors import CommandError, MethodError
from tests.engines.stability.set_games import elmira, game_of, is_stable, random_game


def kendall(one, other):
    pairs = itertools.combinations(range(len(one)), 2)
    return sum(
        ((one[a] > one[b]) - (one[a] < one[b])) * ((other[a] > other[b]) - (other[a] < other[b])) < 0 for a, b in pairs
    )


def least_by_all_rankings(moves, ranks, state, concept, breaks):
    """The least sum of swaps over every strict ranking of every party."""
    orders = list(itertools.permutations(range(len(ranks[0]))))
    costs = [[kendall(own, order) for order in orders] for own in ranks]
    best = None
    for picked in itertools.product(range(len(orders)), repeat=len(ranks)):
        cost = sum(costs[party][place] for party, place in enumerate(picked))
        if best is not None and cost >= best:
            continue
        new = [orders[place] for place in picked]
        if all(is_stable(moves, new, party, state, concept) for party in range(len(ranks))) != breaks:
            best = cost
    return best


def small_game(seed, parties=2, states=4):
    """A game of any moves between few states."""
    chance = random.Random(seed)
    moves = [
        {here: {there for there in range(states) if there != here and chance.random() < 0.45} for here in range(states)}
        for _ in range(parties)
    ]
    return moves, [chance.sample(range(states), states) for _ in range(parties)]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("breaks", [False, True])
def test_two_parties_as_by_all_rankings(seed, breaks):
    moves, ranks = small_game(seed)
    graph = graph_of(game_of(moves, ranks))
    for concept in CONCEPTS:
        state = seed % 4
        wanted = least_by_all_rankings(moves, ranks, state, concept, breaks)
        found = least_change(graph, state, concept, breaks=breaks)
        assert (found and found.total) == wanted, (concept, found)
        if found is not None:
            assert found.proven
            assert found.bound <= found.total
            assert holds_after(graph.game, found, state, concept) != breaks


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("breaks", [False, True])
def test_three_parties_as_by_all_rankings(seed, breaks):
    moves, ranks = small_game(100 + seed, parties=3, states=3)
    graph = graph_of(game_of(moves, ranks))
    for concept in CONCEPTS:
        found = least_change(graph, 0, concept, breaks=breaks)
        assert (found and found.total) == least_by_all_rankings(moves, ranks, 0, concept, breaks), concept


@pytest.mark.parametrize("seed", range(10))
def test_what_is_found_does_what_was_asked(seed):
    moves, ranks = random_game(seed, most_options=4)
    graph = graph_of(game_of(moves, ranks))
    for concept in CONCEPTS:
        state = seed % graph.states
        held = all(is_stable(moves, ranks, party, state, concept) for party in graph.parties)
        for breaks in (False, True):
            found = least_change(graph, state, concept, breaks=breaks)
            if held == (not breaks):
                assert found.total == 0
            elif found is not None:
                assert found.proven
                assert holds_after(graph.game, found, state, concept) != breaks
                told = [swaps_between(graph.game.ranks[it], found.ranks[it]) for it in graph.parties]
                assert found.swaps == tuple(told)


def test_only_the_parties_named_change():
    moves, ranks = small_game(3)
    graph = graph_of(game_of(moves, ranks))
    found = [least_change(graph, state, "nash", parties=(0,)) for state in range(4)]
    for state, it in enumerate(found):
        other = is_stable(moves, ranks, 1, state, "nash")
        assert (it is not None) == other
        if it is not None:
            assert (it.ranks[1] == graph.game.ranks[1]).all()


def test_elmira_a_modified_order_that_is_accepted(shared):
    """State 4, modified and accepted without insisting, is no Nash equilibrium as local government would insist."""
    _, moves, ranks = elmira(shared)
    found = least_change(graph_of(game_of(moves, ranks)), 3, "nash")
    assert found.swaps == (0, 0, 2)
    assert found.proven
    order = np.argsort(-found.ranks[2]) + 1
    assert order.tolist().index(4) < order.tolist().index(8)


def test_large_games_and_unknown_concepts_are_refused():
    ranks = [list(range(65)), list(range(65))]
    with pytest.raises(MethodError, match="64 states"):
        least_change(graph_of(game_of([{0: {1}}, {}], ranks)), 0, "nash")
    with pytest.raises(CommandError):
        least_change(graph_of(game_of([{0: {1}}, {}], [[0, 1], [0, 1]])), 0, "core")
