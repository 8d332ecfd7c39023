"""Conflicts, cuts and side payments against looking at every package, coalition and set of demands."""

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest

from detente.engines.deals import conflict, mixed_integer, opening
from detente.engines.deals.conflict import (
    Conflicts,
    Demand,
    conflicts,
    demands_of,
    only,
)
from detente.engines.deals.conflict_words import (
    conflict_sentences,
    cut_sentence,
    payment_sentence,
    single_cut_sentence,
)
from detente.engines.deals.opening import is_open as opens
from detente.engines.deals.opening import least_side_payment, least_total_cut, single_cuts
from detente.engines.deals.space import Block, Rule, Space
from tests.engines.deals import spaces_danalysis, test_blockers

SEEDS = range(40)


def demanding(seed):
    return spaces_danalysis.space(seed, parties=2 + seed % 3, demanding=0.85, red=0.12)


def is_open(space):
    return bool(space.in_zone(space.all_packages()).any())


def reference_conflicts(space):
    """All sets of demands, smallest first, that leave no package and hold no smaller such set."""
    demands, found = demands_of(space), []
    for size in range(len(demands) + 1):
        for one in itertools.combinations(demands, size):
            if not any(set(other) <= set(one) for other in found) and not is_open(only(space, one)):
                found.append(one)
    return found


def winning(space):
    parties = range(len(space.parties))
    for size in range(len(space.parties) + 1):
        for members in itertools.combinations(parties, size):
            if space.rule.passes(np.isin(parties, members)):
                yield list(members)


def reference_moves(space):
    """Least total cut, single cuts and side payment over all packages and winning coalitions."""
    total, payment = np.inf, np.inf
    single = np.full(len(space.parties), np.inf)
    packages = space.all_packages()
    gains = space.utilities_of(packages) - space.reservations
    refused = ~replace(space, reservations=np.full(len(space.parties), -np.inf)).acceptable(packages)
    for members in winning(space):
        free = ~refused[:, members].any(axis=1)
        short = np.maximum(-gains[free][:, members], 0)
        short[short <= 1e-9] = 0
        if not len(short):
            continue
        total = min(total, short.sum(axis=1).min())
        enough = gains[free][:, members].sum(axis=1) >= -1e-9
        payment = min(payment, short.sum(axis=1)[enough].min(initial=np.inf))
        for party in range(len(single)):
            others = [place for place, member in enumerate(members) if member != party]
            alone = (short[:, others] == 0).all(axis=1)
            own = short[:, members.index(party)] if party in members else np.zeros(len(short))
            single[party] = min(single[party], own[alone].min(initial=np.inf))
    return total, single, payment


@pytest.mark.parametrize("seed", SEEDS)
def test_conflicts_are_those_of_all_sets(seed):
    space = demanding(seed)
    found = conflicts(space, limit=10_000)
    assert found.complete
    assert {frozenset(one) for one in found.sets} == {frozenset(one) for one in reference_conflicts(space)}
    assert [len(one) for one in found.sets] == sorted(len(one) for one in found.sets)
    assert bool(found.sets) != is_open(space)


@pytest.mark.parametrize("seed", range(12))
def test_searching_finds_what_looking_finds(seed, monkeypatch):
    space = demanding(seed)
    looked = conflicts(space, limit=10_000)
    monkeypatch.setattr(conflict, "MOST_LOOKED_AT", 0)
    searched = conflicts(space, limit=10_000)
    assert {frozenset(one) for one in searched.sets} == {frozenset(one) for one in looked.sets}


@pytest.mark.parametrize("seed", range(20))
def test_the_best_for_a_party_is_that_of_all_packages(seed, monkeypatch):
    space = spaces_danalysis.space(seed, demanding=0.4)
    looked = [mixed_integer.best_for(space, party) for party in range(3)]
    monkeypatch.setattr(mixed_integer, "MOST_LOOKED_AT", 0)
    searched = [mixed_integer.best_for(space, party) for party in range(3)]
    packages = space.all_packages()
    zone = packages[space.in_zone(packages)]
    for party, found in [*enumerate(looked), *enumerate(searched)]:
        assert (found is None) == (not len(zone))
        if found is not None:
            assert space.in_zone(found[None])[0]
            assert space.utilities_of(found[None])[0, party] == pytest.approx(space.utilities_of(zone)[:, party].max())


def test_where_the_time_is_up_the_best_found_is_not_certain(monkeypatch):
    monkeypatch.setattr(opening, "STEPS", 2_000)
    space = test_blockers.big(30, 12, 60.0)
    found = least_total_cut(space, seconds=0.3)
    assert not found.certain
    assert space.with_reservations(space.reservations - found.moves).in_zone(found.package[None])[0]
    assert cut_sentence(space, found).endswith("less may do, the search was not finished.")


def test_some_of_the_random_spaces_are_empty_and_some_open():
    found = [is_open(demanding(seed)) for seed in SEEDS]
    assert 8 < sum(found) < 32


@pytest.mark.parametrize(
    ("seed", "steps"), [*((seed, opening.STEPS) for seed in SEEDS), *((seed, 0) for seed in SEEDS)]
)
def test_least_moves_are_those_of_all_packages(seed, steps, monkeypatch):
    """By branch and bound, and by mixed-integer programming."""
    monkeypatch.setattr(opening, "STEPS", steps)
    space = demanding(seed)
    total, single, payment = reference_moves(space)
    assert opens(space) == is_open(space)
    for found, least in [
        (least_total_cut(space), total),
        *zip(single_cuts(space), single, strict=True),
        (least_side_payment(space), payment),
    ]:
        if found is None:
            assert least == np.inf
        else:
            assert found.total == pytest.approx(least, abs=1e-6)
            moved = space.with_reservations(space.reservations - found.moves)
            assert moved.in_zone(found.package[None])[0]


