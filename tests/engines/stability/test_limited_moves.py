"""Limited moves of two parties against the definition written as a recursion, and the prisoner's dilemma."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from detente.engines.stability.limited_moves import limited_moves
from detente.errors import MethodError
from tests.engines.stability.set_games import game_of, is_stable, random_game


def recursion(moves, ranks):
    @cache
    def ends(horizon, party, state):
        own = sorted(moves[party].get(state, ()))
        if horizon == 0 or not own:
            return state
        best = max(own, key=lambda to: ranks[party][ends(horizon - 1, 1 - party, to)])
        after = ends(horizon - 1, 1 - party, best)
        return after if ranks[party][after] > ranks[party][state] else state

    return ends


@pytest.mark.parametrize("seed", range(60))
def test_every_horizon_as_by_recursion(seed):
    moves, ranks = random_game(seed, most_parties=2, ties=False)
    found = limited_moves(game_of(moves, ranks))
    ends = recursion(moves, ranks)
    states = range(len(ranks[0]))
    for horizon in range(1, 30):
        wanted = [[ends(horizon, party, state) == state for state in states] for party in (0, 1)]
        assert found.at(horizon).tolist() == wanted, horizon
    assert found.at(1).tolist() == [[is_stable(moves, ranks, it, state, "nash") for state in states] for it in (0, 1)]
    late = range(found.settled, found.settled + found.period)
    far = np.logical_and.reduce([found.at(horizon + 10 * found.period) for horizon in late])
    assert (found.non_myopic == far).all()


def test_horizons_beyond_those_looked_at_are_not_guessed():
    moves, ranks = [{0: {1}, 1: {0}}, {0: {2}, 2: {0}}], [[0, 1, 2], [1, 0, 2]]
    found = limited_moves(game_of(moves, ranks), most=1)
    assert found.non_myopic is None
    with pytest.raises(MethodError):
        found.at(5)


def test_prisoners_dilemma():
    moves = [{0: {1}, 1: {0}, 2: {3}, 3: {2}}, {0: {2}, 2: {0}, 1: {3}, 3: {1}}]
    best_first = [[3, 4, 1, 2], [2, 4, 1, 3]]
    ranks = [[4 - order.index(state) for state in (1, 2, 3, 4)] for order in best_first]
    found = limited_moves(game_of(moves, ranks))
    both = [np.flatnonzero(found.at(horizon).all(axis=0) + 0).tolist() for horizon in (1, 2, 3, 4)]
    assert both == [[0], [0, 3], [0, 3], [0, 3]]
    assert np.flatnonzero(found.non_myopic.all(axis=0)).tolist() == [0, 3]


def test_three_parties_and_ties_are_refused():
    with pytest.raises(MethodError, match="two parties"):
        limited_moves(game_of([{}, {}, {}], [[0], [0], [0]]))
    with pytest.raises(MethodError, match="p1 is indifferent"):
        limited_moves(game_of([{0: {1}}, {}], [[0, 1], [0, 0]]))
