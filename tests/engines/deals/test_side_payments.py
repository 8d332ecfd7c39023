"""Side payments, against every package and every coalition."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

import detente
from detente.engines.deals import side_payments as module
from detente.engines.deals.building import space_of
from detente.engines.deals.opening import least_side_payment
from detente.engines.deals.side_payments import acceptable_to_all, surpluses, with_payments
from detente.engines.deals.space import Rule
from tests.engines.deals import brute, spaces_danalysis

SEEDS = range(60)


def made(seed):
    return spaces_danalysis.space(seed, parties=2 + seed % 3, demanding=0.6)


def by_all_coalitions(space):
    """What each package leaves to share: the best total gain of those who can pass it and refuse nothing."""
    found = {}
    parties = range(len(space.parties))
    for choices, worth, _ in brute.packages(space):
        free = [not any(block.refused[i, c] for block, c in zip(space.blocks, choices, strict=True)) for i in parties]
        totals = [
            sum(worth[i] - space.reservations[i] for i in members)
            for size in range(len(parties) + 1)
            for members in itertools.combinations(parties, size)
            if all(free[i] for i in members) and brute.passes(space, [i in members for i in parties])
        ]
        found[choices] = max(totals, default=-np.inf)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_what_packages_leave_to_share(seed):
    space = made(seed)
    packages = space.all_packages()
    plain = by_all_coalitions(space)
    found = surpluses(space, packages)
    assert found == pytest.approx([plain[tuple(one)] for one in packages.tolist()], abs=1e-7)
    whole = with_payments(space)
    passing = {choices for choices, left in plain.items() if left >= -1e-9}
    assert whole.count == len(passing)
    top = max(plain.values())
    assert bool(whole.best) == bool(passing)
    for one in whole.best:
        assert plain[tuple(one.package.tolist())] == pytest.approx(top)
        paid_is_fair(space, one)
    if not brute.zone(space):
        least = least_side_payment(space)
        assert (least is None) == (not passing)


def paid_is_fair(space, one):
    """Payments cancel out, nobody pays below its reservation, and with them the package passes."""
    gains = space.utilities_of(one.package[None])[0] - space.reservations
    assert one.moves.sum() == pytest.approx(0, abs=1e-9)
    assert one.paid == pytest.approx(one.moves[one.moves > 0].sum())
    assert (gains[one.moves < 0] + one.moves[one.moves < 0] >= -1e-9).all()
    refused = module.refusals(space, one.package[None])[0]
    assert space.rule.passes((gains + one.moves >= -1e-6) & ~refused)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_makes_a_package_acceptable_to_all(seed):
    space = made(seed)
    for package in space.all_packages()[::7]:
        gains = space.utilities_of(package[None])[0] - space.reservations
        refused = module.refusals(space, package[None])[0].any()
        found = acceptable_to_all(space, package)
        assert (found is not None) == bool(not refused and gains.sum() >= -1e-9)
        if found is not None:
            assert found.paid == pytest.approx(np.maximum(-gains, 0).sum(), abs=1e-7)
            assert (gains + found.moves >= -1e-7).all()


@pytest.mark.parametrize("seed", range(30))
def test_the_parties_are_as_one_where_everybody_has_to_accept(seed, monkeypatch):
    space = replace(made(seed), rule=Rule.unanimity(2 + seed % 3))
    looked = with_payments(space)
    monkeypatch.setattr(module, "MOST_LOOKED_AT", 0)
    searched = with_payments(space)
    assert (searched.count, searched.at_least) == (looked.count, False)
    assert [one.surplus for one in searched.best] == pytest.approx([one.surplus for one in looked.best[:1]])


def test_what_is_too_large_is_not_counted(monkeypatch):
    monkeypatch.setattr(module, "MOST_LOOKED_AT", 0)
    space = replace(made(1), rule=Rule(np.zeros(3, dtype=bool), 2, np.ones(3), 0.0))
    assert with_payments(space).count is None


def test_the_founding_case():
    case = detente.load_case("vienna-2015")
    assert detente.deals(case).side_payments is None
    found = detente.deals(case, side_payments=True).side_payments
    space = space_of(case)
    packages = space.all_packages()
    gains = space.utilities_of(packages) - space.reservations
    gains[module.refusals(space, packages)] = -np.inf
    vetoes, others = gains[:, :2].sum(axis=1), -np.sort(-gains[:, 2:], axis=1)
    total = vetoes + others[:, :3].sum(axis=1) + np.maximum(others[:, 3:], 0).sum(axis=1)
    assert found.passing == int((total >= -1e-9).sum()) == 20736
    assert found.best[0].surplus == pytest.approx(total.max())
    assert set(found.solutions) == {name for name, _ in detente.deals(case).solutions}
    assert all(it.paid == 0 for it in found.solutions.values())


def test_the_case_decides_where_nobody_asks():
    case = detente.load_case("panama-canal")
    with_them = case.model_copy(update={"deals": case.deals.model_copy(update={"side_payments": True})})
    assert detente.deals(with_them).side_payments is not None
    assert detente.deals(with_them, side_payments=False).side_payments is None
