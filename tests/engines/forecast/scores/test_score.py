"""Scoring a table of forecasts against a table of outcomes."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.errors import CaseError, CommandError, MethodError

GRID = [f"p{point}" for point in range(101)]
HEAD = ["issue", "method", "mean", "median", "lo80", "hi80"]


def table(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def even(low, high):
    """Cells of an even distribution from ``low`` to ``high``."""
    return [1 / (high - low + 1) if low <= point <= high else 0 for point in range(101)]


@pytest.fixture
def files(tmp_path):
    """Write the two tables: rows of forecasts of either kind, and rows of outcomes."""

    def write(forecasts, outcomes):
        return table(tmp_path / "forecasts.csv", forecasts), table(tmp_path / "outcomes.csv", outcomes)

    return write


def events(files, said, came, **options):
    rows = [["question", "method", "probability"], *said]
    return detente.score(*files(rows, [["question", "outcome"], *came]), **options)


def scales(files, said, came, **options):
    rows = [[*HEAD, *GRID], *([*row, *[""] * (107 - len(row))] for row in said)]
    return detente.score(*files(rows, [["issue", "outcome"], *came]), **options)


def told(result, words):
    return [note for note in result.notes if words in note]


def test_events_by_hand(files):
    it = events(files, [["a", "anna", "35%"], ["b", "anna", 0.9]], [["a", "no"], ["b", "TRUE"]])
    assert it.kind == "events"
    assert it.events["anna"].brier.value == pytest.approx((0.35**2 + 0.1**2) / 2)
    assert it.events["anna"].happened == 0.5


def test_scales_by_hand(files):
    it = scales(files, [["a", "mean", 40, 40], ["a", "even", "", "", "", "", *even(0, 100)]], [["a", 50]])
    assert it.scales["mean"].crps.value == it.scales["mean"].mae_median.value == 10
    expected = sum(((k + 1) / 101 - (k >= 50)) ** 2 for k in range(101))
    assert it.scales["even"].crps.value == pytest.approx(expected)
    assert it.scales["even"].log_score.value == pytest.approx(np.log(101))
    assert it.scales["even"].mae_median.value == 0
    assert (it.scales["even"].coverage80, it.scales["even"].width80) == (1, 80)


def test_the_long_table_of_positions_serves_as_outcomes(files):
    forecasts, outcomes = files(
        [["issue", "median"], ["x", 30], ["y", 60]],
        [
            ["issue", "proposal", "outcome", "actor"],
            ["x", "p", "50.0", "a"],
            ["x", "p", "50", "b"],
            ["y", "p", 50, "a"],
        ],
    )
    it = detente.score(forecasts, outcomes)
    assert (it.issues, it.clusters) == (2, 1)
    assert it.scales["forecast"].mae_median.value == 15
    assert it.scales["forecast"].mae_median.interval is None
    assert told(it, "1 independent group only")


def test_an_issue_under_two_proposals_is_said(files):
    rows = [["issue", "proposal", "outcome"], ["x", "p", 50], ["x", "q", 50]]
    it = detente.score(*files([["issue", "median"], ["x", 30]], rows))
    assert told(it, "named under two proposals, the first counts: x (row 3)")


def test_questions_go_by_their_own_column_in_both_tables(files):
    said = [["issue", "question", "probability"], ["talks", "q1", 0.5], ["talks", "q2", 0.5]]
    assert (
        detente.score(*files(said, [["question", "issue", "outcome"], ["q1", "talks", 1], ["q2", "talks", 0]])).issues
        == 2
    )


def test_mismatches_are_said(files):
    said = [
        ["a", "m", 10, 10],
        ["a", "m", 10, 10],
        ["b", "m", 10, 10],
        ["b", "m", 20, 20],
        [
            "c",
            "m",
            "",
            "",
            "",
            "",
            *even(0, 49),
        ][:106]
        + [0.5],
        ["d", "m", "nan", "nan"],
        ["e", "m"],
        ["f", "m", 101, 50],
        ["g", "m", 10, 10],
        ["h", "m", 10, 10, 60, 50],
        ["i", "m", 10, 10, 60],
        ["", "m", 10, 10],
        ["j", "m", "", "", "", "", 1],
    ]
    came = [["a", 10], ["b", 10], ["k", 0], ["l", 50], ["l", 60], ["m", 120], ["n", "soon"], ["g", ""]]
    it = scales(files, said, came)
    assert it.scales["m"].count == 1
    for words in (
        "stated twice, counted once: row 3",
        "which says something else: row 5",
        "probabilities do not sum to 1: row 6",
        "'nan', not a number: row 7",
        "neither a point nor probabilities: row 8",
        "mean is 101, beyond 0 to 100: row 9",
        "lo80 above hi80: row 11",
        "only one of lo80 and hi80: row 12",
        "no issue is named: row 13",
        "some of its probabilities are empty: row 14",
        "a forecast but no outcome, not scored: g",
        "2 issues have an outcome but no forecast: b, k",
        "contradict one another: l (row 6)",
        "outcome is 120, beyond 0 to 100: row 7",
        "'soon', not a number: row 8",
    ):
        assert told(it, words), (words, it.notes)


def test_a_median_that_is_not_that_of_the_probabilities_is_said(files):
    it = scales(files, [["a", "m", "", 80, "", "", *even(0, 100)]], [["a", 80]])
    assert it.scales["m"].mae_median.value == 0
    assert told(it, "m on a")


def test_differences_rest_on_the_issues_both_answer(files):
    said = [[f"i{n}", "weighted_mean", 50, 50] for n in range(30)]
    said += [[f"i{n}", "sure", 58 + n % 3, 58 + n % 3] for n in range(20)]
    said += [[f"i{n}", "same", 50, 50] for n in range(30)]
    it = scales(files, said, [[f"i{n}", 60] for n in range(30)])
    found = {(each.method, each.measure): each for each in it.differences}
    assert it.run.against == "weighted_mean"
    sure = found["sure", "crps"]
    assert sure.count == 20
    assert sure.difference.value == pytest.approx(np.mean([abs(58 + n % 3 - 60) for n in range(20)]) - 10)
    assert sure.verdict == "better"
    assert found["same", "crps"].verdict == "undetermined"
    assert told(it, "answer different issues")
    assert any("sure against weighted_mean" in line and line.endswith(": better.") for line in it.findings)


def test_the_order_of_rows_changes_nothing(files):
    rng = np.random.default_rng(1)
    said = [[f"i{n}", method, value, value] for n in range(15) for method in "ab" for value in [int(rng.integers(101))]]
    came = [[f"i{n}", int(rng.integers(101))] for n in range(15)]
    one = scales(files, said, came, against="a")
    other = scales(files, said[::-1], came[::-1], against="a")
    assert one.scales == other.scales
    assert sorted(one.differences, key=str) == sorted(other.differences, key=str)


def test_the_reference_is_named_or_the_first(files):
    said = [["a", "first", 0.5], ["a", "second", 0.5]]
    assert events(files, said, [["a", 1]]).run.against == "first"
    assert events(files, said, [["a", 1]], against="second").run.against == "second"
    with pytest.raises(MethodError, match="no scored forecast is by secnd") as caught:
        events(files, said, [["a", 1]], against="secnd")
    assert "second" in caught.value.advice


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (["question", "method"], "no column holds a forecast"),
        (["method", "median"], "no column issue or question"),
        (["method", "probability"], "no column question or issue"),
        (["issue", "median", "probability"], "do not go together"),
        (["issue", "median", "p0", "p1"], "no column p2"),
        (["issue", "median", "median"], "stands twice"),
    ],
)
def test_a_table_without_the_columns_is_refused(head, words, files):
    with pytest.raises(CaseError, match=words):
        detente.score(*files([head, ["1"] * len(head)], [["issue", "outcome"], ["1", "1"]]))


def test_no_matching_issue_says_what_each_table_holds(files):
    with pytest.raises(MethodError, match="has an outcome") as caught:
        events(files, [["a", "m", 0.5]], [["b", 1]])
    assert caught.value.advice == "forecast: a; with an outcome: b"


def test_an_event_that_half_happened_is_left_out(files):
    it = events(files, [["a", "m", 0.5], ["b", "m", 0.5]], [["a", 0.5], ["b", "false"]])
    assert it.events["m"].count == 1
    assert told(it, "neither 0 nor 1")


@pytest.mark.parametrize("options", [{"bins": 0}, {"bins": 101}, {"seed": -1}, {"resamples": -1}, {"resamples": 10**9}])
def test_impossible_options_are_a_bad_command(options, files):
    with pytest.raises(CommandError):
        events(files, [["a", "m", 0.5]], [["a", 1]], **options)


def test_bins_that_are_off_are_named(files):
    it = events(files, [[f"q{n}", "m", 0.05] for n in range(40)], [[f"q{n}", 1] for n in range(40)])
    assert "Of 40 given 0 to 10 %, 100 % happened: too low." in it.findings[0]


@given(st.lists(st.sampled_from(["0.5", "1,5", "x", "", "-1", "inf", "nan", "1e400", "50%", "²", "0.2"]), max_size=12))
def test_odd_cells_never_end_in_a_traceback(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("odd")
    said = table(
        folder / "said.csv", [["question", "probability"], ["q", "0.5"], *([f"q{n}", it] for n, it in enumerate(cells))]
    )
    came = table(
        folder / "came.csv", [["question", "outcome"], ["q", "1"], *([f"q{n}", it] for n, it in enumerate(cells))]
    )
    it = detente.score(said, came)
    assert it.events["forecast"].count == 1
    assert 0 <= it.events["forecast"].brier.value <= 1


def test_recorded_outcomes_of_eu_legislation(shared, tmp_path):
    """The weighted mean's error on the recorded issues is what the literature's data gives."""
    source = shared / "data" / "deu2_dev.csv"
    if not source.is_file():
        pytest.skip("the recorded outcomes are not beside the repository")
    issues: dict[str, list[dict[str, str]]] = {}
    with source.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["position"] and row["salience"]:
                issues.setdefault(row["issue"], []).append(row)
    rows = [["issue", "method", "median"]]
    for issue, actors in issues.items():
        weights = [float(it["cap_ssi100"]) * float(it["salience"]) for it in actors]
        if len(actors) >= 3 and sum(weights):
            middle = sum(w * float(it["position"]) for w, it in zip(weights, actors, strict=True)) / sum(weights)
            rows.append([issue, "weighted_mean", middle])
    it = detente.score(table(tmp_path / "f.csv", rows), source)
    scored = it.scales["weighted_mean"]
    truth = {issue: float(actors[0]["outcome"]) for issue, actors in issues.items()}
    assert scored.mae_median.value == pytest.approx(np.mean([abs(row[2] - truth[row[0]]) for row in rows[1:]]))
    assert 21 < scored.mae_median.value < 26
    assert it.clusters < it.issues
