"""The best set of measures: against all sets by definition, and a search that is never worse than one measure."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.leverage import portfolio as module
from detente.engines.leverage.goals import Goal
from detente.engines.leverage.portfolio import cost_of, portfolio
from detente.errors import CommandError
from tests.engines.leverage.measure_cases import all_sets, goal_by, table_of

NAMES = ("m0", "m1", "m2", "m3", "m4")
costs = st.one_of(st.none(), st.integers(0, 4))
values = st.integers(-3, 3)  # few, so that ties are common


@st.composite
def tables(draw):
    """Costs, the value of each set, and a budget."""
    names = NAMES[: draw(st.integers(0, 4))]
    worth = {one: draw(values) for one in all_sets(names)}
    return {name: draw(costs) for name in names}, worth, draw(st.one_of(st.none(), st.integers(0, 8)))


def within(case, names, budget):
    return [one for one in all_sets(names) if budget is None or cost_of(case, one) <= budget]


@settings(deadline=None, max_examples=150)
@given(tables())
def test_the_best_set_and_the_frontier_by_definition(table):
    prices, worth, budget = table
    case = table_of(prices)
    found = portfolio(case, goal_by(worth), budget=budget)
    sets = within(case, tuple(prices), budget)
    gain = {one: worth[one] - worth[()] for one in sets}
    best = min(sets, key=lambda one: (-gain[one], cost_of(case, one), len(one)))
    assert (found.exact, found.compared) == (True, len(sets))
    if gain[best] > 0:
        chosen = found.best.measures
        assert (gain[chosen], cost_of(case, chosen), len(chosen)) == (gain[best], cost_of(case, best), len(best))
        assert (found.best.gain.best, found.best.cost) == (gain[best], cost_of(case, best))
    else:
        assert found.best is None
        assert "no set of measures" in found.sentence
    points = {(cost_of(case, one), gain[one]) for one in sets}
    efficient = {
        (cost, won)
        for cost, won in points
        if won > 0 and not any(c <= cost and w >= won and (c, w) != (cost, won) for c, w in points)
    }
    assert [(it.cost, it.gain.best) for it in found.frontier] == sorted(efficient)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_the_best_answer_by_definition(data):
    names = NAMES[: data.draw(st.integers(2, 4))]
    by = {name: data.draw(st.sampled_from("ab")) for name in names}
    case = table_of({name: data.draw(costs) for name in names}, by)
    worth = {one: data.draw(values) for one in all_sets(names)}
    budget = data.draw(st.one_of(st.none(), st.integers(0, 6)))
    found = portfolio(case, goal_by(worth), by=["a"], answer_budget=budget)
    theirs = [name for name in names if by[name] == "b"]
    if found.best is None or not theirs:
        assert (found.answer, found.left) == ((), None)
        return

    def left(answer):
        return worth[tuple(name for name in names if name in (*found.best.measures, *answer))] - worth[()]

    least = min(map(left, within(case, theirs, budget)))
    assert left(found.answer) == least == found.left.best
    assert cost_of(case, found.answer) == min(
        cost_of(case, one) for one in within(case, theirs, budget) if left(one) == least
    )
    assert set(found.answer) <= set(theirs)


@settings(deadline=None, max_examples=60)
@given(tables())
def test_a_search_is_never_worse_than_the_best_single_measure(table):
    prices, worth, budget = table
    case, most = table_of(prices), module.MOST_SETS
    module.MOST_SETS = 1
    try:
        found = portfolio(case, goal_by(worth), budget=budget)
    finally:
        module.MOST_SETS = most
    sets = within(case, tuple(prices), budget)
    assert found.exact == (len(sets) <= 1)
    reached = found.best.gain.best if found.best is not None else 0
    assert reached >= max(worth[one] - worth[()] for one in sets if len(one) <= 1)
    assert found.best is None or found.best.measures in sets
    assert found.exact or found.best is None or "a better one may exist" in found.sentence


def test_a_search_finds_the_best_of_gains_that_add_up():
    names = tuple(f"m{place}" for place in range(16))
    case = table_of(dict.fromkeys(names, 1))
    points = {name: float(place) for place, name in enumerate(names)}
    goal = Goal(
        "the goal",
        lambda sets: np.array([sum(map(points.__getitem__, one)) for one in sets]),
        lambda one: np.array([sum(map(points.__getitem__, one))] * 2),
    )
    found = portfolio(case, goal, budget=10)
    assert not found.exact
    assert found.best.measures == names[6:]


def test_rounding_makes_no_dearer_set_better():
    case = table_of({"dear": 5, "cheap": 1})
    worth = {(): 0.0, ("dear",): 0.1 + 0.2, ("cheap",): 0.3, ("dear", "cheap"): 0.3 + 1e-15}
    found = portfolio(case, goal_by(worth))
    assert found.best.measures == ("cheap",)
    assert [it.measures for it in found.frontier] == [("cheap",)]


def test_measures_without_a_cost_are_free_and_said_so():
    found = portfolio(table_of({"gift": None}), goal_by({(): 0, ("gift",): 2}), budget=0)
    assert found.best.measures == ("gift",)
    assert found.notes == ("These measures have no cost in the case and count as free: gift.",)


def test_no_measures_no_portfolio():
    found = portfolio(table_of({}), goal_by({(): 1}))
    assert (found.best, found.frontier, found.compared, found.exact) == (None, (), 1, True)


def test_an_answer_of_one_party_does_not_belong_to_the_best_set():
    """Without ``by``, those whose answer is looked for do not also help."""
    case = table_of({"mine": 1, "theirs": 1}, {"mine": "a", "theirs": "b"})
    worth = {(): 0, ("mine",): 2, ("theirs",): 3, ("mine", "theirs"): 1}
    found = portfolio(case, goal_by(worth), against=["b"])
    assert found.best.measures == ("mine",)
    assert found.answer == ("theirs",)
    assert found.left.best == 1
    assert "leaves +1" in found.sentence


def test_an_answer_that_could_not_be_compared_is_said(monkeypatch):
    monkeypatch.setattr(module, "MOST_SETS", 3)
    names = ("mine", "t0", "t1")
    case = table_of(dict.fromkeys(names, 1), {"mine": "a", "t0": "b", "t1": "b"})
    worth = {one: ("mine" in one) * 5 - len(one) for one in all_sets(names)}
    found = portfolio(case, goal_by(worth), by=["a"])
    assert found.exact
    assert found.answer == ("t0", "t1")
    assert any("Not all answers" in note for note in found.notes)


def test_what_cannot_be_asked_is_refused_in_words():
    case, goal = table_of({"mine": 1}), goal_by({(): 0, ("mine",): 1})
    with pytest.raises(CommandError, match="no party nobody"):
        portfolio(case, goal, by=["nobody"])
    with pytest.raises(CommandError, match="budget of -1"):
        portfolio(case, goal, budget=-1)
    with pytest.raises(CommandError, match="a stands on both sides"):
        portfolio(case, goal, by=["a"], against=["a"])
    with pytest.raises(CommandError, match="budget of nan"):
        portfolio(case, goal, budget=float("nan"))
