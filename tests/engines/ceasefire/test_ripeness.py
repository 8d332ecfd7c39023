"""Ripeness as each party sees it, and options about spoilers."""

from __future__ import annotations

from itertools import product

import pytest

from detente.case import Case
from detente.case.catalog import load_case
from detente.engines.ceasefire.beliefs import Beliefs
from detente.engines.ceasefire.ripeness import OPTIONS, ripeness, ripeness_text
from detente.errors import MethodError


def case_of(views=None, spoilers=()):
    return Case.model_validate(
        {
            "detente": 1, "id": "two", "parties": {"north": {}, "south": {}, "rest": {}, "far": {}},
            "fighting": [{"from": "north", "to": "south", "intensity": 40}, {"from": "rest", "to": "south", "intensity": 20}],
            "ripeness": views or {}, "spoilers": list(spoilers),
            "ceasefires": {"plan": {"signatories": ["north", "south"], "excluded": ["rest"], "excluded_means": "unprotected"}},
        }
    )  # fmt: skip


def found_for(case, draws=0):
    return ripeness(case, Beliefs(case, draws, 1), "plan")


def test_every_view_has_one_name():
    for hurting, stalemate, out, opportunity in product((20, 80), repeat=4):
        view = {"hurting": hurting, "stalemate": stalemate, "way_out": out, "opportunity": opportunity}
        it = found_for(case_of({"north": view})).parties[0]
        stuck = hurting == stalemate == 80
        expected = {
            (True, True): "ripe",
            (True, False): "hurting without a way out",
            (False, True): "ripe by opportunity" if opportunity == 80 else "a way out without a hurting stalemate",
            (False, False): "not ripe",
        }[stuck, out == 80]
        assert (it.seen, it.stalemate_hurts, it.sees_way_out) == (expected, stuck, out == 80)


@pytest.mark.parametrize(
    "view", [{}, {"hurting": 90, "way_out": 90}, {"hurting": 90, "stalemate": 90}, {"opportunity": 90}]
)
def test_what_the_case_does_not_say_is_not_judged(view):
    it = found_for(case_of({"north": view}), draws=10).parties[0]
    assert (it.seen, it.verdict, it.share) == ("not judged", "undetermined", None)
    assert "not judged" in it.sentence


def test_an_opportunity_and_a_way_out_are_enough_to_be_judged():
    assert found_for(case_of({"north": {"opportunity": 90, "way_out": 60}})).parties[0].seen == "ripe by opportunity"


def test_the_share_of_draws_is_that_of_the_same_view():
    case = case_of({"north": {"hurting": 90, "stalemate": [0, 100], "way_out": 90}})
    beliefs = Beliefs(case, 400, 1)
    it = ripeness(case, beliefs, "plan").parties[0]
    drawn = beliefs.number(("ripeness", "north", "stalemate"), case.ripeness["north"].stalemate)
    assert it.share == (drawn[1:] >= 50).mean()
    assert it.verdict == "sensitive"


RIPE = {"hurting": 90, "stalemate": 90, "way_out": 90}


@pytest.mark.parametrize(
    ("views", "mutual"),
    [
        ({"north": RIPE, "south": RIPE}, True),
        ({"north": RIPE}, None),
        ({"north": RIPE, "south": RIPE | {"way_out": 5}}, False),
        ({}, None),
    ],
)
def test_mutual_needs_all_signatories_that_fight(views, mutual):
    assert found_for(case_of(views)).mutual is mutual


def test_only_those_who_fight_or_sign_are_looked_at():
    assert [it.party for it in found_for(case_of({"far": RIPE})).parties] == ["north", "south", "rest"]


def test_spoilers_get_the_strategy_of_their_kind_and_options_of_a_mediator():
    spoilers = [
        {"party": "north", "place": "inside", "kind": "limited"}, {"party": "south", "place": "outside", "kind": "greedy"},
        {"party": "rest", "place": "outside", "kind": "total", "why": "It says so."},
    ]  # fmt: skip
    found = found_for(case_of(spoilers=spoilers)).spoilers
    assert [it.first for it in found] == ["inducement", "socialisation", "coercion"]
    assert [len(it.notes) for it in found] == [0, 1, 1]  # south signs although it is judged outside; rest is excluded
    assert found[2].options == OPTIONS["total"]
    assert (found[2].excluded, found[2].why) == (True, "It says so.")
    words = " ".join(text for it in found for text in (*it.options, *it.notes, it.sentence)).lower()
    assert not any(word in words for word in ("strike", "kill", "target", "bomb"))


def test_text_and_bad_questions():
    case = case_of({"north": RIPE}, [{"party": "rest", "place": "outside", "kind": "total"}])
    text = ripeness_text(case, found_for(case, draws=5))
    assert text[0].startswith("1 of 1 parties")
    assert all(text)
    with pytest.raises(MethodError, match="no ceasefire design"):
        ripeness(case, Beliefs(case, 0, 0), "plam")


def test_the_founding_case_is_not_judged_and_says_so():
    case = load_case("vienna-2015")
    found = ripeness(case, Beliefs(case, 20, 1), "exclude_isis")
    assert (found.mutual, found.spoilers) == (None, ())
    assert "not judged" in found.sentence
