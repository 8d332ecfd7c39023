from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.forecast.mean import mean
from tests.engines.forecast import brute_force
from tests.engines.forecast.tables import arrays, published, tables


def test_the_published_case(shared):
    positions, capabilities, saliences, safe = published(shared)
    assert mean(positions, capabilities * saliences) == pytest.approx(safe["mean"])


@given(tables())
def test_it_agrees_with_fractions(table):
    assert mean(*arrays(*table)) == pytest.approx(float(brute_force.mean(*table)))


@given(tables())
def test_it_lies_within_the_positions(table):
    assert min(table[0]) - 1e-9 <= mean(*arrays(*table)) <= max(table[0]) + 1e-9


@given(tables(), st.floats(-9, 9), st.floats(-50, 50))
def test_it_moves_along_with_the_scale(table, factor, shift):
    positions, weights = arrays(*table)
    assert mean(factor * positions + shift, weights) == pytest.approx(
        factor * mean(positions, weights) + shift, abs=1e-6
    )


@given(tables())
def test_weights_do_not_matter(table):
    positions, weights = arrays(*table)
    assert mean(positions, weights) == mean(positions, np.zeros_like(weights))


def test_it_works_on_rows():
    assert mean(np.array([[0.0, 100.0], [10.0, 20.0]]), np.zeros((2, 2))).tolist() == [50.0, 15.0]


def test_without_parties_there_is_no_answer():
    assert np.isnan(mean(np.zeros(0), np.zeros(0)))
    assert np.isnan(mean(np.zeros((3, 0)), np.zeros((3, 0)))).tolist() == [True] * 3
