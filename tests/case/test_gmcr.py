"""Graph models of the GMCR+ family: both dialects, and what is no such file."""

from __future__ import annotations

import copy
import json

import pytest

import detente
from detente.case.catalog import load_case, load_case_file
from detente.case.tables import import_table
from detente.errors import CaseError

MODEL = {
    "options": [
        {"name": "Talk", "permittedDirection": "both"},
        {"name": "Strike", "permittedDirection": "fwd"},
        {"name": "Leave the camp", "permittedDirection": "back"},
    ],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
    "decisionMakers": [
        {"name": "North", "options": [0, 1], "preferences": [
            [[2, "N"]], {"compound": True, "members": [[[0, "Y"]], [[1, "N"], [2, "Y"]]]},
        ]},
        {"name": "South", "options": [2], "preferences": [[[0, "Y"]]]},
    ],
    "program": "gmcr-py", "version": "0.3.12",
}  # fmt: skip


def imported(model, tmp_path, name="model.gmcr"):
    path = tmp_path / name
    path.write_text(json.dumps(model), encoding="utf-8")
    return load_case(str(path))


def changed(**parts):
    return copy.deepcopy(MODEL) | parts


def with_first(**parts):
    model = copy.deepcopy(MODEL)
    del model["decisionMakers"][0]["preferences"]
    model["decisionMakers"][0] |= parts
    return model


def test_a_model_becomes_a_case(tmp_path):
    conflict = imported(MODEL, tmp_path).conflict
    assert [(it.id, it.party, it.moves) for it in conflict.options] == [
        ("Talk", "North", "both"), ("Strike", "North", "forward"), ("Leave the camp", "South", "back"),
    ]  # fmt: skip
    assert [it.text for it in conflict.infeasible] == ["Talk and Strike"]
    assert [it.text for it in conflict.preferences["North"].statements] == [
        'not "Leave the camp"', '(Talk) or (not Strike and "Leave the camp")',
    ]  # fmt: skip


def test_its_stability_is_found_from_the_file(tmp_path):
    found = detente.stability(imported(MODEL, tmp_path))
    assert found.parties == ("North", "South")
    assert [it.id for it in found.states] == [0, 1, 2, 4, 5, 6]
    # South cares for talks alone, which North gives. North would talk (0 to 1); a strike it cannot take back (2, 6).
    assert found.stability["nash"] == {"North": (1, 2, 4, 5, 6), "South": (0, 1, 2, 4, 5, 6)}
    assert found.equilibria["nash"] == (1, 2, 4, 5, 6)


# Feasible states are 0 1 2 4 5 6; what North prefers: 1, then 4 and 5 alike, then 2, 0, 6.
@pytest.mark.parametrize(
    "parts",
    [
        {"preferenceRanking": [2, [4, 5], 3, 1, 6]},
        {"preferenceVector": [[2], [5, 4], 3, 1, 6]},
        {"payoffs": [2, 9, 3, 4, 4, 1]},
        {"payoffs": [2.5, 9, 3, 4, 4, -1]},
    ],
)
def test_rankings_and_payoffs_count_feasible_states(parts, tmp_path):
    from detente.engines.stability.building import game_of

    game = game_of(imported(with_first(**parts), tmp_path))
    assert game.ranks[0].tolist() == [1, 4, 2, 3, 3, 0]


@pytest.mark.parametrize(
    ("flags", "ways"),
    [
        ({"useManualPreferenceRanking": True}, ("ranking",)),
        ({"useManualPreferenceRanking": False}, ("statements",)),
        ({"useManualPreferenceVectors": False}, ("statements",)),
        ({}, ("ranking",)),
    ],
)
def test_the_file_says_which_preferences_it_uses(flags, ways, tmp_path):
    model = changed(**flags)
    model["decisionMakers"][0]["preferenceRanking"] = [1, 2, 3, 4, 5, 6]
    assert imported(model, tmp_path).conflict.preferences["North"].ways == ways


