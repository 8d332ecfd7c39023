"""Scores of a forecast log."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.engines.forecast.scores import case_forecast
from detente.engines.forecast.scores.log import standing
from detente.errors import LogError, MethodError
from detente.results.forecast_log import Distribution, Probability, QuestionRecord, Range, Scale

START = date(2016, 1, 1)
TODAY = date(2016, 12, 31)


def day(number):
    return START + timedelta(days=number)


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log.jsonl"


def event(log, *said, outcome, end, resolves=None, by=""):
    """A question with (day, probability) pairs, resolved on a day."""
    (first, chance), *others = said
    due = None if resolves is None else day(resolves)
    key = detente.add_question(
        log, "Will it?", Probability(probability=chance), by=by, resolves=due, on=day(first), today=TODAY
    ).id
    for number, other in others:
        detente.update_forecast(log, key, Probability(probability=other), on=day(number), today=TODAY)
    detente.resolve_question(log, key, outcome, on=day(end), today=TODAY)
    return key


def only(log):
    (it,) = detente.score_log(log).questions
    return it


def test_the_daily_score_by_hand(log):
    # 0.4 for 10 days and 0.9 for 30; it happened
    event(log, (0, 0.4), (10, 0.9), outcome=1.0, end=40)
    it = only(log)
    assert (it.forecasts, it.days) == (2, 40)
    assert it.brier_last == pytest.approx(0.01)
    assert it.brier_daily == pytest.approx((10 * 0.36 + 30 * 0.01) / 40)


def test_days_after_the_question_s_own_end_do_not_count(log):
    event(log, (0, 0.4), outcome=0.0, end=40, resolves=20)
    assert only(log).days == 20


def test_a_change_of_mind_on_the_day_of_the_answer_does_not_count(log):
    event(log, (0, 0.4), (40, 1.0), outcome=1.0, end=40)
    assert only(log).brier_last == pytest.approx(0.36)


def test_a_question_asked_and_answered_on_one_day_counts_one_day(log):
    event(log, (0, 0.4), outcome=1.0, end=0)
    assert (only(log).days, only(log).brier_daily) == (1, pytest.approx(0.36))


@given(
    st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1)), min_size=1, max_size=6, unique_by=lambda it: it[0]),
    st.integers(1, 40),
)
def test_the_days_agree_with_a_calendar(said, end):
    said = sorted(said)
    records = [
        QuestionRecord(
            id="1", on=day(number), recorded=TODAY, version="0", question="?", forecast=Probability(probability=chance)
        )
        for number, chance in said
    ]
    counted = standing(records, day(end))
    calendar = []
    for number in range(end):
        before = [chance for start, chance in said if start <= number]
        if before:
            calendar.append(before[-1])
    if not calendar:
        assert sum(days for _, days in counted) == sum(number == end for number, _ in said)
        return
    assert [it.forecast.probability for it, days in counted for _ in range(days)] == calendar


def test_people_are_scored_apart(log):
    event(log, (0, 0.9), outcome=1.0, end=5, by="anna")
    key = event(log, (0, 0.2), outcome=1.0, end=5, by="boris")
    it = detente.score_log(log)
    assert it.by == ("anna", "boris")
    assert it.events["anna"].brier.value == pytest.approx(0.01)
    assert it.events["boris"].brier.value == pytest.approx(0.64)
    assert [each.id for each in detente.score_log(log, by="boris").questions] == [key]
    with pytest.raises(LogError, match="no forecast is by clara"):
        detente.score_log(log, by="clara")


def test_void_and_open_questions_are_counted_and_not_scored(log):
    event(log, (0, 0.9), outcome=None, end=5)
    detente.add_question(log, "Will it?", Probability(probability=0.5), on=day(0), today=TODAY)
    it = detente.score_log(log)
    assert (it.resolved, it.open, it.void) == (0, 1, 1)
    assert it.questions == ()
    assert "No forecast can be scored" in it.findings[0]


def scale_question(log, forecast, outcome, scale=Scale(low=0, high=10)):  # noqa: B008  (it is frozen)
    key = detente.add_question(log, "How much?", forecast, scale=scale, on=day(0), today=TODAY).id
    detente.resolve_question(log, key, outcome, on=day(9), today=TODAY)


def test_ranges_are_scored_in_points_of_the_scale(log):
    scale_question(log, Range(low=2, best=4, high=6), 7.0)
    it = detente.score_log(log).scales[""]
    assert it.mae_median.value == pytest.approx(30)
    assert (it.coverage80, it.width80) == (0, pytest.approx(40))
    assert it.interval_score80.value == pytest.approx(40 + 10 * 10)


def test_ranges_of_draws_are_no_intervals(log):
    scale_question(log, Range(low=2, best=4, high=6, of="draws"), 5.0)
    it = detente.score_log(log)
    assert it.scales[""].mae_median.value == pytest.approx(10)
    assert it.scales[""].coverage80 is None
    assert any("ranges of draws of question 1" in note for note in it.notes)


def test_distributions_are_scored_by_crps(log):
    chances = tuple(0.5 if point in (20, 60) else 0.0 for point in range(101))
    scale_question(log, Distribution(probabilities=chances), 4.0)
    it = detente.score_log(log).scales[""]
    assert it.crps.value == pytest.approx(10)
    assert it.gives == "probabilities"


def test_hindsight_is_told(log):
    event(log, (0, 0.9), outcome=1.0, end=5)
    assert any("Written into the log after the answer was known" in note for note in detente.score_log(log).notes)
    late = log.with_name("late.jsonl")
    detente.add_question(late, "Will it?", Probability(probability=1), on=day(9), today=day(9))
    detente.resolve_question(late, "1", 1.0, on=day(9), today=day(9))
    assert not any("after the answer" in note for note in detente.score_log(late).notes)


def test_broken_lines_are_told_with_the_scores(log):
    event(log, (0, 0.9), outcome=1.0, end=5)
    log.write_bytes(log.read_bytes() + b"{")
    assert any("line 3 is left out" in note for note in detente.score_log(log).notes)


def test_the_forecast_of_a_case_is_kept_as_it_is():
    case = detente.load_case("emission-standards-1994")
    it = case_forecast(case, "delay", draws=100, seed=4)
    issue = detente.forecast(case, issues=["delay"], draws=100, seed=4).issues["delay"]
    assert (it.of, it.best, (it.low, it.high)) == ("draws", issue.outcome, issue.interval80)
    with pytest.raises(MethodError, match="no issue price"):
        case_forecast(case, "price")


def test_a_density_of_the_outcome_is_kept_as_one(monkeypatch):
    from detente.results.forecast import Density

    case = detente.load_case("emission-standards-1994")
    answer = detente.forecast(case, issues=["delay"], draws=0)
    density = Density(
        of="outcome", points=tuple(np.linspace(4, 10, 101)), probabilities=(1 / 101,) * 101, mean=7, median=7,
        interval80=(4.6, 9.4), set80=((4, 10),), expected_error=1.5,
    )  # fmt: skip
    issue = answer.issues["delay"].model_copy(update={"density": density})
    module = sys.modules[case_forecast.__module__]
    monkeypatch.setattr(module, "forecast", lambda *_, **__: answer.model_copy(update={"issues": {"delay": issue}}))
    it = case_forecast(case, "delay")
    assert it.kind == "distribution"
    assert it.probabilities == density.probabilities


def test_an_undetermined_forecast_is_not_logged():
    case = detente.apply(
        detente.load_case("emission-standards-1994"),
        [
            detente.Edit.parse(f"parties.{party}.capability=0")
            for party in detente.load_case("emission-standards-1994").parties
        ],
    )
    with pytest.raises(MethodError, match="undetermined"):
        case_forecast(case, "delay", draws=0)
