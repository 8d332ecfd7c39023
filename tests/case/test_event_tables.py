"""Events from tables: codes stay text, reports of one event count once, and every row left out has its reason."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from detente.case.catalog import load_case
from detente.case.tables.event_codes import KINDS, QUADS, ROOTS, coded
from detente.case.tables.events import read_events, with_events
from detente.cli.main import app
from detente.errors import CaseError

CASE = load_case("vienna-2015")


def read(tmp_path, text):
    path = tmp_path / "events.csv"
    path.write_text(text, encoding="utf-8")
    return read_events(path, CASE)


def test_a_leading_zero_is_kept(tmp_path):
    found = read(tmp_path, "date,from,to,code\n2015-11-01,usa,russia,010\n2015-11-01,usa,russia,10\n")
    (one, other) = found.events.values()
    assert (one.code, one.kind) == ("010", "cooperative")
    assert (other.code, other.kind) == ("10", "conflictual")
    assert found.repeated == 0


def test_names_and_aliases_are_read(tmp_path):
    found = read(
        tmp_path,
        "Date,From,To,Kind,Intensity\n2015-11-01,united states,MOSCOW,cooperative,40..60\n20151102,Kerry,russia,-,\n",
    )
    one, other = found.events.values()
    assert (one.from_, one.to, one.intensity.raw) == ("usa", "russia", [40, 60])
    assert (other.from_, other.kind, other.intensity) == ("usa", "conflictual", None)


def test_reports_of_one_event_count_once(tmp_path):
    rows = [
        "date,from,to,code,event",
        "2015-11-01,usa,russia,040,",
        "2015-11-01,usa,russia,040,",
        "2015-11-01,usa,russia,041,x",
        "2015-11-02,usa,russia,046,x",
    ]
    found = read(tmp_path, "\n".join(rows))
    assert (len(found.events), found.repeated) == (2, 2)


def test_quad_classes_and_a_kind_with_a_code(tmp_path):
    found = read(
        tmp_path,
        "date,from,to,kind,code,quad_class\n2015-11-01,usa,russia,,,4\n2015-11-02,usa,russia,conflictual,190,\n2015-11-03,usa,russia,cooperative,190,",
    )
    assert [(it.kind, it.intensity.best if it.intensity else None) for it in found.events.values()] == [
        ("conflictual", 85), ("conflictual", 95), ("cooperative", None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("yesterday,usa,russia,040,", "is no date"),
        ("2015-02-30,usa,russia,040,", "is no date"),
        ("2015-11-01,mars,russia,040,", "`mars` is no party"),
        ("2015-11-01,,russia,040,", "`from` is empty"),
        ("2015-11-01,usa,Washington,040,", "both ends"),
        ("2015-11-01,usa,russia,,", "neither kind nor code"),
        ("2015-11-01,usa,russia,1,", "one digit"),
        ("2015-11-01,usa,russia,43,", "no root"),
        ("2015-11-01,usa,russia,talk,", "no CAMEO code"),
        ("2015-11-01,usa,russia,040,high", "not a number"),
        ("2015-11-01,usa,russia,040,101", "not within 0 to 100"),
    ],
)
def test_a_row_left_out_says_why(tmp_path, row, why):
    found = read(tmp_path, f"date,from,to,code,intensity\n{row}\n\n2015-11-02,usa,russia,040,\n")
    assert len(found.events) == 1
    ((place, said),) = found.left_out
    assert place == 2
    assert why in said


@pytest.mark.parametrize(
    ("row", "why"),
    [("2015-11-01,usa,russia,friendly,", "no kind"), ("2015-11-01,usa,russia,,5", "none of 1, 2, 3 and 4")],
)
def test_other_ways_to_tell_the_kind_say_why_too(tmp_path, row, why):
    ((_, said),) = read(tmp_path, f"date,from,to,kind,quad_class\n{row}\n").left_out
    assert why in said


def test_a_table_without_its_columns_is_an_error(tmp_path):
    with pytest.raises(CaseError, match="no column from, no column kind, code or quad_class"):
        read(tmp_path, "date,to\n2015-11-01,usa\n")


def test_the_case_keeps_its_own_events(tmp_path):
    case = with_events(CASE, read(tmp_path, "date,from,to,code\n2015-11-01,usa,russia,040\n"))
    assert with_events(case, read(tmp_path, "date,from,to,code\n")).events == case.events
    assert len(case.events) == len(CASE.events) + 1


def test_every_code_has_a_kind_and_a_weight():
    for kind, intensity, words in (*ROOTS.values(), *QUADS.values()):
        assert kind in KINDS.values()
        assert 0 < intensity <= 100
        assert words
    assert [coded(f"{root}0")[0] for root in ROOTS] == [kind for kind, _, _ in ROOTS.values()]


def test_the_command_reports_on_standard_error_and_counts_the_events(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("date,from,to,code\n2015-11-01,russia,usa,190\n2015-11-01,x,usa,190\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["trust", "vienna-2015", "--events", str(path), "--draws", "20", "--json"])
    assert done.exit_code == 0
    assert "Rows left out: 1" in done.stderr
    found = json.loads(done.stdout)
    (it,) = found["events"]
    assert (it["truster"], it["trusted"]) == ("usa", "russia")
    assert it["change"]["best"] < 0
    told = {"events": "events.csv", "counted": 1, "left_out": 1, "repeated": 0}
    assert told.items() <= found["run"]["parameters"].items()


def test_the_command_in_words():
    done = CliRunner().invoke(app, ["trust", "vienna-2015", "--draws", "20", "--reconcile", "russia,turkey"])
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert "In nobody's camp: Lebanon, Islamic State and Nusra Front." in said
    assert "If Russia and Turkey were reconciled, tense would become" in said
    friends = CliRunner().invoke(app, ["trust", "vienna-2015", "--draws", "20", "--reconcile", "usa,jordan"])
    assert "are not hostile to each other" in friends.stdout


@pytest.mark.parametrize("pair", ["usa", "usa,usa", "usa,mars", "usa,russia,iran"])
def test_a_pair_that_is_none_is_an_error_of_the_command(pair):
    done = CliRunner().invoke(app, ["trust", "vienna-2015", "--reconcile", pair])
    assert done.exit_code != 0
    assert getattr(done.exception, "exit_code", None) == 2
