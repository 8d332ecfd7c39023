"""Robustness over draws against looking at every package of every draw."""

from dataclasses import replace

import numpy as np
import pytest

from detente.engines.deals import robustness as module
from detente.engines.deals import tally
from detente.engines.deals.robustness import robustness
from detente.engines.deals.shares import Share, deciders
from detente.engines.deals.tally import Picks
from detente.errors import MethodError
from tests.engines.deals import spaces_danalysis

DRAWS = 12


def drawn(seed):
    """Draws around one space: values and reservations move, some to ties."""
    space = spaces_danalysis.space(seed, parties=2 + seed % 3, demanding=0.55)
    numbers = np.random.default_rng(seed)
    return [
        replace(
            space,
            blocks=tuple(
                replace(block, values=np.maximum(block.values + numbers.integers(-2, 3, block.values.shape), 0.0))
                for block in space.blocks
            ),
            reservations=space.reservations + numbers.integers(-8, 9, len(space.parties)),
        )
        for _ in range(DRAWS)
    ]


def dominates(one, other):
    return bool((one >= other - 1e-9).all() and (one > other + 1e-9).any())


def utilitarian(space):
    """The packages of the zone with the greatest sum."""
    packages = space.all_packages()
    zone = packages[space.in_zone(packages)]
    sums = space.utilities_of(zone).sum(axis=1)
    return zone[sums >= sums.max() - 1e-9] if len(zone) else zone


@pytest.mark.parametrize("seed", range(40))
def test_shares_and_regrets_are_those_of_all_packages(seed):
    spaces = drawn(seed)
    packages = spaces[0].all_packages()
    numbers = np.random.default_rng(seed)
    candidates = packages[numbers.choice(len(packages), 8, replace=False)]
    found = robustness(
        iter(spaces), candidates, lambda space: Picks({"utilitarian": utilitarian(space)}), surviving=0.5
    )
    passes = np.array([space.in_zone(packages) for space in spaces])
    assert found.certain
    assert found.zone_open.tolist() == passes.any(axis=1).tolist()
    assert found.open.value == passes.any(axis=1).mean()
    often = passes.sum(axis=0)
    assert found.survive_all == (often == DRAWS).sum()
    assert found.survive_most == (often >= DRAWS / 2).sum()
    assert len(found.survivors) == min(found.survive_most, module.MOST_SURVIVORS)
    assert found.survived.tolist() == sorted(often[often >= DRAWS / 2].tolist(), reverse=True)[: len(found.survivors)]
    for one, count in zip(found.survivors.tolist(), found.survived, strict=True):
        assert often[packages.tolist().index(one)] == count
    elsewhere = 0
    for place, candidate in enumerate(candidates):
        efficient, chosen, regrets = 0, 0, []
        for space in spaces:
            zone = space.utilities_of(packages[space.in_zone(packages)])
            own = space.utilities_of(candidate[None])[0]
            passing = bool(space.in_zone(candidate[None])[0])
            efficient += passing and not any(dominates(other, own) for other in zone)
            chosen += candidate.tolist() in utilitarian(space).tolist()
            had = own if passing else space.reservations
            regrets.append(np.maximum(zone.max(axis=0) - had, 0) if len(zone) else np.zeros(len(own)))
        mine = found.candidates[place]
        assert mine.in_zone.value == pytest.approx(np.mean([space.in_zone(candidate[None])[0] for space in spaces]))
        assert mine.efficient.value == pytest.approx(efficient / DRAWS)
        assert mine.chosen["utilitarian"].value == pytest.approx(chosen / DRAWS)
        assert mine.regret == pytest.approx(np.mean(regrets, axis=0))
        assert mine.worst_regret == pytest.approx(np.mean([one.max() for one in regrets]))
    for space in spaces:
        picked = utilitarian(space).tolist()
        elsewhere += bool(picked) and not any(one in candidates.tolist() for one in picked)
    assert found.elsewhere["utilitarian"].value == pytest.approx(elsewhere / DRAWS)


def test_candidates_alone_are_judged_where_there_are_too_many_packages(monkeypatch):
    spaces = drawn(1)
    candidates = spaces[0].all_packages()[:6]
    whole = robustness(spaces, candidates)
    monkeypatch.setattr(tally, "MOST_COUNTED", 0)
    alone = robustness(spaces, candidates)
    assert alone.zone_open.tolist() == whole.zone_open.tolist()
    assert [one.in_zone for one in alone.candidates] == [one.in_zone for one in whole.candidates]
    assert [one.efficient for one in alone.candidates] == [one.efficient for one in whole.candidates]
    assert alone.survive_all is None
    assert np.isnan(alone.candidates[0].regret).all()


def test_a_short_search_for_dominating_packages_is_said(monkeypatch):
    seed = next(seed for seed in range(100) if robustness(drawn(seed), drawn(seed)[0].all_packages()).open.value)
    monkeypatch.setattr(tally, "STEPS", 1)
    assert not robustness(drawn(seed), drawn(seed)[0].all_packages()).certain


def test_draws_that_do_not_fit():
    space, other = drawn(0)[0], drawn(1)[0]
    with pytest.raises(MethodError, match="no draws"):
        robustness([], space.all_packages())
    with pytest.raises(MethodError, match="differ"):
        robustness([space, other], space.all_packages())


def test_no_candidates():
    found = robustness(drawn(0), drawn(0)[0].all_packages()[:0])
    assert found.candidates == ()
    assert found.in_zone.shape == (DRAWS, 0)


def test_the_number_that_decides_comes_first():
    numbers = np.random.default_rng(0)
    strong, weak = numbers.uniform(size=400), numbers.uniform(size=400)
    happened = strong + 0.2 * weak > 0.6
    found = deciders([("weak", weak), ("strong", strong), ("fixed", np.ones(400)), ("falling", -strong)], happened)
    assert [one.name for one in found] == ["falling", "strong", "weak"]
    strongest = found[1]
    upper = strong > np.median(strong)
    assert strongest.difference == pytest.approx(happened[upper].mean() - happened[~upper].mean())
    assert strongest.low < strongest.difference < strongest.high
    assert found[0].difference == pytest.approx(-strongest.difference, abs=0.02)
    assert found[2].low < 0.25


def test_newcombe_interval():
    """Newcombe 1998, method 10, example (a): 56/70 against 48/80 gives .0524 to .3339."""
    values = np.concatenate([np.zeros(80), np.ones(70)])
    happened = np.concatenate([np.arange(80) < 48, np.arange(70) < 56])
    (found,) = deciders([("x", values)], happened)
    assert found.difference == pytest.approx(0.2)
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=1e-4), pytest.approx(0.3339, abs=1e-4))


def test_a_share_of_no_draws():
    assert (Share.of(0, 0).low, Share.of(0, 0).high) == (0, 1)
    assert Share.of(5, 5).high == 1
