"""Camps against every split, and the network of cases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.catalog import load_case
from detente.engines.trust import any_camps as many
from detente.engines.trust import network
from detente.engines.trust import two_camps as two
from detente.engines.trust.camps import by_number, split_freely, split_in_two
from detente.engines.trust.signed_graph import SignedGraph, parts
from tests.engines.trust.trust_cases import case_of, graphs, partitions


def least(graph, most):
    """The least disagreement over every split, and the splits that have it."""
    every = partitions(graph.size, most)
    wrong = [len(graph.disagreements(it)) for it in every]
    return min(wrong), [it for it, count in zip(every, wrong, strict=True) if count == min(wrong)]


def planted(size, density, noise, camps, seed):
    """A graph of camps with some signs turned."""
    numbers = np.random.default_rng(seed)
    of = numbers.integers(0, camps, size)
    edges = []
    for one in range(size):
        for other in range(one + 1, size):
            if numbers.random() < density:
                sign = 1 if of[one] == of[other] else -1
                edges.append((one, other, -sign if numbers.random() < noise else sign))
    return SignedGraph(size, tuple(edges))


@given(graphs(10))
def test_every_edge_is_in_one_block(graph):
    found = [(part.nodes[a], part.nodes[b], sign) for part in parts(graph) for a, b, sign in part.graph.edges]
    assert sorted(found) == sorted(graph.edges)


@given(graphs(10))
def test_the_frustration_index_is_that_of_every_split(graph):
    found, _ = split_in_two(graph, 5.0)
    best = min(
        len(graph.disagreements([(code >> node) & 1 for node in range(graph.size)]))
        for code in range(1 << (graph.size - 1))
    )
    assert found.value == found.at_least == best == len(graph.disagreements(found.camps))


@given(graphs(8))
def test_two_camps_by_integer_program_and_by_looking_at_all(graph):
    for part in parts(graph):
        wanted = two.two_camps(part.graph, 5.0)
        bound = two.cycle_bound(part.graph, len(part.graph.edges) + 1, 5.0)
        start = (0,) * part.graph.size
        value = len(part.graph.disagreements(start))
        got, split, at_least = two._integer_program(part.graph, bound, value, start, 0, 5.0) if value else (0, start, 0)
        assert bound.value <= wanted.value + 1e-6
        assert got == at_least == wanted.value == len(part.graph.disagreements(split))


@given(graphs(7))
def test_any_number_of_camps_is_that_of_every_split(graph):
    _, solved = split_in_two(graph, 5.0)
    found = split_freely(graph, 5.0, solved)
    best, splits = least(graph, graph.size)
    assert found.value == found.at_least == best == len(graph.disagreements(found.camps))
    held = [it for it in splits if many.held_together(graph, it)]
    assert found.count == len(held)
    if held:
        assert set(found.always or ()) == set.intersection(*(set(graph.disagreements(it)) for it in held))


@given(graphs(7))
def test_any_number_of_camps_by_integer_program(graph):
    for part in parts(graph):
        found = many._integer_program(part.graph, 5.0, ())
        assert found.value == found.at_least == least(part.graph, part.graph.size)[0]


@given(graphs(7))
def test_the_least_disagreement_for_each_number_of_camps(graph):
    found, solved = split_in_two(graph, 5.0)
    table = by_number(graph, found, split_freely(graph, 5.0, solved))
    for most, value in table.items():
        assert value == least(graph, most)[0]
    assert list(table.values()) == sorted(table.values(), reverse=True)


@given(graphs(8), st.randoms())
def test_other_names_change_no_value(graph, random):
    order = list(range(graph.size))
    random.shuffle(order)
    renamed = SignedGraph(
        graph.size, tuple(sorted((*sorted((order[one], order[other])), sign) for one, other, sign in graph.edges))
    )
    answers = []
    for it in (graph, renamed):
        found, solved = split_in_two(it, 5.0)
        free = split_freely(it, 5.0, solved)
        answers.append((found.value, found.count, free.value, free.count))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("camps", "noise"), [(2, 0.1), (3, 0.05)])
def test_planted_camps_of_sixty_parties_are_found(camps, noise):
    graph = planted(60, 0.2, noise, camps, 3)
    found, solved = split_in_two(graph, 60.0)
    free = split_freely(graph, 60.0, solved)
    assert found.at_least == found.value
    assert free.at_least == free.value <= found.value
    assert len(graph.disagreements(free.camps)) == free.value


def test_without_time_the_answer_is_a_bound():
    graph = planted(40, 1.0, 0.5, 2, 1)
    found = two.two_camps(graph, 0.05)
    assert 0 <= found.at_least <= found.value == len(graph.disagreements(found.splits[0]))


def test_a_triangle_of_enemies_is_three_camps_and_no_two():
    found = network(
        case_of(
            relations=[
                {"from": a, "to": b, "sign": -1} for a, b in [("anna", "ben"), ("ben", "cleo"), ("cleo", "anna")]
            ]
        )
    )
    assert (found.two_camps.disagreement, found.any_camps.disagreement) == (1, 0)
    assert set(found.any_camps.alone) == {"anna", "ben", "cleo", "dan"}
    assert (found.triads.balanced, found.triads.weakly_balanced) == (0, 1)
    assert found.by_number == {1: 3, 2: 1, 3: 0}


def test_the_common_enemy_of_all_is_in_nobodys_camp():
    friends = [("anna", "ben"), ("ben", "cleo"), ("anna", "cleo")]
    relations = [{"from": a, "to": b, "sign": 1} for a, b in friends] + [
        {"from": "dan", "to": a, "sign": -1} for a in ("anna", "ben", "cleo")
    ]
    found = network(case_of(relations=relations))
    assert found.any_camps.camps == (("anna", "ben", "cleo"),)
    assert found.any_camps.alone == ("dan",)
    assert found.any_camps.tensions == ()


def test_in_the_founding_case_islamic_state_is_in_nobodys_camp():
    found = network(load_case("vienna-2015"))
    assert "isis" in found.any_camps.alone
    assert found.any_camps.disagreement < found.two_camps.disagreement
    assert found.any_camps.proven
    assert found.two_camps.proven


def test_contradictory_signs_are_left_out_and_listed():
    found = network(
        case_of(relations=[{"from": "anna", "to": "ben", "sign": 1}, {"from": "ben", "to": "anna", "sign": -1}])
    )
    assert found.pairs == ()
    assert found.disputed == (("anna", "ben"),)
    assert found.sentences


def test_one_view_is_enough_and_zero_gives_way():
    found = network(
        case_of(
            relations=[
                {"from": "anna", "to": "ben", "sign": 0}, {"from": "ben", "to": "anna", "sign": -1}, {"from": "cleo", "to": "dan", "sign": 1}
            ]
        )
    )  # fmt: skip
    assert [(it.one, it.other, it.sign) for it in found.pairs] == [("anna", "ben", -1), ("cleo", "dan", 1)]


def test_a_reconciliation_names_who_is_caught_between():
    signs = {("anna", "ben"): -1, ("anna", "cleo"): 1, ("ben", "cleo"): -1, ("anna", "dan"): 1, ("ben", "dan"): 1}
    found = network(case_of(relations=[{"from": a, "to": b, "sign": sign} for (a, b), sign in signs.items()]))
    (it,) = [it for it in found.reconciliations if (it.one, it.other) == ("anna", "ben")]
    assert [(pair.one, pair.other) for pair in it.caught] == [("cleo", "ben")]
    assert it.relieved == ("dan",)
    assert found.triads.tense == (("anna", "ben", "dan"),)


def test_no_signs_at_all():
    found = network(case_of())
    assert found.any_camps.camps == ()
    assert len(found.any_camps.alone) == 4
    assert found.triads.balanced is None
