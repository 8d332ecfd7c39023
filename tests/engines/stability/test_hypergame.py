"""Each party's view of the conflict, and what lasts because somebody is mistaken."""

from __future__ import annotations

import pytest

from detente.case import Case, parse_case
from detente.engines.stability.building import game_of
from detente.engines.stability.concepts import CONCEPTS, analysed
from detente.engines.stability.hypergame import hypergame
from detente.errors import MethodError
from tests.engines.stability.set_games import is_stable

RAW = {
    "id": "surprise",
    "parties": {"one": {}, "two": {}},
    "conflict": {
        "options": [{"id": "talk", "party": "one"}, {"id": "strike", "party": "two"}, {"id": "trick", "party": "two"}],
        "infeasible": ["strike and trick"],
        "preferences": {
            "one": {"statements": ["not trick", "not strike", "talk"]},
            "two": {"statements": ["trick if talk", "not strike", "not trick"]},
        },
        "views": {"one": {"unseen": ["trick"], "preferences": {"two": {"statements": ["not strike"]}}}},
    },
}


def test_views_as_by_their_definition():
    case = Case.model_validate(RAW)
    found = hypergame(case)
    one, two = found.views
    assert one.mistaken
    assert not two.mistaken
    seen = [state for state in range(8) if not state & 4]
    assert found.game.states[one.seen].tolist() == seen
    believed = Case.model_validate(
        RAW
        | {
            "conflict": RAW["conflict"]
            | {
                "infeasible": ["trick"], "views": {},
                "preferences": {"one": RAW["conflict"]["preferences"]["one"], "two": {"statements": ["not strike"]}},
            }
        }
    )  # fmt: skip
    own = analysed(game_of(believed))
    true = analysed(found.game)
    for concept in CONCEPTS:
        assert (one.stable[concept] == own.stable[concept]).all()
        assert (two.stable[concept] == true.stable[concept]).all()
        held = {
            place
            for place, state in enumerate(found.game.states.tolist())
            if state in seen and own.stable[concept][0][seen.index(state)] and true.stable[concept][1][place]
        }
        assert set(found.lasting[concept].tolist()) == held
        assert found.unmistaken[concept].tolist() == true.equilibria[concept].tolist()


def test_restricted_games_keep_the_moves_between_their_states():
    found = hypergame(Case.model_validate(RAW))
    view = found.views[0].game
    moves = [{state: set(it.of(state).tolist()) for state in range(len(view.states))} for it in view.moves]
    for concept in CONCEPTS:
        for party in (0, 1):
            told = [is_stable(moves, view.ranks.tolist(), party, state, concept) for state in range(len(view.states))]
            assert found.views[0].stable[concept][party].tolist() == told


def test_a_case_without_views_has_no_hypergame():
    raw = RAW | {"conflict": {key: value for key, value in RAW["conflict"].items() if key != "views"}}
    with pytest.raises(MethodError, match="differs from what it is"):
        hypergame(Case.model_validate(raw))


def test_mistakes_in_views_are_found():
    text = """
detente: 1
id: views
parties: {one: {}, two: {}}
conflict:
  options: [{id: talk, party: one}, {id: strike, party: two}]
  preferences: {one: {statements: [talk]}, two: {statements: [strike]}}
  views:
    one: {unseen: [talk, strik], preferences: {one: {statements: [talk]}, two: {statements: [war]}}}
    three: {}
"""
    codes = {finding.code for finding in parse_case(text).findings}
    assert codes >= {
        "own-option-unseen",
        "unknown-option",
        "own-preferences-misread",
        "bad-option-expression",
        "unknown-party",
    }
