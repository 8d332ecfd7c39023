"""From the status quo: what is reached, how soon and by whom, against plain searches."""

from __future__ import annotations

import pytest

from detente.engines.stability.evolution import by_improvements, by_moves
from detente.engines.stability.graph import graph_of
from tests.engines.stability.set_games import elmira, game_of, group_reach, random_game


def plain_distances(moves, start, allowed):
    """Least number of moves to each state, level by level."""
    found, level, seen, steps = {start: 0}, {(start, None)}, set(), 0
    while level:
        steps += 1
        level = {
            (there, party)
            for here, last in level
            for party, own in enumerate(moves)
            if party != last
            for there in own.get(here, ())
            if allowed(party, here, there)
        } - seen
        seen |= level
        for there, _ in level:
            found.setdefault(there, steps)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_distances_paths_and_who_is_needed(seed):
    moves, ranks = random_game(seed)
    graph = graph_of(game_of(moves, ranks))

    def improving(party, here, there):
        return ranks[party][there] > ranks[party][here]

    for evolve, allowed in ((by_moves, lambda *_: True), (by_improvements, improving)):
        found = evolve(graph, 0)
        wanted = plain_distances(moves, 0, allowed)
        assert {state: int(it) for state, it in enumerate(found.steps) if it >= 0} == wanted
        for state in range(graph.states):
            path = found.path(state)
            assert (path is None) == (state not in wanted)
            if path:
                assert len(path) == wanted[state]
                here, last = 0, None
                for party, there in path:
                    assert there in moves[party][here]
                    assert party != last
                    assert allowed(party, here, there)
                    here, last = there, party
                assert here == state
            for party in found.needed(state):
                rest = [it for it in range(len(ranks)) if it != party]
                assert state not in group_reach(moves, rest, 0, allowed)


def test_elmira_from_the_status_quo(shared):
    """From state 1 local government insists (5); to accept (8) both others would have to move without gain on the way."""
    _, moves, ranks = elmira(shared)
    graph = graph_of(game_of(moves, ranks))
    improving = by_improvements(graph, 0)
    assert improving.path(4) == ((2, 4),)
    assert improving.path(7) is None
    assert by_moves(graph, 0).steps[7] == 3
    assert by_moves(graph, 0).needed(7) == (0, 1, 2)
