"""What closes a zone, against looking at every package and every pair of rises."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

import detente
from detente.engines.deals import closing as module
from detente.engines.deals import mixed_integer
from detente.engines.deals.building import space_of
from detente.engines.deals.closing import closers, red_lines, refusing
from detente.engines.deals.space import Block, Rule, Space
from tests.engines.deals import brute, spaces_danalysis

SEEDS = range(60)
ABOVE = 1e-6


def made(seed):
    return spaces_danalysis.space(seed, parties=2 + seed % 3, demanding=0.3)


def closed(space):
    return not brute.zone(space)


def raised(space, rises):
    """The space in which reservations lie a little above these rises; NaN: as they are."""
    more = np.where(np.isnan(rises), 0.0, rises + ABOVE)
    return space.with_reservations(space.reservations + more)


def alone(parties, party, rise):
    return np.where(np.arange(parties) == party, rise, np.nan)


def test_the_random_spaces_hold_all_kinds_of_zones():
    found = [(space, closers(space)) for space in map(made, SEEDS)]
    opened = [(space, one) for space, one in found if one is not None]
    assert len(opened) > 40
    assert sum(one is None for _, one in found) > 1
    assert sum(not one.needed.any() for _, one in opened) > 3
    assert sum(one.needed.any() and not one.needed.all() for _, one in opened) > 3
    assert sum(one.together is not None and np.isfinite(one.together.rises).sum() > 1 for _, one in opened) > 3
    assert sum(bool(red_lines(space, one)) for space, one in opened) > 5


@pytest.mark.parametrize("seed", SEEDS)
def test_the_least_rise_of_one_party(seed):
    """Above it the zone is closed, at it the zone is open; an infinite one never closes it."""
    space = made(seed)
    found = closers(space)
    assert (found is None) == closed(space)
    for party, rise in enumerate(found.rises.tolist() if found is not None else ()):
        at = space.with_reservations(space.reservations + np.nan_to_num(alone(len(found.rises), party, rise)))
        if np.isinf(rise):
            assert not closed(raised(space, alone(len(found.rises), party, 1e6)))
            assert not closed(refusing(space, party))
        else:
            assert closed(raised(space, alone(len(found.rises), party, rise)))
            assert closed(refusing(space, party))
            assert not closed(at)


def by_all_levels(space):
    """The least total of rises that closes the zone: each party stays, or rises to a gain of some package."""
    packages = [(np.array(worth) - space.reservations, accepted) for _, worth, accepted in brute.packages(space)]
    zone = [(gains, np.array(accepted)) for gains, accepted in packages if brute.passes(space, accepted)]
    gains, accepted = np.array([one for one, _ in zone]), np.array([one for _, one in zone])
    levels = [
        [-np.inf, *np.unique(np.maximum(np.round(gains[accepted[:, i], i], 9), 0)).tolist()]
        for i in range(gains.shape[1])
    ]
    least = np.inf
    for rises in itertools.product(*levels):
        total = sum(rise for rise in rises if np.isfinite(rise))
        if total < least - 1e-9 and not space.rule.passes(accepted & (gains > np.array(rises) + 1e-8)).any():
            least = total
    return least


@pytest.mark.parametrize("seed", SEEDS)
def test_the_least_total_rise_is_that_of_all_combinations(seed):
    space = spaces_danalysis.space(seed, parties=2 + seed % 2, demanding=0.45)
    found = closers(space)
    if found is None:
        return
    least = by_all_levels(space)
    if np.isinf(least):
        assert found.together is None
    else:
        assert found.together.total == pytest.approx(least, abs=1e-5)
        assert closed(raised(space, found.together.rises))


@pytest.mark.parametrize("seed", SEEDS)
def test_red_lines_close_the_zone_and_no_smaller_one_does(seed):
    space = made(seed)
    found = closers(space)
    if found is None:
        return
    for one in red_lines(space, found):
        for fewer in (None, *one.refused):
            held = [place for place in one.refused if place != fewer]
            blocks = []
            for block in space.blocks:
                refused = block.refused.copy()
                if one.issue in block.issues:
                    refused[one.party] |= np.isin(block.choices[:, block.issues.index(one.issue)], held)
                blocks.append(replace(block, refused=refused))
            assert closed(replace(space, blocks=tuple(blocks))) == (fewer is None)


@pytest.mark.parametrize("seed", range(25))
def test_searching_finds_the_rises_that_looking_finds(seed, monkeypatch):
    space = made(seed)
    looked = closers(space)
    monkeypatch.setattr(module, "MOST_LOOKED_AT", 0)
    monkeypatch.setattr(mixed_integer, "MOST_LOOKED_AT", 0)
    searched = closers(space, seconds=30.0)
    assert (searched is None) == (looked is None)
    if looked is not None:
        assert searched.needed.tolist() == looked.needed.tolist()
        assert searched.rises == pytest.approx(looked.rises, abs=1e-5)


def test_nobody_closes_a_zone_that_needs_nobody():
    block = Block((0,), np.arange(2)[:, None], np.array([[0.0, 1.0], [1.0, 0.0]]), np.zeros((2, 2), dtype=bool))
    rule = Rule(np.zeros(2, dtype=bool), 0, np.ones(2), 0.0)
    found = closers(Space(("a", "b"), ("x",), ((0.0, 1.0),), (block,), np.array([5.0, 5.0]), rule))
    assert np.isinf(found.rises).all()
    assert found.together is None


def test_the_founding_case():
    """Russia closes the zone by asking for more than the best that any passing package gives it."""
    case = detente.load_case("vienna-2015")
    space = space_of(case)
    packages = space.all_packages()
    utilities = space.utilities_of(packages[space.in_zone(packages)])
    found = detente.deals(case).closing
    assert found.needed == ("usa", "russia")
    assert [(one.party, one.above) for one in found.rises] == [
        ("russia", pytest.approx(utilities[:, 1].max())),
        ("usa", pytest.approx(utilities[:, 0].max())),
    ]
    assert found.together is None
    assert found.together_known
    assert [(one.party, one.left) for one in found.refusals[:2]] == [("usa", (100.0,)), ("russia", (0.0,))]
    assert found.sentences == (
        "The zone closes if Russia's reservation rises from 52 to above 96.2, or United States' from 37 to above 94.3. "
        "No other party can close it alone.",
        'It also closes if United States accepts nothing on Future of President Bashar Assad but "leaves before a transition '
        'begins", or Russia nothing but "stays without limit".',
    )
