"""Fitting a logit by log loss plus CRPS: a candidate that did not help, kept so that the comparison can be rerun."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.calibrated.fit import softmax

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
MOST_STEPS = 15


def blended_fit(table: Array, outcomes: Places, penalty: Array | float, crps_share: float, start: Array) -> Array:
    """Coefficients at a minimum, near ``start``, of log loss plus ``crps_share`` times CRPS plus the ridge.

    Gauss-Newton steps; after many of them the last point is taken, as CRPS alone settles slowly.
    """
    size = table.shape[-1]
    ridge = np.broadcast_to(np.asarray(penalty, dtype=float), (size,))
    b = start.copy()
    value, slope, curve = _loss(table, outcomes, ridge, crps_share, b)
    for _ in range(MOST_STEPS):
        step = np.linalg.solve(curve, slope)
        fall = float(slope @ step)
        if fall < 1e-6 * (1 + abs(value)):
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
    return b


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
