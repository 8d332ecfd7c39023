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


def fit(
    table: Array, outcomes: Places, penalty: Array | float, crps_share: float = 0.0, start: Array | None = None
) -> Array:
    """Coefficients b that minimise sum_n [-ln p_n(o_n) + crps_share CRPS_n] + (1/2) sum_f penalty_f b_f^2.

    ``table`` has shape (issues, 101, features), ``outcomes`` (issues,) holds points of the grid; the result has
    shape (features,). With ``crps_share`` 0 the problem is convex and Newton's method gives its one solution; with
    CRPS the steps use its Gauss-Newton matrix and lead from ``start`` (default zeros) down to a nearby minimum.
    Raises :class:`ArithmeticError` where it does not settle.

    >>> table = np.zeros((4, 101, 1)); table[:, 50, 0] = 1
    >>> b = fit(table, np.array([50, 50, 50, 10]), 1e-9)
    >>> softmax(table[0] @ b)[50].round(6)
    np.float64(0.75)
    """
    size = table.shape[-1]
    ridge = np.broadcast_to(np.asarray(penalty, dtype=float), (size,))
    b = np.zeros(size) if start is None else start.copy()
    value, slope, curve = _loss(table, outcomes, ridge, crps_share, b)
    for _ in range(MOST_STEPS):
        step = np.linalg.solve(curve, slope)
        fall = float(slope @ step)
        if fall < (1e-6 if crps_share else 1e-9) * (1 + abs(value)):
            return b
        length = 1.0
        while True:
            tried = b - length * step
            now = _value(table, outcomes, ridge, crps_share, tried)
            if now <= value - 1e-4 * length * fall:
                break
            length /= 2
            if length < 1e-8:
                return b  # no fall left that the arithmetic can see
        b = tried
        value, slope, curve = _loss(table, outcomes, ridge, crps_share, b)
    if crps_share:
        return b
    raise ArithmeticError(f"the fit has not settled after {MOST_STEPS} steps")


def _value(table: Array, outcomes: Places, ridge: Array, crps_share: float, b: Array) -> float:
    p = softmax(table @ b)
    value = -np.log(p[np.arange(len(p)), outcomes]).sum() + 0.5 * float(ridge @ b**2)
    if crps_share:
        value += crps_share * float((_gap(p, outcomes) ** 2).sum())
    return float(value)


def _loss(table: Array, outcomes: Places, ridge: Array, crps_share: float, b: Array) -> tuple[float, Array, Array]:
    """Value, slope and curvature of the loss."""
    issues, size = np.arange(len(table)), table.shape[-1]
    p = softmax(table @ b)
    pulled = p[..., np.newaxis] * table
    expected = pulled.sum(axis=1)
    slope = (expected - table[issues, outcomes]).sum(axis=0) + ridge * b
    curve = pulled.reshape(-1, size).T @ table.reshape(-1, size) - expected.T @ expected + np.diag(ridge)
    value = -np.log(p[issues, outcomes]).sum() + 0.5 * float(ridge @ b**2)
    if crps_share:
        gap = _gap(p, outcomes)
        moved = np.cumsum(pulled - p[..., np.newaxis] * expected[:, np.newaxis], axis=1).reshape(-1, size)
        value += crps_share * float((gap**2).sum())
        slope += 2 * crps_share * (gap.ravel() @ moved)
        curve += 2 * crps_share * (moved.T @ moved)
    return float(value), slope, curve


def _gap(p: Array, outcomes: Places) -> Array:
    return np.asarray(p.cumsum(axis=1) - (np.arange(p.shape[1]) >= outcomes[:, np.newaxis]))


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
            total += _value(table[out], outcomes[out], np.zeros(table.shape[-1]), 0.0, b)
        totals.append((total, -penalty))
    return -min(totals)[1]
