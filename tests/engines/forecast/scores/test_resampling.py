"""Intervals from resampled clusters."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.forecast import bootstrap
from detente.engines.forecast.scores.differences import verdict
from detente.engines.forecast.scores.resampling import estimate
from detente.results.scores import Estimate


def test_the_interval_agrees_with_every_possible_resample():
    groups = [[1.0, 5.0], [2.0], [9.0, 9.0, 3.0], [4.0, 6.5], [7.25]]
    values = np.array([it for group in groups for it in group])
    clusters = [str(number) for number, group in enumerate(groups) for _ in group]
    means = [
        sum(sum(groups[place]) for place in places) / sum(len(groups[place]) for place in places)
        for places in product(range(5), repeat=5)
    ]
    it = estimate(values, clusters, seed=1, resamples=20_000)
    assert it.value == pytest.approx(values.mean())
    assert it.interval == pytest.approx(tuple(np.quantile(means, [0.025, 0.975])), abs=0.1)


def test_clusters_widen_the_interval_of_values_that_go_together():
    values = np.repeat(np.arange(20.0), 10)
    alone = estimate(values, [str(number) for number in range(200)]).interval
    together = estimate(values, [str(number // 10) for number in range(200)]).interval
    assert together[1] - together[0] > 2 * (alone[1] - alone[0])


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=30), st.integers(0, 9))
def test_the_interval_lies_within_the_values(values, seed):
    it = estimate(np.array(values), [str(number) for number in range(len(values))], seed=seed, resamples=50)
    assert min(values) - 1e-9 <= it.interval[0] <= it.interval[1] <= max(values) + 1e-9
    assert it == estimate(np.array(values), [str(number) for number in range(len(values))], seed=seed, resamples=50)


def test_blocks_change_nothing(monkeypatch):
    values, clusters = np.arange(30.0), [str(number) for number in range(30)]
    whole = estimate(values, clusters, seed=3, resamples=200)
    monkeypatch.setattr(bootstrap, "MOST_CELLS", 70)
    assert estimate(values, clusters, seed=3, resamples=200) == whole


def test_one_cluster_or_no_resample_gives_no_interval():
    assert estimate(np.array([1.0, 2.0]), ["a", "a"]).interval is None
    assert estimate(np.array([1.0, 2.0]), ["a", "b"], resamples=0).interval is None


@pytest.mark.parametrize(
    ("interval", "clusters", "wanted"),
    [
        ((-2, -1), 10, "better"),
        ((1, 2), 10, "worse"),
        ((-1, 1), 10, "undetermined"),
        ((-1, 0), 10, "undetermined"),
        ((-2, -1), 9, "undetermined"),
        (None, 50, "undetermined"),
    ],
)
def test_what_an_interval_of_a_difference_allows_to_say(interval, clusters, wanted):
    assert verdict(Estimate(value=0, interval=interval), clusters) == wanted
