"""Brier score, decomposition, calibration: known answers, brute force, properties."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.forecast.scores.brier import (
    bin_of,
    brier,
    brier_parts,
    calibration,
    event_log_score,
)

chances = st.floats(0, 1, allow_subnormal=False)
said_and_came = st.lists(st.tuples(chances, st.sampled_from([0.0, 1.0])), min_size=1, max_size=40)
tenths = [number / 10 for number in range(11)]


def split(pairs):
    said, came = zip(*pairs, strict=True)
    return np.array(said), np.array(came)


def test_the_decomposition_by_hand():
    # 0.2 said four times, came once; 0.8 said four times, came three times; base rate one half
    said = np.array([0.2] * 4 + [0.8] * 4)
    came = np.array([0, 0, 0, 1, 1, 1, 1, 0], dtype=float)
    parts = brier_parts(said, came)
    assert parts.reliability == pytest.approx(0.05**2)
    assert parts.resolution == pytest.approx(0.25**2)
    assert parts.uncertainty == pytest.approx(0.25)
    assert parts.within_bins == pytest.approx(0)
    assert brier(said, came).mean() == pytest.approx(0.0025 - 0.0625 + 0.25)


@given(said_and_came, st.integers(1, 20))
def test_the_parts_add_up_to_the_brier_score(pairs, bins):
    said, came = split(pairs)
    it = brier_parts(said, came, bins)
    assert it.reliability - it.resolution + it.uncertainty + it.within_bins == pytest.approx(brier(said, came).mean())
    assert min(it.reliability, it.resolution, it.uncertainty) >= 0


@given(st.lists(st.tuples(st.sampled_from(tenths), st.sampled_from([0.0, 1.0])), min_size=1, max_size=40))
def test_equal_probabilities_in_a_bin_leave_nothing_within(pairs):
    said, came = split(pairs)
    assert brier_parts(said, came, 11).within_bins == pytest.approx(0, abs=1e-12)


@given(said_and_came, st.integers(1, 20))
def test_the_parts_agree_with_a_loop_over_the_bins(pairs, bins):
    groups: dict[int, list[tuple[float, float]]] = {}
    for said, came in pairs:
        groups.setdefault(min(int(said * bins + 1e-9), bins - 1), []).append((said, came))
    base = sum(came for _, came in pairs) / len(pairs)
    reliability = resolution = 0.0
    for each in groups.values():
        mean_said = sum(said for said, _ in each) / len(each)
        mean_came = sum(came for _, came in each) / len(each)
        reliability += len(each) * (mean_said - mean_came) ** 2 / len(pairs)
        resolution += len(each) * (mean_came - base) ** 2 / len(pairs)
    it = brier_parts(*split(pairs), bins)
    assert it.reliability == pytest.approx(reliability)
    assert it.resolution == pytest.approx(resolution)


@given(said_and_came, st.integers(1, 20))
def test_calibration_counts_every_event_once(pairs, bins):
    said, came = split(pairs)
    rows = calibration(said, came, bins)
    assert sum(it.count for it in rows) == len(pairs)
    assert sum(it.count * it.happened for it in rows) == pytest.approx(came.sum())
    for it in rows:
        assert it.low - 1e-9 <= it.mean_probability <= it.high + 1e-9
        assert it.interval[0] <= it.happened <= it.interval[1]


@pytest.mark.parametrize("truth", [0.0, 0.1, 0.35, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("rule", [brier, event_log_score])
def test_the_true_probability_scores_best_in_expectation(rule, truth):
    def expected(said):
        yes, no = rule(np.array([said, said]), np.array([1.0, 0.0]))
        return truth * yes + (1 - truth) * no

    others = [said for said in np.linspace(0, 1, 41) if abs(said - truth) > 1e-9]
    assert all(expected(truth) < expected(said) for said in others)


def test_the_log_score_has_a_floor():
    assert event_log_score(np.array([0.0]), np.array([1.0]))[0] == pytest.approx(-log(1e-6))
    assert event_log_score(np.array([0.0]), np.array([0.0]))[0] == 0


def test_edges_of_bins_belong_to_the_bin_that_begins_there():
    assert bin_of(np.array(tenths), 10).tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
