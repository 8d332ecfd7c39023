"""Goals: their values for sets of measures by hand, on a case whose outcome is a share of capability."""

from __future__ import annotations

import numpy as np
import pytest

from detente import leverage
from detente.answers.leverage import models_of
from detente.case import Case
from detente.case.acts import case_with
from detente.engines.deals.building import spaces_drawn
from detente.engines.deals.zones import zones_open
from detente.engines.leverage.goals import goal_of
from detente.errors import CommandError

MODELS = models_of("weighted_mean", draws=40)


def bargain(**more) -> Case:
    """One issue; a holds out for its own end, b asks more or less depending on the measures."""
    raw = {
        "id": "bargain",
        "parties": {"a": {"capability": 30, "reservation": 60}, "b": {"capability": 10, "reservation": [45, 65]}},
        "issues": {"land": {"scale": {0: "none", 50: "half", 100: "all"}, "reference": 0}},
        "positions": {
            "a": {"land": {"position": 0, "salience": 50}},
            "b": {"land": {"position": 100, "salience": 50}},
        },
        "measures": {
            "arms": {"by": "b", "what": "b arms", "cost": 3, "effects": [{"party": "b", "capability": "+20"}]},
            "yield": {"by": "a", "what": "a yields", "cost": 1, "effects": [{"party": "a", "reservation": "-15"}]},
            "idle": {"by": "a", "what": "a waits", "cost": 1},
        },
    }
    return Case.model_validate(raw | more)


@pytest.mark.parametrize(
    ("text", "now", "armed"),
    [
        ("utility:b", 25, 50),
        ("utility:a", 75, 50),
        ("outcome:land:up", 25, 50),
        ("outcome:land:down", -25, -50),
        ("outcome:land:40", -15, -10),
    ],
)
def test_values_by_hand(text, now, armed):
    goal = goal_of(bargain(), MODELS, text)
    assert goal.best([(), ("arms",), ("idle",)]) == pytest.approx([now, armed, now])
    assert goal.drawn(("arms",)) == pytest.approx(np.full(41, armed))


def test_an_open_zone_is_a_share_of_draws():
    """Half of all passes where b asks 50 or less, and that is one draw in four; only if a yields."""
    goal = goal_of(bargain(), MODELS, "zone")
    closed, open_, idle = goal.best([(), ("yield",), ("idle", "arms")])
    assert closed == idle == 0
    assert open_ == pytest.approx(0.25, abs=0.1)
    drawn = goal.drawn(("yield",))
    assert drawn[0] == drawn[1:].mean() == open_
    assert set(drawn[1:]) == {0.0, 1.0}


def test_sets_that_move_the_same_numbers_of_the_deals_are_looked_at_once():
    asked, told = [], []

    def zones_open(case, sets, count, tell):
        asked.extend(sets)
        tell(len(sets), len(sets))
        return np.ones((len(sets), count), dtype=bool)

    models = MODELS.__class__(**{**vars(MODELS), "zones_open": zones_open})
    goal = goal_of(bargain(), models, "zone", lambda done, total: told.append((done, total)))
    goal.best([(), ("arms",), ("yield",), ("yield", "idle")])
    goal.best([("arms", "yield")])
    assert asked == [(), ("yield",)]
    assert told == [(2, 2)]


def test_the_whole_way_from_goal_to_sentence():
    found = leverage(bargain(), draws=30, goal="zone", budget=2).portfolio
    assert found.best.measures == ("yield",)
    assert found.best.cost == 1
    assert "a zone of possible agreement" in found.sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "peace",
        "utility",
        "utility:nobody",
        "outcome:land",
        "outcome:sea:up",
        "outcome:land:sideways",
        "zone:a",
        "outcome:land:nan",
        "outcome:land:inf",
    ],
)
def test_other_texts_name_no_goal(text):
    with pytest.raises(CommandError) as caught:
        goal_of(bargain(), MODELS, text)
    assert caught.value.advice


def test_the_utility_of_a_party_without_a_position_is_no_goal():
    case = bargain(parties={"a": {"capability": 30}, "b": {"capability": 10}, "c": {}})
    with pytest.raises(CommandError, match="c has no position"):
        goal_of(case, MODELS, "utility:c")


def test_open_zones_by_looking_at_every_package():
    """What passed with another set is only tried first: the answer is that of every package in every draw."""
    case = bargain(
        parties={"a": {"capability": 30, "reservation": [40, 62]}, "b": {"capability": 10, "reservation": [30, 65]}},
        measures={
            "yield": {"by": "a", "what": "a yields", "effects": [{"party": "a", "reservation": "-[2, 8, 20]"}]},
            "ask": {"by": "b", "what": "b asks", "effects": [{"party": "b", "reservation": "+[2, 8, 20]"}]},
        },
    )
    sets = [(), ("yield",), ("ask",), ("yield", "ask")]
    found = zones_open(case, sets, 60, 3)
    for one, row in zip(sets, found, strict=True):
        spaces = spaces_drawn(case_with(case, measures=one), 3, 0, 60)
        assert row.tolist() == [bool(space.in_zone(space.all_packages()).any()) for space in spaces]
    assert 0 < found.mean() < 1
    assert (found == zones_open(case, sets, 60, 3, workers=1)).all()