@pytest.mark.parametrize("seed", range(10))
def test_payments_balance_and_payers_stay_whole(seed):
    space = spaces_danalysis.space(seed, demanding=0.7, red=0, pass_rule=Rule.unanimity(3))
    found = least_side_payment(space)
    if found is not None:
        assert found.moves.sum() == pytest.approx(0, abs=1e-9)
        after = space.utilities_of(found.package[None])[0] + found.moves
        assert (after >= space.reservations - 1e-9).all()


def test_a_limit_is_said():
    seed = next(seed for seed in itertools.count() if len(conflicts(demanding(seed)).sets) > 2)
    found = conflicts(demanding(seed), limit=1)
    assert len(found.sets) == 1
    assert not found.complete


def issue(*values):
    values = np.array(values, dtype=float)
    return Block((0,), np.arange(values.shape[1])[:, None], values, np.zeros(values.shape, dtype=bool))


def two(reservations, rule=None):
    """A pie of ten slices, of which the first party wants more and the second less."""
    pie = issue(np.arange(0, 101, 10), np.arange(100, -1, -10))
    marks = (tuple(float(mark) for mark in range(11)),)
    return Space(("usa", "iran"), ("pie",), marks, (pie,), np.array(reservations), rule or Rule.unanimity(2))


def test_two_reservations_in_words():
    space = two([52.0, 61.0])
    found = conflicts(space)
    assert found == Conflicts(((Demand(0), Demand(1)),), True)
    assert conflict_sentences(space, found, ["United States", "Iran"]) == (
        "United States and Iran: their reservations of 52 and 61 cannot both be met; with the other's met, "
        "the best either could get is United States 30 and Iran 40.",
    )
    assert cut_sentence(space, least_total_cut(space), ["United States", "Iran"]) in {
        "A zone opens if reservations fall by 13 in all: United States from 52 to 50 and Iran from 61 to 50.",
        "A zone opens if reservations fall by 13 in all: United States from 52 to 40 and Iran from 61 to 60.",
    }
    assert single_cut_sentence(space, single_cuts(space)) == (
        "Alone, a zone could be opened by iran (from 61 to 40) and usa (from 52 to 30)."
    )
    assert payment_sentence(space, least_side_payment(space)) == (
        "No side payment opens a zone: no package leaves enough to share."
    )


def test_a_side_payment_in_words():
    pie = issue([0, 100], [60, 20])
    space = Space(("a", "b"), ("pie",), ((0.0, 1.0),), (pie,), np.array([50.0, 30.0]), Rule.unanimity(2))
    found = least_side_payment(space)
    assert found.package.tolist() == [1]
    assert found.moves.tolist() == [-10, 10]
    assert payment_sentence(space, found) == "Side payments of 10 points open a zone: a pays 10 and b receives 10."


def test_one_reservation_above_the_best_package():
    space = two([120.0, -5.0])
    found = conflicts(space)
    assert conflict_sentences(space, found) == (
        "usa: its reservation of 120 cannot be met; no package gives it more than 100.",
    )


def test_red_lines_that_leave_nothing():
    space = two([-5.0, -5.0])
    pie = space.blocks[0]
    refused = np.array([np.arange(11) < 6, np.arange(11) > 4])
    space = replace(space, blocks=(replace(pie, refused=refused),))
    found = conflicts(space)
    assert found.sets == ((Demand(0, 0), Demand(1, 0)),)
    assert conflict_sentences(space, found) == ("usa's red line on pie and iran's red line on pie cannot both be met.",)
    assert least_total_cut(space) is None
    assert least_side_payment(space) is None
    assert cut_sentence(space, None).startswith("No cut of reservations opens a zone")


def test_a_rule_that_nobody_meets_and_a_space_without_packages():
    rule = Rule(np.zeros(2, dtype=bool), 0, np.ones(2), 3.0)
    space = two([0.0, 0.0], rule)
    assert conflicts(space).sets == ((),)
    assert "pass rule cannot be met" in conflict_sentences(space, conflicts(space))[0]
    assert least_total_cut(space) is None
    empty = replace(space, blocks=(issue(np.zeros(0), np.zeros(0)),))
    assert conflict_sentences(empty, conflicts(empty)) == ("No package is possible at all.",)
    assert least_total_cut(empty) is None
    assert least_side_payment(empty) is None


def test_an_open_zone_needs_no_move():
    space = two([40.0, 40.0])
    assert conflicts(space) == Conflicts((), True)
    assert least_total_cut(space).total == 0
    assert cut_sentence(space, least_total_cut(space)) == "The zone is open: nobody has to move."
    assert least_side_payment(space).total == 0


def test_oracle_without_a_zone(shared):
    given = json.loads((shared / "oracles" / "deals" / "s6_no_zopa.json").read_text(encoding="utf-8"))
    blocks = tuple(
        replace(
            issue(
                *(
                    [
                        100 * party["weights"][one["name"]] * party["values"][one["name"]][name]
                        for name in one["options"]
                    ]
                    for party in given["parties"]
                )
            ),
            issues=(number,),
        )
        for number, one in enumerate(given["issues"])
    )
    space = Space(
        ("P1", "P2", "P3"), ("1", "2", "3"), ((0.0, 1.0, 2.0),) * 3, blocks, np.full(3, 80.0), Rule.unanimity(3)
    )
    assert set(conflicts(space).sets) == set(reference_conflicts(space))
    assert least_total_cut(space).total == pytest.approx(reference_moves(space)[0])
