"""The whole analysis: what it holds, that it is repeatable, what it says of experts, what it refuses."""

from __future__ import annotations

import sys
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.case import Case
from detente.case.catalog import load_case
from detente.case.edits import Edit, apply
from detente.engines.forecast import METHODS, forecast
from detente.engines.forecast.method import Answers, Method
from detente.engines.forecast.sensitivity import sensitivity
from detente.errors import CommandError, MethodError
from tests.cases import cases
from tests.engines.forecast.sensitivity.small_cases import position, small

CASE = small([[0, 10, 40], [30, 60], [70, 80, 100]], saliences=[[20, 60], 50, [40, 90]], capabilities=[[1, 3], 2, 2])


def judged(values, **more):
    number = position("a")
    experts = {expert: {} for expert in values}
    judgements = [{"number": number, "by": expert, "value": value} for expert, value in values.items()]
    return Case.model_validate(CASE.raw() | {"experts": experts, "judgements": judgements} | more)


def beliefs_only(result):
    """The result without what is said of experts and of the case file."""
    return {issue: it.model_dump(exclude={"judged", "by_expert"}) for issue, it in result.issues.items()}


def test_the_package_offers_the_same_function():
    assert detente.sensitivity is sensitivity


@pytest.mark.parametrize("method", METHODS)
def test_the_same_on_any_number_of_workers(method):
    one, two = (sensitivity(CASE, method, draws=64, seed=3, workers=workers) for workers in (1, 3))
    assert one == two


def test_the_same_seed_gives_the_same_and_another_does_not():
    assert sensitivity(CASE, draws=64, seed=3) == sensitivity(CASE, draws=64, seed=3)
    assert (
        sensitivity(CASE, draws=64, seed=3).issues["price"].indices
        != sensitivity(CASE, draws=64, seed=4).issues["price"].indices
    )


def test_an_issue_alone_is_the_same_as_among_others():
    case = load_case("vienna-2015")
    issues = list(case.issues)[:2]
    both, one = sensitivity(case, issues=issues, draws=16), sensitivity(case, issues=issues[1:], draws=16)
    assert both.issues[issues[1]] == one.issues[issues[1]]


def test_outcome_and_swings_are_those_of_the_forecast():
    it, known = sensitivity(CASE, draws=64).issues["price"], forecast(CASE).issues["price"]
    assert (it.outcome, it.swings) == (known.outcome, known.swings)
    assert it.deviation == pytest.approx(known.draws_summary.standard_deviation, rel=0.1)
    assert it.interval80 == pytest.approx(known.interval80, abs=1.5)


def test_the_chance_is_that_of_the_most_frequent_mark():
    case = small([[0, 100]], scale={0: "low", 40: "middle", 100: "high"})
    it = sensitivity(case, draws=1024).issues["price"]
    assert it.chance == pytest.approx(0.5, abs=0.01)  # from 20 to 70
    (found,) = it.finding_out
    assert found.gain == pytest.approx(0.5, abs=0.05)
    assert found.deviation < 2
    assert it.next.startswith("Research next: position of a. If it were known, the chance to name the nearest mark")


def test_marks_without_words_do_not_count_beside_worded_ones():
    case = small([[0, 100]], scale={0: "low", 50: "", 100: "high"})
    assert sensitivity(case, draws=64).issues["price"].chance == pytest.approx(0.5, abs=0.05)


def test_a_case_without_uncertainty():
    it = sensitivity(small([10, 90])).issues["price"]
    assert (it.indices, it.finding_out, it.next) == ((), (), "")
    assert it.deviation == 0
    assert it.tipping


def test_what_is_undetermined_is_said():
    it = sensitivity(small([[1, 2], 5], capabilities=[0, 0]), draws=16).issues["price"]
    assert (it.outcome, it.interval80, it.deviation, it.chance, it.left_out) == (None, None, None, None, 1.0)
    assert it.finding_out == ()


@settings(max_examples=15)
@given(cases(plain=True), st.sampled_from(METHODS))
def test_every_sound_case_has_a_sensitivity(case, method):
    result = sensitivity(case, method, draws=8)
    for issue, it in result.issues.items():
        assert it.outcome == forecast(case, method, draws=0).issues[issue].outcome
        assert it.sentence
        for tip in it.tipping:
            assert tip.value != tip.belief.best
    assert type(result).model_validate_json(result.model_dump_json()) == result


# -- issues solved together --------------------------------------------------------------------------------------------


@pytest.fixture
def together(monkeypatch):
    """A method by which each issue's outcome is the mean of its positions and a tenth of the other issue's mean."""

    def answer(tables, options):
        means = np.stack([it.positions.sum(axis=1) / max(1, len(it.parties)) for it in tables.tables], axis=1)
        return Answers(means + 0.1 * means[:, ::-1], np.ones(len(means), dtype=bool))

    module = ModuleType("detente.engines.forecast.together")
    module.METHOD = Method("together", "Everything hangs together.", answer, joint=True)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr("detente.engines.forecast.methods.METHODS", (*METHODS, "together"))


def two_issues():
    raw = small([[0, 40], 20]).raw()
    raw["issues"]["date"] = {"scale": {0: "now", 100: "late"}}
    raw["positions"]["b"]["date"] = {"position": [0, 80], "salience": 10}
    return Case.model_validate(raw)


