"""Solutions: oracles, a brute force by definition, and the cases that trip solutions up."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.engines.deals.solutions import NAMES, Found, folding, given, search, solutions, verify
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


@pytest.mark.parametrize("few", [True, False])
def test_random_spaces_against_the_definitions(few: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not few:  # search also where a list would do, with lists too short to take everything
        monkeypatch.setattr(given, "listed", lambda problem, bounds: (search.listed(problem, bounds, 3)[0], False))
        monkeypatch.setattr(folding, "LONGEST_FOLD", {1: 6, 2: 6, 3: 30, 4: 50})
    empty = ruled = 0
    for seed in range(400):
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
