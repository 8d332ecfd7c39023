"""The case with measures taken, facts undone, and on another day."""

from __future__ import annotations

import pickle
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import Case
from detente.case.acts import case_with, effects_without_number
from detente.case.catalog import load_case
from detente.case.edits import Edit, apply
from detente.engines.uncertainty import Sampler
from detente.errors import CaseError

CASE = Case.model_validate(
    {
        "id": "acts",
        "as_of": "2020-06-01",
        "parties": {"a": {"capability": [40, 60]}, "b": {"capability": 50, "reservation": 30}, "c": {}},
        "issues": {"land": {"scale": {0: "none", 50: "all"}, "capability": {"a": 70}}, "law": {}},
        "positions": {
            "a": {"land": {"position": [10, 20], "salience": 50}, "law": {"position": 10}},
            "b": {"land": {"position": 45, "bottom_line": 20}},
        },
        "relations": [{"from": "a", "to": "b", "trust": [10, 20, 30]}],
        "fighting": [{"from": "a", "to": "b", "intensity": 90}],
        "facts": {
            "march": {
                "date": "2020-03-01",
                "by": "a",
                "what": "a marches",
                "effects": [{"party": "a", "capability": "+[2, 4, 8]"}, {"from": "a", "to": "b", "trust": "-5"}],
            },
            "april": {
                "date": "2020-04-01",
                "by": "b",
                "what": "b arms",
                "effects": [{"party": "a", "capability": "-1"}, {"party": "b", "issue": "land", "position": "+10"}],
            },
            "july": {
                "date": "2020-07-01",
                "by": "b",
                "what": "b pauses",
                "effects": [{"from": "a", "to": "b", "intensity": "+[5, 40]"}, {"party": "b", "reservation": "-50"}],
            },
        },
        "measures": {
            "aid": {"by": "b", "what": "b helps c", "effects": [{"party": "c", "capability": "+3"}]},
            "none": {"by": "b", "what": "nothing", "effects": []},
        },
    }
)


def best(case: Case, party: str) -> float:
    return case.parties[party].capability.best


def test_a_day_before_the_facts_undoes_all_of_them():
    before = case_with(CASE, at=date(2020, 1, 1))
    assert before.as_of == date(2020, 1, 1)
    assert before.parties["a"].capability.raw == [40 - 8 + 1, 50 - 4 + 1, 60 - 2 + 1]
    assert before.issues["land"].capability["a"].raw == [70 - 8 + 1, 70 - 4 + 1, 70 - 2 + 1]
    assert before.relations[0].trust.raw == [15, 25, 35]
    assert before.positions["b"]["land"].position.raw == 35


def test_a_day_between_undoes_later_facts_only_and_a_later_day_adds_those_in_between():
    assert best(case_with(CASE, at=date(2020, 3, 1)), "a") == 51
    later = case_with(CASE, at=date(2020, 7, 1))
    assert later.fighting[0].intensity.raw == [95, 100, 100]
    assert later.parties["b"].reservation.raw == -20
    assert best(later, "a") == 50


def test_the_day_of_the_case_changes_nothing():
    assert case_with(CASE, at=date(2020, 6, 1)) == CASE
    assert case_with(CASE) is CASE


def test_numbers_keep_their_limits():
    assert case_with(CASE, measures=["none"], at=date(2020, 4, 1)).positions["b"]["land"].position.best == 45
    high = apply(CASE, [Edit.parse("positions.b.land.position=48"), Edit.parse("facts.april.date=2020-08-01")])
    assert case_with(high, at=date(2020, 9, 1)).positions["b"]["land"].position.best == 50


def test_an_assumed_capability_counts_and_is_moved():
    assert case_with(CASE, measures=["aid"]).parties["c"].capability.raw == 4


def test_draws_with_and_without_an_act_are_common():
    loc = ("parties", "a", "capability")
    changed = case_with(CASE, without=["march"])
    number = changed.parties["a"].capability
    with_it = Sampler(CASE, 7).draw(loc, CASE.parties["a"].capability, 0, 500)
    without = Sampler(changed, 7).draw(loc, number, 0, 500)
    change = CASE.facts["march"].effects[0].changes["capability"].amount
    moved = Sampler(CASE, 7).draw(("facts", "march", "effects", 0, "capability", "amount"), change, 0, 500)
    assert np.allclose(with_it - without, moved)
    assert 2 <= moved.min() < moved.max() <= 8


def test_a_moved_case_travels_to_another_process():
    changed = case_with(CASE, without=["march"])
    again = pickle.loads(pickle.dumps(changed))
    assert again.shifted == changed.shifted
    assert again.digest == changed.digest != CASE.digest


def test_acts_add_up_in_any_order():
    one = case_with(case_with(CASE, without=["march"]), without=["april"])
    both = case_with(CASE, without=["april", "march"])
    assert one.parties == both.parties
    loc, number = ("parties", "a", "capability"), both.parties["a"].capability
    assert np.allclose(Sampler(one, 3).draw(loc, number, 0, 99), Sampler(both, 3).draw(loc, number, 0, 99))


@given(st.dates(date(2015, 1, 1), date(2016, 12, 31)))
def test_the_founding_case_stands_on_any_day(day):
    case = case_with(load_case("vienna-2015"), at=day)
    facts = load_case("vienna-2015").facts
    assert bool(case.shifted) == any(fact.date > day for fact in facts.values())


def test_unknown_acts_are_named():
    with pytest.raises(CaseError, match="no fact marsh") as error:
        case_with(CASE, without=["marsh"])
    assert "march" in error.value.advice
    with pytest.raises(CaseError, match="no measure x"):
        case_with(CASE, measures=["x"])


def test_effects_on_missing_numbers_are_listed():
    assert not list(effects_without_number(CASE))
    effects = '[{party: c, reservation: "+3"}, {from: b, to: a, trust: "+1"}, {party: c, issue: law, position: "+1"}]'
    wrong = apply(CASE, [Edit.parse(f"measures.none.effects={effects}")])
    assert [text for _, text in effects_without_number(wrong)] == [
        "the case gives no reservation of c",
        "the case gives no trust from b to a",
        "the case gives no position of c on law",
    ]
    assert case_with(wrong, measures=["none"]).parties == wrong.parties
