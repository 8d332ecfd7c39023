from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.deals import zone_loops
from detente.engines.deals.space import Block, Rule, Space
from detente.engines.deals.zone import zone_count
from tests.engines.deals import oracles


def space_of(seed: int, sizes: tuple[int, ...], parties: int, demand: float, step: float = 0.0) -> Space:
    """Random values, some choices refused, reservations at about ``demand`` of what there is."""
    made = np.random.default_rng(seed)
    blocks = []
    for number, size in enumerate(sizes):
        values = made.uniform(0, 100 / len(sizes), (parties, size))
        values = np.round(values / step) * step if step else values
        blocks.append(Block((number,), np.arange(size)[:, None], values, made.random((parties, size)) < 0.05))
    top = np.sum([block.values.max(axis=1) for block in blocks], axis=0)
    marks = tuple(tuple(map(float, range(size))) for size in sizes)
    names = tuple(f"i{number}" for number in range(len(sizes)))
    reservations = top * demand * made.uniform(0.8, 1.2, parties)
    reservations[made.random(parties) < 0.15] = -10.0
    unanimity = Rule.unanimity(parties)
    return Space(tuple(f"p{k}" for k in range(parties)), names, marks, tuple(blocks), reservations, unanimity)


def rules(parties: int) -> dict[str, Rule]:
    """Every kind of pass rule."""
    none = np.zeros(parties, dtype=bool)
    first = np.arange(parties) < 2
    weights = np.arange(1.0, parties + 1)
    return {
        "unanimity": Rule.unanimity(parties),
        "anybody": Rule(none, 0, np.ones(parties), 0.0),
        "most": Rule(none, parties - 1, np.ones(parties), 0.0),
        "half and vetoes": Rule(first, parties // 2 + 1, np.ones(parties), 0.0),
        "vetoes": Rule(first, 0, np.ones(parties), 0.0),
        "quota": Rule(none, 0, weights, 0.6 * weights.sum()),
        "quota of equal weights": Rule(none, 0, np.full(parties, 0.1), 0.1 * (parties - 2)),
        "all of it": Rule(first, parties // 2, weights, 0.7 * weights.sum()),
    }


@pytest.mark.parametrize("name", rules(3))
@given(st.integers(0, 2**31), st.integers(3, 9), st.floats(0.2, 0.9), st.sampled_from([0.0, 1.0, 0.1]))
@settings(max_examples=15)
def test_the_count_is_that_of_all_packages(name, seed, parties, demand, step):
    space = space_of(seed, (5, 1, 7, 3, 4, 6), parties, demand, step)
    space = replace(space, rule=rules(parties)[name])
    assert zone_count(space) == (int(space.in_zone(space.all_packages()).sum()), False)


@given(st.integers(0, 2**31), st.integers(1, 6), st.floats(0.2, 0.9), st.sampled_from([1e3, 1e4, 1e5]))
@settings(max_examples=60)
def test_a_count_cut_short_is_a_lower_bound(seed, parties, demand, limit):
    space = space_of(seed, (8, 7, 6, 5, 4), parties, demand)
    inside = int(space.in_zone(space.all_packages()).sum())
    count, at_least = zone_count(space, limit)
    assert count <= inside
    assert at_least or count == inside


def test_a_count_cut_short_says_so():
    space = space_of(1, (8, 7, 6, 5, 4), 4, 0.6)
    assert zone_count(space)[1] is False
    count, at_least = zone_count(space, limit=20_000.0)
    assert at_least
    assert 0 < count < zone_count(space)[0]


@pytest.mark.parametrize("demand", [0.3, 0.5, 0.6])
def test_a_million_million_packages_are_counted_as_by_their_sums(demand):
    made = np.random.default_rng(5)
    points = made.integers(0, 9, (2, 12, 10))
    reservations = [demand * float(table.max(axis=1).sum()) for table in points]
    sums = Counter({(0, 0): 1})
    for issue in range(12):
        after: Counter[tuple[int, int]] = Counter()
        for (one, other), ways in sums.items():
            for more, another in points[:, issue].T.tolist():
                after[one + more, other + another] += ways
        sums = after
    wanted = sum(ways for worth, ways in sums.items() if all(np.array(worth) >= np.array(reservations) - 1e-9))
    assert zone_count(oracles.space_of_points(points.tolist(), reservations)) == (wanted, False)
    apart = points + made.uniform(0, 1e-6, points.shape)  # sums differ now, but none reaches a reservation for that
    assert zone_count(oracles.space_of_points(apart.tolist(), reservations)) == (wanted, False)


def test_no_tail_left_writes_nowhere(monkeypatch):
    # compiled, a write out of bounds shows as a crash much later or not at all; in plain Python it is an error
    monkeypatch.setattr(zone_loops, "_count", zone_loops._count.py_func)
    veto = np.ones(3, dtype=bool)
    found = zone_loops.tails_that_pass(np.zeros((2, 3)), np.zeros((0, 3)), np.ones(3), veto, 3, np.ones(3), -1e-9)
    assert found.tolist() == [0, 0]


def test_no_choice_left_is_an_empty_zone():
    none = Block((0,), np.zeros((0, 1), dtype=np.int64), np.zeros((2, 0)), np.zeros((2, 0), dtype=bool))
    space = Space(("a", "b"), ("land",), ((0.0,),), (none,), np.array([0.0, 0.0]), Rule.unanimity(2))
    assert zone_count(space) == (0, False)
    refused = Block((0,), np.zeros((1, 1), dtype=np.int64), np.ones((2, 1)), np.array([[True], [False]]))
    space = Space(("a", "b"), ("land",), ((0.0,),), (refused,), np.array([0.0, 0.0]), Rule.unanimity(2))
    assert zone_count(space) == (0, False)


def test_no_issue_is_one_package():
    space = Space(("a",), (), (), (), np.array([0.0]), Rule.unanimity(1))
    assert zone_count(space) == (1, False)
    assert zone_count(space.with_reservations(np.array([1.0]))) == (0, False)
