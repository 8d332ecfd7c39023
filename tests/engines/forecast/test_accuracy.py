"""Forecast tables and accuracy: by hand on a small table, and the known figures on published data."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from detente.engines.forecast import densities
from detente.engines.forecast.accuracy import accuracy, markdown
from detente.engines.forecast.bootstrap import clustered_interval
from detente.engines.forecast.forecast_table import COLUMNS, LEARNED, TABLE_METHODS, forecast_rows, table_text
from detente.engines.forecast.records import Record, read_records
from detente.errors import MethodError


def record(name, positions, outcome, *, proposal="", weights=None, reference=float("nan")):
    size = len(positions)
    return Record(
        issue=name,
        proposal=proposal or name,
        actors=tuple(f"a{n}" for n in range(size)),
        positions=np.array(positions, dtype=float),
        saliences=np.full(size, 100.0),
        capabilities=np.ones(size) if weights is None else np.array(weights, dtype=float),
        reference=reference,
        outcome=outcome,
    )


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def file(shared):
    path = shared / "data" / "deu2_dev.csv"
    if not path.is_file():
        pytest.skip("the issues with known outcomes are absent")
    return path


# -- the table ---------------------------------------------------------------------------------------------------------


def test_a_row_for_each_issue_and_method():
    rows = read(table_text(forecast_rows([record("i", [0, 50, 70], 1.0), record("j", [5], 1.0)])))
    assert [(row["issue"], row["method"]) for row in rows] == [(i, m) for i in "ij" for m in TABLE_METHODS]
    assert tuple(rows[0]) == COLUMNS
    one = {row["method"]: row for row in rows if row["issue"] == "i"}
    assert one["mean"]["mean"] == one["mean"]["median"] == "40"
    assert one["median"]["median"] == "50"
    assert one["middle"]["mean"] == "50"
    assert one["mean"]["lo80"] == one["mean"]["p0"] == ""
    for name in LEARNED:
        p = np.array([float(one[name][f"p{k}"]) for k in range(101)])
        assert p.sum() == pytest.approx(1, abs=1e-8)
        assert float(one[name]["mean"]) == pytest.approx(densities.mean(p), abs=1e-6)
        assert float(one[name]["median"]) == densities.median(p)
        assert (float(one[name]["lo80"]), float(one[name]["hi80"])) == densities.central_interval(p)


def test_an_undetermined_point_stays_empty():
    rows = {row["method"]: row for row in read(table_text(forecast_rows([record("i", [0, 50], 1.0, weights=[0, 0])])))}
    assert rows["weighted_mean"]["mean"] == ""
    assert rows["mean"]["mean"] == "25"
    assert rows["calibrated"]["p0"]


def test_the_outcome_is_never_read(file, tmp_path):
    plain = table_text(forecast_rows(read_records(file, outcomes=False).issues))
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    shuffled = np.random.default_rng(0).permutation([row["outcome"] for row in rows])
    for name, outcomes in (("blank", [""] * len(rows)), ("shuffled", shuffled), ("words", ["?"] * len(rows))):
        other = tmp_path / f"{name}.csv"
        with other.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows({**row, "outcome": o} for row, o in zip(rows, outcomes, strict=True))
        assert table_text(forecast_rows(read_records(other, outcomes=False).issues)) == plain
    without = tmp_path / "without.csv"
    with without.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [name for name in rows[0] if name != "outcome"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    assert table_text(forecast_rows(read_records(without, outcomes=False).issues)) == plain


# -- the accuracy ------------------------------------------------------------------------------------------------------


def test_accuracy_by_hand():
    issues = [
        record("i", [0, 0, 60], 30.0),
        record("j", [100, 100, 40], 80.0, reference=40.0),
        record("k", [0, 1], 9.0),
    ]
    found = accuracy(issues)
    by = {it.method: it for it in found.scores}
    assert (found.issues, found.proposals, found.cross_validated) == (2, 2, False)  # two actors are too few
    assert by["mean"].error == 5  # 20 against 30, 80 against 80
    assert by["mean"].root_mean_square == pytest.approx(np.sqrt(50))
    assert by["mean"].hit == 1
    assert by["middle"].error == 25
    assert by["middle"].error_gap == pytest.approx((20, 10, 30))
    assert (by["reference"].issues, by["reference"].error) == (1, 40)
    assert by["mean"].crps is None
    assert by["calibrated"].crps is not None
    page = markdown(found, "a table", "picture.svg")
    assert "none of these issues was learned from" in page
    assert "| `middle` | 2 | 25.0 [20.0, 30.0] | +20.0 [+10.0, +30.0] | 25.5 |" in page


def test_accuracy_needs_issues():
    with pytest.raises(MethodError, match="1 proposals"):
        accuracy([record("i", [0, 1, 2], 3.0)])


def test_a_few_known_issues_are_not_scored_with_what_was_learned_from_them(file):
    known = [it for it in read_records(file, outcomes=True).issues if len(it.actors) >= 3][:8]
    with pytest.raises(MethodError, match="too few to fit"):
        accuracy(known)


def test_the_known_figures(file):
    found = accuracy(read_records(file, outcomes=True).issues, seeds=1)
    by = {it.method: it for it in found.scores}
    assert (found.issues, found.proposals, found.cross_validated) == (171, 58, True)
    assert by["weighted_mean"].error == pytest.approx(23.5, abs=0.05)
    assert by["mean"].error == pytest.approx(23.3, abs=0.05)
    assert by["middle"].error == pytest.approx(28.2, abs=0.05)
    assert by["weighted_mean_residuals"].crps == pytest.approx(16.5, abs=0.2)
    assert by["calibrated"].crps == pytest.approx(16.5, abs=0.3)  # far below 16 something would have leaked
    assert by["calibrated"].covered == pytest.approx(0.82, abs=0.05)
    assert "cross-validated" in markdown(found, "the data")


# -- the bootstrap -----------------------------------------------------------------------------------------------------


def test_the_interval_of_independent_values_is_the_textbook_one():
    values = np.random.default_rng(1).normal(size=400)
    low, high = clustered_interval(values, [str(n) for n in range(400)])
    half = 1.96 * values.std() / 20
    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.02)


def test_copies_of_an_issue_in_its_group_narrow_nothing():
    values, groups = np.random.default_rng(1).normal(size=60), [str(n) for n in range(60)]
    assert clustered_interval(np.tile(values, 5), groups * 5) == pytest.approx(clustered_interval(values, groups))
