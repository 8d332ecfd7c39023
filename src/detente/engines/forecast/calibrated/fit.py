"""Fitting the calibrated forecast to issues with known outcomes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
MOST_STEPS = 100


def softmax(utilities: Array) -> Array:
    """Probabilities proportional to exp(u) over the last axis.

    >>> softmax(np.log(np.array([1.0, 3.0]))).tolist()
    [0.25, 0.75]
    """
    risen = np.exp(utilities - utilities.max(axis=-1, keepdims=True))
    return np.asarray(risen / risen.sum(axis=-1, keepdims=True))


def fit(table: Array, outcomes: Places, penalty: float) -> Array:
    """Coefficients b that minimise -sum_n ln p_n(o_n) + (penalty/2) |b|^2, by Newton's method.

    ``table`` has shape (issues, 101, features); ``outcomes`` (issues,) holds points of the grid. Gives shape
    (features,). The problem is convex, so with ``penalty`` > 0 there is one solution. Raises
    :class:`ArithmeticError` where it does not settle.

    >>> table = np.zeros((4, 101, 1)); table[:, 50, 0] = 1
    >>> b = fit(table, np.array([50, 50, 50, 10]), 1e-9)
    >>> softmax(table[0] @ b)[50].round(6)
    np.float64(0.75)
    """
    b = np.zeros(table.shape[-1])
    for _ in range(MOST_STEPS):
        slope, curve = _slope_and_curve(table, outcomes, penalty, b)
        step = np.linalg.solve(curve, slope)
        fall, value = float(slope @ step), loss(table, outcomes, penalty, b)
        if fall < 1e-9 * (1 + abs(value)):
            return np.asarray(b - step)
        length = 1.0
        while loss(table, outcomes, penalty, b - length * step) > value - 1e-4 * length * fall and length > 1e-8:
            length /= 2
        b = b - length * step
    raise ArithmeticError(f"the fit has not settled after {MOST_STEPS} steps")


def loss(table: Array, outcomes: Places, penalty: float, b: Array) -> float:
    """What :func:`fit` minimises; with ``penalty`` 0 the log score summed over the issues."""
    u = table @ b
    top = u.max(axis=1)
    logs = u[np.arange(len(u)), outcomes] - top - np.log(np.exp(u - top[:, np.newaxis]).sum(axis=1))
    return float(-logs.sum() + penalty / 2 * (b @ b))


def _slope_and_curve(table: Array, outcomes: Places, penalty: float, b: Array) -> tuple[Array, Array]:
    size = table.shape[-1]
    pulled = softmax(table @ b)[..., np.newaxis] * table
    expected = pulled.sum(axis=1)
    slope = (expected - table[np.arange(len(table)), outcomes]).sum(axis=0) + penalty * b
    curve = pulled.reshape(-1, size).T @ table.reshape(-1, size) - expected.T @ expected + penalty * np.eye(size)
    return slope, curve


def folds(groups: Sequence[str], count: int, seed: int) -> Places:
    """A fold for each issue, of shape (issues,), so that no group is split; as even as the groups allow.

    Groups come in an order drawn from ``seed``, and each goes to the fold that has fewest issues so far.

    >>> folds(["a", "b", "a", "c"], 2, seed=0).tolist() in ([0, 1, 0, 1], [1, 0, 1, 0], [0, 0, 0, 1], [1, 0, 1, 1])
    True
    """
    names, member = np.unique(np.asarray(groups), return_inverse=True)
    sizes = np.bincount(member)
    held, chosen = np.zeros(count, dtype=int), np.zeros(len(names), dtype=np.int64)
    for name in np.random.default_rng(seed).permutation(len(names)):
        chosen[name] = held.argmin()
        held[chosen[name]] += sizes[name]
    return np.asarray(chosen[member])


def penalty_by_folds(
    table: Array, outcomes: Places, groups: Sequence[str], penalties: Sequence[float], count: int = 5, seed: int = 0
) -> float:
    """The penalty whose fits have the lowest log score on the groups left out of them; the larger one on a tie."""
    where, totals = folds(groups, count, seed), []
    for penalty in penalties:
        total = 0.0
        for fold in range(count):
            out = where == fold
            b = fit(table[~out], outcomes[~out], penalty)
            total += loss(table[out], outcomes[out], 0.0, b)
        totals.append((total, -penalty))
    return -min(totals)[1]
