"""Facts, measures and elasticities: by hand, by definition, and what must not change."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente import leverage
from detente.case import Case
from detente.case.acts import case_with
from detente.case.catalog import load_case
from detente.engines.leverage.effects import effect
from detente.engines.leverage.elasticity import nudged
from detente.errors import CommandError, MethodError


def two(**more) -> Case:
    """Two parties on one issue: the weighted mean is the share of b's capability times salience, in per cent."""
    raw = {
        "id": "two",
        "as_of": "2020-06-01",
        "parties": {"a": {"capability": 30}, "b": {"capability": 10}},
        "issues": {"land": {"scale": {0: "none", 50: "half", 100: "all"}}},
        "positions": {
            "a": {"land": {"position": 0, "salience": 50}},
            "b": {"land": {"position": 100, "salience": 50}},
        },
    }
    return Case.model_validate(raw | more)


ARMS = {"by": "b", "what": "b arms", "cost": 3, "effects": [{"party": "b", "capability": "+20"}]}
MARCH = {"date": "2020-05-01", "by": "a", "what": "a marches", "effects": [{"party": "a", "capability": "+20"}]}
LATER = {"date": "2020-07-01", "by": "b", "what": "b arms", "effects": [{"party": "b", "capability": "+20"}]}


def test_a_measure_by_hand():
    it = leverage(two(measures={"arms": ARMS}), draws=20).measures["arms"]
    assert it.outcomes["land"].best == pytest.approx(50 - 25)
    assert it.utilities["b"].best == pytest.approx(25)
    assert it.utilities["a"].best == pytest.approx(-25)
    assert (it.helps, it.hurts, it.cost) == (("b",), ("a",), 3)
    assert it.backfires.value == 0
    assert it.outcomes["land"].interval80 == (25.0, 25.0)


def test_a_fact_by_hand():
    found = leverage(two(facts={"march": MARCH, "later": LATER}), draws=20)
    assert found.facts["march"].outcomes["land"].best == pytest.approx(100 * 10 / 40 - 100 * 10 / 20)
    assert found.facts["march"].counted
    assert not found.facts["later"].counted
    assert found.facts["later"].outcomes["land"].best == pytest.approx(50 - 25)
    days = [(moment.date, round(moment.outcomes["land"], 6)) for moment in found.timeline]
    assert days == [(date(2020, 4, 30), 50.0), (date(2020, 5, 1), 25.0), (date(2020, 7, 1), 50.0)]


def test_elasticity_and_tipping_by_hand():
    found = leverage(two(), draws=20).elasticities
    of_b = next(it for it in found if it.party == "b")
    assert of_b.per_unit.best == pytest.approx(100 * 11 / 41 - 25)
    # the outcome is 25, midway between the marks 0 and 50: a little less capability brings it to the lower one
    raised = next(
        it
        for it in leverage(two(parties={"a": {"capability": 30}, "b": {"capability": 12}}), draws=5).elasticities
        if it.party == "b"
    )
    assert raised.tipping == pytest.approx(10, abs=0.01)
    assert raised.mark == 0


def test_a_measure_that_backfires():
    self_harm = ARMS | {"by": "a"}
    it = leverage(two(measures={"arms": self_harm}), draws=20).measures["arms"]
    assert it.backfires.value == 1
    assert "In every draw a itself loses by it." in it.sentence


def test_a_sign_that_depends_on_the_draw_is_undetermined():
    unsure = ARMS | {"effects": [{"party": "b", "capability": "+[-8, 1, 9]"}]}
    it = leverage(two(measures={"arms": unsure}), draws=400).measures["arms"]
    assert it.outcomes["land"].verdict == "undetermined"
    assert "undetermined" in it.sentence
    low, high = it.outcomes["land"].interval80
    assert low < 0 < high


def test_wants_are_those_of_now_also_where_a_measure_changes_them():
    press = {"by": "a", "what": "a presses", "effects": [{"party": "b", "issue": "land", "position": "-100"}]}
    it = leverage(two(measures={"press": press}), draws=5).measures["press"]
    assert it.outcomes["land"].best == pytest.approx(-25)
    assert it.utilities["b"].best == pytest.approx(-25)


@pytest.mark.parametrize("name", ["vienna-2015", "emission-standards-1994"])
def test_a_measure_without_effects_changes_nothing(name):
    case = load_case(name)
    idle = {"idle": {"by": next(iter(case.parties)), "what": "nothing", "effects": []}}
    case = Case.model_validate(case.raw() | {"measures": idle, "facts": {}})
    it = leverage(case, draws=50).measures["idle"]
    assert {one.verdict for one in (*it.outcomes.values(), *it.utilities.values())} <= {"none", "undetermined"}
    assert all(one.best in (0, None) for one in (*it.outcomes.values(), *it.utilities.values()))
    assert it.helps == it.hurts == ()


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(["a", "b", "c"]), st.floats(1, 50), st.floats(1, 50))
def test_names_and_order_of_parties_change_nothing_else(order, one, other):
    """Exact numbers, so that no stream of draws depends on a name."""
    names = dict(zip(["a", "b", "c"], order, strict=True))
    parties = {"a": {"capability": one}, "b": {"capability": other}, "c": {"capability": 7}}
    stands = {"a": 0, "b": 100, "c": 60}

    def built(called):
        renamed = {called[name]: held for name, held in parties.items()}
        positions = {called[name]: {"land": {"position": at, "salience": 50}} for name, at in stands.items()}
        effects = [
            {"party": called["b"], "capability": "+5"},
            {"party": called["c"], "issue": "land", "position": "-10"},
        ]
        measures = {"m": {"by": called["a"], "what": "x", "effects": effects}}
        return leverage(
            two(parties=dict(sorted(renamed.items())), positions=positions, measures=measures), draws=3
        ).measures["m"]

    plain, renamed = built({name: name for name in parties}), built(names)
    assert renamed.outcomes["land"].best == pytest.approx(plain.outcomes["land"].best)
    for name in parties:
        assert renamed.utilities[names[name]].best == pytest.approx(plain.utilities[name].best)


def test_effects_are_differences_on_common_draws():
    before, after = np.array([1.0, 2, 3, np.nan]), np.array([2.0, 3, 4, 9])
    assert effect(before, after).interval80 == (1.0, 1.0)
    assert effect(before, np.full(4, np.nan)).best is None
    assert effect(before[:1], before[:1]).verdict == "none"


def test_more_capability_by_hand():
    assert nudged(two(), "b", -10).parties["b"].capability.best == 0
    assert case_with(two()).parties == two().parties


def test_what_cannot_be_answered_is_refused_in_words():
    with pytest.raises(MethodError, match="nobody has a position"):
        leverage(Case(id="empty"))
    with pytest.raises(CommandError, match="-1 draws"):
        leverage(two(), draws=-1)
    found = leverage(two(), draws=0)
    assert found.notes[0].startswith("The case has no facts")
    assert found.sentence
