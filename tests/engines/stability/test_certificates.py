"""Every verdict has a proof that can be replayed, and no false proof passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.engines.stability.certificates import (
    CONCEPTS,
    Breach,
    Certificate,
    Sanction,
    certificate,
    stable,
    verified,
)
from detente.engines.stability.graph import Step, graph_of
from tests.engines.stability.set_games import elmira, game_of, is_stable, random_game, us_north_korea

SCENARIOS = ("base", "base_irrev_invasion", "bloodthirsty", "deterrence")


@pytest.mark.parametrize("seed", range(150))
def test_every_certificate_is_right_and_can_be_replayed(seed):
    moves, ranks = random_game(seed)
    graph = graph_of(game_of(moves, ranks))
    for party in graph.parties:
        for state in range(graph.states):
            for concept in CONCEPTS:
                proof = certificate(graph, party, state, concept)
                assert proof.stable == is_stable(moves, ranks, party, state, concept), (party, state, concept)
                assert proof.stable == stable(graph, party, state, concept)
                assert verified(graph, proof)


@pytest.mark.parametrize("seed", range(30))
def test_a_certificate_of_the_opposite_does_not_pass(seed):
    moves, ranks = random_game(1000 + seed)
    graph = graph_of(game_of(moves, ranks))
    passed = 0
    for party in graph.parties:
        for state in range(graph.states):
            for concept in CONCEPTS:
                proof = certificate(graph, party, state, concept)
                for other in (name for name in CONCEPTS if name != concept):
                    if is_stable(moves, ranks, party, state, other) != proof.stable:
                        passed += verified(graph, replace(proof, concept=other))
                if proof.sanctions:
                    assert not verified(graph, replace(proof, sanctions=proof.sanctions[1:]))
                    (first, *rest) = proof.sanctions
                    gone = replace(proof, sanctions=(Sanction(first.improvement, ()), *rest))
                    assert concept == "nash" or not verified(graph, gone)
    assert passed == 0


def test_a_breach_that_forgets_an_answer_does_not_pass():
    moves = [{0: {1}}, {1: {2}}]
    graph = graph_of(game_of(moves, [[1, 2, 0], [0, 0, 1]]))
    proof = certificate(graph, 0, 0, "seq")
    assert proof == Certificate(0, 0, "seq", (Sanction(1, (Step(1, 2),)),))
    assert not verified(graph, Certificate(0, 0, "seq", breach=Breach(1, frozenset(), ())))
    assert not verified(graph, Certificate(0, 0, "seq", breach=Breach(1, frozenset({Step(1, 2)}), ())))


def test_elmira(shared):
    oracle, moves, ranks = elmira(shared)
    graph = graph_of(game_of(moves, ranks))
    for concept, rows in oracle["stable"].items():
        for party, states in enumerate(rows):
            found = [state + 1 for state in range(9) if stable(graph, party, state, concept.lower())]
            assert found == states, (concept, party)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_united_states_and_north_korea(shared, scenario):
    expected, moves, ranks, values = us_north_korea(shared, scenario)
    graph = graph_of(game_of(moves, ranks))
    for concept in CONCEPTS:
        found = [
            value
            for state, value in enumerate(values)
            if all(stable(graph, party, state, concept) for party in graph.parties)
        ]
        assert found == expected["Nash" if concept == "nash" else concept.upper()], concept
