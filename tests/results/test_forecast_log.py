"""The forecast log's file: appended to, never rewritten, tolerant of what is broken."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import LogError
from detente.results.forecast_log import (
    Distribution,
    Probability,
    Range,
    Scale,
    add_question,
    read_log,
    resolve_question,
    update_forecast,
)
from detente.results.forecast_log.locking import locked
from detente.results.forecast_log.log import parse_log

MAYBE = Probability(probability=0.35)
START, LATER, END = date(2016, 1, 1), date(2016, 1, 11), date(2016, 3, 1)
TODAY = date(2016, 6, 1)
PERCENT = Scale(low=0, high=100)


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log.jsonl"


def asked(log, **options):
    return add_question(log, "Will it be signed?", MAYBE, **{"on": START, "today": TODAY} | options)


def test_what_is_written_is_read(log):
    first = asked(log, by="anna", resolves=END)
    again = update_forecast(log, first.id, Probability(probability=0.6), on=LATER, today=TODAY)
    answer = resolve_question(log, first.id, 1.0, on=END, note="seen", today=TODAY)
    it = read_log(log).questions["1"]
    assert it.forecasts == (first, again)
    assert it.resolution == answer
    assert again.by == "anna"
    assert (first.on, first.recorded) == (START, TODAY)
    assert first.version


def test_lines_are_only_added(log):
    sizes = [b""]
    asked(log)
    sizes.append(log.read_bytes())
    update_forecast(log, "1", Probability(probability=0.1), on=LATER, today=TODAY)
    sizes.append(log.read_bytes())
    resolve_question(log, "1", 0.0, today=TODAY)
    sizes.append(log.read_bytes())
    resolve_question(log, "1", 1.0, correct=True, today=TODAY)
    sizes.append(log.read_bytes())
    for before, after in zip(sizes, sizes[1:], strict=False):
        assert after.startswith(before)
        assert after.count(b"\n") == before.count(b"\n") + 1
    assert read_log(log).questions["1"].resolution.outcome == 1


def test_ids_are_numbered_or_given(log):
    assert [asked(log).id, asked(log, key="syria").id, asked(log).id, asked(log, key="9").id, asked(log).id] == [
        "1", "syria", "2", "9", "10",
    ]  # fmt: skip
    with pytest.raises(LogError, match="there is a question 9 already"):
        asked(log, key="9")
    with pytest.raises(LogError, match="id"):
        asked(log, key="a b")


def test_a_broken_last_line_is_told_and_kept(log):
    asked(log)
    whole = log.read_bytes()
    log.write_bytes(whole + whole[: len(whole) // 2])
    (problem,) = read_log(log).problems
    assert problem.startswith("line 2 is left out, it is not JSON")
    assert "its writing was cut off" in problem
    broken = log.read_bytes()
    assert asked(log).id == "2"
    assert log.read_bytes().startswith(broken + b"\n")
    it = read_log(log)
    assert list(it.questions) == ["1", "2"]
    assert len(it.problems) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"\xff\xfe", "not JSON"),
        (b"[1]", "Input should be"),
        (b'{"record": "guess"}', "guess"),
        (b'{"record": "resolution", "id": "7", "on": "2016-01-01", "recorded": "2016-01-01", "version": "1", "outcome": 1}', "asks question 7"),
        (b'{"record": "resolution", "id": "1", "on": "2016-01-01", "recorded": "2016-01-01", "version": "1", "outcome": 0.5}', "happened"),
        (b'{"record": "forecast", "id": "1", "on": "2016-01-01", "recorded": "2016-01-01", "version": "1", "forecast": {"kind": "probability", "probability": 1.5}}', "probability"),
        (b'{"record": "forecast", "id": "1", "on": "2016-01-01", "recorded": "2016-01-01", "version": "1", "forecast": {"kind": "range", "low": 1, "best": 2, "high": 3}}', "an event needs a probability"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_told(line, words, log):
    asked(log)
    log.write_bytes(log.read_bytes() + line + b"\n")
    asked(log)
    it = read_log(log)
    assert list(it.questions) == ["1", "2"]
    (problem,) = it.problems
    assert problem.startswith("line 2 is left out")
    assert words in problem


@given(st.binary(max_size=300))
def test_no_bytes_end_in_a_traceback(data):
    from pathlib import Path

    it = parse_log(data, Path("log.jsonl"))
    assert it.questions == {}
    assert bool(it.problems) == any(line.strip() for line in data.split(b"\n"))


def test_writers_wait_for_one_another(log):
    program = (
        "import sys; from detente.results.forecast_log import Probability, add_question\n"
        "for _ in range(15): add_question(sys.argv[1], 'Will it?', Probability(probability=0.5))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(log)]) for _ in range(3)]
    assert [it.wait(timeout=120) for it in running] == [0, 0, 0]
    it = read_log(log)
    assert sorted(map(int, it.questions)) == list(range(1, 46))
    assert it.problems == ()


def test_a_log_that_is_held_is_told(log):
    asked(log)
    with (
        log.open("a+b") as one,
        log.open("a+b") as other,
        locked(one, log),
        pytest.raises(LogError, match="another program is writing"),
        locked(other, log, patience=0),
    ):
        raise AssertionError("the lock was given twice")


def test_two_people_on_one_question(log):
    asked(log, by="anna")
    update_forecast(log, "1", Probability(probability=0.8), by="boris", today=TODAY)
    with pytest.raises(LogError, match="anna, boris"):
        update_forecast(log, "1", MAYBE, today=TODAY)
    it = read_log(log).questions["1"]
    assert it.people == ("anna", "boris")
    assert [each.forecast.probability for each in it.by("boris")] == [0.8]


def test_a_later_line_of_the_same_day_counts(log):
    asked(log)
    update_forecast(log, "1", Probability(probability=0.9), on=LATER, today=TODAY)
    update_forecast(log, "1", Probability(probability=0.5), on=START, today=TODAY)
    it = read_log(log).questions["1"]
    assert [(each.on, each.forecast.probability) for each in it.by("")] == [(START, 0.5), (LATER, 0.9)]


def test_what_does_not_fit_is_refused_and_nothing_written(log):
    asked(log, resolves=END)
    add_question(log, "Where?", Range(low=1, best=2, high=3), scale=Scale(low=0, high=10), on=START, today=TODAY)
    before = log.read_bytes()
    for action in (
        lambda: update_forecast(log, "7", MAYBE, today=TODAY),
        lambda: update_forecast(log, "1", Range(low=1, best=2, high=3), today=END),
        lambda: update_forecast(log, "1", MAYBE, on=date(2015, 1, 1), today=TODAY),
        lambda: update_forecast(log, "1", MAYBE, on=date(2016, 4, 1), today=TODAY),
        lambda: update_forecast(log, "2", MAYBE, today=TODAY),
        lambda: update_forecast(log, "2", Range(low=1, best=2, high=30), today=TODAY),
        lambda: resolve_question(log, "7", 1.0, today=TODAY),
        lambda: resolve_question(log, "1", 0.5, today=TODAY),
        lambda: resolve_question(log, "2", 11.0, today=TODAY),
        lambda: resolve_question(log, "2", float("nan"), today=TODAY),
        lambda: resolve_question(log, "1", 1.0, on=date(2016, 7, 1), today=TODAY),
        lambda: resolve_question(log, "1", 1.0, on=date(2015, 7, 1), today=TODAY),
        lambda: asked(log, on=date(2017, 1, 1)),
        lambda: asked(log, resolves=date(2015, 1, 1)),
        lambda: asked(log, scale=PERCENT),
        lambda: add_question(log, " ", MAYBE, today=TODAY),
    ):
        with pytest.raises(LogError):
            action()
    assert log.read_bytes() == before


def test_a_resolved_question_is_closed(log):
    asked(log)
    resolve_question(log, "1", 1.0, on=END, today=TODAY)
    with pytest.raises(LogError, match="is resolved since 2016-03-01: yes") as caught:
        resolve_question(log, "1", 0.0, today=TODAY)
    assert "--correct" in caught.value.advice
    with pytest.raises(LogError, match="resolved"):
        update_forecast(log, "1", MAYBE, today=TODAY)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Probability(probability=1.5),
        lambda: Probability(probability=float("nan")),
        lambda: Range(low=3, best=2, high=1),
        lambda: Distribution(probabilities=(0.5,) * 101),
        lambda: Distribution(probabilities=(0.5, 0.5)),
        lambda: Scale(low=1, high=1),
    ],
)
def test_no_impossible_forecast_can_be_made(make):
    with pytest.raises(ValueError):  # noqa: PT011  (pydantic words it)
        make()


def test_a_missing_log_is_told(log):
    with pytest.raises(LogError, match="no such file"):
        read_log(log)
    with pytest.raises(LogError, match="no such file"):
        resolve_question(log, "1", 1.0)
    assert not log.exists()
    with pytest.raises(LogError, match="cannot write"):
        add_question(log / "no" / "log.jsonl", "Will it?", MAYBE)


def test_a_line_is_plain_json(log):
    asked(log, by="anna")
    record = json.loads(log.read_text(encoding="utf-8"))
    assert (record["record"], record["by"], record["on"]) == ("question", "anna", "2016-01-01")
    assert record["forecast"] == {"kind": "probability", "probability": 0.35}