def test_older_files_keep_options_with_the_party(tmp_path):
    model = {
        "decisionMakers": [
            {"name": "A", "options": [{"name": "stop"}], "payoffs": [1, 2, 3, 4]},
            {"name": "B", "options": [{"name": "stop", "permittedDirection": "both"}], "payoffs": [4, 3, 2, 1]},
        ]
    }
    conflict = imported(model, tmp_path).conflict
    assert [(it.id, it.name, it.party) for it in conflict.options] == [("stop", "", "A"), ("stop 2", "stop", "B")]


def test_patterns_may_be_written_as_text(tmp_path):
    assert (
        imported(changed(infeasibles=["YY-", "-NY"]), tmp_path).conflict.infeasible[1].text
        == 'not Strike and "Leave the camp"'
    )


def test_an_option_of_two_parties_is_shared(tmp_path):
    model = copy.deepcopy(MODEL)
    model["decisionMakers"][1]["options"] = [2, 0]
    assert imported(model, tmp_path).conflict.options[0].shared_with == ("South",)


def test_names_become_ids_that_expressions_can_hold(tmp_path):
    model = changed(options=[{"name": 'Say "no"'}, {"name": "U.S. and allies"}, {"name": "or"}])
    model["decisionMakers"][0]["name"] = "St. Mary's"
    case = imported(model, tmp_path)
    assert [it.id for it in case.conflict.options] == ["Say no", "U S and allies", "or"]
    assert case.conflict.options[0].name == 'Say "no"'
    assert list(case.parties) == ["St Mary s", "South"]
    assert case.parties["St Mary s"].name == "St. Mary's"
    assert detente.stability(case).feasible == 6


def test_the_import_tells_what_it_does_not_take_over(tmp_path):
    model = changed(coalitions=[0, 1])
    model["decisionMakers"][0]["misperceptions"] = [[[0, "Y"]]]
    path = tmp_path / "model.json"
    path.write_text(json.dumps(model), encoding="utf-8")
    case, report = import_table(path)
    assert [it.header for it in report.cells] == ["coalitions", "misperceptions"]
    assert case.conflict.options
    # the case file that import writes is read as the same case
    from detente.case import parse_case
    from detente.case.writer import case_text

    assert parse_case(case_text(case)).sound == case


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ([], "no graph model"),
        ({"decisionMakers": 3}, "no graph model"),
        ({"decisionMakers": [3], "options": []}, "decisionMakers[0]: an object should stand here"),
        ({"decisionMakers": [], "options": []}, "there are no options"),
        (changed(options=[{"name": "Talk"}, {"name": "Idle"}, {"name": "x"}, {"name": "y"}]), "belongs to nobody"),
        (changed(options=3), "options: a list should stand here"),
        (changed(options=[{"name": "Talk", "permittedDirection": "up"}, {}, {}]), "`up` is none of"),
        (changed(options=[{"name": "Talk"}]), "there is no option 1"),
        (changed(infeasibles=[[[7, "Y"]]]), "infeasibles[0][0]: there is no option 7"),
        (changed(infeasibles=[[[0, "maybe"]]]), "pairs of an option's place and Y or N"),
        (changed(infeasibles=[[["x", "Y"]]]), "no whole number"),
        (changed(infeasibles=[[]]), "names no option"),
        (changed(infeasibles=[{"compound": True, "members": []}]), "without members"),
        (with_first(payoffs=[1, "two"]), "payoffs[1]"),
        (with_first(preferenceRanking=[1, None]), "preferenceRanking[1]"),
        (with_first(preferenceRanking=[1, 1, 2]), "ranked twice"),
    ],
)
def test_what_is_no_graph_model_is_refused_with_its_place(model, said, tmp_path):
    with pytest.raises(CaseError) as caught:
        imported(model, tmp_path)
    assert said in caught.value.message
    assert caught.value.advice


def test_broken_json_is_refused(tmp_path):
    path = tmp_path / "model.gmcr"
    for text in ('{"decisionMakers": [', "[" * 100_000, ""):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CaseError, match=r"model\.gmcr"):
            load_case(str(path))
        assert load_case_file(str(path)).errors


@pytest.mark.parametrize("parts", [{"payoffs": [1, 2]}, {"preferenceRanking": [1, 2, 9]}])
def test_preferences_of_other_states_than_there_are_are_refused(parts, tmp_path):
    with pytest.raises(detente.MethodError, match="North"):
        detente.stability(imported(with_first(**parts), tmp_path))
