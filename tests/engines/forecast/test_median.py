from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.forecast.median import median
from tests.engines.forecast import brute_force
from tests.engines.forecast.tables import arrays, published, tables


def test_the_published_case(shared):
    positions, capabilities, saliences, _ = published(shared)
    assert median(positions, capabilities * saliences) == brute_force.median(positions.tolist(), None) == 7.0


@given(tables())
def test_it_agrees_with_fractions(table):
    assert median(*arrays(*table)) == pytest.approx(float(brute_force.median(*table)))


@given(tables())
def test_at_most_half_of_the_parties_stand_on_either_side(table):
    positions, weights = arrays(*table)
    found = median(positions, weights)
    assert (positions < found).sum() <= len(positions) / 2
    assert (positions > found).sum() <= len(positions) / 2


@given(tables(), st.floats(-9, 9), st.floats(-50, 50))
def test_it_moves_along_with_the_scale(table, factor, shift):
    positions, weights = arrays(*table)
    moved = median(factor * positions + shift, weights)
    assert moved == pytest.approx(factor * median(positions, weights) + shift, abs=1e-6)


@given(tables())
def test_weights_do_not_matter(table):
    positions, weights = arrays(*table)
    assert median(positions, weights) == median(positions, np.zeros_like(weights))


def test_it_works_on_rows():
    assert median(np.array([[0.0, 1.0, 100.0], [3.0, 1.0, 2.0]]), np.ones((2, 3))).tolist() == [1.0, 2.0]


def test_without_parties_there_is_no_answer():
    assert np.isnan(median(np.zeros(0), np.zeros(0)))
