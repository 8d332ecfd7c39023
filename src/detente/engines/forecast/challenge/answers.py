"""The challenge model on the numbers of a case, issue by issue."""

from __future__ import annotations

from dataclasses import dataclass

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
            start = start_of(table)
            finals, settled = _finals(start, options)
            rule = weighted_median if options.outcome == "weighted_median" else weighted_mean
            outcomes[:, column] = rule(finals, start.weights) * start.width + table.low
            converged &= settled
    return Answers(outcomes, converged)


@dataclass(frozen=True)
class Start:
    """One issue as the rounds begin: arrays of shape (rows, parties), positions and saliences in 0 to 1.

    In each row the parties stand in an order of their numbers, ``order``, so that the order in the case, through
    rounding, cannot change an answer.
    """

    positions: Array
    saliences: Array
    weights: Array
    order: npt.NDArray[np.intp]
    width: float


def start_of(table: Table) -> Start:
    """The numbers of an issue."""
    width = (table.high - table.low) or 1.0
    order = np.lexsort((table.weights, table.saliences, table.positions), axis=-1)

    def ordered(column: Array) -> Array:
        return np.take_along_axis(column, order, axis=-1)

    positions = ordered((table.positions - table.low) / width)
    return Start(positions, ordered(table.saliences / 100), ordered(table.weights), order, width)


def _finals(start: Start, options: ChallengeOptions) -> tuple[Array, npt.NDArray[np.bool_]]:
    rules = rules_of(options)
    rows, parties = start.positions.shape
    record = blank_record(rules.most_rounds, parties, pairs_of=1)
    finals, settled = np.empty((rows, parties)), np.empty(rows, dtype=bool)
    for row in range(rows):
        rounds, settled[row] = play(rules, start.positions[row], start.saliences[row], start.weights[row], record)
        finals[row] = record.positions[rounds]
    return finals, settled
