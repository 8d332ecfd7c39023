from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.forecast.weighted_median import weighted_median
from tests.engines.forecast import brute_force
from tests.engines.forecast.tables import arrays, published, tables


def test_the_published_case(shared):
    positions, capabilities, saliences, safe = published(shared)
    assert weighted_median(positions, capabilities * saliences) == safe["weighted_median"]


@given(tables())
def test_it_agrees_with_fractions(table):
    assert weighted_median(*arrays(*table)) == float(brute_force.weighted_median(*table))


@given(tables())
def test_at_most_half_of_the_weight_stands_on_either_side(table):
    positions, weights = arrays(*table)
    found = weighted_median(positions, weights)
    assert weights[positions < found].sum() <= weights.sum() / 2
    assert weights[positions > found].sum() <= weights.sum() / 2


@given(tables())
def test_no_weighted_majority_would_leave_it(table):
    positions, weights = arrays(*table)
    found = weighted_median(positions, weights)
    for other in positions:
        nearer = abs(positions - other) < abs(positions - found)
        assert weights[nearer].sum() <= weights.sum() / 2 + 1e-9


@given(tables())
def test_it_is_the_position_of_a_party_with_weight(table):
    assert weighted_median(*arrays(*table)) in {x for x, w in zip(*table, strict=True) if w}


@given(tables(), st.floats(0.1, 9), st.integers(-50, 50))
def test_it_moves_along_with_a_scale_that_keeps_its_direction(table, factor, shift):
    positions, weights = arrays(*table)
    moved = weighted_median(factor * positions + shift, weights)
    assert moved == pytest.approx(factor * weighted_median(positions, weights) + shift, abs=1e-6)


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_parties_does_not_matter(table, random):
    order = list(range(len(table[0])))
    random.shuffle(order)
    positions, weights = arrays(*table)
    assert weighted_median(positions[order], weights[order]) == weighted_median(positions, weights)


@given(tables(), st.floats(-100, 100))
def test_a_party_without_weight_changes_nothing(table, position):
    positions, weights = table
    assert weighted_median(*arrays([*positions, position], [*weights, 0])) == weighted_median(*arrays(*table))


def test_rounding_does_not_decide_an_exact_half():
    # 0.1 + 0.2 is above 0.3 in floating point, and 0.3 below half of 0.6 plus a rounding error
    assert weighted_median(*arrays([0, 1, 2], [0.1, 0.2, 0.3])) == 1.0
    assert weighted_median(*arrays([0, 1, 2], [0.3, 0.2, 0.1])) == 0.0


def test_it_works_on_rows():
    positions = np.array([[0.0, 50.0, 100.0], [100.0, 50.0, 0.0], [1.0, 2.0, 3.0]])
    weights = np.array([[1.0, 1.0, 3.0], [1.0, 1.0, 3.0], [0.0, 0.0, 0.0]])
    found = weighted_median(positions, weights)
    assert found[:2].tolist() == [100.0, 0.0]
    assert np.isnan(found[2])


@pytest.mark.parametrize("count", [0, 3])
def test_without_weight_there_is_no_answer(count):
    assert np.isnan(weighted_median(np.full(count, 5.0), np.zeros(count)))
