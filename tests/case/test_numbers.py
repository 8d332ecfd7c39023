from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from detente.case import Case, Change, Number
from tests.cases import numbers, raw_changes, raw_numbers


@given(raw_numbers(-1000, 1000))
def test_a_number_is_written_as_it_was_read(raw):
    assert Number.of(Number.of(raw).raw) == Number.of(raw)


@given(numbers(-1000, 1000))
def test_low_best_and_high_are_in_order(number):
    assert number.low <= number.best <= number.high


@pytest.mark.parametrize(
    ("raw", "low", "best", "high"),
    [
        (85, 85, 85, 85),
        ([85], 85, 85, 85),
        ([70, 95], 70, 82.5, 95),
        ([70, 85, 95], 70, 85, 95),
        (-2.5, -2.5, -2.5, -2.5),
    ],
)
def test_the_three_forms(raw, low, best, high):
    number = Number.of(raw)
    assert (number.low, number.best, number.high) == (low, best, high)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("many", "is not a number"),
        (True, "is not a number"),
        ([], "is not a number"),
        ([1, 2, 3, 4], "is not a number"),
        ([1, "2"], "is not a number"),
        (None, "is not a number"),
        ([9, 1], "is above high"),
        ([1, 9, 5], "lies outside"),
        (math.inf, "is not finite"),
        ([0, math.nan], "is not finite"),
    ],
)
def test_what_is_no_number_is_refused_in_words(raw, words):
    with pytest.raises(ValidationError, match=words):
        Number.of(raw)


@pytest.mark.parametrize("raw", [{"low": 9, "best": 5, "high": 1}, {"low": 0, "best": math.nan, "high": 1}])
def test_a_map_in_a_file_is_no_way_around_the_order_of_the_parts(raw):
    with pytest.raises(ValidationError):
        Case.model_validate({"id": "one", "parties": {"a": {"capability": raw}}})


@given(numbers(-100, 100), st.floats(0, 1))
def test_quantiles_stay_within_the_number_and_rise(number, share):
    value = number.quantile(share)
    assert number.low - 1e-9 <= value <= number.high + 1e-9
    assert number.quantile(share / 2) <= value + 1e-9


@given(numbers(-100, 100))
def test_the_ends_are_the_outermost_quantiles(number):
    assert number.quantile(0.0) == pytest.approx(number.low)
    assert number.quantile(1.0) == pytest.approx(number.high)


def test_half_of_a_right_angled_triangle_lies_above_its_known_median():
    # density 2x on 0 to 1: the cumulated share is x squared
    assert Number.of([0, 1, 1]).quantile(0.25) == pytest.approx(0.5)
    assert Number.of([0, 0, 1]).quantile(0.75) == pytest.approx(0.5)


@given(raw_changes())
def test_a_change_is_written_as_it_was_read(raw):
    assert Change.of(Change.of(raw).raw) == Change.of(raw)


@pytest.mark.parametrize(
    ("raw", "parts"),
    [("+12", [12]), ("-5", [-5]), (-5, [-5]), ("+[1, 3, 6]", [1, 3, 6]), ("-[1, 3, 6]", [-6, -3, -1]), ("- 4", [-4])],
)
def test_the_sign_belongs_to_the_whole_change(raw, parts):
    assert Change.of(raw).amount.parts == parts


@pytest.mark.parametrize("raw", ["12", "more", "+", "+[1, 2, 3, 4]", "+[3, 1]", "+many", 12, True, None, "+[1", "+nan"])
def test_what_is_no_change_is_refused(raw):
    with pytest.raises(ValidationError):
        Change.of(raw)


@pytest.mark.parametrize("value", [-1, [-1, 5], [-0.001, 0, 1]])
def test_capability_is_never_below_zero(value):
    with pytest.raises(ValidationError, match="goes below 0"):
        Case.model_validate({"id": "one", "parties": {"a": {"capability": value}}})


@pytest.mark.parametrize("value", [1.1, [0.5, 2], [0, 0.5, 1.01]])
def test_a_share_is_never_above_one(value):
    with pytest.raises(ValidationError, match="goes above 1"):
        Case.model_validate({"id": "one", "parties": {"a": {"patience": value}}})


def test_numbers_are_frozen():
    with pytest.raises(ValidationError):
        Number.of(5).low = 4
