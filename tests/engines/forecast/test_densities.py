"""Densities on the grid: known answers, brute force, properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.forecast import densities
from detente.engines.forecast.densities import GRID


def point(k):
    return np.where(k == GRID, 1.0, 0.0)


@st.composite
def drawn(draw):
    """A density with whole counts at a few points."""
    counts = np.zeros(101)
    for place, count in draw(st.dictionaries(st.integers(0, 100), st.integers(1, 9), min_size=1, max_size=12)).items():
        counts[place] = count
    return counts / counts.sum()


def test_a_certain_forecast():
    p = point(30)
    assert densities.mean(p) == densities.median(p) == 30
    assert densities.central_interval(p) == (30, 30)
    assert densities.highest_density_set(p) == [(30, 30)]
    assert densities.expected_absolute_error(p) == 0
    assert densities.crps(p, np.array(100.0)) == 70
    assert densities.log_score(p, np.array(30.0)) == 0
    assert densities.log_score(p, np.array(31.0)) == np.inf


def test_two_points_by_hand():
    p = 0.6 * point(20) + 0.4 * point(70)
    assert densities.mean(p) == pytest.approx(40)
    assert densities.median(p) == 20
    assert densities.quantile(p, 0.61) == 70
    assert densities.expected_absolute_error(p) == pytest.approx(20)
    assert densities.expected_absolute_error(p, np.array(70.0)) == pytest.approx(30)
    # F is 0.6 from 20 to 69: 30 points below the outcome at 0.36, 20 above it at 0.16
    assert densities.crps(p, np.array(50.0)) == pytest.approx(30 * 0.36 + 20 * 0.16)


def test_half_reached_exactly_takes_the_lower_point():
    assert densities.median(sum(0.1 * point(k) for k in range(10))) == 4


def test_the_set_of_highest_density_keeps_equals_together():
    p = 0.5 * point(50) + 0.25 * point(10) + 0.25 * point(90)
    assert densities.highest_density_set(p, 0.6) == [(10, 10), (50, 50), (90, 90)]


@given(drawn(), st.integers(0, 100))
def test_crps_by_its_other_form(p, outcome):
    """CRPS = E|X - o| - E|X - X'| / 2, Gneiting & Raftery 2007."""
    spread = np.abs(GRID[:, np.newaxis] - GRID)
    other = p @ np.abs(GRID - outcome) - p @ spread @ p / 2
    assert densities.crps(p, np.array(float(outcome))) == pytest.approx(other, abs=1e-9)


@given(drawn())
def test_the_median_has_the_least_expected_error(p):
    every = [float(p @ np.abs(GRID - k)) for k in GRID]
    assert densities.expected_absolute_error(p) == pytest.approx(min(every))


@given(drawn(), st.floats(0.05, 0.95))
def test_the_highest_density_set_is_large_enough_and_no_larger(p, share):
    members = densities.highest_density(p, share)
    assert p[members].sum() >= share - 1e-6
    least = p[members].min()
    assert p[members & (p > least * (1 + 1e-6))].sum() < share + 1e-6
    assert p[~members].max(initial=0) < least


@given(drawn(), st.integers(0, 100))
def test_a_reversed_scale_reverses_every_answer(p, outcome):
    back, o = p[::-1], np.array(float(outcome))
    assert densities.mean(back) == pytest.approx(100 - densities.mean(p))
    assert densities.crps(back, 100 - o) == pytest.approx(densities.crps(p, o), abs=1e-9)
    assert (densities.highest_density(back) == densities.highest_density(p)[::-1]).all()


@given(st.lists(drawn(), min_size=1, max_size=4))
def test_many_rows_are_each_row_alone(rows):
    table = np.array(rows)
    outcomes = np.linspace(0, 100, len(rows))
    for name in ("mean", "median", "expected_absolute_error", "highest_density"):
        rule = getattr(densities, name)
        assert np.allclose(rule(table), [rule(row) for row in rows])
    for name in ("crps", "log_score"):
        rule = getattr(densities, name)
        assert np.allclose(rule(table, outcomes), [rule(row, o) for row, o in zip(rows, outcomes, strict=True)])


def test_the_randomised_pit_of_calibrated_densities_is_uniform():
    rng = np.random.default_rng(0)
    p = 0.3 * point(0) + 0.5 * point(50) + 0.2 * point(100)
    outcomes = rng.choice([0.0, 50.0, 100.0], 20_000, p=[0.3, 0.5, 0.2])
    pit = densities.randomised_pit(np.tile(p, (len(outcomes), 1)), outcomes, seed=1)
    assert np.histogram(pit, 10, (0, 1))[0] / len(pit) == pytest.approx(np.full(10, 0.1), abs=0.01)
    assert (
        densities.randomised_pit(p, np.array([50.0]), seed=4) == densities.randomised_pit(p, np.array([50.0]), 4)
    ).all()


def test_unknown_densities_stay_unknown():
    p = np.full(101, np.nan)
    assert np.isnan([densities.mean(p), densities.median(p), densities.crps(p, np.array(5.0))]).all()
    assert not densities.highest_density(p).any()


@pytest.mark.parametrize("outcome", [-1.0, 101.0, np.nan])
def test_an_outcome_beyond_the_grid_is_an_error(outcome):
    with pytest.raises(ValueError, match="beyond the grid"):
        densities.crps(point(0), np.array(outcome))
