"""Formulas of holding: worked numbers, a solved game as reference, and what has to be true of any numbers."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.engines.ceasefire.holding import (
    GAMES,
    game,
    greatest_gain,
    moved_by_trust,
    patience_of,
    required_detection,
    required_patience,
    required_worth,
    seen_through,
    slack,
    weight_of_future,
)

chances = st.floats(0, 1)
points = st.floats(0.01, 50)
lengths = st.sampled_from([None, 1, 2, 5, 40])


def keeping_is_best(gain, worth, d, f, patience, rounds):
    """Solve the game of a party against one who keeps the ceasefire until an alarm, by value iteration over its states.

    State 0 is peace; the others are rounds of punishment, of which the last leads back to peace (or to itself, for ever).
    """
    length = 1 if rounds is None else rounds
    values = np.zeros(length + 1)
    for _ in range(3000):
        keep = worth + patience * ((1 - f) * values[0] + f * values[1])
        breach = worth + gain + patience * ((1 - d) * values[0] + d * values[1])
        later = patience * (values[-1] if rounds is None else values[0])
        new = np.array([max(keep, breach), *(patience * values[2:]), later])
        if np.abs(new - values).max() < 1e-13:
            break
        values = new
    return keep >= breach


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, 0.5),
        ({"rounds": 2}, 0.618),
        ({"rounds": 3}, 0.544),
        ({"detection": 1.0}, 0.5),
        ({"detection": 0.5}, 0.667),
        ({"detection": 0.5, "false_alarm": 0.1}, 0.769),
        ({"detection": 0.2}, 0.833),
    ],
)
def test_worked_numbers_of_the_theory(arguments, expected):
    t, r, p = 5, 3, 1
    assert float(required_patience(t - r, r - p, **arguments)) == pytest.approx(expected, abs=5e-4)


def test_the_closed_form_of_the_theory():
    t, r, p = 5.0, 3.0, 1.0
    for d, f in product((0.3, 0.5, 0.8, 1.0), (0.0, 0.05, 0.1)):
        expected = (t - r) / ((t - p) * (1 - f) - (r - p) * (1 - d))
        feasible = d > f * (t - p) / (r - p)
        found = float(required_patience(t - r, r - p, d, f))
        assert found == (pytest.approx(expected, rel=1e-12) if feasible else np.inf)


def test_overlap_hides_breaches_as_in_the_theory():
    shares = [0, 0.25, 0.5, 0.75, 0.9, 1]
    found = [float(required_patience(2, 2, seen_through(0.8, share))) for share in shares]
    assert found[:-1] == pytest.approx([0.556, 0.625, 0.714, 0.833, 0.926], abs=5e-4)
    assert found[-1] == np.inf


def test_the_solved_game_agrees():
    grid = product(
        (0.5, 2.0, 6.0), (0.7, 2.0, 9.0), (0.0, 0.3, 0.6, 1.0), (0.0, 0.1, 0.3), (0.2, 0.55, 0.8, 0.93), (None, 1, 3)
    )
    answers = set()
    for gain, worth, d, f, patience, rounds in grid:
        required = float(required_patience(gain, worth, d, f, rounds))
        if abs(patience - required) < 1e-6:
            continue
        assert keeping_is_best(gain, worth, d, f, patience, rounds) == (patience > required), (
            gain,
            worth,
            d,
            f,
            patience,
            rounds,
        )
        answers.add(patience > required)
    assert answers == {True, False}


@given(points, points, chances, chances, st.floats(0, 0.95), lengths)
def test_the_solved_game_agrees_on_any_numbers(gain, worth, d, f, patience, rounds):
    lost = float(slack(gain, worth, d, f, patience, rounds))
    assume(abs(lost) > 1e-6)
    assert keeping_is_best(gain, worth, d, f, patience, rounds) == (lost > 0)


@given(points, points, chances, chances, chances, lengths)
def test_more_detection_never_raises_the_required_patience(gain, worth, low, high, f, rounds):
    low, high = sorted((low, high))
    assert required_patience(gain, worth, high, f, rounds) <= required_patience(gain, worth, low, f, rounds) + 1e-12


@given(points, points, chances, chances, chances, lengths)
def test_more_false_alarm_never_lowers_it(gain, worth, d, low, high, rounds):
    low, high = sorted((low, high))
    assert required_patience(gain, worth, d, low, rounds) <= required_patience(gain, worth, d, high, rounds) + 1e-12


@given(points, points, points, chances, chances, st.integers(1, 30), st.integers(1, 30))
def test_gain_raises_it_and_worth_and_longer_punishment_lower_it(gain, worth, more, d, f, short, long):
    short, long = sorted((short, long))
    base = required_patience(gain, worth, d, f, short)
    assert required_patience(gain + more, worth, d, f, short) >= base - 1e-12
    assert required_patience(gain, worth + more, d, f, short) <= base + 1e-12
    assert required_patience(gain, worth, d, f, long) <= base + 1e-12
    assert required_patience(gain, worth, d, f, None) <= base + 1e-12


@given(points, points, chances, chances, chances, lengths)
def test_slack_and_required_patience_give_the_same_answer(gain, worth, d, f, patience, rounds):
    lost, required = (
        float(slack(gain, worth, d, f, patience, rounds)),
        float(required_patience(gain, worth, d, f, rounds)),
    )
    assume(abs(lost) > 1e-6 and abs(patience - required) > 1e-9)
    assert (patience >= required) == (lost >= 0)


@given(points, points, chances, st.floats(0, 0.5), st.floats(0.05, 0.95), lengths)
def test_thresholds_lie_where_slack_turns(gain, worth, d, f, patience, rounds):
    def is_zero(value):
        assert float(value) == pytest.approx(0.0, abs=1e-6 * (1 + gain + worth))

    least = float(required_detection(gain, worth, f, patience, rounds))
    is_zero(slack(gain, worth, least, f, patience, rounds))
    assert least > f
    most = float(greatest_gain(worth, d, f, patience, rounds))
    is_zero(slack(most, worth, d, f, patience, rounds))
    if d > f + 1e-6:
        enough = float(required_worth(gain, d, f, patience, rounds))
        assert float(slack(gain, enough, d, f, patience, rounds)) == pytest.approx(0.0, abs=1e-6 * (1 + gain))


@given(st.floats(0, 0.999), lengths)
def test_weight_and_patience_are_inverse(patience, rounds):
    weight = weight_of_future(patience, rounds)
    assert float(patience_of(weight, rounds)) == pytest.approx(patience, abs=1e-6)
    summed = sum(patience**k for k in range(1, (rounds or 60_000) + 1)) if rounds or patience < 0.99 else float(weight)
    assert float(weight) == pytest.approx(summed, rel=1e-6)


def test_edges_have_defined_answers():
    assert float(required_patience(0, 5, 0, 0)) == 0.0  # nothing to gain
    assert float(required_patience(-1, 5, 0, 1)) == 0.0
    assert float(required_patience(0, -1)) == np.inf  # war is better
    assert float(required_patience(3, 0)) == np.inf
    assert float(required_patience(3, 5, 0.2, 0.2)) == np.inf  # alarms say nothing
    assert float(required_patience(5, 2, 1, 0, rounds=2)) == np.inf  # two rounds of punishment cannot outweigh it
    assert np.isfinite(slack(3, 5, 1, 0, 1.0))
    assert float(weight_of_future(1.0)) == np.inf
    assert float(weight_of_future(1.0, 4)) == 4
    assert np.isfinite(required_detection(0, 5, 0.1, 0.0))
    assert float(required_detection(1, 5, 0.1, 0.0)) == np.inf


@given(*[st.integers(0, 4)] * 4)
def test_every_order_of_payoffs_has_one_name(t, r, p, s):
    name = GAMES[int(game(t, r, p, s))]
    if t > r > p >= s:
        assert name == "dilemma"
    if r >= t and r > p:
        assert name in ("assurance", "harmony")
    if name == "chicken":
        assert s > p
    if r < p:
        assert name == "deadlock"
    assert game(t + 1, r + 1, p + 1, s + 1) == game(t, r, p, s)


@given(chances, chances, chances, chances)
def test_more_trust_never_raises_a_chance(chance, low, high, strength):
    low, high = sorted((low, high))
    less, more = moved_by_trust(chance, high, strength), moved_by_trust(chance, low, strength)
    assert 0 <= less <= more <= 1
    assert float(moved_by_trust(chance, 0.5, strength)) == chance
