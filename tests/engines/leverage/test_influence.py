"""Influence paths against every path, and what a fait accompli gains by hand."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.answers.leverage import models_of
from detente.case import Case
from detente.case.catalog import load_case
from detente.engines.leverage.fait_accompli import at_odds, fait_accompli
from detente.engines.leverage.influence import influence
from detente.errors import CommandError, MethodError

NAMES = "abcdef"


def network(relations) -> Case:
    return Case.model_validate(
        {
            "id": "network",
            "parties": {name: {} for name in NAMES},
            "relations": [{"from": one, "to": other, "influence": share} for (one, other), share in relations.items()],
        }
    )


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda it: it[0] != it[1]),
        st.sampled_from([0, 20, 30, 50, 90, 100]),
        max_size=18,
    )
)
def test_the_best_of_all_paths(relations):
    found = {it.path[-1]: it for it in influence(network(relations), "a", draws=3).paths}
    for end in NAMES[1:]:
        others = [name for name in NAMES[1:] if name != end]
        paths = [("a", *middle, end) for size in range(4) for middle in permutations(others, size)]
        worth = {
            path: float(np.prod([relations.get(pair, 0) / 100 for pair in zip(path, path[1:], strict=False)]))
            for path in paths
        }
        most = max(worth.values())
        if most == 0:
            assert end not in found
        else:
            assert found[end].strength == pytest.approx(most)
            assert worth[found[end].path] == pytest.approx(most)
            shortest = min(len(path) for path, value in worth.items() if value == pytest.approx(most))
            assert len(found[end].path) == shortest
            assert found[end].stays_best == 1


def test_a_path_that_is_only_sometimes_the_best():
    found = influence(
        network({("a", "b"): [10, 30, 50], ("a", "c"): [40, 50, 60], ("c", "b"): [40, 50, 60]}), "a", draws=2000
    )
    to_b = next(it for it in found.paths if it.path[-1] == "b")
    assert to_b.path == ("a", "b")
    assert to_b.direct == to_b.strength == pytest.approx(0.3)
    assert 0.5 < to_b.stays_best < 0.9
    assert to_b.interval80[0] < 0.3 < to_b.interval80[1]


def test_in_words():
    found = influence(network({("a", "b"): 60, ("b", "c"): 50}), "a", draws=0)
    assert found.sentence == "a moves b (60 %) directly; it best reaches c through b (30 %)."
    assert influence(network({}), "a").sentence == "The case gives a no influence on anybody."
    with pytest.raises(CommandError, match="no party nobody"):
        influence(network({}), "nobody")


def rivals(**more) -> Case:
    """The outcome is b's share of capability, in per cent."""
    raw = {
        "id": "rivals",
        "parties": {"a": {"capability": 30}, "b": {"capability": 10}, "c": {"capability": 40}},
        "issues": {"land": {"scale": {0: "none", 100: "all"}}},
        "positions": {
            "a": {"land": {"position": 0, "salience": 50}},
            "b": {"land": {"position": 100, "salience": 50}},
        },
        "fighting": [{"from": "a", "to": "b", "intensity": 50}],
        "relations": [{"from": "c", "to": "a", "sign": -1}, {"from": "b", "to": "c", "sign": 1}],
    }
    return Case.model_validate(raw | more)


def test_a_fait_accompli_by_hand():
    found = fait_accompli(rivals(), models_of(draws=5), 0.5)
    assert list(at_odds(rivals())) == [("a", "b"), ("a", "c"), ("b", "a"), ("c", "a")]
    assert list(found) == [("a", "b"), ("a", "c"), ("b", "a")]  # c has no position
    assert found["a", "b"].best == pytest.approx(25 - 100 * 5 / 40)
    assert found["a", "b"].draws == pytest.approx((12.5,) * 5)
    assert found["a", "c"].best == pytest.approx(25 - 100 * 10 / 60)
    assert found["b", "a"].best == pytest.approx(100 * 25 / 40 - 25)


def test_nothing_taken_gains_nothing():
    assert {it.best for it in fait_accompli(rivals(), models_of(draws=2), 0).values()} == {0.0}
    assert fait_accompli(rivals(fighting=[], relations=[]), models_of(draws=2)) == {}
    with pytest.raises(MethodError, match=r"share of 1\.5"):
        fait_accompli(rivals(), models_of(draws=2), 1.5)


def test_the_founding_case_has_gains_for_its_fighting_pairs():
    case = load_case("vienna-2015")
    found = fait_accompli(case, models_of(draws=20))
    assert found["syria_gov", "opposition"].best > 0
    assert len(found["syria_gov", "opposition"].draws) == 20
