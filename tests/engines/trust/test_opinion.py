from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.trust.opinion import discounted, opinions, remaining

counts = st.floats(0, 50)


@pytest.mark.parametrize(("ageing", "wanted"), [(1.0, 0.571), (0.8, 0.478)])
def test_five_events_and_their_ageing(ageing, wanted):
    """[+, +, +, -, -], one after another: r <- lambda r + hit."""
    good = bad = 0.0
    for hit in (True, True, True, False, False):
        good, bad = ageing * good + hit, ageing * bad + (not hit)
    assert opinions(good, bad).expectation == pytest.approx(wanted, abs=5e-4)


@given(st.floats(1, 1000), st.integers(1, 40), st.lists(st.booleans(), min_size=1, max_size=8))
def test_a_half_life_is_ageing_of_events_one_step_apart(half_life, step, hits):
    ageing = 2 ** (-step / half_life)
    good = 0.0
    for hit in hits:
        good = ageing * good + hit
    aged = sum(float(remaining(step * age, half_life)) for age, hit in enumerate(reversed(hits)) if hit)
    assert aged == pytest.approx(good)


@given(counts, counts, st.floats(0, 1), st.floats(0, 10))
def test_belief_disbelief_and_uncertainty_sum_to_one(good, bad, base, weight):
    it = opinions(good, bad, base, weight)
    assert it.belief + it.disbelief + it.uncertainty == pytest.approx(1)
    assert -1e-12 <= it.expectation <= 1 + 1e-12


def test_without_any_information_all_is_uncertain():
    for weight in (2.0, 0.0):
        it = opinions(0.0, 0.0, 0.3, weight)
        assert (it.belief, it.disbelief, it.uncertainty, it.expectation) == (0, 0, 1, pytest.approx(0.3))


def test_without_weight_trust_is_the_share_of_good_encounters():
    assert opinions(3.0, 1.0, 0.5, 0.0).expectation == 0.75


@given(counts, counts, counts, counts)
def test_discounting_never_adds_belief(good, bad, more, worse):
    first, second = opinions(good, bad), opinions(more, worse)
    passed = discounted(first, second)
    assert passed.belief == pytest.approx(first.belief * second.belief)
    assert passed.belief <= min(first.belief, second.belief) + 1e-12
    assert passed.belief + passed.disbelief + passed.uncertainty == pytest.approx(1)


def test_it_works_on_rows():
    assert opinions(np.array([3.0, 0.0]), np.array([2.0, 0.0])).expectation.round(3).tolist() == [0.571, 0.5]
