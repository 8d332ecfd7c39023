"""Coalition analysis against its definitions with sets, and against the published Elmira conflict."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.stability.coalitions import (
    CONCEPTS,
    Jump,
    all_coalitions,
    coalitional,
    equilibrium_jumps,
    under_structure,
)
from detente.engines.stability.graph import graph_of
from detente.errors import CommandError, MethodError
from tests.engines.stability.set_games import coalition_gains, coalition_stable, elmira, game_of, is_stable, random_game


@pytest.mark.parametrize("seed", range(60))
def test_all_coalitions_as_with_sets(seed):
    moves, ranks = random_game(seed, most_parties=5 if seed % 10 == 0 else 3, most_options=4)
    graph = graph_of(game_of(moves, ranks))
    found = coalitional(graph)
    assert found.coalitions == all_coalitions(len(ranks))
    for row, members in enumerate(found.coalitions):
        for state in range(graph.states):
            assert set(found.improvements.of(row, state).tolist()) == coalition_gains(moves, ranks, members, state)
            for concept in CONCEPTS:
                wanted = coalition_stable(moves, ranks, members, state, concept)
                assert found.stable[concept][row, state] == wanted, (members, state, concept)


@pytest.mark.parametrize("seed", range(40))
def test_a_coalition_of_one_is_a_party_and_the_concepts_include_each_other(seed):
    moves, ranks = random_game(seed)
    found = coalitional(graph_of(game_of(moves, ranks)))
    for party in range(len(ranks)):
        for state in range(len(ranks[0])):
            for concept in ("nash", "gmr", "smr"):
                assert found.stable[f"c{concept}"][party, state] == is_stable(moves, ranks, party, state, concept)
            assert found.stable["cseq"][party, state] >= is_stable(moves, ranks, party, state, "seq")
    assert (found.stable["cnash"] <= found.stable["csmr"]).all()
    assert (found.stable["csmr"] <= found.stable["cgmr"]).all()
    assert (found.stable["cnash"] <= found.stable["cseq"]).all()
    assert (found.stable["cseq"] <= found.stable["cgmr"]).all()


@pytest.mark.parametrize("seed", range(40))
def test_a_fixed_structure_as_with_sets(seed):
    moves, ranks = random_game(seed, most_parties=4)
    blocks = [(0, len(ranks) - 1), *((party,) for party in range(1, len(ranks) - 1))]
    found = under_structure(graph_of(game_of(moves, ranks)), blocks)
    for row, block in enumerate(blocks):
        rest = [it for it in blocks if it != block]
        for state in range(len(ranks[0])):
            for concept in CONCEPTS:
                wanted = coalition_stable(moves, ranks, block, state, concept, rest)
                assert found.stable[concept][row, state] == wanted, (block, state, concept)


@pytest.mark.parametrize("seed", range(40))
def test_jumps_are_gains_of_the_smallest_coalitions(seed):
    moves, ranks = random_game(seed)
    graph = graph_of(game_of(moves, ranks))
    parties = range(len(ranks))
    held = [all(is_stable(moves, ranks, it, state, "gmr") for it in parties) for state in range(graph.states)]
    wanted = {
        (start, end, members)
        for members in all_coalitions(len(ranks))
        for start in range(graph.states)
        if held[start]
        for end in coalition_gains(moves, ranks, members, start)
        if held[end]
    }
    smallest = {
        (start, end, members)
        for start, end, members in wanted
        if not any((start, end) == (a, b) and set(part) < set(members) for a, b, part in wanted)
    }
    found = equilibrium_jumps(graph, np.array(held))
    assert {(it.start, it.end, it.members) for it in found} == smallest


def test_elmira(shared):
    oracle, moves, ranks = elmira(shared)
    graph = graph_of(game_of(moves, ranks))
    found = coalitional(graph)
    for name, told in oracle["coalitions"].items():
        row = found.coalitions.index(tuple(oracle["parties"].index(it) for it in name.split("+")))
        for concept in ("CNash", "CGMR", "CSMR", "CSEQ"):
            assert (np.flatnonzero(found.stable[concept.lower()][row]) + 1).tolist() == told[concept], (name, concept)
        gains = {str(s + 1): (found.improvements.of(row, s) + 1).tolist() for s in range(9)}
        assert {state: to for state, to in gains.items() if to} == told["coalition_improvements"]
    for concept, states in oracle["universal_coalition"].items():
        assert (np.flatnonzero(found.everywhere(concept.lower())) + 1).tolist() == states
    nash = np.isin(np.arange(9) + 1, oracle["equilibria"]["Nash"])
    jump = oracle["equilibrium_jump"]
    members = tuple(oracle["parties"].index(it) for it in jump["by"])
    assert equilibrium_jumps(graph, nash) == (Jump(jump["from"] - 1, jump["to"] - 1, members),)


def test_blocks_that_are_no_partition_are_refused():
    moves, ranks = random_game(1)
    with pytest.raises(CommandError):
        under_structure(graph_of(game_of(moves, ranks)), [(0,)])


def test_too_many_states_are_refused_in_words():
    ranks = [list(range(2001)), list(range(2001))]
    with pytest.raises(MethodError, match="2,000 states"):
        coalitional(graph_of(game_of([{0: {1}}, {}], ranks)))
