from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.forecast.weighted_mean import weighted_mean
from tests.engines.forecast import brute_force
from tests.engines.forecast.tables import arrays, published, tables


def test_the_published_case(shared):
    positions, capabilities, saliences, safe = published(shared)
    assert weighted_mean(positions, capabilities * saliences) == pytest.approx(safe["weighted_mean"], abs=1e-5)


def test_the_published_case_weighted_by_capability_alone(shared):
    positions, capabilities, _, safe = published(shared)
    assert weighted_mean(positions, capabilities * 50) == pytest.approx(safe["capability_weighted_mean"], abs=1e-5)


@given(tables())
def test_it_agrees_with_fractions(table):
    assert weighted_mean(*arrays(*table)) == pytest.approx(float(brute_force.weighted_mean(*table)))


@given(tables())
def test_it_lies_within_the_positions_that_carry_weight(table):
    held = [x for x, w in zip(*table, strict=True) if w]
    assert min(held) - 1e-9 <= weighted_mean(*arrays(*table)) <= max(held) + 1e-9


@given(tables(), st.floats(-9, 9), st.floats(-50, 50))
def test_it_moves_along_with_the_scale(table, factor, shift):
    positions, weights = arrays(*table)
    moved = weighted_mean(factor * positions + shift, weights)
    assert moved == pytest.approx(factor * weighted_mean(positions, weights) + shift, abs=1e-6)


@given(tables(), st.floats(1e-6, 1e6))
def test_only_the_shares_of_the_weights_matter(table, factor):
    positions, weights = arrays(*table)
    assert weighted_mean(positions, factor * weights) == pytest.approx(weighted_mean(positions, weights), abs=1e-9)


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_parties_does_not_matter(table, random):
    order = list(range(len(table[0])))
    random.shuffle(order)
    positions, weights = arrays(*table)
    assert weighted_mean(positions[order], weights[order]) == pytest.approx(weighted_mean(positions, weights), abs=1e-9)


@given(tables(), st.floats(-100, 100))
def test_a_party_without_weight_changes_nothing(table, position):
    positions, weights = table
    more = weighted_mean(*arrays([*positions, position], [*weights, 0]))
    assert more == pytest.approx(weighted_mean(*arrays(*table)), abs=1e-9)


@given(tables(), st.integers(0, 7), st.floats(0, 50))
def test_it_never_falls_when_a_position_rises(table, place, by):
    positions, weights = arrays(*table)
    raised = positions.copy()
    raised[place % len(raised)] += by
    assert weighted_mean(raised, weights) >= weighted_mean(positions, weights) - 1e-9


def test_it_works_on_rows():
    positions = np.array([[0.0, 100.0], [10.0, 20.0], [5.0, 6.0]])
    weights = np.array([[1.0, 3.0], [1.0, 1.0], [0.0, 0.0]])
    found = weighted_mean(positions, weights)
    assert found[:2].tolist() == [75.0, 15.0]
    assert np.isnan(found[2])


@pytest.mark.parametrize("count", [0, 3])
def test_without_weight_there_is_no_answer(count):
    assert np.isnan(weighted_mean(np.full(count, 5.0), np.zeros(count)))
