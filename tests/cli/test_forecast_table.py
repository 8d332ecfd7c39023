"""``forecast-table`` and ``benchmark accuracy`` at the command line."""

from __future__ import annotations

import csv

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.errors import CaseError, CommandError

TABLE = "issue,proposal,rp,outcome,actor,position,salience,cap_ssi100,cap_votes100\n" + "".join(
    f"i{n},p{n},,{10 * n},{actor},{position},50,{10 + n},1\n"
    for n in range(6)
    for actor, position in (("x", 0), ("y", 40), ("z", 90))
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "issues.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)


def test_forecast_table(table, tmp_path):
    out = tmp_path / "out.csv"
    done = run("forecast-table", "--data", table, "-o", out)
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert "Learned on EU legislation" in done.stderr
    assert "6 issues, 10 methods" in done.stderr
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 60
    assert len(rows[0]) == 107


def test_forecast_table_says_what_is_left_out(table, tmp_path):
    table.write_text(TABLE.replace("x,0,50", "x,,50", 1), encoding="utf-8")
    assert (
        "row 2, x on i0: left out, no position" in run("forecast-table", "--data", table, "-o", tmp_path / "o").stderr
    )


@pytest.mark.parametrize("command", [("forecast-table",), ("benchmark", "accuracy")])
def test_bad_input(command, table, tmp_path):
    out = tmp_path / "out.md"
    assert isinstance(run(*command, "--data", tmp_path / "no.csv", "-o", out).exception, CaseError)
    assert isinstance(run(*command, "--data", table, "--capability", "x", "-o", out).exception, CaseError)
    assert isinstance(run(*command, "--data", table, "-o", tmp_path / "no" / "out.md").exception, CommandError)
    assert run(*command).exit_code == 2
    assert not out.exists()


def test_benchmark_accuracy(table, tmp_path):
    out = tmp_path / "accuracy.md"
    done = run("benchmark", "accuracy", "--data", table, "-o", out)
    assert done.exit_code == 0, done.output
    page = out.read_text(encoding="utf-8")
    assert "6 issues of 6 proposals in issues.csv" in page
    assert "| `weighted_mean` | 6 |" in page
    assert "(accuracy.svg)" in page
    assert out.with_suffix(".svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_page_is_not_overwritten_by_its_picture(table, tmp_path):
    assert isinstance(run("benchmark", "accuracy", "--data", table, "-o", tmp_path / "a.svg").exception, CommandError)
