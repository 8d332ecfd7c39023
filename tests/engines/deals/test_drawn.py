"""The deals of a case over draws: every kind of range is drawn, by definition, on any number of workers."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import pytest
from hypothesis import assume, given, settings

from detente import deals
from detente.case import Case
from detente.case.catalog import load_case
from detente.engines.deals import drawn, tally
from detente.engines.deals.building import space_of, spaces_drawn
from detente.errors import CommandError, MethodError
from tests.engines.deals.deal_cases import deal_cases

# Alba gets 75 points from the package of both ends, and less from any other; Beria accepts everything.
RAW = {
    "id": "made",
    "parties": {"a": {"name": "Alba", "role": "at_table"}, "b": {"name": "Beria", "role": "at_table"}},
    "issues": {"x": {"name": "Border", "scale": {0: "old", 10: "new"}}, "y": {"name": "Water", "scale": {0: "", 10: ""}}},
    "positions": {"b": {"x": {"position": 10, "salience": 50}}},
    "deals": {
        "values": {
            "a": {"x": {0: 0, 10: 100}, "y": {0: 0, 10: 50}, "weights": {"x": 1, "y": 1}, "reservation": 75},
        },
        "interactions": [{"party": "a", "issues": ["x", "y"], "values": {"10, 10": 0}}],
    },
}  # fmt: skip
B_ON_X = ("positions", "b", "x")
# what is set besides, where the range stands, the range, and what the answer calls it
RANGES = {
    "weight": ({}, ("deals", "values", "a", "weights", "x"), [0.5, 1.5], "weight of Border to Alba"),
    "value": ({}, ("deals", "values", "a", "y", 10), [0, 100], "value of 10 on Water to Alba"),
    "interaction": (
        {}, ("deals", "interactions", 0, "values", "10, 10"), [-10, 10],
        "what “new” on Border together with 10 on Water adds for Alba",
    ),
    "reservation under values": ({}, ("deals", "values", "a", "reservation"), [50, 100], "reservation of Alba"),
    "reservation of a party": ({}, ("parties", "b", "reservation"), [50, 150], "reservation of Beria"),
    "position": (
        {("parties", "b", "reservation"): 50}, (*B_ON_X, "position"), [0, 10], "position of Beria on Border",
    ),
    "salience": (
        {("parties", "b", "reservation"): 50, ("positions", "b", "y"): {"position": 0, "salience": 50}},
        (*B_ON_X, "salience"), [20, 80], "salience of Beria on Border",
    ),
    "reference": (
        {
            ("positions", "b", "x"): {"position": 4, "salience": 90},
            ("positions", "b", "y"): {"position": 10, "salience": 10},
            ("issues", "y", "reference"): 0,
        },
        ("issues", "x", "reference"), [5, 10], "reference of Border",
    ),
    "red line": (
        {(*B_ON_X, "position"): 0, ("parties", "b", "reservation"): -1}, (*B_ON_X, "red_line"), [8, 12],
        "red line of Beria on Border",
    ),
}  # fmt: skip


def with_values(*sets):
    """The case with values put at their places."""
    raw = deepcopy(RAW)
    for loc, value in (it for one in sets for it in one.items()):
        at = raw
        for step in loc[:-1]:
            at = at[step]
        at[loc[-1]] = value
    return Case.model_validate(raw)


@pytest.mark.parametrize("kind", RANGES)
def test_a_range_alone_changes_the_draws_and_is_the_number_that_decides(kind):
    fixed, loc, number, name = RANGES[kind]
    case = with_values(fixed, {loc: number})
    held = deals(case, draws=400, seed=1).robustness
    assert held.uncertain == 1
    assert 0.02 < held.open.value < 0.98
    opened = [bool(space.in_zone(space.all_packages()).any()) for space in spaces_drawn(case, 1, 0, 400)]
    assert held.open.value == pytest.approx(np.mean(opened))
    (decides,) = held.zone_hangs_on
    assert decides.name == name
    assert not decides.interval[0] <= 0 <= decides.interval[1]
    assert f"Whether a zone exists hangs most on the {name}: " in held.sentences[0]


@settings(max_examples=60, deadline=None)
@given(deal_cases())
def test_every_share_is_that_of_looking_at_all_packages(made):
    case, count = Case.model_validate(made.raw), 6
    try:
        found = deals(case, draws=count, seed=5, workers=1)
    except MethodError:
        assume(False)
    held = found.robustness
    spaces = list(spaces_drawn(case, 5, 0, count))
    packages = spaces[0].all_packages()
    passes = np.array([space.in_zone(packages) for space in spaces])
    assert held.open.value == pytest.approx(passes.any(axis=1).mean())
    assert held.survive_most == (passes.sum(axis=0) >= 0.9 * count).sum()
    assert held.survive_all == passes.all(axis=0).sum()
    places = {package_of(spaces[0], one): place for place, one in enumerate(packages)}
    lost = np.zeros(len(packages))
    for space, passing in zip(spaces, passes, strict=True):
        if passing.any():
            utilities = space.utilities_of(packages)
            had = np.where(passing[:, None], utilities, space.reservations)
            lost += np.maximum(utilities[passing].max(axis=0) - had, 0).max(axis=1) / count
    for one in held.packages:
        place = places[tuple(one.package.package.items())]
        assert one.passes.value == pytest.approx(passes[:, place].mean())
        assert one.worst_regret == pytest.approx(lost[place])
    often = passes.sum(axis=0).max()
    if often == 0:
        assert held.safe is None
        return
    place = places[tuple(held.safe.package.package.items())]
    assert passes[:, place].sum() == often
    assert held.safe.worst_regret == pytest.approx(lost[passes.sum(axis=0) == often].min())


def package_of(space, package):
    """A package as pairs of issue and mark."""
    marks = space.alternatives_of(package[None])[0]
    return tuple((issue, space.alternatives[place][marks[place]]) for place, issue in enumerate(space.issues))


def test_any_number_of_workers_gives_the_same_answer():
    case = load_case("vienna-2015")
    alone = deals(case, draws=100, seed=3, workers=1)
    assert alone == deals(case, draws=100, seed=3, workers=3)
    assert alone.run.draws == 100
    assert alone.run.seed == 3
    other = deals(case, draws=100, seed=4, workers=1).robustness
    assert [it.passes for it in other.packages] != [it.passes for it in alone.robustness.packages]


def test_picks_are_followed_by_the_solutions_of_each_draw():
    case = load_case("vienna-2015")
    held = deals(case, draws=40, seed=3).robustness
    first = held.packages[0]
    assert "nash" in first.picked_by
    again = 0
    for space in spaces_drawn(case, 3, 0, 40):
        again += dict(first.package.package) in [
            dict(package_of(space, one)) for one in drawn.picks(space).packages["nash"]
        ]
    assert first.chosen["nash"].value == pytest.approx(again / 40)
    assert held.elsewhere["nash"].value <= 1 - first.chosen["nash"].value


def test_without_draws_there_is_no_robustness():
    found = deals(load_case("panama-canal"))
    assert found.robustness is None
    assert found.run.draws == 0


def test_exact_numbers_are_said_to_be_exact():
    held = deals(load_case("panama-canal"), draws=20).robustness
    assert held.uncertain == 0
    assert held.open.value == 1
    assert held.zone_hangs_on == held.pick_hangs_on == ()
    assert held.sentences == ("Every number that the packages are judged by is exact, so that all draws are the same.",)


def test_ties_beyond_a_few_are_said_to_be_left_out():
    indifferent = {("deals", "values", "a"): {"x": {0: 50, 10: 50}, "y": {0: 50, 10: 50}, "reservation": [30, 60]}}
    case = with_values(indifferent, {("positions", "b"): {}, ("parties", "b", "role"): "absent"})
    held = deals(case, draws=200, seed=2).robustness
    assert len(held.packages) == drawn.MOST_TIES
    assert sum("1 more package ties at the best values" in text for text in held.sentences) == 5


def test_a_zone_that_never_opens_is_robustly_none():
    held = deals(with_values({("deals", "values", "a", "reservation"): [80, 90]}), draws=200).robustness
    assert held.open.value == 0
    assert held.verdict == "robust"
    assert "that there is none is robust" in held.sentences[0]
    assert held.packages == held.survivors == ()
    assert held.safe is None
    assert held.sentences[-1] == "No package passes in any draw."


@pytest.mark.parametrize(
    ("reservation", "draws", "verdict"),
    [([0, 75], 200, "robust"), ([50, 100], 200, "sensitive"), ([50, 77], 20, "undetermined")],
)
def test_verdicts(reservation, draws, verdict):
    held = deals(with_values({("deals", "values", "a", "reservation"): reservation}), draws=draws, seed=1).robustness
    assert held.verdict == verdict
    (pick,) = held.packages or (None,)
    if pick is not None:
        assert pick.verdict == verdict
        assert held.safe.package == pick.package


def test_numbers_of_a_link_decide_together():
    numbers = ["parties.b.reservation", "deals.values.a.reservation"]
    case = with_values({("links",): [{"numbers": numbers}], ("parties", "b", "reservation"): [50, 150]},
                       {("deals", "values", "a", "reservation"): [50, 100]})  # fmt: skip
    held = deals(case, draws=300).robustness
    assert held.uncertain == 2
    (decides,) = held.zone_hangs_on
    assert sorted([decides.number, *decides.linked]) == sorted(numbers)
    assert "and what is linked to it" in held.sentences[0]


def test_too_many_packages_to_look_at(monkeypatch):
    case = with_values({("deals", "values", "a", "reservation"): [50, 80]})
    whole = deals(case, draws=50, seed=1).robustness
    monkeypatch.setattr(tally, "MOST_COUNTED", 0)
    held = deals(case, draws=50, seed=1).robustness
    assert held.open == whole.open
    assert [it.passes for it in held.packages] == [it.passes for it in whole.packages]
    assert held.survive_most is held.safe is held.packages[0].regret is None
    assert "too many to look at" in held.sentences[-1]


@pytest.mark.parametrize("more", [{"draws": -1}, {"draws": 100_001}, {"draws": 5, "workers": 0}])
def test_impossible_numbers_of_draws_and_workers(more):
    with pytest.raises(CommandError, match="not possible"):
        deals(load_case("panama-canal"), **more)


def test_who_sits_is_the_same_in_every_draw():
    case = with_values({("parties", "b", "reservation"): [101, 150]})
    assert deals(case, draws=20).robustness.open.value == 0
    assert deals(case, draws=20, without=["b"]).robustness.open.value == 1
    assert space_of(case, without=["b"]).parties == ("a",)
