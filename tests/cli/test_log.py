"""``detente log`` as it is typed."""

from __future__ import annotations

import json

import pytest

import detente as library
from detente.results.forecast_log import read_log
from tests.cli.test_commands import detente  # noqa: F401  (a fixture)

CASE = "emission-standards-1994"
ASK = ["log", "add", "Will it be signed?", "--probability", "35%"]
ON = ["--on", "2015-11-12"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The current folder, empty, with no log named elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_LOG", raising=False)
    return tmp_path


@pytest.fixture
def call(detente, folder):  # noqa: F811
    """Run a command that must succeed; gives its standard output on one line."""

    def done(*arguments):
        answer = detente(*arguments)
        assert answer.code == 0, answer.err
        return " ".join(answer.out.split())

    return done


def test_from_a_question_to_its_score(call, folder):
    told = call(*ASK, *ON, "--by", "anna", "--resolves", "2016-03-01")
    assert told == "Question 1: Will it be signed?: 35 %, anna, 2015-11-12."
    assert "overdue since 2016-03-01" in call("log")
    assert call("log", "add", "--update", "1", "-p", "0.2", "--on", "2016-01-12") == (
        "Forecast of question 1: 20 %, anna, 2016-01-12."
    )
    assert "no, 2016-03-01." in call("log", "resolve", "1", "no", "--on", "2016-03-01", "--note", "not signed")
    assert call("log").endswith("0 open, 0 of them overdue; 1 resolved.")
    assert "resolved 2016-03-01: no (not signed)" in call("log", "list", "--all")
    score = call("log", "score", "--by", "anna")
    assert "Brier 0.040; over 110 days 0.086" in score
    expected = library.score_log(folder / "forecast-log.jsonl")
    assert json.loads(call("log", "score", "--json")) == json.loads(expected.model_dump_json())


def test_questions_on_a_scale(call, folder):
    call("log", "add", "--case", CASE, "--issue", "delay", "--low", "5", "--best", "7", "--high", "9", *ON)
    call("log", "add", "--from-forecast", CASE, "--issue", "delay", "--method", "mean", "--draws", "50", *ON)
    call("log", "add", "How many talks?", "--scale", "0..10", "--low", "1", "--best", "2", "--high", "4", *ON)
    judged, computed, free = read_log(folder / "forecast-log.jsonl").questions.values()
    case = library.load_case(CASE)
    assert judged.asked.case.digest == computed.asked.case.digest == case.digest
    assert (judged.scale.low, judged.scale.high) == (case.issues["delay"].low, case.issues["delay"].high)
    assert computed.asked.forecast.method == "mean"
    assert computed.asked.forecast.best == library.forecast(case, "mean", draws=50).issues["delay"].outcome
    assert (free.scale.high, free.asked.case) == (10, None)
    assert "7.5" in call("log", "resolve", "1", "7.5")
    call("log", "resolve", "3", "5")
    score = call("log", "score")
    assert "How many talks? 30.0 points off" in score
    assert f"{abs(7 - 7.5) / 6 * 100:.1f} points off" in score


def test_the_variable_names_another_file(call, folder, monkeypatch):
    monkeypatch.setenv("DETENTE_LOG", str(folder / "team.jsonl"))
    call(*ASK)
    call(*ASK, "--file", folder / "own.jsonl")
    assert len(read_log(folder / "team.jsonl").questions) == len(read_log(folder / "own.jsonl").questions) == 1
    assert "team.jsonl: 1 open" in call("log")


def test_overdue_questions_come_first_and_programs_see_them(call):
    call(*ASK, *ON)
    call(*ASK, *ON, "--resolves", "2016-03-01")
    listed = json.loads(call("log", "--json"))
    assert [(it["id"], it["overdue"]) for it in listed["questions"]] == [("2", True), ("1", False)]
    assert listed["questions"][0]["forecasts"][0]["forecast"]["probability"] == 0.35


def test_a_broken_line_is_told(call, folder):
    call(*ASK)
    with (folder / "forecast-log.jsonl").open("ab") as file:
        file.write(b'{"record": "ques')
    assert "Note: line 2 is left out, it is not JSON" in call("log")
    call(*ASK)
    assert call("log").count("Will it be signed?") == 2


def test_void_and_corrected_outcomes(call):
    call(*ASK, *ON)
    assert "void" in call("log", "resolve", "1", "void", "--note", "the talks were moved")
    assert "yes" in call("log", "resolve", "1", "yes", "--correct")
    assert "resolved" in call("log", "list", "--all")


def test_the_plot(call, folder):
    call(*ASK, *ON)
    call("log", "resolve", "1", "no")
    call("log", "score", "--plot", "calibration.svg")
    assert "(1 event)" in (folder / "calibration.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["log", "add", "Q", "-p", "150%"], "beyond 0 to 100 %"),
        (["log", "add", "Q", "-p", "35"], "beyond 0 to 100 %"),
        (["log", "add", "Q", "-p", "1"], "may mean"),
        (["log", "add", "Q", "-p", "likely"], "no probability"),
        (["log", "add", "Q", "-p", "nan"], "no probability"),
        (["log", "add", "Q"], "what is the forecast"),
        (["log", "add", "Q", "--low", "1", "--best", "2"], "what is the forecast"),
        (["log", "add", "Q", "--low", "3", "--best", "2", "--high", "1"], "no range"),
        (["log", "add", "Q", "--low", "1", "--best", "2", "--high", "300"], "beyond the scale"),
        (["log", "add", "Q", "--low", "1", "--best", "2", "--high", "3", "--scale", "many"], "no scale"),
        (["log", "add", "Q", "-p", "5%", "--low", "1"], "do not go together"),
        (["log", "add", "Q", "-p", "5%", "--on", "yesterday"], "no day"),
        (["log", "add", "Q", "-p", "5%", "--on", "2999-01-01"], "future"),
        (["log", "add", "Q", "-p", "5%", "--resolves", "1999-01-01"], "before"),
        (["log", "add", "Q", "-p", "5%", "--case", "no-such-case"], "no such file"),
        (["log", "add", "Q", "-p", "5%", "--case", CASE, "--issue", "price"], "no issue price"),
        (["log", "add", "--from-forecast", CASE], "which issue"),
        (["log", "add", "--from-forecast", CASE, "--issue", "price"], "no issue price"),
        (["log", "add", "--from-forecast", CASE, "--issue", "delay", "--method", "oracle"], "no forecast method"),
        (["log", "add", "--update", "9", "-p", "5%"], "no question 9"),
        (["log", "add", "--update", "2", "-p", "5%"], "resolved"),
        (["log", "resolve", "9", "yes"], "no question 9"),
        (["log", "resolve", "1", "perhaps"], "no outcome"),
        (["log", "resolve", "2", "no"], "resolved since"),
        (["log", "score", "--by", "clara"], "no forecast is by clara"),
        (["log", "list", "--file", "none.jsonl"], "no such file"),
        (["log", "list", "--file", "."], "cannot read"),
        (["log", "add", "Q", "-p", "5%", "--file", "none/log.jsonl"], "cannot write"),
    ],
)
def test_bad_input_ends_with_1_and_writes_nothing(arguments, words, call, folder, detente):  # noqa: F811
    call(*ASK, *ON)
    call(*ASK, *ON)
    call("log", "resolve", "2", "yes", "--on", "2016-01-01")
    before = (folder / "forecast-log.jsonl").read_bytes()
    answer = detente(*arguments)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("detente: ")
    assert words in answer.err
    assert "Traceback" not in answer.err
    assert (folder / "forecast-log.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["log", "add", "-p", "5%"],
        ["log", "add", "Q", "--update", "1", "-p", "5%"],
        ["log", "add", "Q", "--issue", "delay", "-p", "5%"],
        ["log", "add", "Q", "--from-forecast", CASE, "--issue", "delay", "-p", "5%"],
        ["log", "add", "Q", "--from-forecast", CASE, "--case", "vienna-2015", "--issue", "delay"],
        ["log", "--file", "other.jsonl", "add", "Q", "-p", "5%"],
        ["log", "--json", "list"],
        ["log", "score", "--plot", "plot.pdf"],
        ["log", "resolve", "1"],
        ["log", "forget", "1"],
    ],
)
def test_a_bad_command_ends_with_2_and_writes_nothing(arguments, call, folder, detente):  # noqa: F811
    call(*ASK, *ON)
    before = (folder / "forecast-log.jsonl").read_bytes()
    answer = detente(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert (folder / "forecast-log.jsonl").read_bytes() == before
    assert not (folder / "other.jsonl").exists()


@pytest.mark.parametrize("command", ["add", "resolve", "list", "score"])
def test_help_gives_an_example(command, detente):  # noqa: F811
    answer = detente("log", command, "--help")
    assert answer.code == 0
    assert f"Example: detente log {command}" in answer.out
