"""Solutions: oracles, a brute force by definition, and the cases that trip solutions up."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, settings
from hypothesis import given as given_values
from hypothesis import strategies as st

from detente.engines.deals.solutions import NAMES, Found, folding, given, leximin, search, solutions, verify
from detente.engines.deals.space import Rule, Space
from tests.engines.deals.spaces_dsolutions import ORACLES, oracle, places, random_space, space_of

needs_oracles = pytest.mark.skipif(not ORACLES.exists(), reason="needs the shared oracles")


def all_wrong(space: Space, found: dict[str, Found], powers: np.ndarray | None = None) -> list[str]:
    return [f"{name}: {wrong}" for name in NAMES for wrong in verify(space, name, found[name], powers)]


@needs_oracles
@pytest.mark.parametrize("name", ["s1_two_party_logroll", "s2_ties_duplicates", "s6_no_zopa", "s7_float_noise"])
def test_the_scenarios(name: str) -> None:
    read, space = oracle(name)
    exact, found = read["brute_force_exact"], solutions(space)
    assert places(space, found["nash"].packages) == exact["nash"]
    assert places(space, found["kalai_smorodinsky"].packages) == exact["ks_maximin_ratio_ideal_rational"]
    assert places(space, found["egalitarian"].packages) == exact["egalitarian_leximin_gain"]
    assert places(space, found["utilitarian"].packages) == exact["utilitarian_sum"]
    assert places(space, found["relative_utilitarian"].packages) == exact["relative_utilitarian"]


@needs_oracles
def test_the_panama_canal_points() -> None:
    read = json.loads((ORACLES / "public_panama_canal.json").read_text(encoding="utf-8"))
    exact = read["indivisible"]
    space = space_of(
        [np.array([[us, 0], [0, them]]) for us, them in zip(read["US"], read["Panama"], strict=True)], [0, 0]
    )
    found = solutions(space)
    assert places(space, found["nash"].packages) == exact["nash"]
    assert found["nash"].utilities.tolist() == exact["nash_points"]
    assert places(space, found["egalitarian"].packages) == exact["egalitarian_leximin"]
    assert found["utilitarian"].utilities.sum(axis=1) == pytest.approx(exact["utilitarian_sum"])
    assert all_wrong(space, found) == []


@needs_oracles
def test_the_scorable_game() -> None:
    read = json.loads((ORACLES / "scorable_game_base.json").read_text(encoding="utf-8"))
    game, exact = read["game"], read["game"]["solutions"]
    values = [
        np.array([party["points"][issue] for party in game["parties"]]) for issue in range(len(game["issue_sizes"]))
    ]
    veto = np.array([party["role"] in ("p1", "p2") for party in game["parties"]])
    rule = Rule(veto, len(veto) - 1, np.ones(len(veto)), 0.0)
    space = space_of(values, [party["minimum"] for party in game["parties"]], rule)
    found = solutions(space)
    for name, key in (("nash", "nash"), ("egalitarian", "egalitarian_leximin_gain"), ("utilitarian", "utilitarian")):
        assert places(space, found[name].packages) == [one["index"] for one in exact[key]]
    assert all_wrong(space, found) == []


@pytest.mark.parametrize("way", ["listed", "searched", "searched with tight bounds"])
def test_random_spaces_against_the_definitions(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if way != "listed":  # search where a list would do, with lists too short to take everything
        monkeypatch.setattr(given, "listed", lambda problem, bounds: (search.listed(problem, bounds, 3)[0], False))
        monkeypatch.setattr(folding, "LONGEST_FOLD", {1: 6, 2: 6, 3: 30, 4: 50})
        monkeypatch.setattr(search, "QUICK", 0 if "bounds" in way else search.QUICK)
    empty = ruled = 0
    for seed in range(300):
        space = random_space(seed)
        powers = None if seed % 4 else np.random.default_rng(seed).integers(0, 3, len(space.parties)) + (seed % 8) / 8
        powers = None if powers is None or not powers.any() else powers
        found = solutions(space, powers)
        assert all_wrong(space, found, powers) == [], seed
        assert all(one.proven and one.complete for one in found.values()), seed
        empty += not len(found["utilitarian"].packages)
        ruled += len(found["utilitarian"].packages) > len(found["nash"].packages) == 0
    assert empty > 20
    assert ruled > 20


def test_ties_too_many_to_compare_are_narrowed_down_sum_by_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given, "listed", lambda problem, bounds: (search.listed(problem, bounds, 3)[0], False))
    monkeypatch.setattr(folding, "LONGEST_FOLD", {1: 6, 2: 6, 3: 30, 4: 50})
    monkeypatch.setattr(leximin, "MOST_COMPARED", 2)
    later = []
    plain = leximin.search

    def noted(problem, aim, *rest):
        later.append(aim.smallest > 1)
        return plain(problem, aim, *rest)

    monkeypatch.setattr(leximin, "search", noted)
    for seed in range(150):
        space = random_space(seed)
        assert all_wrong(space, solutions(space)) == [], seed
    assert sum(later) > 20


def test_a_hardliner_does_not_make_every_package_a_solution() -> None:
    values = [np.array([[0, 10, 50], [50, 30, 0], [25, 0, 5]]), np.array([[50, 10, 50], [0, 30, 20], [5, 50, 10]])]
    space = space_of(values, [100, 0, 0])  # the first party's best package, and no other
    found = solutions(space)
    assert found["nash"].packages.tolist() == [[2, 2]]
    assert "Every product of gains is 0" in found["nash"].notes[0]
    assert found["kalai_smorodinsky"].packages.tolist() == [[2, 2]]
    assert "Left out of the ratios" in found["kalai_smorodinsky"].notes[0]
    assert all_wrong(space, found) == []


def test_an_indifferent_party_does_not_make_every_package_a_solution() -> None:
    values = [np.array([[5, 5, 5], [90, 60, 0], [0, 50, 70]])]
    found = solutions(space_of(values, [5, 0, 0]))
    assert {name: one.packages.tolist() for name, one in found.items()} == {
        "nash": [[1]],
        "kalai_smorodinsky": [[1]],
        "egalitarian": [[1]],
        "utilitarian": [[1]],
        "relative_utilitarian": [[1]],
    }
    assert "worth the same to them: p0" in found["relative_utilitarian"].notes[0]


@pytest.mark.parametrize("seed", [1, 2339, 3010])
def test_ideals_by_search_are_those_of_all_acceptable_packages(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    space = random_space(seed)
    packages = space.all_packages()
    gains = (space.utilities_of(packages) - space.reservations)[space.acceptable(packages).all(axis=1)]
    monkeypatch.setattr(given, "listed", lambda problem, bounds: (search.listed(problem, bounds, 1)[0], False))
    sought, _ = given.given_of(space)
    assert sought is not None
    assert sought.ideals[0] == pytest.approx(gains.max(axis=0), abs=1e-12)


def test_two_negative_gains_do_not_multiply_to_a_positive() -> None:
    space = space_of([np.array([[0, 60, 40], [0, 35, 45]])], [50, 40])
    assert not len(solutions(space)["nash"].packages)
    assert not len(solutions(space)["utilitarian"].packages)
    assert solutions(space.with_reservations(np.array([30.0, 30])))["nash"].packages.tolist() == [[1], [2]]


def test_kalai_smorodinsky_is_the_highest_least_ratio_and_not_the_smallest_spread() -> None:
    values = [np.array([[100, 50, 90, 0], [0, 50, 60, 100]])]
    assert solutions(space_of(values, [0, 0]))["kalai_smorodinsky"].packages.tolist() == [[2]]


def test_the_ideal_is_over_the_packages_that_all_accept() -> None:
    values = [np.array([[100, 60, 40, 20], [0, 40, 48, 60]])]  # ideals 60 and 60, not 100
    assert solutions(space_of(values, [0, 30]))["kalai_smorodinsky"].packages.tolist() == [[2]]


def test_nash_weights_pull_towards_the_party_that_has_them() -> None:
    values = [np.array([[90, 60, 30], [30, 60, 90]])]
    space = space_of(values, [0, 0])
    assert solutions(space)["nash"].packages.tolist() == [[1]]
    assert solutions(space, np.array([5.0, 1]))["nash"].packages.tolist() == [[0]]
    assert solutions(space, np.array([0.0, 1]))["nash"].packages.tolist() == [[2]]


@pytest.mark.parametrize("powers", [[1.0], [-1.0, 2], [0.0, 0], [np.nan, 1]])
def test_nash_weights_that_are_none_are_refused(powers: list[float]) -> None:
    space = space_of([np.array([[1, 0], [0, 1]])], [2, 2])
    with pytest.raises(ValueError, match="Nash weights"):
        solutions(space, np.array(powers))


def test_who_is_overruled_is_said() -> None:
    values = [np.array([[80, 60, 0], [70, 80, 0], [10, 5, 90]])]
    space = space_of(values, [50, 50, 50], Rule(np.zeros(3, dtype=bool), 2, np.ones(3), 0.0))
    found = solutions(space)
    assert found["egalitarian"].packages.tolist() == [[0]]
    assert found["egalitarian"].gains.min() == -40
    assert not len(found["nash"].packages)
    assert "overrule" in found["nash"].notes[0]
    assert "Not defined" in found["nash"].notes[1]


def test_a_pass_rule_that_nobody_can_meet_and_a_space_without_choices() -> None:
    values = [np.array([[80.0, 60], [70, 80]])]
    nobody = space_of(values, [0, 0], Rule(np.zeros(2, dtype=bool), 1, np.ones(2), 5.0))
    assert solutions(nobody)["utilitarian"].notes == ("No package passes even if everybody accepts it.",)
    for space in (space_of([*values, np.empty((2, 0))], [0, 0]), space_of([np.array([[80.0], [70]])], [90, 0])):
        assert not len(solutions(space)["egalitarian"].packages)


def test_all_ties_are_counted_up_to_a_limit_that_is_said() -> None:
    values = [np.array([[40.0, 0], [40, 0]])] + [np.full((2, 10), 10.0)] * 3
    found = solutions(space_of(values, [0, 0]))
    assert all(len(one.packages) == 1000 and one.complete for one in found.values())
    found = solutions(space_of([*values, *[np.full((2, 10), 5.0)] * 2], [0, 0]))
    assert all(len(one.packages) == 10_000 and not one.complete for one in found.values())
    assert "More packages tie" in found["nash"].notes[-1]


def test_a_search_that_is_cut_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_STEPS", 500)
    drawn = np.random.default_rng(5)
    found = solutions(space_of([drawn.uniform(0, 8, (8, 10)) for _ in range(12)], np.zeros(8)))
    assert not found["egalitarian"].proven
    assert "cut short" in found["egalitarian"].notes[-1]
    assert len(found["egalitarian"].packages) == 1


@pytest.mark.parametrize("parties", [2, 3, 5])
def test_large_spaces_have_nothing_better_next_to_a_solution_or_at_random(parties: int) -> None:
    drawn = np.random.default_rng(parties)
    space = space_of([drawn.uniform(0, 10, (parties, 8)) for _ in range(9)], drawn.uniform(20, 40, parties))
    found = solutions(space)
    assert all(one.proven for one in found.values())
    tried = [drawn.integers(0, 8, (20_000, 9))]
    for one in found.values():
        for block in range(9):
            for choice in range(8):
                near = one.packages.copy()
                near[:, block] = choice
                tried.append(near)
    packages = np.concatenate(tried)
    gains = (space.utilities_of(packages) - space.reservations)[space.in_zone(packages)]
    assert np.prod(gains, axis=1).max() <= np.prod(found["nash"].gains[0]) * (1 + 1e-9)
    assert gains.min(axis=1).max() <= found["egalitarian"].gains.min() + 1e-9
    assert gains.sum(axis=1).max() <= found["utilitarian"].gains.sum(axis=1).max() + 1e-9


@settings(deadline=None, max_examples=60)
@given_values(st.integers(0, 10_000), st.floats(0.5, 5), st.floats(-50, 50))
def test_nash_and_kalai_smorodinsky_do_not_mind_a_party_s_scale(seed: int, factor: float, shift: float) -> None:
    space = random_space(seed)
    wide = tuple(
        replace(block, values=block.values * np.where(np.arange(len(space.parties)) == 0, factor, 1)[:, np.newaxis])
        for block in space.blocks
    )
    raised = replace(wide[0], values=wide[0].values + shift * (np.arange(len(space.parties)) == 0)[:, np.newaxis])
    ours = np.where(np.arange(len(space.parties)) == 0, space.reservations * factor + shift, space.reservations)
    other = replace(space, blocks=(raised, *wide[1:]), reservations=ours)
    one, two = solutions(space), solutions(other)
    assume(not any("product" in note for note in one["nash"].notes))
    for name in ("nash", "kalai_smorodinsky"):
        assert one[name].packages.tolist() == two[name].packages.tolist()


def test_verify_finds_what_is_wrong() -> None:
    space = space_of([np.array([[90.0, 60, 30], [30, 60, 90]])], [0, 0])
    right = solutions(space)["nash"]
    assert verify(space, "nash", right) == ()
    wrong = Found.of(space, np.array([[0]]))
    assert verify(space, "nash", wrong) == ("(0,) is not among the best.", "(1,) is as good and is missing.")
    assert verify(space, "nash", replace(right, utilities=right.utilities + 1)) != ()
