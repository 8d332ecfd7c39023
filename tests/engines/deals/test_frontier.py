from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.deals import frontier_merging
from detente.engines.deals.frontier import frontier
from detente.engines.deals.frontier_loops import undominated
from detente.engines.deals.solutions import NAMES, solutions
from detente.engines.deals.space import TOLERANCE, Block, Rule, Space
from detente.engines.deals.zone import zone_count
from tests.engines.deals import brute, oracles


@st.composite
def spaces(draw):
    """Small spaces with ties, negative reservations, red lines, blocks of two issues and every kind of pass rule."""
    parties, blocks = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    made = np.random.default_rng(draw(st.integers(0, 2**31)))
    step = draw(st.sampled_from([1.0, 0.1, 7.0]))
    found, issue = [], 0
    for _ in range(blocks):
        size, width = int(made.integers(1, 5)), int(made.integers(1, 3))
        choices = np.stack([np.arange(size)] * width, axis=1)
        values = made.integers(0, 6, (parties, size)) * step
        refused = made.random((parties, size)) < draw(st.sampled_from([0.0, 0.0, 0.2]))
        found.append(Block(tuple(range(issue, issue + width)), choices, values, refused))
        issue += width
    rule = draw(st.sampled_from(["unanimity", "most", "veto", "quota"]))
    veto = made.random(parties) < 0.5 if rule == "veto" else np.zeros(parties, bool)
    rules = {
        "unanimity": Rule.unanimity(parties),
        "most": Rule(veto, max(1, parties - 1), np.ones(parties), 0.0),
        "veto": Rule(veto, 1, np.ones(parties), 0.0),
        "quota": Rule(veto, 1, made.integers(1, 5, parties).astype(float), 4.0),
    }
    marks = tuple(tuple(map(float, range(9))) for _ in range(issue))
    reservations = made.integers(-3, 4 * blocks, parties) * step
    names = tuple(f"p{i}" for i in range(parties))
    return Space(names, tuple(f"i{k}" for k in range(issue)), marks, tuple(found), reservations, rules[rule])


def as_sets(packages):
    return sorted(map(tuple, packages.tolist()))


@given(spaces())
@settings(max_examples=200)
def test_frontier_zone_and_solutions_agree_with_their_definitions(space):
    inside = brute.zone(space)
    assert zone_count(space) == (len(inside), False)
    front = frontier(space, "zone")
    assert front.complete
    assert as_sets(front.packages) == brute.efficient(inside)
    everything = frontier(space, "all")
    assert as_sets(everything.packages) == brute.efficient([(c, w) for c, w, _ in brute.packages(space)])
    wanted = brute.solutions(space)
    picked = solutions(space)
    for name in NAMES:
        assert picked[name].proven
        assert as_sets(picked[name].packages) == wanted[name], name


@given(spaces())
def test_the_utilities_of_the_frontier_are_those_of_its_packages(space):
    front = frontier(space, "all")
    np.testing.assert_allclose(front.utilities, space.utilities_of(front.packages))


def test_a_tenth_and_two_tenths_are_three_tenths():
    points = [[[0.1 + 0.2, 0.3], [0.0, 0.1]], [[1.0, 1.0 - 1e-12], [1.0, 0.0]]]
    space = oracles.space_of_points(points, [0.0, 0.0])
    assert as_sets(frontier(space, "all").packages) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    points[1][0][1] = 1.0 + 1e-6
    space = oracles.space_of_points(points, [0.0, 0.0])
    assert as_sets(frontier(space, "all").packages) == [(1, 0), (1, 1)]


def test_too_many_efficient_packages_are_counted_and_the_greatest_sums_listed():
    made = np.random.default_rng(0)
    space = oracles.space_of_points(made.random((8, 4, 8)).tolist(), [0.0] * 8)
    whole, front = frontier(space), frontier(space, most=100)
    assert whole.complete
    assert (front.complete, front.counted, front.count) == (False, True, len(whole.packages))
    sums = np.sort(whole.utilities.sum(axis=1))
    np.testing.assert_allclose(np.sort(front.utilities.sum(axis=1)), sums[-100:])
    picked = solutions(space)  # they do not need the frontier
    assert all(picked[name].proven and len(picked[name].packages) for name in NAMES)


@given(spaces(), st.integers(0, 2**31))
def test_a_floor_leaves_the_efficient_packages_that_bring_everybody_so_much(space, seed):
    floor = np.random.default_rng(seed).choice(space.utilities_of(space.all_packages()).ravel(), len(space.parties))
    for within in ("zone", "all"):
        whole, high = frontier(space, within), frontier(space, within, floor=floor)
        reached = (whole.utilities >= floor - TOLERANCE).all(axis=1)
        assert as_sets(high.packages) == as_sets(whole.packages[reached])


def test_equal_packages_are_kept_though_more_refuse_one_of_them():
    refused = np.array([[False, False], [False, True]])
    block = Block((0,), np.arange(2)[:, None], np.full((2, 2), 50.0), refused)
    one_is_enough = Rule(np.zeros(2, bool), 1, np.ones(2), 0.0)
    space = Space(("a", "b"), ("land",), ((0.0, 1.0),), (block, block), np.array([10.0, 10.0]), one_is_enough)
    assert frontier(space).count == zone_count(space)[0] == 4


def test_equal_packages_are_kept_whoever_refuses_them():
    values = np.array([[1.0, 1.0], [2.0, 2.0], [0.0, 0.0]])
    refused = np.array([[False, False], [False, False], [False, True]])
    block = Block((0,), np.arange(2)[:, None], values, refused)
    rule = Rule(np.array([True, True, False]), 2, np.ones(3), 0.0)
    space = Space(("a", "b", "c"), ("i",), ((0.0, 1.0),), (block,), np.zeros(3), rule)
    assert as_sets(frontier(space, "zone").packages) == [(0,), (1,)]


