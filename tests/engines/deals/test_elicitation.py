"""Weights from comparisons of packages: the true weights stay within, and conflicts are the smallest."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case import Case
from detente.engines.deals import elicitation
from detente.engines.deals.elicitation import elicited_weights
from detente.engines.deals.statements import Statement
from detente.errors import MethodError


def game(count: int) -> Case:
    """A party that wants 100 on every one of several issues with alternatives 0, 30 and 100."""
    issues = {f"i{number}": {"scale": {0: "", 30: "", 100: ""}} for number in range(count)}
    positions = {"a": {issue: {"position": 100, "salience": 50} for issue in issues}}
    return Case.model_validate({"id": "game", "parties": {"a": {}, "b": {}}, "issues": issues, "positions": positions})


def package(*marks: float) -> dict[str, float]:
    return {f"i{number}": mark for number, mark in enumerate(marks)}


def bounds(found) -> list[tuple[float, float, float]]:
    return [(it.low, it.best, it.high) for it in found.weights.values()]


def test_without_statements_nothing_is_known_and_all_weigh_the_same():
    assert bounds(elicited_weights(game(4), "a", [])) == [(0, pytest.approx(0.25), 1)] * 4


def test_a_trade_of_two_issues_bounds_both():
    found = elicited_weights(game(2), "a", [Statement(package(100, 0), package(0, 100))])
    assert bounds(found) == [(0.5, pytest.approx(0.75), 1), (0, pytest.approx(0.25), 0.5)]


def test_equal_packages_fix_a_ratio():
    found = elicited_weights(game(2), "a", [Statement(package(30, 0), package(0, 100), equal=True)])
    assert bounds(found)[0] == pytest.approx((1 / 1.3, 1 / 1.3, 1 / 1.3))
    assert bounds(found)[1] == pytest.approx((0.3 / 1.3, 0.3 / 1.3, 0.3 / 1.3))


def test_a_full_order_of_three_issues_gives_the_known_triangle():
    order = [
        Statement({"i0": 100, "i1": 0}, {"i0": 0, "i1": 100}),
        Statement({"i1": 100, "i2": 0}, {"i1": 0, "i2": 100}),
    ]
    found = bounds(elicited_weights(game(3), "a", order))
    assert [it[0] for it in found] == pytest.approx([1 / 3, 0, 0])
    assert [it[2] for it in found] == pytest.approx([1, 1 / 2, 1 / 3])
    corners = np.array([[1, 0, 0], [1 / 2, 1 / 2, 0], [1 / 3, 1 / 3, 1 / 3]])
    sides = np.linalg.norm(corners[[1, 2, 0]] - corners[[2, 0, 1]], axis=1)
    assert [it[1] for it in found] == pytest.approx(
        list(sides @ corners / sides.sum())
    )  # centre of the inscribed circle


def test_statements_that_pin_a_weight_leave_the_rest_centred():
    said = [
        Statement({"i0": 100, "i1": 0}, {"i0": 0, "i1": 100}),
        Statement({"i0": 0, "i1": 100}, {"i0": 100, "i1": 0}),
    ]
    found = bounds(elicited_weights(game(3), "a", said))
    assert found[0] == pytest.approx(found[1])
    assert [it[0] for it in found] == pytest.approx([0, 0, 0])
    assert [it[2] for it in found] == pytest.approx([0.5, 0.5, 1])
    assert sum(it[1] for it in found) == pytest.approx(1)
    assert 0.05 < found[0][1] < 0.45


def test_a_conflict_is_named_by_its_smallest_set():
    said = [
        Statement({"i0": 100, "i1": 0}, {"i0": 0, "i1": 100}),
        Statement({"i1": 100, "i2": 0}, {"i1": 0, "i2": 100}),
        Statement({"i2": 30, "i0": 0}, {"i2": 0, "i0": 100}),
        Statement({"i3": 0}, {"i3": 30}),
        Statement({"i3": 30}, {"i3": 0}),
    ]
    found = elicited_weights(game(4), "a", said)  # the first three leave only issue 3, which the fourth rules out
    assert found.conflict == (0, 1, 2, 3)
    assert found.weights == {}
    assert bounds(elicited_weights(game(4), "a", said[:3])) == [(0, 0, 0)] * 3 + [(1, 1, 1)]


marks = st.sampled_from([0.0, 30.0, 100.0])


@st.composite
def said(draw: st.DrawFn) -> tuple[list[Statement], int]:
    count = draw(st.integers(2, 3))
    pair = st.tuples(*[marks] * count)
    sides = draw(st.lists(st.tuples(pair, pair, st.booleans()), max_size=6))
    return [Statement(package(*one), package(*other), equal) for one, other, equal in sides], count


@settings(max_examples=80)
@given(said(), st.lists(st.integers(1, 9), min_size=3, max_size=3))
def test_true_weights_lie_within_what_their_own_statements_say(made, raw):
    statements, count = made
    true = np.array(raw[:count]) / sum(raw[:count])
    honest = []
    for it in statements:
        gap = true @ [it.first[issue] - it.second[issue] for issue in it.first]
        honest.append(Statement(it.first, it.second) if gap >= 0 else Statement(it.second, it.first))
    found = elicited_weights(game(count), "a", honest)
    assert found.conflict == ()
    centre = np.array([it.best for it in found.weights.values()])
    assert centre.sum() == pytest.approx(1)
    for number, weight in zip(found.weights.values(), true, strict=True):
        assert number.low - 1e-7 <= weight <= number.high + 1e-7
    for it in honest:
        assert centre @ [it.first[issue] - it.second[issue] for issue in it.first] >= -1e-6


def possible(statements: list[Statement], count: int) -> bool:
    """Whether any of all weights on a line (two issues) or a fine grid with all crossings (three) fits."""
    rows = [[it.first[issue] - it.second[issue] for issue in it.first] for it in statements]
    lines = [np.array(row) for row in rows] + list(np.eye(count))
    corners = list(np.eye(count))
    for one, other in combinations(lines, 2) if count == 3 else ((line, None) for line in lines):
        point = np.cross(one, other) if other is not None else np.array([one[1], -one[0]])
        if abs(point.sum()) > 1e-9:
            corners.append(point / point.sum())
    for point in corners:
        values = [point @ row for row in rows]
        fits = all(abs(it) < 1e-7 if made.equal else it > -1e-7 for it, made in zip(values, statements, strict=True))
        if fits and (point > -1e-9).all():
            return True
    return False


@settings(max_examples=80)
@given(said())
def test_a_conflict_is_one_and_no_smaller_set_is(made):
    statements, count = made
    found = elicited_weights(game(count), "a", statements)
    assert bool(found.weights) == possible(statements, count)
    if found.conflict:
        assert not possible([statements[place] for place in found.conflict], count)
        for smaller in combinations(statements, len(found.conflict) - 1):
            assert possible(list(smaller), count)


def test_where_the_smallest_takes_too_long_an_irreducible_one_is_named(monkeypatch):
    monkeypatch.setattr(elicitation, "MOST_ROUNDS", 0)
    no = [Statement(package(0, 0), package(30, 30)), Statement(package(100, 0), package(0, 100))]
    assert elicited_weights(game(2), "a", no).conflict == (0,)


@pytest.mark.parametrize(
    ("party", "statements", "message"),
    [
        ("c", [], "no party is called `c`"),
        ("b", [], "`b` has no position"),
        ("a", [Statement({"i9": 0}, {"i9": 0})], "no issue is called `i9`"),
        ("a", [Statement({"i0": 0}, {"i1": 0})], "`i0` stands in one package only"),
        ("a", [Statement({"i0": 50}, {"i0": 0})], "50 is no alternative of `i0`"),
        ("a", [Statement({"i0": 0}, {"i0": 0})] * 201, "201 statements are too many"),
    ],
)
def test_bad_statements_are_said(party, statements, message):
    with pytest.raises(MethodError) as raised:
        elicited_weights(game(2), party, statements)
    assert message in raised.value.message
    assert raised.value.advice
