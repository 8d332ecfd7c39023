"""Why a zone is empty and what would open it: the parts that keep a large case within its time, against looking."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from detente.case.reader import parse_case
from detente.engines.deals import deals, opening_red_lines, why_empty
from detente.engines.deals import deals as _deals_function
from detente.engines.deals.blockers import Blocking, blocking_sentence
from detente.engines.deals.conflict import conflicts, only
from detente.engines.deals.conflict_relaxed import relaxed_conflict
from detente.engines.deals.opening import single_cuts
from detente.engines.deals.opening_red_lines import LINE, fewest_red_lines
from detente.engines.deals.solutions import solutions
from detente.engines.deals.space import Rule
from detente.engines.deals.wording import blocker_sentences
from detente.errors import MethodError
from tests.engines.deals import spaces_danalysis

SEEDS = range(40)
BORDER = """
detente: 1
id: border
title: Border
as_of: 2020-01-01
parties: {north: {name: North, role: at_table}, south: {name: South, role: at_table}}
issues:
  line: {name: The line, scale: {0: old line, 50: river, 100: hills}, reference: 0}
  water: {name: Water, scale: {0: north, 100: south}, reference: 50}
positions:
  north: {line: {position: 100, salience: 60}, water: {position: 0, salience: 40}}
  south: {line: {position: 0, salience: 50}, water: {position: 100, salience: 80}}
