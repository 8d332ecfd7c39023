"""The ceasefire engine with what the other engines hand it."""

from __future__ import annotations

import pytest

import detente
from detente.case import Case
from detente.errors import MethodError

CASE = Case.model_validate(
    {
        "id": "two",
        "parties": {
            "a": {"capability": 40, "patience": 0.9, "peace_worth": 10, "harm": 5},
            "b": {"capability": 20, "patience": 0.9, "peace_worth": 10, "harm": 5},
            "x": {"capability": 5},
        },
        "issues": {"land": {}},
        "positions": {
            "a": {"land": {"position": 0, "salience": 50}},
            "b": {"land": {"position": 100, "salience": 50}},
        },
        "relations": [
            {"from": "a", "to": "b", "sign": -1, "trust": 10, "trust_weight": 5},
            {"from": "b", "to": "a", "sign": -1, "trust": 90, "trust_weight": 5},
        ],
        "fighting": [{"from": "a", "to": "b", "intensity": 50}, {"from": "b", "to": "a", "intensity": 30}],
        "ceasefires": {"plan": {"signatories": ["a", "b"], "monitoring": {"detection": 0.8, "false_alarm": 0.05}}},
    }
)


def pairs(**asked):
    found = detente.ceasefire(CASE, draws=10, **asked).designs["plan"].holding
    return {(it.attacker, it.target): it for it in found.pairs}


def test_a_fait_accompli_gains_what_the_forecast_says():
    # a takes a tenth of b's capability: the weighted mean goes from 100 * 20 / 60 to 100 * 18 / 60
    found = pairs()
    assert found["a", "b"].gain.best == pytest.approx(100 * 2 / 60)
    assert found["b", "a"].gain.best == pytest.approx(100 * 4 / 60)
    assert pairs(captured=0)["a", "b"].gain.best == 0
    assert pairs(captured=0.5)["a", "b"].gain.best == pytest.approx(100 * 10 / 60)


def test_a_greater_prize_never_asks_for_less_patience():
    needed = [pairs(captured=share)["a", "b"].required.best for share in (0.0, 0.1, 0.3)]
    known = [value if value is not None else float("inf") for value in needed]
    assert known == sorted(known)


def test_parts_can_be_left_out():
    whole = detente.ceasefire(CASE, draws=10).designs["plan"]
    assert whole.mistrust is not None
    assert whole.lull is not None
    less = detente.ceasefire(CASE, draws=10, without=["holding", "lull", "trust"]).designs["plan"]
    assert less.holding.model == "off"
    assert less.holding.assumptions
    assert (less.holding.holds, less.mistrust, less.lull) == (None, None, None)


def test_without_a_table_the_gain_is_unknown_and_said():
    bare = CASE.model_copy(update={"issues": {}, "positions": {}})
    found = detente.ceasefire(bare, draws=5).designs["plan"].holding
    assert not found.gains_given
    assert "gain" in " ".join((*found.notes, *found.assumptions))


def test_bad_requests_are_refused_in_words():
    with pytest.raises(MethodError, match="cannot be taken"):
        detente.ceasefire(CASE, captured=1.5)
    with pytest.raises(MethodError, match="rounds of punishment"):
        detente.ceasefire(CASE, punishment_rounds=0)
    with pytest.raises(MethodError, match="no ceasefire design"):
        detente.ceasefire(Case(id="empty"))
