"""A party that digs in its heels or goes to its bottom line, against looking at every package."""

import json
from dataclasses import replace

import numpy as np
import pytest

from detente.engines.deals import heels as module
from detente.engines.deals import mixed_integer
from detente.engines.deals.heels import at_bottom_line, best_choices, dug_in, heels, heels_sentence, zone_summary
from detente.engines.deals.space import Block, Rule, Space
from tests.engines.deals import spaces_danalysis

SEEDS = range(60)


def made(seed):
    return spaces_danalysis.space(seed, parties=2 + seed % 3, demanding=0.4)


def reference(space, party=None, allowed=()):
    """Utilities of the packages that pass, where a party holds to the allowed choices."""
    packages = space.all_packages()
    accepted = space.acceptable(packages)
    for number, kept in enumerate(allowed):
        if kept is not None:
            accepted[:, party] &= kept[packages[:, number]]
    return space.utilities_of(packages[space.rule.passes(accepted)])


def check(found, utilities):
    assert found.count == len(utilities)
    assert found.empty == (not len(utilities))
    if len(utilities):
        assert found.best == pytest.approx(utilities.max(axis=0))
        assert found.least == pytest.approx(utilities.min(axis=0))
        assert found.mean == pytest.approx(utilities.mean(axis=0))
    else:
        assert np.isnan(found.best).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_zone_of_a_party_that_holds_on(seed):
    space, numbers = made(seed), np.random.default_rng(seed)
    party = seed % len(space.parties)
    allowed = [numbers.random(block.size) < 0.6 if numbers.random() < 0.7 else None for block in space.blocks]
    found = heels(space, party, dug_in(space, party, allowed))
    before, after = reference(space), reference(space, party, allowed)
    check(found.before, before)
    check(found.after, after)
    if len(before) and len(after):
        assert found.shift == pytest.approx(after.mean(axis=0) - before.mean(axis=0))
    else:
        assert np.isnan(found.shift).all()


def test_the_random_spaces_hold_open_and_empty_zones():
    counts = [zone_summary(made(seed)).count for seed in SEEDS]
    assert counts.count(0) >= 4
    assert sum(count > 0 for count in counts) > 20


@pytest.mark.parametrize("seed", range(20))
def test_searching_finds_the_best_that_looking_finds(seed, monkeypatch):
    space = made(seed)
    looked = zone_summary(space)
    monkeypatch.setattr(module, "MOST_LOOKED_AT", 0)
    monkeypatch.setattr(mixed_integer, "MOST_LOOKED_AT", 0)
    searched = zone_summary(space)
    assert searched.count is None
    assert searched.best == pytest.approx(looked.best, abs=1e-6, nan_ok=True)
    assert searched.empty == looked.empty


@pytest.mark.parametrize("seed", range(20))
def test_a_bottom_line_opens_and_never_closes(seed):
    space = made(seed)
    lower = at_bottom_line(space, 0, float(space.reservations[0]) - 5)
    assert zone_summary(lower).count == len(reference(lower))
    assert zone_summary(lower).count >= zone_summary(space).count
    higher = at_bottom_line(space, 0, float(space.reservations[0]) + 5)
    assert higher.reservations.tolist() == space.reservations.tolist()


def pie(reservations, rule=None):
    values = np.array([np.arange(0, 101, 10.0), np.arange(100, -1, -10.0)])
    block = Block((0,), np.arange(11)[:, None], values, np.zeros((2, 11), dtype=bool))
    marks = (tuple(float(mark) for mark in range(11)),)
    return Space(("usa", "iran"), ("pie",), marks, (block,), np.array(reservations), rule or Rule.unanimity(2))


def test_in_words():
    space = pie([40.0, 20.0])
    stubborn = heels(space, 0, dug_in(space, 0, [np.arange(11) >= 7]))
    assert heels_sentence(space, stubborn, "digs in its heels", ["United States", "Iran"]) == (
        "If United States digs in its heels, the zone goes from 5 to 2 packages; "
        "on average Iran loses 15 and United States gains 15."
    )
    lost = heels(space, 0, dug_in(space, 0, best_choices(space, 0)))
    assert heels_sentence(space, lost, "digs in its heels") == "If usa digs in its heels, no package passes."
    closed = pie([60.0, 50.0])
    opened = heels(closed, 0, at_bottom_line(closed, 0, 50.0))
    assert heels_sentence(closed, opened, "goes to its bottom line") == (
        "If usa goes to its bottom line, a zone of 1 package opens."
    )
    same = heels(space, 0, space)
    assert heels_sentence(space, same, "stays") == (
        "If usa stays, the zone still has 5 packages; nobody gains or loses on average."
    )


def test_what_a_party_holds_to():
    space = pie([0.0, 0.0])
    assert np.flatnonzero(best_choices(space, 1)[0]).tolist() == [0]
    assert best_choices(space, 1, [False]) == (None,)


def test_a_party_that_allows_nothing_accepts_nothing():
    space = pie([0.0, 0.0])
    assert zone_summary(dug_in(space, 0, [np.zeros(11, dtype=bool)])).count == 0
    either = pie([0.0, 0.0], Rule(np.zeros(2, dtype=bool), 1, np.ones(2), 0.0))
    assert zone_summary(dug_in(either, 0, [np.zeros(11, dtype=bool)])).count == 11


def test_the_published_game_of_six(shared):
    """Twelve of 720 packages pass with everybody; 55 with both vetoes and at most one party against."""
    given = json.loads((shared / "oracles" / "deals" / "scorable_game_base.json").read_text(encoding="utf-8"))["game"]
    blocks = tuple(
        Block(
            (issue,),
            np.arange(size)[:, None],
            np.array([party["points"][issue] for party in given["parties"]], dtype=float),
            np.zeros((6, size), dtype=bool),
        )
        for issue, size in enumerate(given["issue_sizes"])
    )
    marks = tuple(tuple(float(mark) for mark in range(size)) for size in given["issue_sizes"])
    veto = np.array([party["role"] in ("p1", "p2") for party in given["parties"]])
    least = np.array([float(party["minimum"]) for party in given["parties"]])
    names = tuple(party["name"] for party in given["parties"])
    game = Space(names, tuple("ABCDE"), marks, blocks, least, Rule(veto, 5, np.ones(6), 0.0))
    assert zone_summary(game).count == given["n_pass_all_but_one_with_vetoes"] == 55
    assert zone_summary(replace(game, rule=Rule.unanimity(6))).count == given["n_unanimous"] == 12
