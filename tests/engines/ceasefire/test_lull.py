"""The lull: growth by definition, the commitment problem, and what is assumed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case
from detente.case.catalog import load_case
from detente.engines.ceasefire.beliefs import Beliefs
from detente.engines.ceasefire.lull import LullOptions, lull, lull_text
from detente.engines.contests import commitment
from detente.errors import MethodError


def case_of(north=None, south=None, provisions=None, relations=()):
    party = {"capability": 50, "patience": 1, "collapse": 0.1, "peace_worth": 10}
    return Case.model_validate(
        {
            "detente": 1, "id": "two",
            "parties": {"north": party | (north or {}), "south": party | (south or {}), "patron": {"capability": 80}},
            "relations": list(relations),
            "fighting": [{"from": "north", "to": "south", "intensity": 40}, {"from": "south", "to": "north", "intensity": 20}],
            "ceasefires": {"plan": {"signatories": ["north", "south"], "provisions": provisions or {}}},
        }
    )  # fmt: skip


def found_for(case, draws=0, **options):
    return lull(case, Beliefs(case, draws, 1), "plan", LullOptions(**options))


def growth(found, party):
    return next(it for it in found.growth if it.party == party)


def test_the_worked_number():
    pressure, restraint = commitment(0.7, 0.3, 0.9, 0.1, 0.1)
    assert (float(pressure), float(restraint)) == (pytest.approx(0.36), pytest.approx(0.22))


@given(*[st.floats(0, 1)] * 5)
def test_the_inequality_is_that_of_fighting_now_against_waiting(p, later, delta, own, other):
    """Fight now for all rounds, against this round's best bargain and war in the next one, per round and in shares.

    The declining side asks for no more than the rising one would give rather than fight in the next round: all of this round
    and, later, what it can win then plus the other's cost of war.
    """
    war_now = p - own
    waiting = (1 - delta) * 1 + delta * (later + other)
    pressure, restraint = commitment(p, later, delta, own, other)
    assert float(restraint - pressure) == pytest.approx(waiting - war_now, abs=1e-9)


def test_growth_is_recovery_of_what_the_ceasefire_frees():
    found = found_for(case_of(), recovery=0.1, resupply=0.05)
    assert growth(found, "north").freed.best == pytest.approx(0.4)
    assert growth(found, "north").growth.best == pytest.approx(0.04)
    assert growth(found, "south").after.best == pytest.approx(50 * 1.02)
    assert growth(found, "patron").growth.best == 0


FRIEND = {"from": "patron", "to": "south", "sign": 1, "influence": 60}


def test_patrons_resupply_unless_the_design_freezes_it():
    args = {"recovery": 0.1, "resupply": 0.05}
    helped = growth(found_for(case_of(relations=[FRIEND]), **args), "south")
    assert helped.patrons == {"patron": 60}
    assert helped.growth.best == pytest.approx(0.2 * (0.1 + 0.05 * 0.6))
    for quality, grows in ((1, 0.2 * 0.13), (2, 0.02)):
        frozen = case_of(relations=[FRIEND], provisions={"resupply_freeze": {"quality": quality}})
        assert growth(found_for(frozen, **args), "south").growth.best == pytest.approx(grows)
    client = FRIEND | {"from": "south", "to": "patron", "influence": 70}
    assert growth(found_for(case_of(relations=[FRIEND, client]), **args), "south").patrons == {}
    hostile = FRIEND | {"sign": -1}
    assert growth(found_for(case_of(relations=[hostile]), **args), "south").patrons == {}


def test_regrowth_of_the_case_comes_first_and_compounds():
    found = found_for(case_of(north={"regrowth": -0.5}, south={"regrowth": 0.5}), rounds=2)
    assert growth(found, "south").after.best == pytest.approx(50 * 1.5**2)
    assert growth(found, "north").after.best == pytest.approx(50 * 0.25)
    assert growth(found, "north").source == "given"
    assert growth(found, "north").now.best == 50


def test_a_side_that_declines_fast_would_rather_fight():
    found = found_for(case_of(north={"regrowth": -0.9, "peace_worth": 2}, south={"regrowth": 0.9, "peace_worth": 2}))
    it = found.declining[0]
    later = 5 / (5 + 95)
    assert (it.party, it.before.best, it.after.best) == ("north", 0.5, pytest.approx(later))
    assert it.pressure.best == pytest.approx(0.9 * (0.5 - later))
    assert it.restraint.best == pytest.approx(0.1 * 0.5 + 0.02 + 0.9 * 0.02)
    assert it.fights is True
    assert "better off fighting now" in found.sentence
    assert len(found.declining) == 1  # the rising side has no reason to


def test_the_difference_form_can_be_asked_for():
    it = found_for(
        case_of(north={"regrowth": -0.5}, south={"regrowth": 0}), contest="difference", steepness=0.1
    ).declining[0]
    assert it.after.best == pytest.approx(1 / (1 + np.exp(0.1 * 25)))


def test_without_numbers_nothing_is_judged():
    found = found_for(case_of(north={"regrowth": -0.5, "patience": None}, south={"peace_worth": None}))
    assert found.declining[0].fights is None
    assert set(found.declining[0].lacking) == {"patience of north", "peace_worth of south"}
    assert "not judged" in found.declining[0].sentence


def test_no_growth_no_decline():
    found = found_for(case_of(), recovery=0, resupply=0)
    assert found.declining == ()
    assert found.sentence == "Nobody is judged to grow stronger while the ceasefire holds."


@pytest.mark.parametrize(
    "wrong", [{"rounds": 0}, {"rounds": 10**9}, {"recovery": 2}, {"resupply": -1}, {"steepness": 1e9}]
)
def test_impossible_options_are_refused(wrong):
    with pytest.raises(MethodError):
        LullOptions(**wrong)


def test_an_unknown_design_is_refused():
    with pytest.raises(MethodError, match="no ceasefire design"):
        lull(case_of(), Beliefs(case_of(), 0, 0), "plam")


def test_a_huge_growth_over_many_rounds_stays_a_number():
    found = found_for(case_of(south={"regrowth": 1000}), rounds=1000)
    assert 0 <= found.declining[0].after.best <= 1
    assert found.model_dump_json()


def test_the_founding_case_frees_only_what_stops():
    case = load_case("vienna-2015")
    found = lull(case, Beliefs(case, 50, 1), "exclude_isis")
    assert growth(found, "isis").freed.best == 0
    opposition = growth(found, "opposition")
    assert opposition.freed.best == pytest.approx(64 / 100)  # the government and Kurdish forces, not the excluded
    assert list(opposition.patrons)[:2] == ["turkey", "saudi"]
    assert all(lull_text(case, found))