def test_a_package_is_efficient_where_only_one_outside_the_zone_dominates_it():
    refused = np.array([[False, True], [False, False]])
    block = Block((0,), np.arange(2)[:, None], np.array([[20.0, 30.0], [20.0, 30.0]]), refused)
    space = Space(("a", "b"), ("land",), ((0.0, 1.0),), (block,), np.array([10.0, 10.0]), Rule.unanimity(2))
    assert as_sets(frontier(space).packages) == [(0,)]
    assert as_sets(frontier(space, "all").packages) == [(1,)]


def test_differences_that_count_as_none_do_not_add_up():
    # the second dominates the third, though the first, which dominates the second, does not
    values = np.array([[0.0, 0.8e-9, 1.6e-9], [2.0, 1.0, 0.0]])
    space = oracles.space_of_points([[row.tolist(), [0.0, 0.0]] for row in values], [0.0, 0.0])
    assert as_sets(frontier(space).packages) == [(0, 0), (0, 1)]


def test_packages_that_nobody_tells_apart_are_counted_and_a_few_listed():
    space = oracles.space_of_points([[[3.0] * 10] * 30, [[2.0] * 10] * 30], [80.0, -5.0])
    front = frontier(space, most=50)
    assert (front.count, front.complete, front.counted) == (10**30, False, True)
    assert len(set(map(tuple, front.packages.tolist()))) == 50
    assert zone_count(space) == (10**30, False)


def test_too_many_to_compare_are_not_listed(monkeypatch):
    space = oracles.space_of_points(np.random.default_rng(0).random((8, 4, 8)).tolist(), [0.0] * 8)
    front = frontier(space, work=1_000.0)
    assert (front.complete, front.counted, len(front.packages)) == (False, False, 0)
    monkeypatch.setattr(frontier_merging, "MOST_NUMBERS", 10_000)
    front = frontier(space)
    assert (front.complete, front.counted, len(front.packages)) == (False, False, 0)


@pytest.mark.parametrize(("criteria", "step"), [(2, 0.001), (3, 1.0), (6, 0.1), (6, 5.0)])
def test_points_in_several_portions_are_compared_as_one_by_one(criteria, step):
    made = np.random.default_rng(criteria)
    points = np.round(made.normal(0, 10, (4_000, criteria)) / step) * step
    points -= 0.9 * points.mean(axis=1, keepdims=True)  # so that many are efficient
    asks = made.integers(0, 4, (len(points), 1)).astype(np.uint64)
    kept, _ = undominated(points, asks, 1e-12, 1e-9, 1e12)
    assert kept is not None
    for place, (point, asked) in enumerate(zip(points, asks, strict=True)):
        better = (points >= point - 1e-12).all(axis=1) & (points > point + 1e-9).any(axis=1)
        assert kept[place] == ~(better & ((asks & ~asked) == 0).all(axis=1)).any()


@pytest.mark.parametrize("name", ["s1_two_party_logroll", "s2_ties_duplicates", "s6_no_zopa", "s7_float_noise"])
def test_the_known_answers_hold(shared, name):
    oracle = oracles.load(shared, name)
    space, wanted = oracles.space_of_weights(oracle), oracle["brute_force_exact"]
    assert space.size == wanted["n_outcomes"]
    assert zone_count(space)[0] == wanted["n_rational"]
    front = frontier(space, "zone")
    assert oracles.numbers(space, front.packages) == wanted["pareto_rational"]
    assert oracles.numbers(space, frontier(space, "all").packages) == wanted["pareto_all"]
    keys = {
        "nash": "nash",
        "egalitarian": "egalitarian_leximin_gain",
        "utilitarian": "utilitarian_sum",
        "relative_utilitarian": "relative_utilitarian",
        "kalai_smorodinsky": "ks_maximin_ratio_ideal_rational",
    }
    picked = solutions(space)
    for solution, key in keys.items():
        assert oracles.numbers(space, picked[solution].packages) == wanted[key], solution


def test_the_panama_canal(shared):
    oracle = oracles.load(shared, "public_panama_canal")
    points = [[[p, 0] for p in oracle["US"]], [[0, p] for p in oracle["Panama"]]]
    space, wanted = oracles.space_of_points(points, [0, 0]), oracle["indivisible"]
    front = frontier(space)
    assert oracles.numbers(space, front.packages) == wanted["pareto"]
    picked = solutions(space)
    assert oracles.numbers(space, picked["nash"].packages) == wanted["nash"]
    assert oracles.numbers(space, picked["egalitarian"].packages) == wanted["egalitarian_leximin"]
    worth = space.utilities_of(picked["utilitarian"].packages).sum(axis=1)
    assert set(worth.tolist()) == {float(wanted["utilitarian_sum"])}


def test_the_scorable_game(shared):
    game = oracles.load(shared, "scorable_game_base")["game"]
    parties = game["parties"]
    veto = np.array([it["role"] in ("p1", "p2") for it in parties])
    points, minimum = [it["points"] for it in parties], [it["minimum"] for it in parties]
    unanimous = oracles.space_of_points(points, minimum)
    usual = oracles.space_of_points(points, minimum, Rule(veto, len(parties) - 1, np.ones(len(parties)), 0.0))
    assert zone_count(unanimous)[0] == game["n_unanimous"]
    assert zone_count(usual)[0] == game["n_pass_all_but_one_with_vetoes"]
    assert oracles.numbers(unanimous, frontier(unanimous, "all").packages) == game["pareto_all"]
