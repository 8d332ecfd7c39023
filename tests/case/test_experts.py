"""Pooling of experts' judgements, and Cooke's classical model worked by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from detente.case import Case, Number
from detente.case.experts import Expert, Pooling, SeedQuestion
from detente.case.performance import calibration, information, performance_weights, performances
from detente.case.pooling import expert_weights, mean_of, variance_of, weighting
from detente.case.stances import stances
from tests.cases import numbers, raw_numbers

NUMBER = "parties.a.capability"


def judged(values, **more):
    """A case of two parties in which the experts judge one number; ``values`` by expert."""
    return Case.model_validate(
        {
            "id": "judged",
            "parties": {"a": {"capability": [1, 2, 3]}, "b": {"capability": 4}},
            "issues": {"price": {"scale": {0: "free", 100: "dear"}}},
            "positions": {
                "a": {"price": {"position": 0, "salience": 50}},
                "b": {"price": {"position": 100, "salience": 50}},
            },
            "experts": {expert: {} for expert in values},
            "judgements": [{"number": NUMBER, "by": expert, "value": value} for expert, value in values.items()],
        }
        | more
    )


# -- the pool ----------------------------------------------------------------------------------------------------------


def test_a_number_without_judgements_is_as_written():
    assert judged({}).believed(("parties", "a", "capability"), Number.of(5)) == Number.of(5)
    assert judged({"x": 1}).believed(("parties", "b", "capability"), Number.of(5)) == Number.of(5)


def test_the_pool_runs_from_lowest_to_highest_with_the_mean_of_the_bests():
    case = judged({"x": [10, 20, 30], "y": [0, 5], "z": 60})
    assert case.pools[NUMBER].number.raw == [0, pytest.approx((20 + 2.5 + 60) / 3), 60]
    assert stances(case, "price")[0].capability == case.pools[NUMBER].number


def test_weights_are_those_of_the_experts_who_judged():
    experts = {"x": {"weight": 1}, "y": {"weight": 3}, "z": {"weight": 5}}
    case = judged({"x": 10, "y": 20}, experts=experts)
    assert {it.expert: it.weight for it in case.pools[NUMBER].members} == {"x": 0.25, "y": 0.75}
    assert case.pools[NUMBER].number.best == pytest.approx(17.5)


def test_an_expert_without_weight_is_shown_and_not_heard():
    pool = judged({"x": 10, "y": 20}, experts={"x": {"weight": 0}, "y": {"weight": 2}}).pools[NUMBER]
    assert pool.number == Number.of(20)
    assert [it.expert for it in pool.members] == ["x", "y"]
    assert pool.disagreement == 0


def test_where_nobody_has_a_weight_all_count_the_same():
    pool = judged({"x": 10, "y": 20}, experts={"x": {"weight": 0}, "y": {"weight": 0}}).pools[NUMBER]
    assert pool.number.best == 15


def test_the_rule_of_the_weights():
    some, seed = {"x": Expert()}, {"q": SeedQuestion(answer=1)}
    weighed = {"x": Expert(weight=2)}
    assert weighting(some, {}, Pooling()) == "equal"
    assert weighting(weighed, {}, Pooling()) == "given"
    assert weighting(weighed, seed, Pooling()) == "performance"
    assert weighting(weighed, seed, Pooling(weights="equal")) == "equal"
    assert expert_weights(weighed | {"y": Expert()}, {}, Pooling()) == {"x": 2, "y": 1}


@given(st.dictionaries(st.sampled_from("uvwxyz"), raw_numbers(), min_size=1), st.randoms())
def test_order_and_names_of_equal_experts_change_nothing(values, random):
    names = sorted(values)
    random.shuffle(names)
    other = {f"other {name}": values[name] for name in names}
    one, two = judged(values).pools[NUMBER], judged(other).pools[NUMBER]
    assert two.number == one.number
    assert two.disagreement == one.disagreement
    assert [it.value for it in two.members] == [it.value for it in one.members]


@given(raw_numbers(), st.integers(1, 4))
def test_experts_who_agree_are_one_number(value, count):
    pool = judged(dict.fromkeys("wxyz"[:count], value)).pools[NUMBER]
    assert pool.number == Number.of(value)
    assert pool.disagreement == pytest.approx(0, abs=1e-9)


@given(st.dictionaries(st.sampled_from("uvwxyz"), raw_numbers(), min_size=1))
def test_the_pool_stays_within_the_judgements(values):
    pool = judged(values).pools[NUMBER]
    each = [Number.of(value) for value in values.values()]
    assert (pool.number.low, pool.number.high) == (min(it.low for it in each), max(it.high for it in each))
    assert min(it.best for it in each) - 1e-9 <= pool.number.best <= max(it.best for it in each) + 1e-9
    assert 0 <= pool.disagreement <= 1


def test_disagreement_is_the_share_of_variance_between_experts():
    assert judged({"x": 10, "y": 20}).pools[NUMBER].disagreement == 1
    pool = judged({"x": [0, 6], "y": [6, 12]}).pools[NUMBER]
    assert pool.disagreement == pytest.approx(9 / (9 + 3))  # means 3 and 9, variances 3


@given(numbers())
def test_mean_and_variance_are_those_of_the_quantile_function(number):
    grid = [number.quantile((place + 0.5) / 4000) for place in range(4000)]
    mean = sum(grid) / 4000
    assert mean_of(number) == pytest.approx(mean, abs=0.01)
    assert variance_of(number) == pytest.approx(sum((it - mean) ** 2 for it in grid) / 4000, rel=0.01, abs=0.01)


def test_digest_and_text_of_a_case_keep_its_judgements():
    case = judged(
        {"x": [1, 2, 3]},
        pooling={"weights": "equal"},
        seed_questions={"q": {"answer": 2, "judgements": {"x": [1, 2, 3]}}},
    )
    assert Case.model_validate(case.raw()) == case
    assert case.digest != judged({"x": [1, 2, 4]}).digest


# -- Cooke's classical model -------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(any))
def test_calibration_is_the_tail_of_chi_square(counts):
    total, shares = sum(counts), (0.05, 0.45, 0.45, 0.05)
    divergence = sum(n / total * math.log(n / total / p) for n, p in zip(counts, shares, strict=True) if n)
    assert calibration(counts) == pytest.approx(chi2.sf(2 * total * divergence, 3), abs=1e-9)


def test_calibration_worked_by_hand():
    # Ten answers, all in the range from 5 % to 50 %: I = ln(1 / 0.45) = 0.7985, 2 N I = 15.97.
    # P(X > 15.97; 3) = erfc(sqrt(7.985)) + sqrt(2 * 15.97 / pi) exp(-7.985) = 0.00115
    assert calibration([0, 10, 0, 0]) == pytest.approx(0.00115, abs=5e-6)
    # Five and five: I = ln(0.5 / 0.45) = 0.10536, statistic 2.107, tail 0.5505
    assert calibration([0, 5, 5, 0]) == pytest.approx(0.5505, abs=5e-5)


def test_information_worked_by_hand():
    # Range 0 to 10, quantiles 4, 5, 6: ln 10 + 2 (.05 ln(.05 / 4) + .45 ln(.45 / 1)) = 2.3026 - 0.4382 - 0.7187
    assert information((4, 5, 6), 0, 10) == pytest.approx(1.1457, abs=5e-5)
    # The quantiles of the uniform distribution itself say nothing.
    assert information((0.5, 5, 9.5), 0, 10) == pytest.approx(0, abs=1e-12)


def seeds(truths, **answers):
    """Seed questions with their answers by expert, one for each truth."""
    return {
        f"q{place}": SeedQuestion(
            answer=truth, judgements={expert: Number.of(given[place]) for expert, given in answers.items()}
        )
        for place, truth in enumerate(truths)
    }


TEN = [4, 6, 4, 6, 4, 6, 4, 6, 4, 6]
GOOD = [[0, 5, 10]] * 10  # five below the median, five above, none outside
SURE = [[7, 8, 9]] * 10  # never right, always sure


def test_performance_of_two_experts_by_hand():
    found = performances(seeds(TEN, good=GOOD, sure=SURE))
    assert found["good"].calibration == pytest.approx(0.5505, abs=5e-5)
    # All ten truths below the 5 % quantile: I = ln 20 = 2.9957, statistic 59.91, tail 6e-13.
    assert found["sure"].calibration == pytest.approx(6.1e-13, rel=0.05)
    # Range 0 to 10, a tenth beyond on either side: -1 to 11, 12 wide.
    assert found["good"].information == pytest.approx(information((0, 5, 10), -1, 11))
    assert found["sure"].information == pytest.approx(information((7, 8, 9), -1, 11))
    assert found["sure"].information > found["good"].information


def test_the_calibrated_expert_gets_all_the_weight():
    weights = performance_weights(seeds(TEN, good=GOOD, sure=SURE))
    assert weights["good"] == pytest.approx(1, abs=1e-9)
    assert performance_weights(seeds(TEN, good=GOOD, sure=SURE), 0.05) == {"good": 1, "sure": 0}


def test_weights_are_calibration_times_information():
    answers = {"wide": [[-5, 5, 15]] * 10, "narrow": [[2, 5, 8]] * 10}
    found = performances(seeds(TEN, **answers))
    weights = performance_weights(seeds(TEN, **answers), 0)
    assert found["wide"].calibration == found["narrow"].calibration
    assert weights["narrow"] / weights["wide"] == pytest.approx(found["narrow"].information / found["wide"].information)


def test_the_cutoff_that_serves_the_pool_best_is_taken():
    # Equal calibration: leaving neither out is the only choice, both keep a weight.
    weights = performance_weights(seeds(TEN, wide=[[-5, 5, 15]] * 10, narrow=[[2, 5, 8]] * 10))
    assert all(weight > 0 for weight in weights.values())
    # Nobody reaches a cut-off of 1 here.
    assert performance_weights(seeds(TEN, good=GOOD), 1) == {"good": 0}


@given(
    st.lists(
        st.tuples(st.floats(-1e6, 1e6), *[st.lists(st.floats(-1e9, 1e9), min_size=3, max_size=3, unique=True)] * 3),
        min_size=1,
        max_size=5,
    )
)
def test_performance_weights_are_weights_whatever_the_answers(rows):
    asked = {
        f"q{place}": SeedQuestion(
            answer=truth, judgements={name: Number.of(sorted(it)) for name, it in zip("xyz", each, strict=True)}
        )
        for place, (truth, *each) in enumerate(rows)
    }
    for cutoff in (None, 0.0, 0.5):
        weights = performance_weights(asked, cutoff)
        assert all(weight >= 0 for weight in weights.values())
        assert sum(weights.values()) == pytest.approx(1) or not any(weights.values())


@given(st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_performance_does_not_depend_on_the_unit_of_a_question(factor, shift):
    def moved(values):
        return [[factor * it + shift for it in value] for value in values]

    one = performances(seeds(TEN, good=GOOD, sure=SURE))
    two = performances(seeds([factor * it + shift for it in TEN], good=moved(GOOD), sure=moved(SURE)))
    for expert, it in one.items():
        assert two[expert].calibration == pytest.approx(it.calibration, rel=1e-6)
        assert two[expert].information == pytest.approx(it.information, rel=1e-6)


def test_a_case_with_seed_questions_pools_by_performance():
    asked = {key: it.model_dump() for key, it in seeds(TEN, good=GOOD, sure=SURE).items()}
    pool = judged({"good": 10, "sure": 90}, seed_questions=asked).pools[NUMBER]
    assert pool.number.best == pytest.approx(10, abs=1e-6)
    equal = judged({"good": 10, "sure": 90}, seed_questions=asked, pooling={"weights": "equal"}).pools[NUMBER]
    assert equal.number.best == 50
