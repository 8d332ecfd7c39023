"""Which party pulls the outcome how much."""

from __future__ import annotations

import numpy as np

from detente.case.numbers import Number
from detente.case.stances import Stance
from detente.engines.forecast.methods import Method
from detente.engines.forecast.table import Table
from detente.results.forecast import Believed, Pull


def pulls(held: tuple[Stance, ...], method: Method) -> tuple[Pull, ...]:
    """Weight and pull of every party, strongest pull first.

    pull_i = O - O(without i), in the scale's units, all numbers at their best values.
    """
    table = Table.best(held)
    outcome = float(table.outcomes(method)[0])
    total = float(table.weights.sum())
    found = []
    for column, it in enumerate(held):
        rest = np.delete(np.arange(len(held)), column)
        without = float(method(table.positions[:, rest], table.weights[:, rest])[0])
        found.append(
            Pull(
                party=it.party,
                position=believed(it.position),
                salience=believed(it.salience),
                capability=believed(it.capability),
                weight=float(table.weights[0, column]) / total if total > 0 else None,
                pull=None if np.isnan(outcome - without) else outcome - without,
            )
        )
    return tuple(sorted(found, key=lambda pull: -abs(pull.pull or 0.0)))


def believed(number: Number) -> Believed:
    """Low, best and high of a number."""
    return Believed(low=number.low, best=number.best, high=number.high)
