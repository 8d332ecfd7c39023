"""Who gains and loses by an exclusion: worked by hand, and properties."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from detente.engines.ceasefire import ceasefire
from detente.engines.contests import ratio_form
from tests.engines.ceasefire.truces import truce, truces

TERMS = ("licensed_strikes", "rival_weakened", "own_exposure", "acceptance_gained")


def rows(case, group="e", **options):
    found = ceasefire(case, draws=0, **options).designs["truce"].carve_out
    return {row.party: row for carved in found if carved.group == group for row in carved.rows}


def worked():
    return truce(
        {("a", "e"): 50, ("b", "e"): 20, ("a", "b"): 50, ("e", "b"): 30, ("c", "e"): 40},
        ["a", "b"],
        ["e"],
        parties={
            "a": {"capability": 60, "peace_worth": 10, "harm": 5}, "b": {"capability": 30, "peace_worth": 20, "harm": 40},
            "c": {"capability": 10}, "d": {"capability": 30, "peace_worth": 8}, "e": {"capability": 20, "harm": 30, "role": "excluded"},
        },
        overlap={("b", "e"): 0.5},
        relations={("a", "e"): -1, ("a", "d"): -1, ("b", "e"): 0, ("d", "e"): 1},
    )  # fmt: skip


def test_the_terms_worked_by_hand():
    found = rows(worked())
    by_a, by_b, by_c = 60 * 0.5, 30 * 0.2, 10 * 0.4
    weakened = (by_a + by_b + by_c) / (by_a + by_b + by_c + 20) - by_c / (by_c + 20)
    counts = 10 * (20 / (20 + 30 + 30)) * weakened  # rivals of a: e and d by relation, b as it fights it
    stopped = 50 * 0.5 / 190
    assert found["a"].licensed_strikes.best == pytest.approx(counts * by_a / (by_a + by_b))
    assert found["a"].rival_weakened.best == pytest.approx(counts * by_b / (by_a + by_b))
    assert found["a"].own_exposure.best == 0
    assert found["a"].acceptance_gained.best == pytest.approx(10 * stopped * 1.0)  # all of b's fighting is aimed at e
    assert found["b"].licensed_strikes.best == 0  # neither friend nor rival
    assert found["b"].own_exposure.best == pytest.approx(-40 * 0.5 * 0.5)
    assert found["b"].acceptance_gained.best == pytest.approx(20 * stopped * 0.5)
    assert found["d"].rival_weakened.best == pytest.approx(-8 * weakened)  # its only friend
    assert found["e"].own_exposure.best == pytest.approx(-30 * 0.7)
    assert found["e"].not_judged == ("peace_worth",)


def test_a_group_that_could_have_signed_goes_on_attacking():
    case = worked()
    could = case.model_copy(
        update={"parties": case.parties | {"e": case.parties["e"].model_copy(update={"role": "absent"})}}
    )
    lost = rows(could)["b"].acceptance_gained.best - rows(case)["b"].acceptance_gained.best
    assert lost == pytest.approx(-40 * 0.3)


def test_two_lists_that_overlap_are_not_counted_twice():
    case = truce(
        {("a", "b"): 100},
        ["a", "b"],
        ["d", "e"],
        parties={"b": {"harm": 10}},
        overlap={("b", "d"): 0.5, ("b", "e"): 0.5},
    )
    assert rows(case, "d")["b"].own_exposure.best == pytest.approx(-10 * 0.25)
    reading = next(it for it in ceasefire(case, draws=0).designs["truce"].readings)
    assert reading.worth["b"].best == pytest.approx(-10 * 0.75)


@settings(max_examples=100, deadline=None)
@given(truces(overlapping=False))
def test_without_overlap_exclusion_alone_changes_no_protection_of_a_signatory(case):
    it = ceasefire(case, draws=0).designs["truce"]
    for carved in it.carve_out:
        assert all(row.own_exposure.best == 0 for row in carved.rows if row.party in it.signatories)


@settings(max_examples=100, deadline=None)
@given(truces())
def test_the_sum_is_the_sum_of_its_terms_and_overlap_only_costs(case):
    for carved in ceasefire(case, draws=0).designs["truce"].carve_out:
        for row in carved.rows:
            assert row.total.best == pytest.approx(sum(getattr(row, term).best for term in TERMS))
            assert row.own_exposure.best <= 0


@settings(max_examples=60, deadline=None)
@given(truces())
def test_a_reading_with_the_same_list_is_worth_the_same(case):
    it = ceasefire(case, draws=0).designs["truce"]
    own = next(one for one in it.readings if set(one.excluded) == set(it.excluded))
    assert all(value.best == 0 for value in own.against_own.values())
    if own.stopped is not None:
        assert own.stopped == it.accounting.total.stopped


def test_readings_can_be_asked_for():
    it = ceasefire(worked(), draws=0, readings=[[], ["e", "c"]]).designs["truce"]
    assert [one.excluded for one in it.readings] == [(), ("e",), ("e", "c")]
    assert it.readings[0].sentence.startswith("If nobody is excluded")


def test_a_group_taken_off_the_list_signs_where_it_signs_another_design():
    case = truce({("a", "e"): 50, ("a", "b"): 50}, ["a", "b"], ["e"])
    other = case.ceasefires["truce"].model_copy(update={"signatories": ("a", "b", "e"), "excluded": ()})
    case = case.model_copy(update={"ceasefires": case.ceasefires | {"all": other}})
    nobody = next(it for it in ceasefire(case, draws=0).designs["truce"].readings if not it.excluded)
    assert nobody.stopped.best == 1


def test_the_carve_out_can_be_switched_off():
    it = ceasefire(worked(), draws=0, without=["carve_out"])
    assert it.designs["truce"].carve_out == it.designs["truce"].readings == ()
    assert not any(text.startswith("Carve-out") for text in it.assumptions)


@pytest.mark.parametrize(("own", "other"), [(0, 0), (0, 5), (5, 0), (1e-300, 1e300), (1e300, 1e-300)])
def test_contests_at_their_ends(own, other):
    assert float(ratio_form(own, other, 8)) == pytest.approx(1.0 if own > other else 0.0)
