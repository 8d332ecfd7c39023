from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case
from detente.engines.forecast import forecast
from detente.engines.forecast.nash_bargaining import far_bargaining, nash_bargaining
from detente.engines.forecast.weighted_mean import weighted_mean
from tests.engines.forecast.tables import arrays, tables

references = st.floats(-150, 150, allow_subnormal=False)


def gains(x, positions, reference):
    return (positions - reference) ** 2 - (positions - x) ** 2


def by_grid(positions, weights, reference):
    """The best point of a fine grid that nobody of weight likes less than the reference, by definition."""
    counted = weights > 0
    points = np.linspace(-160, 160, 64_001)
    values = gains(points[:, np.newaxis], positions[counted], reference)
    allowed = (values > 0).all(axis=1)
    if not allowed.any():
        return reference
    return points[allowed][np.log(values[allowed]).dot(weights[counted]).argmax()]


@given(tables(), references)
def test_it_is_the_best_point_that_all_prefer_to_the_reference(table, reference):
    positions, weights = arrays(*table)
    found = nash_bargaining(positions, weights, np.array(reference))
    assert found == pytest.approx(by_grid(positions, weights, reference), abs=0.011)
    assert (gains(found, positions, reference)[weights > 0] >= -1e-6 * (1 + reference**2)).all()


@given(tables(), references)
def test_it_lies_within_the_positions_or_at_the_reference(table, reference):
    positions, weights = arrays(*table)
    found = nash_bargaining(positions, weights, np.array(reference))
    held = positions[weights > 0]
    assert found == reference or held.min() - 1e-9 <= found <= held.max() + 1e-9


@given(tables(), references, st.randoms(use_true_random=False))
def test_order_scale_mirror_and_duplicates_change_nothing(table, reference, random):
    positions, weights = arrays(*table)
    found = nash_bargaining(positions, weights, np.array(reference))
    order = random.sample(range(len(positions)), len(positions))
    close = pytest.approx(found, abs=1e-9)
    assert nash_bargaining(positions[order], weights[order], np.array(reference)) == close
    assert nash_bargaining(positions, weights * 7, np.array(reference)) == close
    assert -nash_bargaining(-positions, weights, np.array(-reference)) == close
    twice = nash_bargaining(np.tile(positions, 2), np.tile(weights / 2, 2), np.array(reference))
    assert twice == close
    assert (nash_bargaining(positions * 3 + 5, weights, np.array(reference * 3 + 5)) - 5) / 3 == pytest.approx(
        found, abs=1e-8
    )


@given(tables())
def test_far_disagreement_tends_to_the_weighted_mean(table):
    positions, weights = arrays(*table)
    assert far_bargaining(positions, weights, 1e12) == pytest.approx(weighted_mean(positions, weights), abs=1e-4)


@given(tables(), st.floats(1, 20))
def test_far_disagreement_maximises_its_product(table, times):
    positions, weights = arrays(*table)
    loss = times * 200.0**2 + 1
    points = np.linspace(-100, 100, 40_001)
    product = np.log(loss - (points[:, np.newaxis] - positions) ** 2).dot(weights)
    assert far_bargaining(positions, weights, loss) == pytest.approx(points[product.argmax()], abs=0.0051)


def test_all_rows_are_solved_at_once():
    made = np.random.default_rng(1)
    positions, weights, reference = made.uniform(50, 100, (20, 5)), made.uniform(0, 1, (20, 5)), made.uniform(0, 50, 20)
    found = nash_bargaining(positions, weights, reference)
    for row in range(20):
        assert found[row] == nash_bargaining(positions[row], weights[row], reference[row])


def test_without_weight_it_is_undetermined():
    assert np.isnan(nash_bargaining(np.array([1.0, 2.0]), np.zeros(2), np.array(0.0)))
    assert np.isnan(far_bargaining(np.array([1.0, 2.0]), np.zeros(2), 9.0))
    assert np.isnan(nash_bargaining(np.array([]), np.array([]), np.array(0.0)))


def case(reference=None, **positions):
    issue = {"scale": {0: "low", 100: "high"}} | ({} if reference is None else {"reference": reference})
    return Case.model_validate({
        "id": "bargain", "parties": {party: {"capability": 1} for party in positions}, "issues": {"price": issue},
        "positions": {party: {"price": {"position": x, "salience": 50}} for party, x in positions.items()},
    })  # fmt: skip


def test_the_case_s_reference_is_the_disagreement():
    apart = case(reference=20, a=0, b=60)
    assert forecast(apart, "nash_bargaining", draws=0).issues["price"].outcome == 20
    far = forecast(apart, "nash_bargaining", draws=0, options={"disagreement": "far"}).issues["price"].outcome
    assert far == pytest.approx(30)
    one_side = forecast(case(reference=0, a=40, b=80), "nash_bargaining", draws=0).issues["price"].outcome
    assert one_side == pytest.approx(48.769, abs=1e-3)


def test_without_a_reference_the_disagreement_is_far():
    assert forecast(case(a=10, b=60), "nash_bargaining", draws=0).issues["price"].outcome == pytest.approx(35)


def test_an_uncertain_reference_is_drawn_and_has_a_swing():
    answer = forecast(case(reference=[0, 10, 30], a=40, b=80), "nash_bargaining", draws=200).issues["price"]
    assert answer.interval80[0] < answer.interval80[1]
    assert [it.number for it in answer.swings] == ["issues.price.reference"]
    assert "reference of price" in answer.sentence
