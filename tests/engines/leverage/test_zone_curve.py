"""The chance of a zone by leverage: by looking at every package, and what it cannot do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.answers.leverage import models_of
from detente.case import Case
from detente.engines.deals.building import spaces_drawn
from detente.engines.deals.zone_steps import zone_steps
from detente.engines.leverage import zone_curve as module
from detente.engines.leverage.zone_curve import crossing, zone_curves
from detente.errors import CommandError

STEPS = np.linspace(0, 100, 11)


def bargain(**more) -> Case:
    marks = {0: "none", 50: "half", 100: "all"}
    raw = {
        "id": "bargain",
        "parties": {
            "a": {"reservation": [40, 62]},
            "b": {"reservation": [30, 70]},
            "c": {"reservation": [20, 80]},
            "d": {"role": "absent"},
        },
        "issues": {"land": {"scale": marks}, "water": {"scale": marks}},
        "positions": {
            "a": {"land": {"position": 0, "salience": 50}, "water": {"position": [60, 100], "salience": 20}},
            "b": {"land": {"position": 100, "salience": 50}, "water": {"position": 0, "salience": 60}},
            "c": {"land": {"position": [20, 80], "salience": 50}},
        },
        "deals": {"pass_rule": {"veto": ["a"], "at_least": 2}},
    }
    return Case.model_validate(raw | more)


@pytest.mark.parametrize("whose", ["own", "others"])
@pytest.mark.parametrize("party", ["a", "b", "c"])
def test_every_step_by_looking_at_every_package(party, whose):
    found, now = zone_steps(bargain(), party, STEPS, whose, 25, 4)
    place = "abc".index(party)
    for row, space in zip(found, spaces_drawn(bargain(), 4, 0, 25), strict=True):
        for step, answer in zip(STEPS, row, strict=True):
            limits = space.reservations - step * (whose == "others")
            limits[place] = step if whose == "own" else space.reservations[place]
            moved = replace(space, reservations=limits)
            assert answer == moved.in_zone(moved.all_packages()).any()
    assert now == bargain().parties[party].reservation.best


def test_the_curves_only_fall_or_rise_and_carry_a_band():
    own, others = zone_curves(bargain(), models_of(), "a")
    assert np.all(np.diff([it.value for it in own.shares]) <= 0)
    assert np.all(np.diff([it.value for it in others.shares]) >= 0)
    assert all(it.low <= it.value <= it.high for it in (*own.shares, *others.shares))
    assert (own.now, own.draws, others.now) == (51, module.ZONE_DRAWS, 0)
    assert own.at[0] < own.half < own.at[-1]
    assert "a zone is open in" in own.sentence


def test_crossings():
    assert crossing((0.0, 1.0), [1.0, 0.8]) is None
    assert crossing((0.0, 10.0), [0.0, 1.0]) == 5.0
    assert crossing((0.0, 10.0, 20.0), [0.5, 0.5, 0.2]) == 10.0


def test_parties_elsewhere_are_refused_in_words():
    with pytest.raises(CommandError, match="no party nobody"):
        zone_curves(bargain(), models_of(), "nobody")
    with pytest.raises(CommandError, match="d is not at the table"):
        zone_curves(bargain(), models_of(), "d")
