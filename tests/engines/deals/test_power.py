"""Voting power against known answers and against looking at every coalition and every order."""

import itertools
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.deals import power as module
from detente.engines.deals.power import blocking_sets, power, winning_coalitions
from detente.engines.deals.space import Rule
from detente.errors import MethodError
from tests.engines.deals import spaces_danalysis


def weighted(weights, quota):
    return Rule(np.zeros(len(weights), dtype=bool), 0, np.array(weights, dtype=float), quota)


def wins(rule, members):
    accepted = np.zeros(len(rule.veto), dtype=bool)
    accepted[list(members)] = True
    return bool(rule.passes(accepted))


def subsets(parties):
    parties = list(parties)
    return itertools.chain.from_iterable(itertools.combinations(parties, size) for size in range(len(parties) + 1))


def reference(rule):
    """Swings over all coalitions for Banzhaf; pivots over all orders for Shapley-Shubik."""
    parties = len(rule.veto)
    swings, pivots = np.zeros(parties), np.zeros(parties)
    for party in range(parties):
        others = [other for other in range(parties) if other != party]
        swings[party] = sum(wins(rule, (*one, party)) and not wins(rule, one) for one in subsets(others))
    for order in itertools.permutations(range(parties)):
        for place, party in enumerate(order):
            if wins(rule, order[: place + 1]):
                pivots[party] += not wins(rule, order[:place])
                break
    return swings / 2 ** (parties - 1), pivots / factorial(parties)


@pytest.mark.parametrize("seed", range(40))
def test_power_is_that_of_all_coalitions_and_orders(seed):
    made = np.random.default_rng(seed)
    rule = spaces_danalysis.rule(made, int(made.integers(1, 6)))
    absolute, orders = reference(rule)
    found = power(rule)
    assert found.banzhaf_absolute == pytest.approx(absolute)
    assert found.shapley_shubik == pytest.approx(orders)
    if absolute.sum():
        assert found.banzhaf == pytest.approx(absolute / absolute.sum())


@pytest.mark.parametrize("seed", range(40))
def test_counting_and_looking_agree(seed):
    made = np.random.default_rng(100 + seed)
    rule = spaces_danalysis.rule(made, int(made.integers(2, 12)))
    units = module._units(rule)
    assert module._counted(rule, *units) == pytest.approx(module._looked_at(rule))


@pytest.mark.parametrize("seed", range(60))
def test_the_smallest_coalitions_are_those_of_all_subsets(seed):
    made = np.random.default_rng(200 + seed)
    rule = spaces_danalysis.rule(made, int(made.integers(1, 7)))
    everybody = set(range(len(rule.veto)))
    winning = {one for one in subsets(everybody) if wins(rule, one)}
    blocking = {one for one in subsets(everybody) if not wins(rule, everybody - set(one))}

    def smallest(family):
        return {one for one in family if not any(set(other) < set(one) for other in family)}

    for found, family in ((winning_coalitions(rule), winning), (blocking_sets(rule), blocking)):
        assert len(set(found)) == len(found)
        assert set(found) == smallest(family)


def test_security_council():
    council = Rule(np.arange(15) < 5, 9, np.ones(15), 0.0)
    found = power(council)
    assert found.shapley_shubik[:5] == pytest.approx(0.19627, abs=5e-6)
    assert found.shapley_shubik[5:] == pytest.approx(0.001865, abs=5e-7)
    assert found.banzhaf_absolute[0] == pytest.approx(848 / 2**14)
    assert found.banzhaf_absolute[14] == pytest.approx(84 / 2**14)
    assert found.banzhaf[0] == pytest.approx(848 / (5 * 848 + 10 * 84))
    assert len(winning_coalitions(council)) == 210
    assert len(blocking_sets(council)) == 5 + 120
    as_votes = weighted([7] * 5 + [1] * 10, 39)  # the same council as a weighted game
    assert power(as_votes).shapley_shubik == pytest.approx(found.shapley_shubik)


def test_council_of_the_six():
    """Council of the European Communities 1958: weights 4, 4, 4, 2, 2, 1 and quota 12; Luxembourg is a dummy."""
    found = power(weighted([4, 4, 4, 2, 2, 1], 12))
    assert found.banzhaf == pytest.approx(np.array([10, 10, 10, 6, 6, 0]) / 42)
    assert found.shapley_shubik == pytest.approx(np.array([14, 14, 14, 9, 9, 0]) / 60)


def test_many_parties_by_counting():
    found = power(weighted([29] * 4 + [27] * 2 + [14, 13] + [12] * 5 + [10] * 3 + [7] * 5 + [4] * 5 + [3], 255))
    assert len(found.banzhaf) == 27  # the European Union of 27 under the treaty of Nice
    assert found.shapley_shubik.sum() == pytest.approx(1)
    assert found.shapley_shubik[0] == pytest.approx(0.087, abs=1e-3)
    assert found.banzhaf[0] == pytest.approx(0.0778, abs=1e-3)
    majority = power(weighted([1] * 99, 50))
    assert majority.shapley_shubik == pytest.approx(1 / 99)


def test_weights_without_a_common_unit():
    rule = weighted([np.sqrt(2), np.sqrt(3), np.pi, 1.0], 3.2)
    absolute, orders = reference(rule)
    assert power(rule).banzhaf_absolute == pytest.approx(absolute)
    assert power(rule).shapley_shubik == pytest.approx(orders)
    with pytest.raises(MethodError, match="too long"):
        power(weighted(np.sqrt(np.arange(2, 32)), 50.0))


def test_tenths_that_floats_do_not_hold():
    rule = weighted([0.1, 0.2, 0.7], 0.3)  # 0.1 + 0.2 reaches 0.3
    assert winning_coalitions(rule) == ((2,), (0, 1))
    assert power(rule).banzhaf_absolute == pytest.approx(reference(rule)[0])


def test_rules_that_nobody_or_everybody_meets():
    impossible = weighted([1, 1], 3)
    assert power(impossible).banzhaf.tolist() == [0, 0]
    assert winning_coalitions(impossible) == ()
    assert blocking_sets(impossible) == ((),)
    free = weighted([1, 1], 0)
    assert power(free).shapley_shubik.tolist() == [0, 0]
    assert winning_coalitions(free) == ((),)
    assert blocking_sets(free) == ()


def test_a_long_list_is_cut():
    assert len(winning_coalitions(weighted([1] * 40, 20), limit=50)) == 50


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9), st.data())
def test_power_follows_weight_and_not_the_order_of_parties(weights, data):
    quota = data.draw(st.integers(0, sum(weights) + 1))
    found = power(weighted(weights, quota))
    order = data.draw(st.permutations(range(len(weights))))
    moved = power(weighted([weights[place] for place in order], quota))
    for measure in ("banzhaf", "banzhaf_absolute", "shapley_shubik"):
        powers = getattr(found, measure)
        assert getattr(moved, measure) == pytest.approx(powers[order])
        by_weight = powers[np.argsort(weights, kind="stable")]
        assert (np.diff(by_weight) >= -1e-12).all()
    decided = 0 < quota <= sum(weights)
    assert found.shapley_shubik.sum() == pytest.approx(float(decided))
