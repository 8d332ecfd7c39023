from __future__ import annotations

import csv
import json

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from tests.sources.event_files import ACLED_HEADER, acled_row, gdelt_row, write_csv, write_tabs


def run(*arguments):
    return CliRunner().invoke(app, [str(it) for it in arguments])


@pytest.fixture
def gdelt(tmp_path):
    rows = [
        gdelt_row(1),
        gdelt_row(2, code="190", day="20151012"),
        gdelt_row(3, ("USAREB", "UNITED STATES")),
        gdelt_row(4)[:5],
    ]
    return write_tabs(tmp_path / "a.CSV", rows)


def test_from_files_to_counts(gdelt, tmp_path):
    table, actors = tmp_path / "e.parquet", tmp_path / "map.csv"
    assert run("events", gdelt, "--case", "vienna-2015", "--draft-map", actors).exit_code == 0
    done = run(
        "events",
        gdelt,
        "--case",
        "vienna-2015",
        "--map",
        actors,
        "-o",
        table,
        "--left-out",
        tmp_path / "out.csv",
        "--json",
    )
    assert done.exit_code == 0
    assert "1 row is left out" in done.stderr
    assert "a.CSV:4" in done.stderr
    built = json.loads(done.stdout)
    assert (built["read"], built["written"], built["mapped"]) == (4, 3, 2)
    with (tmp_path / "out.csv").open(encoding="utf-8") as listed:
        assert [row["why"] for row in csv.DictReader(listed)] == ["too few columns"]
    counted = json.loads(run("events", table, "--actor", "usa", "--by", "month,type", "--json").stdout)
    assert counted == {
        "events": 2,
        "other_modality": 0,
        "counts": [
            {"month": "2015-10", "type": "ASSAULT", "events": 1, "mean_intensity": -10.0, "fatalities": None},
            {"month": "2015-11", "type": "CONSULT", "events": 1, "mean_intensity": 1.9, "fatalities": None},
        ],
    }
    listed = json.loads(run("events", table, "--json").stdout)
    assert [row["id"] for row in listed["rows"]] == ["gdelt:2", "gdelt:1", "gdelt:3"]
    shown = run("events", table, "--by", "pair", "--most", 1).stdout
    assert "3 events" in shown
    assert "and 1 more rows" in shown
    assert "2015-10-12" in run("events", table, "--to", "2015-10-31").stdout


def test_without_a_map_aliases_map(gdelt, tmp_path):
    done = run("events", gdelt, "--case", "vienna-2015", "-o", tmp_path / "e.parquet", "--json")
    assert json.loads(done.stdout)["mapped"] == 3


def test_trust_counts_the_events_of_a_table(gdelt, tmp_path):
    table = tmp_path / "e.parquet"
    clash = write_csv(
        tmp_path / "acled.csv", [ACLED_HEADER, acled_row(1, actor1="Moscow", actor2="Riyadh"), acled_row(2)]
    )
    run("events", gdelt, clash, "--case", "vienna-2015", "-o", table)
    done = run("trust", "vienna-2015", "--events", table, "--draws", 20, "--json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)["run"]["parameters"]
    assert (told["counted"], told["left_out"]) == (5, 0)
    run("events", gdelt, "-o", table)
    refused = run("trust", "vienna-2015", "--events", table)
    assert "no event is mapped" in str(refused.exception)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("{a}", "{a}"), "several files and no -o"),
        (("{a}",), "not an event table"),
        (("{a}", "--draft-map", "m.csv"), "--draft-map needs --case"),
        (("{e}", "--modality", "maybe"), "--modality maybe"),
        (("{e}", "--from", "soon"), "--from soon"),
        (("{e}", "--by", "week"), "no such group"),
        (("{e}", "--quad", "9"), "no such quad class"),
    ],
)
def test_what_cannot_be_is_said_in_words(gdelt, tmp_path, arguments, said):
    run("events", gdelt, "-o", tmp_path / "e.parquet")
    done = run("events", *(it.format(a=gdelt, e=tmp_path / "e.parquet") for it in arguments))
    assert done.exit_code == 1
    assert said in str(done.exception)


def test_a_corpus_from_the_command_line(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("Talks open\n\nThe talks opened on time.\n\nNobody left early.\n", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    output = tmp_path / "e.parquet"
    done = run("read", "--corpus", folder, "--case", "vienna-2015", "-o", output, "--workers", 1, "--json")
    assert done.exit_code == 0, done.stderr
    assert "1 page could not be read" in done.stderr
    told = json.loads(done.stdout)
    assert (told["pages"], told["bad"], told["shown"][0][0]) == (2, 1, "b.txt")
    for wrong in (("--corpus", folder, "--case", "vienna-2015"), ("--corpus", folder, "-o", output), ()):
        assert run("read", *wrong).exit_code == 1
