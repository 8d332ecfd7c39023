"""The contest of measures: payoffs by hand, an arms race, and what is no contest."""

from __future__ import annotations

import numpy as np
import pytest

from detente.answers.leverage import models_of
from detente.case import Case
from detente.engines.leverage import contest as module
from detente.engines.leverage.contest import contest
from detente.errors import CommandError

MODELS = models_of("weighted_mean", draws=0)


def rivals(*, cost=2, more=()) -> Case:
    """Two equals who could arm: the outcome is b's share of capability, in per cent."""
    measures = {
        f"arm_{party}": {
            "by": party,
            "what": f"{party} arms",
            "cost": cost,
            "effects": [{"party": party, "capability": "+10"}],
        }
        for party in "ab"
    }
    return Case.model_validate(
        {
            "id": "rivals",
            "parties": {"a": {"capability": 10}, "b": {"capability": 10}, "c": {"capability": 0}},
            "issues": {"land": {"scale": {0: "none", 100: "all"}}},
            "positions": {
                "a": {"land": {"position": 0, "salience": 50}},
                "b": {"land": {"position": 100, "salience": 50}},
            },
            "measures": measures | dict(more),
        }
    )


def test_an_arms_race_nobody_gains_from():
    found = contest(rivals(), MODELS, ["a"], ["b"], cost_points=1)
    won = 100 * (1 / 2 - 1 / 3)
    assert found.first == ((), ("arm_a",))
    assert np.array(found.payoffs) == pytest.approx(np.array([[[0, 0], [-won, won - 2]], [[won - 2, -won], [-2, -2]]]))
    assert [(it.first, it.second) for it in found.pure] == [(("arm_a",), ("arm_b",))]
    assert found.pure[0].gains == pytest.approx((-2, -2))
    assert (found.mixed, found.mixed_complete, found.complete) == ((), True, True)
    assert found.arms_race
    assert "an arms race nobody gains from" in found.sentence


def test_where_arming_costs_more_than_it_gains_nobody_does():
    found = contest(rivals(cost=20), MODELS, ["a"], ["b"], cost_points=1)
    assert [(it.first, it.second) for it in found.pure] == [((), ())]
    assert not found.arms_race
    assert "takes no measure" in found.sentence


def test_one_side_without_measures_is_no_arms_race():
    case = rivals().model_copy(update={"measures": {"arm_a": rivals().measures["arm_a"]}})
    found = contest(case, MODELS, ["a"], ["b"])
    assert [(it.first, it.second) for it in found.pure] == [(("arm_a",), ())]
    assert not found.arms_race


def test_a_budget_keeps_dear_sets_out():
    found = contest(rivals(), MODELS, ["a"], ["b"], budgets=(1, None))
    assert (found.first, found.second) == (((),), ((), ("arm_b",)))


def test_a_side_with_too_many_sets_plays_with_the_smallest(monkeypatch):
    monkeypatch.setattr(module, "MOST_STRATEGIES", 3)
    more = {f"talk{place}": {"by": "a", "what": "a talks"} for place in range(3)}
    found = contest(rivals(more=more), MODELS, ["a"], ["b"])
    assert found.first == ((), ("arm_a",), ("talk0",))
    assert not found.complete


def test_a_leader_gains_from_its_friends_measures():
    help_b = {"help": {"by": "c", "what": "c helps b", "effects": [{"party": "b", "capability": "+10"}]}}
    found = contest(rivals(more=help_b), MODELS, ["b", "c"], ["a"])
    assert found.first == ((), ("arm_b",), ("help",), ("arm_b", "help"))
    assert found.payoffs[2][0] == pytest.approx((100 * (2 / 3 - 1 / 2), -100 * (2 / 3 - 1 / 2)))
    assert found.pure[0].first == ("arm_b", "help")


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (["nobody"], ["b"], "no party nobody"),
        (["a"], ["a"], "both sides"),
        (["a"], [], "two sides"),
        (["c"], ["b"], "c has no position"),
    ],
)
def test_what_is_no_contest_is_refused_in_words(first, second, words):
    with pytest.raises(CommandError, match=words):
        contest(rivals(), MODELS, first, second)


@pytest.mark.parametrize(
    "more",
    [{"budgets": (-1, None)}, {"budgets": (None, float("nan"))}, {"cost_points": -1}, {"cost_points": float("nan")}],
)
def test_impossible_prices_are_refused(more):
    with pytest.raises(CommandError):
        contest(rivals(), MODELS, ["a"], ["b"], **more)
