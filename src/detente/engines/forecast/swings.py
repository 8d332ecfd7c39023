"""Which number matters most: each uncertain one moved alone from its low to its high."""

from __future__ import annotations

import numpy as np

from detente.case.document import Loc
from detente.case.numbers import Number
from detente.case.stances import Stance
from detente.engines.forecast.methods import Method
from detente.engines.forecast.table import Table
from detente.results.forecast import Swing


def swings(held: tuple[Stance, ...], method: Method) -> tuple[Swing, ...]:
    """One swing per uncertain number of the issue, widest first; all others stay at their best values."""
    uncertain = list(_uncertain(held))
    table = Table.best(held, 2 * len(uncertain))
    for row, (_, number, field, column) in enumerate(uncertain):
        getattr(table, field)[2 * row : 2 * row + 2, column] = number.low, number.high
    outcomes = table.outcomes(method)
    found = [
        Swing(
            number=".".join(map(str, loc)),
            low=number.low,
            high=number.high,
            outcome_at_low=_value(outcomes[2 * row]),
            outcome_at_high=_value(outcomes[2 * row + 1]),
        )
        for row, (loc, number, _, _) in enumerate(uncertain)
    ]
    return tuple(sorted(found, key=lambda swing: -swing.width))


def _uncertain(held: tuple[Stance, ...]) -> list[tuple[Loc, Number, str, int]]:
    return [
        (loc, number, field, column)
        for column, it in enumerate(held)
        for loc, number, field in (
            (it.position_loc, it.position, "positions"),
            (it.salience_loc, it.salience, "saliences"),
            (it.capability_loc, it.capability, "capabilities"),
        )
        if not number.is_exact
    ]


def _value(outcome: float) -> float | None:
    return None if np.isnan(outcome) else float(outcome)
