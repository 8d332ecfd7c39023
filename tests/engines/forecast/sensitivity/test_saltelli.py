"""Sobol indices against values known on paper."""

from __future__ import annotations

import math

import numpy as np
import pytest

from detente.engines.forecast.sensitivity import sensitivity
from detente.engines.forecast.sensitivity.saltelli import design, indices
from tests.engines.forecast.sensitivity.small_cases import position, small


def analysed(function, factors, points=4096, seed=1):
    sample = design(points, np.arange(factors), factors, seed)
    return indices(function(sample.rows(0, sample.count)), factors, seed)


def ishigami(shares):
    x, y, z = (2 * math.pi * shares - math.pi).T
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def ishigami_indices():
    """First-order and total indices in closed form, a = 7, b = 0.1."""
    one = 0.5 * (1 + 0.1 * math.pi**4 / 5) ** 2
    two, one_and_three = 7**2 / 8, 0.1**2 * math.pi**8 * (1 / 18 - 1 / 50)
    variance = one + two + one_and_three
    first = np.array([one, two, 0]) / variance
    return first, np.array([one + one_and_three, two, one_and_three]) / variance


@pytest.mark.parametrize("seed", range(5))
def test_ishigami(seed):
    first, total = ishigami_indices()
    found = analysed(ishigami, 3, seed=seed)
    assert found.first == pytest.approx(first, abs=0.03)
    assert found.total == pytest.approx(total, abs=0.03)


def test_intervals_cover_the_truth():
    first, total = ishigami_indices()
    covered = []
    for seed in range(40):
        found = analysed(ishigami, 3, 256, seed)
        covered += (abs(found.first - first) <= found.first_half).tolist()
        covered += (abs(found.total - total) <= found.total_half).tolist()
    assert sum(covered) >= 0.93 * len(covered)


def test_a_product_has_an_interaction():
    # y = u v with u, v uniform: V = 7/144, V[E(y|u)] = 1/48 = 3/144; the rest, 1/144, is in both totals.
    found = analysed(lambda shares: shares[:, 0] * shares[:, 1], 2)
    assert found.first == pytest.approx([3 / 7, 3 / 7], abs=0.02)
    assert found.total == pytest.approx([4 / 7, 4 / 7], abs=0.02)


def test_rows_are_a_then_one_factor_from_b_then_b():
    sample = design(4, np.array([0, 1, 0]), 2, 1)
    rows = sample.rows(0, sample.count).reshape(4, 4, 3)
    for point, (a, b) in enumerate(sample.base):
        assert rows[point].tolist() == [a.tolist(), [b[0], a[1], b[2]], [a[0], b[1], a[2]], b.tolist()]
    assert np.concatenate([sample.rows(0, 5), sample.rows(5, 16)]).tolist() == rows.reshape(16, 3).tolist()


def test_points_without_an_outcome_are_left_out():
    sample = design(4096, np.arange(2), 2, 1)
    outcomes = sample.rows(0, sample.count) @ [1.0, 2.0]
    outcomes[7::40] = np.nan
    assert indices(outcomes, 2, 1).first == pytest.approx([0.2, 0.8], abs=0.05)


@pytest.mark.parametrize("outcomes", [np.full(32, 7.0), np.full(32, np.nan)])
def test_where_nothing_varies_every_index_is_zero(outcomes):
    found = indices(outcomes, 2, 1)
    assert found.first.tolist() == found.total.tolist() == found.first_half.tolist() == [0, 0]


# -- of the weighted mean ----------------------------------------------------------------------------------------------


def by_number(case, **options):
    found = sensitivity(case, draws=4096, **options).issues["price"]
    return {" ".join(index.numbers): index for index in found.indices}


def test_the_weighted_mean_of_uncertain_positions_is_linear():
    # Weights 1, 2, 3; standard deviations 20, 10, 30 / sqrt(12): variances of the parts as 400, 400, 8100.
    case = small([[0, 20], [40, 50], [60, 90]], capabilities=[1, 2, 3])
    found = by_number(case, seed=2)
    for party, share in zip("abc", np.array([400, 400, 8100]) / 8900, strict=True):
        index = found[position(party)]
        assert index.first == pytest.approx(share, abs=0.02)
        assert index.total == pytest.approx(share, abs=0.02)
        assert index.first_interval[0] <= share <= index.first_interval[1]
        assert index.total_interval[0] <= share <= index.total_interval[1]


@pytest.mark.parametrize(("opposite", "joined"), [(False, (20 + 10) ** 2), (True, (20 - 10) ** 2)])
def test_linked_numbers_are_one_factor(opposite, joined):
    link = (
        {"numbers": [position("a")], "opposite": [position("b")]}
        if opposite
        else {"numbers": [position("a"), position("b")]}
    )
    found = by_number(small([[0, 20], [40, 50], [60, 90]], capabilities=[1, 1, 1], links=[link]))
    assert found[f"{position('a')} {position('b')}"].first == pytest.approx(joined / (joined + 900), abs=0.02)
    assert found[position("c")].first == pytest.approx(900 / (joined + 900), abs=0.02)


def test_a_pooled_number_counts_with_the_variance_of_its_pool():
    # Two sure experts, 0 and 20: variance 100. The other number: 30^2 / 12 = 75.
    judgements = [{"number": position("a"), "by": by, "value": value} for by, value in (("x", 0), ("y", 20))]
    case = small([10, [60, 90]], experts={"x": {}, "y": {}}, judgements=judgements)
    found = by_number(case)
    assert found[position("a")].first == pytest.approx(100 / 175, abs=0.02)
    assert found[position("b")].total == pytest.approx(75 / 175, abs=0.02)
