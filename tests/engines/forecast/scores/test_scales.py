"""Scores of points, intervals and distributions on the 0-100 scale."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.forecast.scores.given import ScaleForecast
from detente.engines.forecast.scores.measures import Resampling, pit_values, scale_scores, scale_values
from detente.engines.forecast.scores.points import interval_score

FEW = Resampling(0, 50)


def distribution(**chances: float) -> np.ndarray:
    found = np.zeros(101)
    for point, chance in chances.items():
        found[int(point.removeprefix("p"))] = chance
    return found


def values(forecast, outcome):
    return {name: it[0] for name, it in scale_values([forecast], np.array([float(outcome)])).items()}


@given(st.integers(0, 100), st.integers(0, 100))
def test_the_crps_of_a_point_is_its_absolute_error(point, outcome):
    certain = np.eye(101)[point]
    assert values(ScaleForecast(probabilities=certain), outcome)["crps"] == pytest.approx(abs(point - outcome))
    assert values(ScaleForecast(median=float(point)), outcome)["crps"] == abs(point - outcome)


@given(st.lists(st.floats(0, 1), min_size=101, max_size=101).filter(lambda it: sum(it) > 0.1), st.integers(0, 100))
def test_the_crps_agrees_with_a_loop(weights, outcome):
    chances = np.array(weights) / sum(weights)
    total, cumulated = 0.0, 0.0
    for point, chance in enumerate(chances):
        cumulated += chance
        total += (cumulated - (1 if point >= outcome else 0)) ** 2
    assert values(ScaleForecast(probabilities=chances), outcome)["crps"] == pytest.approx(total)


def test_crps_and_log_score_by_hand():
    half = distribution(p20=0.5, p60=0.5)
    # 20 points at F = 1/2 below the outcome 40, and 20 at 1 - F = 1/2 above it: 40 / 4
    assert values(ScaleForecast(probabilities=half), 40)["crps"] == pytest.approx(10)
    assert values(ScaleForecast(probabilities=half), 60)["log_score"] == pytest.approx(log(2))
    assert values(ScaleForecast(probabilities=half), 40)["log_score"] == pytest.approx(-log(1e-6))


@pytest.mark.parametrize("measure", ["crps", "log_score"])
def test_the_true_distribution_scores_best_in_expectation(measure):
    truth = distribution(p10=0.3, p50=0.5, p90=0.2)
    others = [
        distribution(p10=0.5, p50=0.3, p90=0.2),
        distribution(p10=0.3, p50=0.4, p90=0.3),
        distribution(p50=1),
        distribution(p10=0.3, p50=0.5, p80=0.2),
        np.full(101, 1 / 101),
    ]

    def expected(said):
        return sum(truth[k] * values(ScaleForecast(probabilities=said), k)[measure] for k in np.flatnonzero(truth))

    assert all(expected(truth) < expected(other) for other in others)


def test_the_interval_score_is_least_at_the_true_quantiles():
    outcomes = np.arange(101.0)

    def mean_score(low, high):
        return interval_score(np.full(101, low), np.full(101, high), outcomes).mean()

    best = min((mean_score(low, high), low, high) for low in range(0, 101, 5) for high in range(low, 101, 5))
    assert best[1:] == (10, 90)


def test_errors_and_hits_by_hand():
    forecasts = [ScaleForecast(median=50.0, mean=40.0), ScaleForecast(median=20.0, mean=30.0)]
    it = scale_scores(forecasts, np.array([53.0, 60.0]), ["a", "b"], FEW)
    assert (it.count, it.gives) == (2, "points")
    assert it.mae_median.value == pytest.approx((3 + 40) / 2)
    assert it.mae_mean.value == pytest.approx((13 + 30) / 2)
    assert it.rmse == pytest.approx(((9 + 1600) / 2) ** 0.5)
    assert it.hit10 == 0.5
    assert it.crps == it.mae_median
    assert (it.log_score, it.coverage80, it.width80, it.pit) == (None, None, None, None)


def test_intervals_without_probabilities_are_covered_or_not():
    forecasts = [ScaleForecast(median=50.0, low80=40.0, high80=60.0)] * 2
    it = scale_scores(forecasts, np.array([60.0, 61.0]), ["a", "b"], FEW)
    assert (it.coverage80, it.width80) == (0.5, 20)
    assert it.interval_score80.value == pytest.approx((20 + 30) / 2)


def test_a_calibrated_forecaster_covers_eighty_per_cent():
    rng = np.random.default_rng(5)
    chances = np.exp(-0.5 * ((np.arange(101) - 50) / 12) ** 2)
    chances /= chances.sum()
    outcomes = rng.choice(101, size=4000, p=chances).astype(float)
    it = scale_scores([ScaleForecast(probabilities=chances)] * 4000, outcomes, [str(n) for n in range(4000)], FEW)
    assert it.coverage80 == pytest.approx(0.8, abs=0.03)
    assert sum(it.pit) == 4000
    assert min(it.pit) > 320
    assert max(it.pit) < 480


def test_forecasts_with_and_without_probabilities_go_together():
    forecasts = [ScaleForecast(probabilities=distribution(p30=1)), ScaleForecast(median=70.0)]
    it = scale_scores(forecasts, np.array([40.0, 40.0]), ["a", "b"], FEW)
    assert it.crps.value == pytest.approx((10 + 30) / 2)
    assert it.gives == "probabilities"
    assert it.floored == 1
    assert sum(it.pit) == 1


def test_the_same_seed_gives_the_same_places():
    forecasts = [ScaleForecast(probabilities=np.full(101, 1 / 101))] * 20
    outcomes = np.linspace(0, 100, 20)
    one, again, other = (pit_values(forecasts, outcomes, seed) for seed in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()