def test_where_issues_are_solved_together_every_number_counts_everywhere(together):
    # price: parts a / 2 and date / 10, uniform over 20 and 8; date: parts over 80 and 2.
    found = sensitivity(two_issues(), "together", draws=4096)
    date = "positions.b.date.position"
    first = {(issue, index.numbers[0]): index.first for issue, it in found.issues.items() for index in it.indices}
    assert first["price", position("a")] == pytest.approx(400 / 464, abs=0.02)
    assert first["price", date] == pytest.approx(64 / 464, abs=0.02)
    assert first["date", date] == pytest.approx(6400 / 6404, abs=0.02)
    tips = {tip.number: tip for tip in found.issues["price"].tipping}
    assert tips[position("a")].value == pytest.approx(22)  # (22 + 20) / 2 + 40 / 10 = 25
    assert date in {*found.issues["price"].steady, *tips}


def test_one_issue_of_those_solved_together_is_the_same_alone(together):
    both, one = sensitivity(two_issues(), "together"), sensitivity(two_issues(), "together", issues=["date"])
    assert list(one.issues) == ["date"]
    assert one.issues["date"] == both.issues["date"]


# -- experts -----------------------------------------------------------------------------------------------------------


def test_a_single_expert_who_says_what_is_written_changes_nothing():
    same = judged({"anna": CASE.positions["a"]["price"].position.raw})
    assert beliefs_only(sensitivity(same, draws=64)) == beliefs_only(sensitivity(CASE, draws=64))
    assert forecast(same, draws=100).issues == forecast(CASE, draws=100).issues


@settings(max_examples=10)
@given(
    st.dictionaries(st.sampled_from("wxyz"), st.integers(0, 80).map(lambda it: [it, it + 5, it + 20]), min_size=2),
    st.randoms(),
)
def test_names_and_order_of_experts_change_nothing_but_names(values, random):
    names = list(values)
    random.shuffle(names)
    one, two = judged(values), judged({f"other {name}": values[name] for name in names})
    assert beliefs_only(sensitivity(one, draws=8)) == beliefs_only(sensitivity(two, draws=8))
    assert forecast(one, draws=50).issues == forecast(two, draws=50).issues


def test_the_forecast_is_made_of_the_pool():
    case = judged({"x": [0, 10, 20], "y": 60})
    written = apply(CASE, [Edit.parse("positions.a.price.position=35")])
    assert forecast(case, draws=0).issues["price"].outcome == forecast(written, draws=0).issues["price"].outcome


def test_the_outcome_under_each_expert_alone():
    values = {"x": [0, 10, 20], "y": [60, 80]}
    it = sensitivity(judged(values), draws=256, seed=5).issues["price"]
    assert [alone.expert for alone in it.by_expert] == ["x", "y"]
    for alone in it.by_expert:
        written = apply(CASE, [Edit(loc=tuple(position("a").split(".")), value=values[alone.expert])])
        known = forecast(written, draws=256, seed=5).issues["price"]
        assert alone.outcome == known.outcome
        assert alone.interval80 == pytest.approx(known.interval80)
        assert alone.numbers == 1
    low, high = it.by_expert
    assert low.shift < 0 < high.shift
    assert low.shift + high.shift == pytest.approx(0, abs=1.0)  # common draws, equal weights


def test_who_judged_what_and_how_far_they_are_apart():
    result = sensitivity(
        judged({"x": [0, 6], "y": [6, 12]}, experts={"x": {"name": "Xenia", "weight": 1}, "y": {"weight": 3}}), draws=8
    )
    (number,) = result.issues["price"].judged
    assert number.number == position("a")
    assert [(it.name, it.low, it.best, it.high, it.weight) for it in number.judgements] == [
        ("Xenia", 0, 3, 6, 0.25), ("y", 6, 9, 12, 0.75),
    ]  # fmt: skip
    between = 0.25 * 4.5**2 + 0.75 * 1.5**2
    assert number.disagreement == pytest.approx(between / (between + 3))
    assert (result.weighting, [it.weight for it in result.experts]) == ("given", [0.25, 0.75])


def test_a_judged_reference_is_read():
    raw = CASE.raw()
    raw["issues"]["price"]["reference"] = 0
    raw |= {"experts": {"x": {}}, "judgements": [{"number": "issues.price.reference", "by": "x", "value": [20, 40]}]}
    it = sensitivity(Case.model_validate(raw), draws=8).issues["price"]
    assert ("issues.price.reference",) in [index.numbers for index in it.indices]


def test_progress_runs_to_the_end():
    told = []
    sensitivity(load_case("vienna-2015"), issues=["presidency", "timing"], draws=8, workers=1,
                progress=lambda done, total: told.append(done / total))  # fmt: skip
    assert told == sorted(told)
    assert told[-1] == 1


# -- refused -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("draws", [-1, 0, 7, 2**17 + 1])
def test_an_impossible_number_of_draws_is_refused(draws):
    with pytest.raises(CommandError, match=f"{draws} draws"):
        sensitivity(CASE, draws=draws)


@pytest.mark.parametrize("mark", [-1.0, 101.0, float("nan"), float("inf")])
def test_a_mark_off_the_scale_is_refused(mark):
    with pytest.raises(MethodError, match="off the scale"):
        sensitivity(CASE, mark=mark)


def test_unknown_names_are_refused():
    for options in ({"issues": ["prize"]}, {"options": {"speed": 1}}):
        with pytest.raises(MethodError):
            sensitivity(CASE, **options)
    with pytest.raises(MethodError, match="oracle"):
        sensitivity(CASE, "oracle")


def test_draws_are_rounded_up_to_a_power_of_two():
    assert sensitivity(CASE, draws=9).run.draws == 16
    assert np.log2(sensitivity(CASE).run.draws) == 10
