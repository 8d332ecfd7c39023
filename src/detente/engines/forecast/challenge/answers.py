"""The challenge model on the numbers of a case, issue by issue."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.challenge.choices import ChallengeOptions, rules_of
from detente.engines.forecast.challenge.rounds import blank_record, play
from detente.engines.forecast.method import Answers
from detente.engines.forecast.table import Table, Tables
from detente.engines.forecast.weighted_mean import weighted_mean
from detente.engines.forecast.weighted_median import weighted_median

Array = npt.NDArray[np.float64]


def answer(tables: Tables, options: ChallengeOptions) -> Answers:
    """Outcomes of every row: the weighted median (or mean) of the positions after the last round."""
    outcomes = np.full((tables.rows, len(tables.tables)), np.nan)
    converged = np.ones(tables.rows, dtype=bool)
    for column, table in enumerate(tables.tables):
        if table.parties:
            finals, settled = _finals(table, options)
            rule = weighted_median if options.outcome == "weighted_median" else weighted_mean
            outcomes[:, column] = rule(finals, table.weights)
            converged &= settled
    return Answers(outcomes, converged)


def on_unit_scale(table: Table) -> tuple[Array, float]:
    """Positions on 0 to 1 of the scale, shape (rows, parties), and the width of the scale."""
    width = (table.high - table.low) or 1.0
    return np.ascontiguousarray((table.positions - table.low) / width), width


def _finals(table: Table, options: ChallengeOptions) -> tuple[Array, npt.NDArray[np.bool_]]:
    rules = rules_of(options)
    positions, width = on_unit_scale(table)
    saliences, weights = np.ascontiguousarray(table.saliences / 100), np.ascontiguousarray(table.weights)
    record = blank_record(rules.most_rounds, len(table.parties))
    finals, settled = np.empty_like(positions), np.empty(len(positions), dtype=bool)
    for row in range(len(positions)):
        rounds, settled[row] = play(rules, positions[row], saliences[row], weights[row], record)
        finals[row] = record.positions[rounds]
    return finals * width + table.low, settled
