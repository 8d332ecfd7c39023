"""The result of the engine, the command and the table it writes."""

from __future__ import annotations

import csv
import importlib
import json

import duckdb
import numpy as np
import pytest
from typer.testing import CliRunner

import detente
from detente.case.model import Case
from detente.case.writer import case_text
from detente.cli.main import app
from detente.engines.stability import stability as engine
from detente.engines.stability.building import game_of
from detente.engines.stability.concepts import CONCEPTS, analysed
from detente.engines.stability.tables import columns
from tests.engines.stability.known import BY_OPTIONS, CONFLICTS, DILEMMA, ELMIRA, ELMIRA_EQUILIBRIA, ELMIRA_STABLE
from tests.engines.stability.reference import random_case

RUN = CliRunner()


def written(raw, folder):
    path = folder / "case.yaml"
    path.write_text(case_text(Case.model_validate(raw)), encoding="utf-8")
    return str(path)


def test_the_result_holds_the_published_answer_in_the_given_order():
    found = detente.stability(Case.model_validate(ELMIRA))
    assert [it.id for it in found.states] == [*range(1, 10)]
    assert found.states[1].name == "modify, delay"
    assert found.status_quo == 1
    for concept in CONCEPTS:
        assert list(found.equilibria[concept]) == ELMIRA_EQUILIBRIA[concept]
        assert [list(it) for it in found.stability[concept].values()] == ELMIRA_STABLE[concept]
        assert list(found.counts[concept].values()) == [len(it) for it in ELMIRA_STABLE[concept]]
    assert "local_government can improve on it" in found.sentences[-1]


def test_states_say_which_options_are_taken():
    found = detente.stability(Case.model_validate(BY_OPTIONS))
    states = {it.id: it for it in found.states}
    assert states[21].options == {"modify": True, "delay": False, "accept": True, "abandon": False, "insist": True}
    assert states[21].name == "modify; accept; insist"
    assert states[8].options == {"modify": None, "delay": False, "accept": False, "abandon": True, "insist": None}


def test_options_of_one_name_are_told_apart():
    assert detente.stability(Case.model_validate(DILEMMA)).states[3].name == "cooperate (one); cooperate (two)"


@pytest.mark.parametrize(
    ("name", "said"),
    [("elmira", "does not last"), ("korea", "can last: no party can improve on it by moving alone"),
     ("korea, deterrence", "can last: who improves on it would be answered")],
)  # fmt: skip
def test_the_status_quo_is_judged_in_words(name, said):
    assert said in detente.stability(Case.model_validate(CONFLICTS[name][0])).sentences[-1]


def test_with_many_states_the_result_holds_equilibria_and_counts(monkeypatch):
    case = random_case(7)[0]
    all_of_it = engine(case)
    module = importlib.import_module("detente.engines.stability.stability")
    monkeypatch.setattr(module, "MOST_LISTED", all_of_it.feasible - 1)
    short = engine(case)
    assert (short.states, short.stability) == ((), {})
    assert (short.equilibria, short.counts) == (all_of_it.equilibria, all_of_it.counts)
    assert len(short.notes) == len(all_of_it.notes) + 1


def test_what_is_assumed_is_said():
    raw = json.loads(json.dumps(DILEMMA))
    raw["parties"]["onlooker"] = {"name": "The Onlooker"}
    raw["conflict"]["preferences"] |= {
        "one": {"comparisons": ["two > none"]}, "two": {"weights": {"one": [1, 3]}}, "onlooker": {"statements": ["one"]},
    }  # fmt: skip
    notes = " ".join(detente.stability(Case.model_validate(raw)).notes)
    assert "comparisons of one leave pairs of states open" in notes
    assert "weights of two are uncertain" in notes
    assert "never moving: The Onlooker" in notes


def test_the_command_shows_options_and_verdicts(tmp_path):
    shown = RUN.invoke(app, ["stability", written(CONFLICTS["korea"][0], tmp_path)])
    assert shown.exit_code == 0
    rows = [line.split() for line in shown.stdout.splitlines()]
    assert ["invade", "-", "-", "-", "yes", "yes", "yes", "-", "-", "-", "yes", "yes", "yes"] in rows
    assert ["Nash", "E", "2", "1", "2", "1", "2", "E", "1", "2", "2", "1", "2", "2", "2", "1", "2"] in rows


def test_the_command_shows_states_of_a_conflict_without_options(tmp_path):
    shown = RUN.invoke(app, ["stability", written(ELMIRA, tmp_path)])
    assert "5  delay, insist              E    E    E    E     E" in shown.stdout


def test_of_many_states_the_command_shows_equilibria(tmp_path):
    raw = {
        "id": "wide", "parties": {"a": {}, "b": {}},
        "conflict": {
            "options": [{"id": f"o{place}", "party": "ab"[place % 2]} for place in range(6)], "status_quo": ["o5"],
            "preferences": {"a": {"statements": ["o0 iff o1"]}, "b": {"statements": ["not o3"]}},
        },
    }  # fmt: skip
    shown = RUN.invoke(app, ["stability", written(raw, tmp_path)]).stdout
    assert "52 of 64 states are not shown" in shown
    assert "32 (now)" in shown


def test_the_json_is_the_result(tmp_path):
    done = RUN.invoke(app, ["stability", written(BY_OPTIONS, tmp_path), "--json"])
    found = json.loads(done.stdout)
    assert found == json.loads(detente.stability(Case.model_validate(BY_OPTIONS)).model_dump_json())
    assert list(found["equilibria"]) == ["nash", "gmr", "smr", "seq", "sseq"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("raw", [BY_OPTIONS, ELMIRA], ids=["options", "states"])
def test_the_table_holds_every_verdict(raw, ending, tmp_path):
    out = tmp_path / f"states.{ending}"
    done = RUN.invoke(app, ["stability", written(raw, tmp_path), "-o", str(out), "--json"])
    assert done.exit_code == 0, done.stderr
    analysis = analysed(game_of(Case.model_validate(raw)))
    expected = columns(analysis)
    table = duckdb.sql(f"select * from '{out}'")
    assert table.columns == list(expected)
    rows = dict(zip(table.columns, zip(*table.fetchall(), strict=True), strict=True))
    for name, values in expected.items():
        assert list(rows[name]) == np.ma.asarray(values).tolist()
    assert [*tmp_path.glob(".states*")] == []
    if ending == "csv":
        with out.open(encoding="utf-8") as file:
            assert len(list(csv.reader(file))) == 10


@pytest.mark.parametrize("name", ["states.txt", "absent/states.csv"])
def test_a_table_that_cannot_be_written_is_refused(name, tmp_path):
    done = RUN.invoke(app, ["stability", written(DILEMMA, tmp_path), "-o", str(tmp_path / name)])
    assert done.exit_code != 0
    assert isinstance(done.exception, detente.CommandError)
    assert not (tmp_path / name).exists()
