from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case
from detente.engines.forecast import densities, forecast
from detente.engines.forecast.condorcet import condorcet_density
from tests.engines.forecast.tables import arrays, published, tables


def shares(positions, weights):
    return condorcet_density(np.array([positions], float), np.array([weights], float))[0]


def by_walking(positions, weights, steps=4000):
    """The share of time of each different position, by walking the chain from an even start."""
    places = sorted(set(positions))

    def beats(a, b):
        votes = [w * (abs(x - b) - abs(x - a)) for x, w in zip(positions, weights, strict=True)]
        mine, other = sum(v for v in votes if v > 0), -sum(v for v in votes if v < 0)
        return mine / (mine + other) if mine + other > 0 else 0.5

    now = {place: 1 / len(places) for place in places}
    for _ in range(steps):
        after = dict.fromkeys(places, 0.0)
        for power in places:
            for challenger in places:
                chance = beats(challenger, power)
                after[challenger] += now[power] * chance / len(places)
                after[power] += now[power] * (1 - chance) / len(places)
        now = after
    return now


@given(tables())
def test_it_is_where_the_chain_settles(table):
    positions, weights = (it[:5] for it in table)
    if not any(weights):
        weights = [1] * len(positions)
    held = [(x, w) for x, w in zip(positions, weights, strict=True) if w]
    positions, weights = [x for x, _ in held], [w for _, w in held]
    found = shares(positions, weights)
    for place, share in by_walking(positions, weights, steps=300).items():
        total = sum(s for x, s in zip(positions, found, strict=True) if x == place)
        assert total == pytest.approx(share, abs=0.02)


def test_three_positions_by_hand():
    # 50 beats either end with 2/3, the ends are even: detailed balance gives 1 : 2 : 1
    assert shares([0, 50, 100], [1, 1, 1]) == pytest.approx([float(Fraction(1, 4)), 0.5, 0.25])


@given(tables())
def test_shares_sum_to_one_and_balance(table):
    positions, weights = arrays(*table)
    found = shares(positions, weights)
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()


@given(tables(), st.randoms(use_true_random=False))
def test_order_scale_mirror_and_duplicates_change_nothing(table, random):
    positions, weights = arrays(*table)
    mean = shares(positions, weights) @ positions
    order = random.sample(range(len(positions)), len(positions))
    close = pytest.approx(mean, abs=1e-6)
    assert shares(positions[order], weights[order]) @ positions[order] == close
    assert shares(positions, weights * 7) @ positions == close
    assert -(shares(-positions, weights) @ -positions) == close
    assert shares(np.tile(positions, 2), np.tile(weights / 2, 2)) @ np.tile(positions, 2) == close
    assert positions.min() - 1e-9 <= mean <= positions.max() + 1e-9


@given(tables(), st.floats(-100, 100))
def test_a_party_without_weight_changes_nothing(table, position):
    positions, weights = arrays(*table)
    more = shares(np.append(positions, position), np.append(weights, 0.0))
    assert more[-1] == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(more[:-1], shares(positions, weights), atol=1e-7)


def test_rows_do_not_touch_one_another():
    made = np.random.default_rng(3)
    positions, weights = made.integers(0, 101, (300, 6)).astype(float), made.uniform(0, 1, (300, 6))
    together = condorcet_density(positions, weights)
    for row in (0, 127, 128, 299):
        np.testing.assert_allclose(together[row], shares(positions[row], weights[row]))


def test_without_weight_it_is_undetermined():
    assert np.isnan(shares([1.0, 2.0], [0.0, 0.0])).all()
    assert condorcet_density(np.empty((2, 0)), np.empty((2, 0))).shape == (2, 0)


def test_the_density_on_the_grid_keeps_the_mean(shared):
    positions, capabilities, saliences, _ = published(shared)
    case = Case.model_validate({
        "id": "grid",
        "parties": {f"p{i}": {"capability": float(c)} for i, c in enumerate(capabilities)},
        "issues": {"delay": {"scale": {4: "four", 10: "ten"}}},
        "positions": {
            f"p{i}": {"delay": {"position": float(x), "salience": float(s)}}
            for i, (x, s) in enumerate(zip(positions, saliences, strict=True))
        },
    })  # fmt: skip
    answer = forecast(case, "condorcet", draws=0).issues["delay"]
    assert answer.density.of == "outcome"
    assert answer.density.mean == pytest.approx(answer.outcome)
    assert sum(answer.density.probabilities) == pytest.approx(1)
    assert densities.mean(np.array(answer.density.probabilities)) * 0.06 + 4 == pytest.approx(answer.outcome)
    assert 4 < answer.outcome < 10
