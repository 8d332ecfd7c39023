"""What is said of cases too large to look at everything."""

from __future__ import annotations

import numpy as np
import pytest

from detente.case import Case
from detente.engines.deals import deals
from detente.engines.deals.solutions import solutions
from detente.engines.deals.zone import zone_count
from detente.engines.deals.zone_share import share_that_passes, sure_to_pass
from detente.errors import MethodError
from tests.engines.deals import oracles


def test_the_share_of_a_sample_holds_the_true_share():
    space = oracles.space_of_points(np.random.default_rng(1).random((4, 5, 8)).tolist(), [2.5] * 4)
    true = zone_count(space)[0] / space.size
    share = share_that_passes(space)
    assert share.low < true < share.high
    assert share.high - share.low < 0.005
    assert share_that_passes(space) == share


def test_a_share_of_which_nothing_is_seen_is_not_zero():
    space = oracles.space_of_points([[[1.0] + [0.0] * 9] * 12], [12.0])
    share = share_that_passes(space)
    assert (share.value, share.low) == (0.0, 0.0)
    assert 0.0 < share.high < 1e-4


def test_packages_that_are_found_surely_pass():
    space = oracles.space_of_points([[[3.0, 0.0]] * 2, [[0.0, 3.0]] * 2], [0.0, 0.0])
    assert sure_to_pass(space, solutions(space), None) == 4  # every package is utilitarian


def wide(issues: int, parties: int, **deals_of) -> Case:
    """Ten alternatives of each issue, values at random, and every package is acceptable."""
    made = np.random.default_rng(4)
    marks = [10 * mark for mark in range(10)]
    values = {
        f"p{party}": {
            f"i{issue}": dict(zip(marks, made.integers(0, 101, 10).tolist(), strict=True)) for issue in range(issues)
        }
        | {"reservation": 0}
        for party in range(parties)
    }
    return Case.model_validate({
        "detente": 1, "id": "wide", "parties": {name: {} for name in values},
        "issues": {f"i{issue}": {"scale": {0: "", 90: ""}} for issue in range(issues)},
        "deals": {"values": values, "alternatives": {f"i{issue}": marks for issue in range(issues)}} | deals_of,
    })  # fmt: skip


def test_blocks_that_are_too_large_together_are_refused_with_advice():
    groups = [" and ".join(f"i{issue}>0" for issue in range(first, first + 6)) for first in (0, 6)]
    with pytest.raises(
        MethodError, match="with those of other issues that are tied together, more than 1,000,000"
    ) as it:
        deals(wide(12, 2, exclude=groups))
    assert "drop or split entries of deals.exclude" in it.value.advice


def test_near_asks_only_for_packages_near_a_solution():
    case = wide(5, 3)
    whole, close = deals(case), deals(case, near=4)
    assert "near" not in whole.run.parameters
    assert close.run.parameters["near"] == 4.0
    picks = [package for _, packages in whole.solutions for package in packages]

    def is_near(one):
        return any(all(abs(one.utilities[p] - pick.utilities[p]) <= 4 + 1e-9 for p in one.utilities) for pick in picks)

    assert close.frontier_complete
    assert close.frontier == tuple(filter(is_near, whole.frontier))
    assert 0 < close.frontier_count == len(close.frontier) < whole.frontier_count
    assert "efficient" not in close.sentence
    assert any("within 4 points of a solution" in note for note in close.notes)
    assert f"{whole.frontier_count:,} of them are efficient" in whole.sentence


@pytest.mark.parametrize("points", [-1, float("nan"), float("inf")])
def test_near_is_a_number_of_points(points):
    with pytest.raises(MethodError, match="number of points from 0 up"):
        deals(wide(1, 1), near=points)
