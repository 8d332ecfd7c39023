"""The five concepts against their definitions on random conflicts, and what every conflict obeys."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.case.model import Case
from detente.engines.stability import concepts
from detente.engines.stability.building import game_of
from detente.engines.stability.concepts import CONCEPTS, analysed
from detente.errors import MethodError
from tests.engines.stability.known import CONFLICTS
from tests.engines.stability.reference import random_case, random_graph, sets_of

INSIDE = [("nash", "sseq"), ("sseq", "smr"), ("smr", "gmr"), ("sseq", "seq"), ("seq", "gmr")]


def agree(game, sets):
    found = analysed(game)
    for concept in CONCEPTS:
        expected = sets.stable(concept)
        assert [set(np.flatnonzero(it).tolist()) for it in found.stable[concept]] == expected, concept
        assert set(found.equilibria[concept].tolist()) == set.intersection(*expected), concept


@pytest.mark.parametrize("block", range(8))
def test_the_concepts_are_their_definitions_on_random_graphs(block):
    for seed in range(30 * block, 30 * block + 30):
        game = random_graph(seed)
        agree(game, sets_of(game))


@pytest.mark.parametrize("block", range(8))
def test_the_concepts_are_their_definitions_on_random_options(block):
    for seed in range(30 * block, 30 * block + 30):
        case, states, sets = random_case(seed)
        game = game_of(case)
        assert game.states.tolist() == states
        assert sets_of(game).moves == sets.moves
        agree(game, sets)


def test_random_conflicts_tell_the_concepts_apart():
    """The draws would find a concept that is taken for another."""
    apart = set()
    for seed in range(100):
        _, _, sets = random_case(seed)
        stable = {concept: sets.stable(concept) for concept in CONCEPTS}
        apart |= {(one, other) for one in CONCEPTS for other in CONCEPTS if stable[one] != stable[other]}
    assert len(apart) == 20


@pytest.mark.parametrize("seed", range(60))
def test_stricter_concepts_lie_inside_wider_ones(seed):
    found = analysed(random_graph(1000 + seed)).stable
    for inner, outer in INSIDE:
        assert not (found[inner] & ~found[outer]).any()


@pytest.mark.parametrize("seed", range(30))
def test_a_concept_alone_is_found_as_among_all(seed):
    game = random_graph(2000 + seed)
    together = analysed(game)
    for concept in CONCEPTS:
        assert (analysed(game, [concept]).stable[concept] == together.stable[concept]).all()


@pytest.mark.parametrize("seed", range(20))
def test_moves_on_groups_and_moves_one_by_one_give_the_same(seed):
    from dataclasses import replace

    game = game_of(random_case(3000 + seed)[0])
    listed = replace(game, reach=(), listed=game.moves)
    for concept, stable in analysed(game).stable.items():
        assert (analysed(listed).stable[concept] == stable).all()


def test_parties_looked_at_side_by_side_give_the_same(monkeypatch):
    game = game_of(random_case(4000)[0])
    alone = analysed(game)
    monkeypatch.setattr(concepts, "MOST_ALONE", 0)
    for concept, stable in analysed(game).stable.items():
        assert (alone.stable[concept] == stable).all()


def test_more_pairs_than_can_be_looked_at_are_refused_where_moves_cannot_be_taken_back(monkeypatch):
    monkeypatch.setattr(concepts, "MOST_PAIRS", 3)
    analysed(game_of(Case.model_validate(CONFLICTS["prisoners dilemma"][0])))
    with pytest.raises(MethodError, match="could move between"):
        analysed(game_of(Case.model_validate(CONFLICTS["korea"][0])))


@pytest.mark.parametrize("name", CONFLICTS)
def test_published_conflicts(name):
    raw, stable, equilibria = CONFLICTS[name]
    game = game_of(Case.model_validate(raw))
    found = analysed(game)
    for concept, expected in equilibria.items():
        assert game.states[found.equilibria[concept]].tolist() == expected, concept
    for concept, expected in stable.items():
        assert [game.states[it].tolist() for it in found.stable[concept]] == expected, concept


def test_a_party_without_moves_is_content_anywhere_and_sanctions_nothing():
    raw = json.loads(json.dumps(CONFLICTS["prisoners dilemma"][0]))
    raw["parties"]["onlooker"] = {}
    raw["conflict"]["preferences"]["onlooker"] = {"statements": ["one"]}
    before, after = (analysed(game_of(Case.model_validate(it))) for it in (CONFLICTS["prisoners dilemma"][0], raw))
    for concept in CONCEPTS:
        assert after.stable[concept][2].all()
        assert (after.stable[concept][:2] == before.stable[concept]).all()
