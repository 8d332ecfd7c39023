"""Contest success and where the freed effort goes."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.ceasefire import ceasefire
from detente.engines.contests import difference_form, ratio_form
from tests.engines.ceasefire.truces import truce, truces


@pytest.mark.parametrize(("decisiveness", "chance"), [(1, 0.667), (2, 0.8), (4, 0.941), (8, 0.996)])
def test_two_to_one_as_published(decisiveness, chance):
    assert float(ratio_form(2, 1, decisiveness)) == pytest.approx(chance, abs=5e-4)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0.1, 20))
def test_contest_success_of_both_sides_sums_to_one(own, other, decisiveness):
    assert float(
        difference_form(own, other, decisiveness) + difference_form(other, own, decisiveness)
    ) == pytest.approx(1)
    if own or other:
        assert float(ratio_form(own, other, decisiveness) + ratio_form(other, own, decisiveness)) == pytest.approx(1)


def test_contests_take_arrays():
    assert ratio_form(np.array([1, 3]), 1) == pytest.approx([0.5, 0.75])
    assert difference_form(np.array([1, 3]), 1, 2) == pytest.approx([0.5, 1 / (1 + exp(-4))])


def worked():
    """a frees 20 of its effort of 50, b nothing; e has 25."""
    return truce(
        {("a", "b"): 20, ("a", "e"): 30, ("b", "e"): 50},
        ["a", "b"],
        ["e"],
        parties={"a": {"capability": 100}, "b": {"capability": 20}, "e": {"capability": 25}},
        redirect={"a": 0.5},
    )


def against(case, group="e", **options):
    found = ceasefire(case, draws=0, **options).designs["truce"].realignment
    return {it.scenario: it for it in found.against if it.group == group}


def test_freed_effort_and_force_worked_by_hand():
    found = against(worked())
    assert [found[name].force.best for name in ("as_before", "stated", "all_guns")] == pytest.approx([40, 50, 60])
    assert found["stated"].ratio.best == pytest.approx(2)
    assert found["stated"].ratio_form.best == pytest.approx(2 / 3)
    assert found["stated"].difference_form.best == pytest.approx(1 / (1 + exp(-5 * 25 / 100)))
    burden = found["stated"].burden
    assert (burden["a"].force.best, burden["a"].ground.best) == pytest.approx((0.8, 0.8 * 2 / 3))
    assert found["stated"].kept_ground.best == pytest.approx(1 / 3)
    freed = ceasefire(worked(), draws=0).designs["truce"].realignment.freed
    assert (freed["a"].effort.best, freed["a"].of_fighting.best, freed["a"].of_capability.best) == pytest.approx(
        (20, 0.4, 0.2)
    )
    assert freed["b"].redirect is None
    assert freed["b"].effort.best == 0


def test_decisiveness_is_an_option():
    assert against(worked(), decisiveness=2)["stated"].ratio_form.best == pytest.approx(0.8)


def test_nobody_fights_with_more_than_it_has():
    case = truce({("a", "b"): 100, ("a", "e"): 100}, ["a", "b"], ["e"], parties={"a": {"capability": 60}})
    found = against(case)
    assert (found["as_before"].force.best, found["all_guns"].force.best) == pytest.approx((30, 60))


def test_effort_of_one_who_strikes_no_excluded_group_is_spread_by_their_capability():
    case = truce(
        {("a", "b"): 100},
        ["a", "b"],
        ["d", "e"],
        parties={"a": {"capability": 40}, "d": {"capability": 30}, "e": {"capability": 10}},
    )
    assert against(case, "d")["all_guns"].force.best == pytest.approx(30)
    assert against(case, "e")["all_guns"].force.best == pytest.approx(10)


def test_a_group_without_capability_has_no_ratio():
    found = against(truce({("a", "e"): 50}, ["a", "b"], ["e"], parties={"e": {"capability": 0}}))["as_before"]
    assert found.ratio is None
    assert found.ratio_form.best == 1


@settings(max_examples=100, deadline=None)
@given(truces())
def test_more_freed_effort_never_helps_the_excluded(case):
    found = ceasefire(case, draws=0).designs["truce"].realignment
    by_group: dict[str, list[float]] = {}
    for it in found.against if found else ():
        by_group.setdefault(it.group, []).append(it.ratio_form.best)
        shares = sum(one.force.best for one in it.burden.values())
        assert shares == pytest.approx(1 if it.force.best else 0)
        ground = sum(one.ground.best for one in it.burden.values())
        assert ground + it.kept_ground.best == pytest.approx(1)
    for before, stated, all_guns in by_group.values():
        assert before <= stated + 1e-9
        assert stated <= all_guns + 1e-9


@settings(max_examples=60, deadline=None)
@given(truces())
def test_the_freed_effort_is_no_more_than_the_fighting(case):
    found = ceasefire(case, draws=0).designs["truce"].realignment
    for it in found.freed.values() if found else ():
        assert 0 <= it.of_fighting.best <= 1 + 1e-9
        assert 0 <= it.of_capability.best <= 1 + 1e-9
