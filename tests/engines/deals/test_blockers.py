"""Blockers against looking at every package."""

from dataclasses import replace

import numpy as np
import pytest

import detente
from detente.engines.deals.blockers import blockers, blocking_sentence, one_issue_away
from detente.engines.deals.space import Block, Rule, Space
from tests.engines.deals import spaces_danalysis

SEEDS = range(80)


def made(seed):
    return spaces_danalysis.space(seed, parties=2 + seed % 4, demanding=0.6)


def reference(space, party):
    """The killed packages with their shortfall and number of refused choices, and the spare points of the others."""
    packages = space.all_packages()
    accepted = space.acceptable(packages)
    welcome = accepted.copy()
    welcome[:, party] = True
    killed = space.rule.passes(welcome) & ~space.rule.passes(accepted)
    gains = space.utilities_of(packages) - space.reservations
    short = np.maximum(-gains[:, party], 0)
    short[short <= 1e-9] = 0
    refused = sum(block.refused[party, packages[:, number]].astype(int) for number, block in enumerate(space.blocks))
    others = np.arange(len(space.parties)) != party
    spare = (np.maximum(gains, 0) * accepted)[:, others].sum(axis=1)
    return packages[killed], short[killed], refused[killed], spare[killed]


@pytest.mark.parametrize("seed", SEEDS)
def test_blockers_are_those_of_all_packages(seed):
    space = made(seed)
    for party, found in enumerate(blockers(space)):
        packages, short, refused, spare = reference(space, party)
        assert found.certain
        assert not found.at_least
        assert found.kills == len(packages)
        assert (found.nearest is None) == (not len(packages))
        if found.nearest is None:
            continue
        assert found.nearest.package.tolist() in packages.tolist()
        assert (len(found.nearest.refused), pytest.approx(found.nearest.short)) == min(zip(refused, short, strict=True))
        payable = (refused == 0) & (spare >= short - 1e-9)
        assert (found.payment is None) == (not payable.any())
        if found.payment is not None:
            assert found.payment.total == pytest.approx(short[payable].min())
            assert found.payment.moves.sum() == pytest.approx(0)
            after = space.utilities_of(found.payment.package[None])[0] + found.payment.moves
            payers = found.payment.moves < 0
            assert (after[payers] >= space.reservations[payers] - 1e-9).all()
            paid = space.with_reservations(space.reservations - found.payment.moves)
            assert paid.in_zone(found.payment.package[None])[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_one_issue_away_is_found_where_there_is_one(seed):
    space = made(seed)
    packages = space.all_packages()
    marks = space.alternatives_of(packages) * 50.0
    good = space.in_zone(packages)
    for found in blockers(space):
        if found.nearest is None:
            continue
        own = space.alternatives_of(found.nearest.package[None])[0] * 50.0
        differs = (marks != own).sum(axis=1) == 1
        near = differs & good & space.acceptable(packages)[:, found.party]
        assert (found.changed is None) == (not near.any())
        if found.changed is not None:
            new = space.alternatives_of(found.changed[None])[0] * 50.0
            assert found.changed.tolist() in packages[near].tolist()
            assert np.abs(new - own).sum() == np.abs(marks[near] - own).sum(axis=1).min()


def test_the_random_spaces_hold_kills_payments_and_refusals():
    found = [one for seed in SEEDS for one in blockers(made(seed))]
    assert sum(one.nearest is not None for one in found) > 60
    assert sum(one.payment is not None for one in found) > 20
    assert any(one.nearest is not None and one.nearest.refused for one in found)
    assert any(one.changed is not None for one in found)


def test_a_short_walk_says_at_least():
    space = made(3)
    whole = blockers(space)
    for short, one in zip(blockers(space, steps=3), whole, strict=True):
        assert short.at_least
        assert short.kills <= max(one.kills, 1)


def big(issues, parties, reservation):
    """Many issues of ten alternatives each."""
    numbers = np.random.default_rng(0)
    blocks = tuple(
        Block(
            (number,),
            np.arange(10)[:, None],
            numbers.uniform(0, 100 / issues, (parties, 10)),
            np.zeros((parties, 10), bool),
        )
        for number in range(issues)
    )
    names = tuple(f"p{party}" for party in range(parties))
    marks = (tuple(float(mark) for mark in range(10)),) * issues
    reservations = np.full(parties, reservation)
    return Space(names, tuple(f"i{n}" for n in range(issues)), marks, blocks, reservations, Rule.unanimity(parties))


def test_a_space_too_large_to_look_at():
    space = big(30, 3, 50.0)
    for found in blockers(space, steps=50_000):
        assert found.at_least
        assert found.kills > 0
        assert space.rule.passes(space.acceptable(found.nearest.package[None])[0] | (np.arange(3) == found.party))
    refuses = replace(space, reservations=np.array([200.0, -1.0, -1.0]))
    hard, *others = blockers(refuses, steps=50_000)
    assert hard.kills == pytest.approx(1e30)
    assert not hard.at_least
    assert [(one.kills, one.at_least) for one in others] == [(0, False), (0, False)]


def pie(reservations, refused=None):
    values = np.array([np.arange(0, 101, 10.0), np.arange(100, -1, -10.0)])
    block = Block((0,), np.arange(11)[:, None], values, np.zeros((2, 11), dtype=bool) if refused is None else refused)
    marks = (tuple(float(mark) for mark in range(11)),)
    return Space(("usa", "iran"), ("pie",), marks, (block,), np.array(reservations), Rule.unanimity(2))


def test_in_words():
    space = pie([58.0, 20.0])
    usa, iran = blockers(space)
    assert blocking_sentence(space, usa, ["United States", "Iran"]) == (
        "United States alone stops 6 packages; the nearest misses its reservation by 8 points; "
        "8 points from Iran would win it over; with 6 instead of 5 on pie it would pass."
    )
    assert iran.kills == 2
    red = np.zeros((2, 11), dtype=bool)
    red[1, 6:] = True
    space = pie([58.0, 20.0], red)
    usa, iran = blockers(space)
    assert blocking_sentence(space, iran) == "iran alone stops 5 packages; the nearest goes beyond its red line on pie."
    assert blocking_sentence(pie([-1.0, -1.0]), blockers(pie([-1.0, -1.0]))[0]) == "usa alone stops no package."


def test_a_payment_for_another_package_than_the_nearest_says_so():
    space = pie([58.0, 20.0])
    usa = blockers(space)[0]
    elsewhere = replace(usa, payment=replace(usa.payment, package=usa.payment.package - 1, total=18.0))
    assert "18 points from iran would win it over to another of them;" in blocking_sentence(space, elsewhere)


def test_one_issue_away_keeps_to_one_issue_of_a_linked_block():
    choices = np.array([[0, 0], [1, 1], [0, 1]])
    block = Block((0, 1), choices, np.array([[0.0, 100.0, 60.0]]), np.zeros((1, 3), dtype=bool))
    space = Space(("a",), ("x", "y"), ((0.0, 1.0), (0.0, 1.0)), (block,), np.array([50.0]), Rule.unanimity(1))
    assert one_issue_away(space, np.array([0]), 0).tolist() == [2]


def test_spaces_without_choices():
    space = pie([10.0, 10.0])
    none = replace(space, blocks=(Block((0,), np.zeros((0, 1), int), np.zeros((2, 0)), np.zeros((2, 0), bool)),))
    assert [one.kills for one in blockers(none)] == [0, 0]
    bare = replace(space, blocks=(), reservations=np.array([5.0, -5.0]))
    assert [one.kills for one in blockers(bare)] == [1, 0]


def test_alternatives_in_the_wording_of_their_scale():
    """The way out is told in the issue's own words, not in numbers of its scale."""
    case = detente.load_case("vienna-2015")
    sentence = detente.deals(case).blockers["usa"].sentence
    assert sentence == (
        "United States alone stops 16,977 packages; the nearest goes beyond its red line on Return to the pre-war order; "
        'with "present institutions and the constitution of 2012 stay" instead of "the order of 2010 returns" on Return to '
        "the pre-war order it would pass."
    )
