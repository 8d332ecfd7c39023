"""Trades, comparisons and the nearest acceptable package against looking at every package."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.deals import mixed_integer
from detente.engines.deals import trades as module
from detente.engines.deals.space import Block, Rule, Space
from detente.engines.deals.trade_words import comparison_sentences, trade_sentence
from detente.engines.deals.trades import compare, nearest_acceptable, trades
from tests.engines.deals import spaces_danalysis

SEEDS = range(40)


def made(seed, **options):
    return spaces_danalysis.space(seed, parties=2 + seed % 3, demanding=0.6, **options)


def start(space, seed):
    return space.all_packages()[np.random.default_rng(seed).integers(space.size)]


def reference(space, package, first, second, protect):
    """Per pair of blocks the best least gain, then sum, of all packages that differ in just these two."""
    best = {}
    packages = space.all_packages()
    gains = space.utilities_of(packages) - space.utilities_of(package[None])
    before, after = space.acceptable(package[None])[0], space.acceptable(packages)
    members = list(first + second)
    for place, other in enumerate(packages):
        changed = np.flatnonzero(other != package)
        if len(changed) != 2:
            continue
        parts = [space.blocks[b].values[:, other[b]] - space.blocks[b].values[:, package[b]] for b in changed]
        wins = [{m for m in members if part[m] > 1e-9} for part in parts]
        loses = [{m for m in members if part[m] < -1e-9} for part in parts]
        one_way = loses[0] == wins[1] == set(first) and wins[0] == loses[1] == set(second)
        fresh = [
            party
            for party in range(len(space.parties))
            for b in changed
            if space.blocks[b].refused[party, other[b]] and not space.blocks[b].refused[party, package[b]]
        ]
        outside = [party for party in range(len(space.parties)) if party not in members]
        if protect and any(before[party] and not after[place, party] for party in outside):
            continue
        if one_way and gains[place, members].min() > 1e-9 and not set(fresh) & set(members):
            worth = (round(gains[place, members].min(), 6), round(gains[place, members].sum(), 6))
            key = tuple(changed.tolist())
            best[key] = max(best.get(key, worth), worth)
    return best


@pytest.mark.parametrize("protect", [True, False])
@pytest.mark.parametrize("seed", SEEDS)
def test_trades_are_the_best_of_all_packages(seed, protect):
    space = made(seed)
    package = start(space, seed)
    found = trades(space, package, protect=protect, limit=10_000)
    parties = range(len(space.parties))
    for first, second in itertools.permutations(parties, 2):
        mine = {
            (one.gives, one.gets): (
                round(one.least_gain, 6),
                round(float(one.gains[[first, second]].sum()), 6),
            )
            for one in found
            if (one.first, one.second) == ((first,), (second,))
        }
        assert mine == reference(space, package, (first,), (second,), protect)
    assert [one.least_gain for one in found] == sorted((one.least_gain for one in found), reverse=True)
    for one in found:
        moved = space.utilities_of(one.package[None])[0] - space.utilities_of(package[None])[0]
        assert one.gains == pytest.approx(moved)


def test_the_random_spaces_hold_trades_that_protection_forbids():
    counts = [
        [len(trades(made(seed), start(made(seed), seed), protect=protect, limit=10_000)) for seed in SEEDS]
        for protect in (True, False)
    ]
    assert 0 < sum(counts[0]) < sum(counts[1])


def opposed(seed):
    """Parties 0 and 2 want every issue higher, 1 and 3 lower; each cares about each issue in its own measure."""
    numbers = np.random.default_rng(seed)
    weights = numbers.uniform(1, 10, (4, 3))
    steps = [np.sort(numbers.uniform(0, 10, 4)) for _ in range(3)]
    blocks = tuple(
        Block(
            (number,),
            np.arange(4)[:, None],
            np.stack([weights[party, number] * (step if party % 2 == 0 else 10 - step) for party in range(4)]),
            np.zeros((4, 4), dtype=bool),
        )
        for number, step in enumerate(steps)
    )
    names, marks = ("a", "b", "c", "d"), ((0.0, 1.0, 2.0, 3.0),) * 3
    return Space(names, ("x", "y", "z"), marks, blocks, np.full(4, -1.0), Rule.unanimity(4))


@pytest.mark.parametrize("protect", [True, False])
def test_groups_trade_where_every_member_gains(protect):
    seen = 0
    for seed in range(30):
        space = opposed(seed)
        space = space.with_reservations(space.utilities_of(np.array([[1, 2, 1]]))[0] - 10)
        package = np.array([1, 2, 1])
        found = trades(space, package, sides=[((0, 2), (1,))], limit=10_000, protect=protect)
        for first, second in (((0, 2), (1,)), ((1,), (0, 2))):
            expected = reference(space, package, first, second, protect)
            mine = {
                (one.gives, one.gets): (round(one.least_gain, 6), round(float(one.gains[[0, 1, 2]].sum()), 6))
                for one in found
                if one.first == first
            }
            assert mine == expected
            seen += len(expected)
    assert seen > 5


def test_slices_of_pairs_change_nothing(monkeypatch):
    space = made(1, red=0)
    package = start(space, 1)
    whole = trades(space, package, protect=False)
    monkeypatch.setattr(module, "MOST_AT_ONCE", 1)
    assert [one.package.tolist() for one in trades(space, package, protect=False)] == [
        one.package.tolist() for one in whole
    ]
    assert whole


@pytest.mark.parametrize("looked_at", [mixed_integer.MOST_LOOKED_AT, 0])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_nearest_is_that_of_all_packages(seed, looked_at, monkeypatch):
    """By looking at all, and by searching."""
    monkeypatch.setattr(mixed_integer, "MOST_LOOKED_AT", looked_at)
    space = made(seed)
    packages = space.all_packages()
    good = packages[space.in_zone(packages)]
    package = start(space, seed + 1)
    found = nearest_acceptable(space, package)
    if not len(good):
        assert found is None
        return

    def far(others):
        differs = space.alternatives_of(others) - space.alternatives_of(package[None])
        return list(zip((differs != 0).sum(axis=1).tolist(), np.abs(differs).sum(axis=1).tolist(), strict=True))

    assert space.in_zone(found[None])[0]
    assert far(found[None])[0] == min(far(good))


def logroll():
    """Each of the two cares five times as much about one of two issues; the third party watches."""
    marks = ((0.0, 50.0, 100.0),) * 2
    land = Block(
        (0,), np.arange(3)[:, None], np.array([[0, 50, 100], [20, 10, 0], [6, 3, 0]], float), np.zeros((3, 3), bool)
    )
    sea = Block(
        (1,), np.arange(3)[:, None], np.array([[20, 10, 0], [0, 50, 100], [4, 2, 0]], float), np.zeros((3, 3), bool)
    )
    return Space(
        ("usa", "iran", "eu"), ("land", "sea"), marks, (land, sea), np.array([0.0, 0.0, 2.0]), Rule.unanimity(3)
    )


def test_a_trade_in_words():
    space = logroll()
    middle = np.array([1, 1])
    found = trades(space, middle, protect=False)
    assert len(found) == 1
    assert trade_sentence(space, found[0], ["United States", "Iran", "European Union"], ["the land", "the sea"]) == (
        "Iran gives way to United States on the land and United States to Iran on the sea: "
        "Iran gains 40 and United States gains 40. "
        "Iran cares five times as much about the sea as about the land. "
        "United States cares five times as much about the land as about the sea. "
        "Others: European Union loses 5."
    )
    assert trades(space, middle) == ()


def test_a_comparison_in_words():
    space = logroll()
    found = compare(space, np.array([1, 1]), np.array([2, 2]))
    assert found.gains.tolist() == [40, 40, -5]
    assert comparison_sentences(space, found)[0] == "usa gains 40: +50 on land and -10 on sea."
    assert comparison_sentences(space, found)[2] == "eu loses 5: -3 on land and -2 on sea."
    same = compare(space, np.array([1, 1]), np.array([1, 1]))
    assert comparison_sentences(space, same)[0] == "Nothing changes for usa."


@pytest.mark.parametrize("seed", range(10))
def test_a_comparison_adds_up(seed):
    space = made(seed)
    one, other = start(space, seed), start(space, seed + 7)
    found = compare(space, one, other)
    assert found.parts.sum(axis=0) == pytest.approx(found.gains)
    moved = space.utilities_of(other[None])[0] - space.utilities_of(one[None])[0]
    assert found.gains == pytest.approx(moved)


@given(st.integers(0, 10_000))
def test_a_protected_trade_keeps_a_package_in_the_zone(seed):
    space = made(seed)
    packages = space.all_packages()
    zone = packages[space.in_zone(packages)]
    if len(zone):
        for one in trades(space, zone[seed % len(zone)]):
            assert space.in_zone(one.package[None])[0]
