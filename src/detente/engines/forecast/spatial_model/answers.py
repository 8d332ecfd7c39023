"""The spatial model on the numbers of a case: what is scaled, assumed and combined before and after the turns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.method import Answers
from detente.engines.forecast.spatial_model.rules import Rules, SpatialOptions, rules_of
from detente.engines.forecast.spatial_model.turns import blank_record, play
from detente.engines.forecast.table import Tables
from detente.engines.forecast.weighted_mean import weighted_mean
from detente.engines.forecast.weighted_median import weighted_median
from detente.engines.uncertainty import uniform

Array = npt.NDArray[np.float64]
MOST_UNIFORMS = 4_000_000  # at once, for the stochastic mode
OVER = 1e-9  # how far saliences may sum over 100 by rounding


@dataclass(frozen=True)
class Inputs:
    """What the turns need. Positions and saliences of shape (rows, parties, issues) in 0 to 1.

    Capabilities have shape (rows, parties); ``over`` is the largest sum of a party's saliences at the first
    row, before scaling; ``silent`` are pairs of party and issue without a position; ``mixed`` the parties whose
    capability differs between issues.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    low: Array
    width: Array
    positions: Array
    saliences: Array
    capabilities: Array
    over: float
    silent: tuple[tuple[str, str], ...]
    mixed: tuple[str, ...]


def inputs_of(tables: Tables) -> Inputs:
    """Positions on 0 to 1; saliences scaled where a party's sum is over 100; one capability for each party.

    A party without a position on an issue has no salience there and is placed at the weighted mean. A
    capability that differs between issues enters as its mean, weighted by salience.
    """
    joint = tables.joint()
    width = np.where(joint.high > joint.low, joint.high - joint.low, 1.0)
    positions = (joint.positions - joint.low[:, np.newaxis]) / width[:, np.newaxis]
    missing = np.isnan(positions)
    weights = np.where(missing, 0, joint.capabilities * joint.saliences)
    middles = weighted_mean(np.where(missing, 0, positions), weights)
    middles = np.where(np.isnan(middles), 0.5, middles)
    positions = np.where(missing, middles[..., np.newaxis], positions)
    saliences = joint.saliences / 100
    sums = saliences.sum(axis=1).max(axis=1, initial=0)
    saliences = saliences / np.where(sums > 1 + OVER, sums, 1)[:, np.newaxis, np.newaxis]
    least, most = np.nanmin(joint.capabilities, axis=(0, 1)), np.nanmax(joint.capabilities, axis=(0, 1))
    return Inputs(
        parties=joint.parties,
        issues=joint.issues,
        low=joint.low,
        width=width,
        positions=np.ascontiguousarray(positions.transpose(0, 2, 1)),
        saliences=np.ascontiguousarray(saliences.transpose(0, 2, 1)),
        capabilities=_one_capability(joint.capabilities, joint.saliences),
        over=float(sums[0] * 100) if sums[0] > 1 + OVER else 0.0,
        silent=tuple(
            (joint.parties[party], joint.issues[issue]) for issue, party in zip(*np.nonzero(missing[0]), strict=True)
        ),
        mixed=tuple(
            party for party, same in zip(joint.parties, (least == most) | (tables.rows > 1), strict=True) if not same
        ),
    )


def _one_capability(capabilities: Array, saliences: Array) -> Array:
    """Mean over the issues weighted by salience, plain where all saliences are zero; shape (rows, parties)."""
    known = ~np.isnan(capabilities)
    filled = np.where(known, capabilities, 0)
    low, high = np.where(known, capabilities, np.inf).min(axis=1), filled.max(axis=1)
    weights = np.where(known, saliences, 0)
    weights = np.where(weights.sum(axis=1, keepdims=True) > 0, weights, known)
    mean = (filled * weights).sum(axis=1) / weights.sum(axis=1)
    return np.ascontiguousarray(np.where(low == high, high, mean))


def adjustment_of(options: SpatialOptions, parties: tuple[str, ...]) -> Array:
    """The ideal adjustment matrix: how far each party's ideal follows the positions of each; identity by default."""
    matrix = np.eye(len(parties))
    place = {party: number for number, party in enumerate(parties)}
    for party, shares in options.ideal_adjustment.items():
        if party in place:
            matrix[place[party]] = [shares.get(other, 0.0) for other in parties]
    return matrix


def answer(tables: Tables, options: SpatialOptions) -> Answers:
    """Outcomes of every row: the final positions, weighted by capability times salience."""
    outcomes = np.full((tables.rows, len(tables.tables)), np.nan)
    converged = np.ones(tables.rows, dtype=bool)
    if not tables.rows or not any(table.parties for table in tables.tables):
        return Answers(outcomes, converged)
    it = inputs_of(tables)
    finals, converged = _finals(it, options, tables)
    reached = finals.transpose(0, 2, 1) * it.width[:, np.newaxis] + it.low[:, np.newaxis]
    weights = it.capabilities[:, np.newaxis, :] * it.saliences.transpose(0, 2, 1)
    rule = weighted_mean if options.outcome == "weighted_mean" else weighted_median
    return Answers(np.asarray(rule(reached, weights)).reshape(outcomes.shape), converged)


def _finals(it: Inputs, options: SpatialOptions, tables: Tables) -> tuple[Array, npt.NDArray[np.bool_]]:
    rules, adjustment = rules_of(options), adjustment_of(options, it.parties)
    rows, parties, issues = it.positions.shape
    record = blank_record(rules.most_turns, parties, issues)
    finals, settled = np.empty_like(it.positions), np.empty(rows, bool)
    size = max(1, MOST_UNIFORMS // (rules.most_turns * parties)) if rules.stochastic else rows
    for start in range(0, rows, size):
        uniforms = uniforms_of(it.parties, rules, tables, slice(start, start + size))
        for row, drawn in enumerate(uniforms, start):
            turns, settled[row] = play(
                rules, it.positions[row], it.saliences[row], it.capabilities[row], adjustment, drawn, record
            )
            finals[row] = record.positions[turns]
    return finals, settled


def uniforms_of(parties: tuple[str, ...], rules: Rules, tables: Tables, part: slice) -> Array:
    """Uniform numbers that depend on seed, draw, turn and party only, shape (rows, turns, parties)."""
    draws = tables.draws[part]
    if not rules.stochastic:
        return np.zeros((len(draws), 1, 1))
    first, last, turns = int(draws.min()), int(draws.max()) + 1, rules.most_turns
    streams = [
        uniform(tables.seed, f"spatial_model {party}", first * turns, last * turns).reshape(-1, turns)
        for party in parties
    ]
    return np.stack(streams, axis=-1)[draws - first]
