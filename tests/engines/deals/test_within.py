"""Whose bottom lines can be met together, against every set of parties and every package."""

import itertools

import numpy as np
import pytest

from detente.engines.deals import within as module
from detente.engines.deals.within import largest_together, packages_within, within_of
from detente.errors import MethodError
from tests.engines.deals import spaces_danalysis


def made(seed):
    space = spaces_danalysis.space(seed, parties=2 + seed % 5)
    numbers = np.random.default_rng(seed)
    within = [numbers.random((len(space.parties), block.size)) < 0.6 for block in space.blocks]
    return space, within


def count(space, within, members):
    return sum(
        all(inside[i, c] for inside, c in zip(within, package, strict=True) for i in members)
        for package in space.all_packages().tolist()
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_largest_sets_are_those_of_all_sets(seed):
    space, within = made(seed)
    parties = len(space.parties)
    counts = {
        members: count(space, within, members)
        for size in range(parties + 1)
        for members in itertools.combinations(range(parties), size)
    }
    most = max(len(members) for members, packages in counts.items() if packages)
    found = largest_together(within, np.ones(parties, dtype=bool))
    sets = [tuple(np.flatnonzero(one).tolist()) for one in found.sets]
    assert sorted(sets) == sorted(members for members, packages in counts.items() if packages and len(members) == most)
    assert list(found.packages) == [counts[members] for members in sets]
    for members in found.sets:
        inside = within_of(space, within, members)
        assert inside.size == packages_within(within, members)
        kept = space.all_packages()
        for number, one in enumerate(within):
            kept = kept[one[members][:, kept[:, number]].all(axis=0)]
        assert inside.utilities_of(inside.all_packages()) == pytest.approx(space.utilities_of(kept))


def test_parties_that_are_not_asked_about_count_for_nothing():
    within = [np.array([[True, False], [False, True], [False, False]])]
    assert largest_together(within, np.array([True, True, False])).sets.tolist() == [
        [True, False, False],
        [False, True, False],
    ]


def test_too_many_sets_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_SETS", 3)
    with pytest.raises(MethodError):
        largest_together([~np.eye(6, dtype=bool)], np.ones(6, dtype=bool))
