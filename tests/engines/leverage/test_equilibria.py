"""Equilibria of two-player games: known games, and by definition with linear programming over all supports."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pytest
from scipy.optimize import linprog

from detente.engines.leverage.equilibria import is_equilibrium, mixed_equilibria, pure_equilibria, undominated

DILEMMA = np.array([[3.0, 0], [5, 1]])
PENNIES = np.array([[1.0, -1], [-1, 1]])
CHICKEN = np.array([[0.0, -1], [1, -10]])  # swerve or drive straight on
SEXES = np.array([[3.0, 0], [0, 2]]), np.array([[2.0, 0], [0, 3]])


def supports(size):
    return chain.from_iterable(combinations(range(size), many) for many in range(1, size + 1))


def strategy_that_holds(others, own, wanted):
    """The strategy on exactly ``own`` that makes each of ``wanted`` a best answer by payoffs ``others`` (answers, own), or None.

    It maximises the least chance in ``own``.
    """
    answers, size = others.shape
    columns = size + 2  # chances, what a best answer gets, the least chance
    equal, equal_to, most, most_to = [], [], [], []
    equal.append(np.r_[np.ones(size), 0, 0])
    equal_to.append(1)
    for answer in range(answers):
        row = np.r_[others[answer], -1, 0]
        (equal if answer in wanted else most).append(row)
        (equal_to if answer in wanted else most_to).append(0)
    for place in own:
        row = np.zeros(columns)
        row[place], row[-1] = -1, 1
        most.append(row)
        most_to.append(0)
    bounds = [(0, 1 if place in own else 0) for place in range(size)] + [(None, None), (0, 1)]
    found = linprog(
        np.r_[np.zeros(columns - 1), -1],
        A_ub=most or None,
        b_ub=most_to or None,
        A_eq=equal,
        b_eq=equal_to,
        bounds=bounds,
    )
    return found.x[:size] if found.status == 0 and found.x[-1] > 1e-6 else None


def by_definition(first, second):
    """For each pair of supports that has an equilibrium one of its equilibria."""
    rows, columns = first.shape
    for own in supports(rows):
        for other in supports(columns):
            mine = strategy_that_holds(second.T, own, other)
            theirs = strategy_that_holds(first, other, own)
            if mine is not None and theirs is not None:
                yield mine, theirs


def found_in(first, second):
    """Pure and mixed equilibria as strategies, and whether they are all."""
    mixed, complete = mixed_equilibria(first, second)
    pure = [
        (np.eye(first.shape[0])[row], np.eye(first.shape[1])[column]) for row, column in pure_equilibria(first, second)
    ]
    return [*pure, *mixed], complete


def test_prisoners_dilemma():
    assert pure_equilibria(DILEMMA, DILEMMA.T) == ((1, 1),)
    assert mixed_equilibria(DILEMMA, DILEMMA.T) == ((), True)
    assert [kept.tolist() for kept in undominated(DILEMMA, DILEMMA.T)] == [[False, True], [False, True]]


def test_matching_pennies():
    assert pure_equilibria(PENNIES, -PENNIES) == ()
    ((one, other),), complete = mixed_equilibria(PENNIES, -PENNIES)
    assert complete
    assert one.tolist() == pytest.approx([0.5, 0.5])
    assert other.tolist() == pytest.approx([0.5, 0.5])


def test_chicken_has_two_pure_and_one_mixed():
    assert pure_equilibria(CHICKEN, CHICKEN.T) == ((0, 1), (1, 0))
    ((one, other),), complete = mixed_equilibria(CHICKEN, CHICKEN.T)
    assert complete
    assert one.tolist() == other.tolist() == pytest.approx([0.9, 0.1])


def test_battle_of_the_sexes():
    assert pure_equilibria(*SEXES) == ((0, 0), (1, 1))
    ((one, other),), complete = mixed_equilibria(*SEXES)
    assert complete
    assert one.tolist() == pytest.approx([0.6, 0.4])
    assert other.tolist() == pytest.approx([0.4, 0.6])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (np.zeros((2, 2)), np.zeros((2, 2))),
        (np.array([[1.0, 1], [0, 0]]), np.array([[1.0, 1], [1, 1]])),
        (np.array([[1.0, 0], [1, 0]]), np.array([[0.0, 1], [1, 0]])),
        (np.zeros((1, 3)), np.array([[1.0, 1, 0]])),
    ],
)
def test_degenerate_games_are_said_to_have_more(first, second):
    pairs, complete = found_in(first, second)
    assert not complete
    assert pairs
    assert all(is_equilibrium(first, second, *pair) for pair in pairs)


@pytest.mark.parametrize("seed", range(12))
def test_random_games_by_definition(seed):
    """Whole numbers, so that ties and degenerate games are among them."""
    rng = np.random.default_rng(seed)
    shape = (3, 3) if seed % 2 else (2, 4)
    first, second = (rng.integers(0, 6, shape).astype(float) for _ in range(2))
    pairs, complete = found_in(first, second)
    assert all(is_equilibrium(first, second, *pair) for pair in pairs)
    every = list(by_definition(first, second))
    assert every
    if complete:
        assert len(every) == len(pairs)
        for one, other in every:
            assert any(
                np.allclose(one, pair[0], atol=1e-6) and np.allclose(other, pair[1], atol=1e-6) for pair in pairs
            )


def test_random_games_without_ties_are_complete():
    rng = np.random.default_rng(5)
    for _ in range(4):
        first, second = rng.normal(size=(2, 3, 3))
        pairs, complete = found_in(first, second)
        assert complete
        assert len(list(by_definition(first, second))) == len(pairs)
        assert len(pairs) % 2 == 1  # Wilson's theorem: an odd number of equilibria


def test_larger_games_give_equilibria_that_are_checked():
    rng = np.random.default_rng(3)
    first = rng.normal(size=(9, 11))
    pairs, complete = found_in(first, -first)
    assert not complete
    assert len(pairs) >= 1
    assert all(is_equilibrium(first, -first, *pair) for pair in pairs)
    value = linprog(
        np.r_[np.zeros(9), -1],
        A_ub=np.c_[-first.T, np.ones(11)],
        b_ub=np.zeros(11),
        A_eq=[np.r_[np.ones(9), 0]],
        b_eq=[1],
        bounds=[(0, 1)] * 9 + [(None, None)],
    ).x[-1]
    assert pairs[0][0] @ first @ pairs[0][1] == pytest.approx(value)
