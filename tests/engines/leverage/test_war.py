"""War as the outside option: published ranges, the core by definition, and what war leaves in a case."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog

from detente.case import Case
from detente.engines.contests import commitment, difference_form, ratio_form
from detente.engines.leverage import core as module
from detente.engines.leverage.core import core
from detente.engines.leverage.war import settlement_range, war
from detente.errors import CommandError, MethodError


def test_contest_success_as_published():
    assert [round(float(ratio_form(2, 1, m)), 3) for m in (1, 2, 4, 8)] == [0.667, 0.8, 0.941, 0.996]
    assert float(difference_form(3, 3)) == 0.5


def test_the_range_of_two():
    assert settlement_range(0.7, 0.1, 0.1) == pytest.approx((0.6, 0.8))
    assert settlement_range(0.05, 0.1, 0.1) == pytest.approx((0, 0.15))


def test_the_commitment_problem_of_the_worked_example():
    pressure, restraint = commitment(0.7, 0.3, 0.9, 0.1, 0.1)
    assert (float(pressure), float(restraint)) == pytest.approx((0.36, 0.22))


@pytest.mark.parametrize("cost", [0.0, 0.2, 0.33, 1 / 3, 0.34, 0.5])
def test_three_of_whom_any_two_beat_the_third(cost):
    found = core(lambda who: np.where(who.sum(axis=1) == 2, 1 - cost, 0.0), 3)
    assert (found.subsidy == 0) == (cost >= 1 / 3)
    assert found.needed == pytest.approx(1.5 * (1 - cost))
    if found.subsidy:
        assert found.conflict == ((0, 1), (0, 2), (1, 2))


def random_game(rng, parties):
    worths = {}
    for size in range(1, parties):
        for one in combinations(range(parties), size):
            worths[one] = float(rng.uniform(-0.2, 1.2) * size / parties)
    return lambda who: np.array([worths[tuple(np.flatnonzero(row).tolist())] for row in who]), worths


def least_sum(worths, parties):
    rows = [[-float(place in one) for place in range(parties)] for one in worths]
    return (
        linprog(np.ones(parties), A_ub=rows, b_ub=[-value for value in worths.values()], bounds=(0, None)).fun
        if rows
        else 0.0
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_core_by_definition(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    parties = 2 + seed % 4
    worth, worths = random_game(rng, parties)
    found = core(worth, parties)
    assert found.needed == pytest.approx(least_sum(worths, parties))
    assert all(found.shares[list(one)].sum() >= value - 1e-6 for one, value in worths.items())
    assert found.shares.sum() == pytest.approx(max(1, found.needed))
    assert found.subsidy == pytest.approx(max(0, found.needed - 1), abs=1e-6)
    if found.subsidy:
        chosen = {one: worths[one] for one in found.conflict}
        assert least_sum(chosen, parties) > 1
        for one in found.conflict:
            assert least_sum({other: value for other, value in chosen.items() if other != one}, parties) <= 1 + 1e-6
    else:
        assert found.conflict == ()
    monkeypatch.setattr(module, "MOST_AT_ONCE", 0)
    assert core(worth, parties).needed == pytest.approx(found.needed)


def test_many_parties():
    found = core(lambda who: who.sum(axis=1) / 14 - 0.01, 14)
    assert found.subsidy == 0
    with pytest.raises(MethodError, match="21 parties"):
        core(lambda who: who.sum(axis=1), 21)


def at_war(**parties) -> Case:
    return Case.model_validate({"id": "war", "parties": parties})


def test_two_who_agree_on_their_chances():
    found = war(
        at_war(a={"war_chance": 0.7, "war_cost": 0.1}, b={"war_chance": 0.3, "war_cost": 0.1}), ["a", "b"], draws=0
    )
    assert (found.settlements.low, found.settlements.high) == pytest.approx((0.6, 0.8))
    assert (found.room, found.share, found.notes) == (True, None, ())
    assert sum(found.split.values()) == pytest.approx(1)


def test_mutual_optimism_leaves_nothing():
    found = war(
        at_war(a={"war_chance": 0.7, "war_cost": 0.1}, b={"war_chance": 0.6, "war_cost": 0.1}), ["a", "b"], draws=10
    )
    assert not found.room
    assert found.optimism == pytest.approx(1.3)
    assert found.subsidy == pytest.approx(0.1)
    assert found.conflict == (("a",), ("b",))
    assert "cannot all be right" in found.sentence
    assert "nothing that both prefer to war" in found.sentence
    assert found.share.value == 0


def test_chances_follow_from_capability_and_are_said_to():
    found = war(
        at_war(a={"capability": 20}, b={"capability": 10, "peace_worth": 30}), ["a", "b"], draws=0, decisiveness=2
    )
    assert found.parties["a"].chance == pytest.approx(0.8)
    assert (found.parties["a"].cost, found.parties["b"].cost) == pytest.approx((0.1, 0.3))
    assert [it.cost_from for it in found.parties.values()] == ["assumed", "peace_worth"]
    assert len(found.notes) == 2


@pytest.mark.parametrize(("cost", "room"), [(0.05, False), (0.2, True)])
def test_three_equals_of_whom_two_win_decisively(cost, room):
    """A pair asks for nearly all, less the costs of its two members."""
    case = at_war(**{name: {"capability": 10, "war_cost": cost} for name in "abc"})
    found = war(case, ["a", "b", "c"], draws=0, decisiveness=60)
    assert found.room is room
    if not room:
        assert {frozenset(group) for group in found.conflict} == {frozenset(it) for it in combinations("abc", 2)}
        assert found.subsidy == pytest.approx(1.5 * (1 - 2 * cost) - 1)
        assert "No division satisfies everybody" in found.sentence


def test_no_room_becomes_a_share_of_draws():
    case = at_war(a={"war_chance": [0.3, 0.9], "war_cost": 0.1}, b={"war_chance": 0.5, "war_cost": 0.1})
    found = war(case, ["a", "b"], draws=200, seed=1)
    assert found.share.value == pytest.approx(0.4 / 0.6, abs=0.1)
    assert found.share.low < found.share.value < found.share.high


def test_what_is_no_war_is_refused_in_words():
    case = at_war(a={}, b={})
    for parties in (["a"], ["a", "a"], ["a", "x"]):
        with pytest.raises(CommandError):
            war(case, parties)
    with pytest.raises(MethodError):
        war(case, ["a", "b"], decisiveness=0)


def test_names_and_order_change_nothing_else():
    numbers = {"a": 10, "b": 30, "c": 25}
    plain = war(at_war(**{name: {"capability": it} for name, it in numbers.items()}), list("abc"), draws=0)
    turned = war(at_war(**{name.upper(): {"capability": it} for name, it in numbers.items()}), list("CAB"), draws=0)
    assert turned.subsidy == pytest.approx(plain.subsidy)
    assert {name.lower(): it.value for name, it in turned.parties.items()} == pytest.approx(
        {name: it.value for name, it in plain.parties.items()}
    )
