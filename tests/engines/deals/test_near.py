from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.deals import near as nearness
from detente.engines.deals.frontier import frontier
from detente.engines.deals.near import near, stream_near
from detente.engines.deals.solutions import solutions
from detente.engines.deals.space import TOLERANCE
from detente.errors import MethodError
from tests.engines.deals import brute, oracles
from tests.engines.deals.test_frontier import as_sets, spaces


def centres_of(space):
    """What the solutions bring."""
    return np.concatenate([space.utilities_of(one.packages) for one in solutions(space).values()])


def by_definition(space, within, centres, points):
    worth = brute.zone(space) if within == "zone" else [(c, w) for c, w, _ in brute.packages(space)]
    best = set(brute.efficient(worth))
    return [
        choices
        for choices, it in sorted(worth)
        if choices in best and any((np.abs(np.array(it) - c) <= points + TOLERANCE).all() for c in centres)
    ]


@given(spaces(), st.sampled_from([0.0, 0.5, 1.0, 7.0, 1e9]), st.sampled_from(["zone", "all"]), st.booleans())
@settings(max_examples=150)
def test_near_the_solutions_are_the_efficient_packages_in_their_windows(space, points, within, together):
    centres = centres_of(space)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearness, "MOST_WINDOWS", 1 if together else 10**6)
        found = near(space, centres, points, within)
    assert found.complete
    assert found.count == len(found.packages)
    assert as_sets(found.packages) == by_definition(space, within, centres, points)
    np.testing.assert_allclose(found.utilities, space.utilities_of(found.packages))


def test_efficient_means_in_the_whole_zone_and_not_only_in_the_window():
    # the second is near the first and so is nothing that dominates it, but the third dominates it from outside
    space = oracles.space_of_points([[[10.0, 9.0, 9.5]], [[10.0, 9.0, 90.0]]], [0.0, 0.0])
    assert as_sets(near(space, np.array([[10.0, 10.0]]), 2.0).packages) == [(0,)]


def test_what_is_near_two_centres_is_listed_once():
    space = oracles.space_of_points([[[0.0, 1.0, 2.0, 3.0]], [[3.0, 2.0, 1.0, 0.0]]], [0.0, 0.0])
    centres = np.array([[1.0, 2.0], [2.0, 1.0], [2.0, 1.0]])
    listed = np.concatenate(list(stream_near(space, centres, 1.0)))
    assert sorted(listed[:, 0].tolist()) == [0, 1, 2, 3]


def test_more_than_can_be_listed_are_cut_and_it_is_said():
    space = oracles.space_of_points([[[3.0] * 10] * 30, [[2.0] * 10] * 30], [80.0, -5.0])
    found = near(space, np.array([[90.0, 60.0]]), 1.0, most=50)
    assert (len(found.packages), found.complete, found.counted) == (50, False, False)
    assert len(set(map(tuple, found.packages.tolist()))) == 50


def test_a_stream_of_very_many_can_be_left_at_any_time():
    space = oracles.space_of_points([[[3.0] * 10] * 30, [[2.0] * 10] * 30], [80.0, -5.0])
    stream = stream_near(space, np.array([[90.0, 60.0]]), 1.0)
    portions = [next(stream) for _ in range(3)]
    packages = np.concatenate(portions)
    assert len(np.unique(packages, axis=0)) == len(packages) > 10_000


def test_too_many_to_compare_are_not_all_listed():
    space = oracles.space_of_points(np.random.default_rng(0).random((8, 5, 8)).tolist(), [0.0] * 8)
    centres = centres_of(space)
    whole, cut = near(space, centres, 1.0), near(space, centres, 1.0, work=1e5)
    assert whole.complete
    assert not cut.complete
    assert set(as_sets(cut.packages)) < set(as_sets(whole.packages))
    with pytest.raises(MethodError, match="too many efficient packages"):
        list(stream_near(space, centres, 1.0, work=1e5))


def test_beyond_what_can_be_enumerated_it_is_part_of_the_frontier():
    made = np.random.default_rng(3)
    space = oracles.space_of_points(made.random((3, 9, 10)).tolist(), [0.0] * 3)
    whole, centres = frontier(space), centres_of(space)
    inside = np.zeros(len(whole.packages), dtype=bool)
    for centre in centres:
        inside |= (np.abs(whole.utilities - centre) <= 0.5).all(axis=1)
    found = near(space, centres, 0.5)
    assert found.complete
    assert 0 < len(found.packages) < len(whole.packages)
    assert as_sets(found.packages) == as_sets(whole.packages[inside])
