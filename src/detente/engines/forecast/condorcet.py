"""Probabilistic Condorcet: how often each position would be in power if positions kept challenging one another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.method import GRID, Method, Options, issue_by_issue
from detente.engines.forecast.table import Table

Array = npt.NDArray[np.float64]
ROWS = 128  # at a time, so that the pairs stay in the cache


def condorcet_density(positions: Array, weights: Array) -> Array:
    """Share of time that each party's position is in power, shape (rows, parties); rows sum to 1.

    Position i is preferred to j by P_ij = S_ij / (S_ij + S_ji) with the linear votes
    S_ij = sum_k w_k max(0, |x_k - x_j| - |x_k - x_i|), 1/2 where nobody of weight cares. Positions challenge the one
    in power with equal chance, each different position that a party of weight holds counting once, and the shares are the stationary
    distribution of that Markov chain: p_i = sum_j t_i P_ij p_j + p_i sum_j t_j P_ij, t the chances to
    challenge. ``positions`` and ``weights`` have shape (rows, parties); NaN where all weights are zero.

    >>> condorcet_density(np.array([[0.0, 50.0, 100.0]]), np.ones((1, 3))).round(3)
    array([[0.25, 0.5 , 0.25]])
    """
    rows, parties = positions.shape
    found = np.full(positions.shape, np.nan)
    for start in range(0, rows if parties else 0, ROWS):
        part = slice(start, start + ROWS)
        found[part] = _stationary(positions[part], weights[part])
    return found


def _stationary(positions: Array, weights: Array) -> Array:
    beats = _beats(positions, weights)
    counted = weights > 0
    same = (positions[:, :, np.newaxis] == positions[:, np.newaxis, :]) & counted[:, np.newaxis, :]
    turns = counted / np.maximum(same.sum(axis=-1), 1)
    turns = turns / np.maximum(turns.sum(axis=-1, keepdims=True), np.finfo(float).tiny)
    # the flow into i from each j, and what stays; one equation gives way to "all shares sum to 1"
    flow = turns[:, :, np.newaxis] * beats
    places = np.arange(positions.shape[1])
    flow[:, places, places] += (turns[:, np.newaxis, :] * beats).sum(axis=-1) - 1
    flow[:, -1, :] = 1
    wanted = np.zeros((len(positions), positions.shape[1], 1))
    wanted[:, -1] = 1
    known = weights.any(axis=-1)
    shares = np.full(positions.shape, np.nan)
    shares[known] = np.linalg.solve(flow[known], wanted[known])[..., 0]
    return np.asarray(np.clip(shares, 0, None))


def _beats(positions: Array, weights: Array) -> Array:
    """P[i, j], shape (rows, parties, parties)."""
    rows, parties = positions.shape
    support = np.zeros((rows, parties, parties))
    distances = np.abs(positions[:, :, np.newaxis] - positions[:, np.newaxis, :])
    for k in range(parties):
        nearer = distances[:, np.newaxis, k, :] - distances[:, k, :, np.newaxis]
        support += weights[:, k, np.newaxis, np.newaxis] * np.maximum(nearer, 0)
    both = support + support.transpose(0, 2, 1)
    return np.divide(support, both, out=np.full_like(both, 0.5), where=both > 0)


def _outcome(table: Table, options: Options) -> Array:
    shares = condorcet_density(table.positions, table.weights)
    return np.asarray((shares * table.positions).sum(axis=-1)) if table.parties else np.full(table.rows, np.nan)


def _density(table: Table, options: Options) -> Array:
    """The shares on the grid, each split between the two points around its position so that the mean is kept."""
    shares = condorcet_density(table.positions, table.weights)
    if not table.parties or table.high <= table.low:
        return np.full((table.rows, GRID), np.nan)
    at = np.clip((table.positions - table.low) / (table.high - table.low), 0, 1) * (GRID - 1)
    below = np.minimum(np.floor(at), GRID - 2)
    upper = at - below
    places = below.astype(int) + GRID * np.arange(table.rows)[:, np.newaxis]
    size = table.rows * GRID
    lower_parts = np.bincount(places.ravel(), (shares * (1 - upper)).ravel(), size)
    upper_parts = np.bincount(places.ravel() + 1, (shares * upper).ravel(), size)
    return np.asarray((lower_parts + upper_parts).reshape(table.rows, GRID), dtype=float)


METHOD = Method(
    "condorcet",
    "Positions keep challenging the one in power; weighted votes between the two decide with a chance.",
    issue_by_issue(_outcome),
    density=_density,
    title="probabilistic Condorcet mean",
    most_parties=300,
)
