from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.trust.assurance import (
    encounters_needed,
    enough_trust,
    game_of,
    guarantee_needed,
    needed_trust,
)
from detente.engines.trust.opinion import opinions

worths = st.floats(0.1, 100)
shares = st.floats(0, 0.99)


def expected(trust, mine_kept, worth, harm, gain):
    """What keeping or breaking the peace is worth when the other keeps it with this chance."""
    return trust * worth - (1 - trust) * harm if mine_kept else trust * gain


@given(worths, worths, st.floats(0, 1))
def test_needed_trust_is_where_keeping_and_breaking_are_worth_the_same(worth, harm, part):
    gain = part * worth * 0.99
    needed = float(needed_trust(np.array(worth), np.array(harm), gain))
    kept, broken = (expected(needed, mine, worth, harm, gain) for mine in (True, False))
    assert kept == pytest.approx(broken, abs=1e-6)
    assert expected(min(needed + 0.01, 1), True, worth, harm, gain) >= broken - 1e-6


@given(worths, worths, shares)
def test_the_guarantee_makes_trust_just_enough(worth, harm, trust):
    share = float(guarantee_needed(np.array(trust), np.array(worth), np.array(harm)))
    needed = float(needed_trust(np.array(worth), np.array(harm * (1 - share))))
    assert 0 <= share <= 1
    if share == 0:
        assert enough_trust(np.array(trust), needed_trust(np.array(worth), np.array(harm)))
    elif share < 1:
        assert needed == pytest.approx(trust, abs=1e-6)


@given(st.floats(0, 30), st.floats(0, 30), st.floats(0.01, 0.99))
def test_the_encounters_make_trust_just_enough(good, bad, needed):
    more = encounters_needed(good, bad, 0.5, 2.0, needed)
    reached = float(opinions(good + more, bad).expectation)
    assert reached >= needed - 1e-9
    assert more == 0 or reached == pytest.approx(needed)


def test_nothing_to_lose_needs_no_trust():
    assert needed_trust(np.array(10.0), np.array(0.0)) == 0
    assert guarantee_needed(np.array(0.0), np.array(10.0), np.array(0.0)) == 0


def test_where_a_breach_pays_no_trust_is_enough():
    needed = needed_trust(np.array(10.0), np.array(5.0), 10.0)
    assert np.isnan(needed)
    assert not enough_trust(np.array(1.0), needed)
    assert np.isnan(guarantee_needed(np.array(0.9), np.array(10.0), np.array(5.0), 12.0))


@pytest.mark.parametrize(
    ("worth", "harm", "gain", "game"),
    [
        (10, 5, 0, "assurance"), (10, 5, 10, "dilemma"), (10, 5, 12, "dilemma"), (0, 5, 0, "deadlock"), (-3, 5, 0, "deadlock"),
        (None, 5, 0, "not judged"), (10, None, 0, "not judged"),
    ],
)  # fmt: skip
def test_the_game_has_its_name(worth, harm, gain, game):
    assert game_of(worth, harm, gain) == game
