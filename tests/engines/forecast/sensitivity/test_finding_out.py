"""The value of finding out, against values known on paper."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.forecast.sensitivity.finding_out import gain

DRAWS = 4000


def two(seed):
    return np.random.default_rng(seed).random((2, DRAWS))


def gained(values, nearest, marks=2, seed=0):
    return gain(values, nearest.astype(np.intp), marks, np.random.default_rng(seed))


def test_knowing_all_there_is_to_know():
    x, _ = two(1)
    found = gained(x, x > 0.7)
    assert found.mean == pytest.approx(0.3, abs=0.04)  # from 0.7 to 1


def test_knowing_one_of_two_equal_parts():
    # x + y > 1 has chance 1/2; given x it has chance x, and E max(x, 1 - x) = 3/4: a gain of 1/4.
    x, y = two(2)
    assert gained(x, x + y > 1).mean == pytest.approx(0.25, abs=0.03)


def test_three_marks():
    # y = x: nearest of three marks at 0, 1/2 and 1; from 1/2 to 1.
    x, _ = two(3)
    assert gained(x, np.searchsorted([0.25, 0.75], x), 3).mean == pytest.approx(0.5, abs=0.05)


def test_knowing_what_does_not_matter_gains_nothing():
    for seed in range(20):
        x, y = two(seed)
        found = gained(x, y > 0.6, seed=seed)
        assert found.mean < 0.01
        assert found.low <= 0


def test_where_the_mark_is_certain_nothing_can_be_gained():
    x, _ = two(1)
    assert gained(x, x >= 0) == gained(x[:1], x[:1] >= 0) == gained(x[:0], x[:0] > 0)
    assert gained(x, x >= 0).mean == 0


def test_intervals_cover_the_truth_or_err_on_the_low_side():
    low = high = 0
    for seed in range(40):
        x, y = two(seed)
        found = gained(x, x + y > 1, seed=seed)
        low += found.low <= 0.25
        high += found.high >= 0.25
    assert low >= 38
    assert high >= 30


def test_the_order_of_equal_values_does_not_matter_much():
    x, y = two(5)
    atoms = np.round(x)  # an expert each, both sure
    found = gained(atoms, atoms + 0.4 * y > 0.6)
    assert found.mean == pytest.approx(0.5, abs=0.05)