"""


def border(*changes):
    text = BORDER
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse_case(text).case


NORTH_ASKS_FOR_ALL = ("name: North,", "name: North, reservation: 100,")
RED_LINES = (
    ("north: {line: {position: 100,", "north: {line: {position: 100, red_line: 50,"),
    ("south: {line: {position: 0,", "south: {line: {position: 0, red_line: 20,"),
)


def demanding(seed):
    return spaces_danalysis.space(seed, parties=2 + seed % 3, demanding=0.85, red=0.25)


def least_beyond(space):
    """The least of red lines gone beyond and cuts, over all packages and winning coalitions."""
    packages = space.all_packages()
    costs = np.maximum(space.reservations - space.utilities_of(packages), 0.0)
    for number, block in enumerate(space.blocks):
        costs += LINE * block.refused[:, packages[:, number]].T
    parties = range(len(space.parties))
    every = [it for size in range(len(parties) + 1) for it in itertools.combinations(parties, size)]
    winning = [list(it) for it in every if space.rule.passes(np.isin(parties, it))]
    return min((costs[:, it].sum(axis=1).min() for it in winning), default=np.inf)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("looked_at", [10**6, 0])
def test_the_fewest_red_lines_are_those_of_looking_at_everything(seed, looked_at, monkeypatch):
    monkeypatch.setattr(opening_red_lines, "MOST_LOOKED_AT", looked_at)
    space = demanding(seed)
    found, least = fewest_red_lines(space, 20.0), least_beyond(space)
    if found is None:
        assert least == np.inf
    else:
        assert len(found.lines) * LINE + found.moves.sum() == pytest.approx(least, abs=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_demands_that_no_mixture_meets_no_package_meets(seed):
    space = demanding(seed)
    space = replace(space, rule=Rule.unanimity(len(space.parties)))
    found = relaxed_conflict(space, 20.0)
    packages = space.all_packages()
    if found is None:
        return
    assert not only(space, found).in_zone(packages).any()
    assert any(set(one) <= set(found) for one in conflicts(space, limit=10_000).sets)


def test_mixtures_find_a_conflict_in_most_empty_spaces():
    found = [
        relaxed_conflict(replace(space, rule=Rule.unanimity(len(space.parties))), 20.0)
        for space in map(demanding, SEEDS)
    ]
    assert sum(one is not None for one in found) > len(found) // 3


@pytest.mark.parametrize("seed", SEEDS)
def test_only_a_party_in_every_conflict_opens_a_zone_alone(seed):
    space = demanding(seed)
    sets = conflicts(space, limit=10_000).sets
    for party, cut in enumerate(single_cuts(space)):
        if cut is not None and sets:
            assert all(any(it.party == party and it.block is None for it in one) for one in sets)


def test_red_lines_that_forbid_everything_say_what_would_open_a_zone():
    found = deals(border(*RED_LINES))
    assert found.opening == (
        "No cut of reservations opens a zone: red lines forbid every package. The least that opens one: South goes "
        'beyond its red line on The line and accepts "river".',
    )


def test_a_pass_rule_that_nobody_can_meet_says_what_it_asks_for():
    case = border(("positions:", "deals: {pass_rule: {at_least: 5}}\npositions:"))
    found = deals(case)
    assert found.zone.empty_because == (
        "Nothing can pass even if everybody accepts: the pass rule cannot be met, as it asks for 5 parties and there are 2.",
    )
    assert found.opening == ("No change of reservations and no payment opens a zone.",)
    assert not any(packages for _, packages in found.solutions)


def test_a_zone_too_large_to_count_is_empty_where_the_solutions_prove_it(monkeypatch):
    module = __import__("sys").modules[_deals_function.__module__]
    monkeypatch.setattr(module, "zone_count", lambda space: (0, True))
    found = deals(border(NORTH_ASKS_FOR_ALL))
    assert (found.zone.count, found.zone.at_least, found.zone.share) == (0, False, None)
    assert found.zone.empty_because
    assert found.opening
    assert found.frontier == ()
    assert found.frontier_complete


def test_what_takes_too_long_is_said(monkeypatch):
    def late(*_, **__):
        raise MethodError("the time is up", advice="wait")

    monkeypatch.setattr(why_empty, "conflicts", late)
    monkeypatch.setattr(why_empty, "single_cut", late)
    found = deals(border(NORTH_ASKS_FOR_ALL))
    assert found.zone.empty_because[0].startswith(
        "North and South: their reservations of 100 and 69.2 cannot both be met"
    )
    assert "Whether North and South could open a zone alone was not found out in time." in found.opening
    assert why_empty.MAYBE_MORE in found.notes


def test_reservations_may_be_whole_numbers():
    space = demanding(1)
    whole = replace(space, reservations=np.array([0] * len(space.parties)))
    assert whole.reservations.dtype == float
    assert set(solutions(whole)) >= {"nash", "utilitarian"}


def test_a_party_that_stops_packages_of_which_none_is_named_is_not_said_to_stop_none():
    space = demanding(1)
    stops = Blocking(0, 21, True, None, None, None, False)
    assert blocking_sentence(space, stops, ["P9"] * 4) == "P9 alone stops at least 21 packages."
    found = deals(border(NORTH_ASKS_FOR_ALL))
    unsure = {
        "north": found.blockers["north"].model_copy(update={"kills": 21, "at_least": True, "nearest": None}),
        "south": found.blockers["south"].model_copy(update={"kills": 0, "at_least": True, "nearest": None}),
    }
    said = blocker_sentences(border(), found.model_copy(update={"blockers": unsure}))
    assert said[-1] == "No package was found that South alone stops; there may be some."
    assert not any("stops no package" in text for text in said)


def test_solutions_name_parties_as_people_do():
    indifferent = "south: {line:"
    found = deals(border((indifferent, indifferent)), without=())
    silent = border(
        (
            "north: {line: {position: 100, salience: 60}, water: {position: 0, salience: 40}}",
            "north: {line: {position: 100, salience: 0}, water: {position: 0, salience: 0}}",
        )
    )
    notes = deals(silent).notes
    assert "Kalai-Smorodinsky: Left out of the ratios, as no acceptable package gives them a gain: North." in notes
    assert "1 of them is efficient" in deals(silent).sentence
    assert any("rises above 0, where it stands" in text for text in deals(silent).closing.sentences)
    assert found.zone.count
