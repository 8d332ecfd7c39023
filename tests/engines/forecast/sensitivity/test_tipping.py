"""Tipping values against closed forms and against a fine search."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.case.edits import Edit, apply
from detente.engines.forecast import forecast
from detente.engines.forecast.sensitivity import sensitivity
from tests.engines.forecast.sensitivity.small_cases import position, small

whole = st.integers(0, 100)


def tips(case, method="weighted_mean", **options):
    it = sensitivity(case, method, draws=8, **options).issues["price"]
    return it, {tip.number: tip for tip in it.tipping}


def outcome_with(case, method, number, value):
    steps = tuple(number.split("."))
    return forecast(apply(case, [Edit(loc=steps, value=value)]), method, draws=0).issues["price"].outcome


def closed_form(positions, weights, place, what, mark):
    """Value of one position or weight at which the weighted mean is the mark; None where there is none."""
    others = [other for other in range(len(positions)) if other != place]
    pull = sum(weights[other] * (positions[other] - mark) for other in others)
    if what == "position":
        return mark - pull / weights[place] if weights[place] else None
    return pull / (mark - positions[place]) if mark != positions[place] else None


@given(st.lists(st.tuples(whole, st.integers(1, 100), st.integers(1, 9)), min_size=2, max_size=5), st.integers(1, 99))
def test_tipping_values_of_the_weighted_mean_are_the_closed_form(rows, mark):
    positions, saliences, capabilities = map(list, zip(*rows, strict=True))
    it, found = tips(small(positions, saliences, capabilities), mark=float(mark))
    weights = [s * c / 100 for s, c in zip(saliences, capabilities, strict=True)]
    assume(abs(it.outcome - mark) > 1e-6)
    for place, party in enumerate("abcde"[: len(rows)]):
        room = {
            position(party): (closed_form(positions, weights, place, "position", mark), 100),
            f"positions.{party}.price.salience": (closed_form(positions, weights, place, "weight", mark), 100),
            f"parties.{party}.capability": (
                closed_form(positions, weights, place, "weight", mark),
                10 * capabilities[place],
            ),
        }
        for number, (value, most) in room.items():
            if value is not None and number.endswith("salience"):
                value *= 100 / capabilities[place]
            if value is not None and number.endswith("capability"):
                value *= 100 / saliences[place]
            if value is None or not -1e-6 <= value <= most + 1e-6:
                assert number not in found
            elif 1e-6 < value < most - 1e-6:
                assert found[number].value == pytest.approx(value, abs=1e-6 * most)
            assert (number in found) != (number in it.steady)


@given(
    st.lists(st.tuples(whole, st.integers(1, 100), st.integers(1, 9)), min_size=2, max_size=4),
    st.sampled_from(["weighted_mean", "weighted_median", "median"]),
)
def test_a_tipping_value_gives_the_outcome_it_names_and_nothing_nearer_does(rows, method):
    case = small(*map(list, zip(*rows, strict=True)))
    it, found = tips(case, method)
    marks = np.array([0.0, 50.0, 100.0])

    def region(outcome):
        return int(np.searchsorted([25, 75], outcome - 5e-11))  # by rounding alone nothing counts as past a border

    for number, tip in found.items():
        there = outcome_with(case, method, number, tip.value)
        assert there == pytest.approx(tip.outcome)
        assert region(tip.outcome) != region(it.outcome)
        assert tip.mark == marks[region(tip.outcome)]
        on_the_border = abs(tip.value - tip.belief.best) < 1e-8  # the outcome was there before, but for rounding
        for share in () if on_the_border else (0.2, 0.6, 0.9, 0.999):
            between = tip.belief.best + share * (tip.value - tip.belief.best)
            assert region(outcome_with(case, method, number, between)) == region(it.outcome)


def test_a_jump_is_found_where_it_is():
    # The weighted median of 0, 40 and 100 follows the middle party until it passes 75.
    _, found = tips(small([0, 40, 100], capabilities=[1, 2, 1]), "weighted_median")
    assert found[position("b")].value == pytest.approx(25)
    # The last party's weight has to exceed that of the others together: capability 1 becomes more than 3.
    assert found["parties.c.capability"].value == pytest.approx(3, abs=1e-9)
    assert found["parties.c.capability"].outcome == 100


def test_values_within_the_belief_come_first():
    case = small([[0, 40, 100], [60, 60, 60]], saliences=[50, [49, 50]])
    it, found = tips(case, mark=55.0)
    assert it.outcome == pytest.approx((40 * 50 + 60 * 49.5) / 99.5)
    assert found[position("a")].believed
    assert not found["parties.a.capability"].believed
    assert it.tipping[0].number == position("a")


def test_numbers_stay_within_what_they_may_be():
    it, found = tips(small([10, 20], saliences=[100, 1]), mark=50.0)
    assert set(it.steady) == {
        "positions.a.price.salience", "positions.b.price.position", "positions.b.price.salience",
        "parties.a.capability", "parties.b.capability",
    }  # fmt: skip
    assert found[position("a")].value == pytest.approx((50 * 101 - 20) / 100)


def test_without_an_outcome_there_is_nothing_to_tip():
    it, found = tips(small([10, 20], capabilities=[0, 0]))
    assert it.outcome is None
    assert found == {}
    assert it.steady
    assert "undetermined" in it.sentence


def test_a_number_that_gives_no_outcome_tips_nothing():
    _, found = tips(small([10, 100], capabilities=[1, 0]))
    assert found["parties.b.capability"].value > 0
    assert "parties.a.capability" not in found
