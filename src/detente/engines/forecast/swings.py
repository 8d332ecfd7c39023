"""Which number matters most: each uncertain one moved alone from its low to its high."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.engines.forecast.method import Method, Options
from detente.engines.forecast.table import Array, Tables, uncertain_numbers
from detente.results.forecast import Swing

MOST_CELLS = 2_000_000  # of one array, so that memory stays bounded


def swings(
    case: Case, method: Method, options: Options, issues: Sequence[str], seed: int = 0
) -> dict[str, tuple[Swing, ...]]:
    """One swing per uncertain number and issue, widest first; all other numbers stay at their best values.

    A number that does not belong to an issue has no swing there, but for methods that solve the issues
    together: there every number may move every issue, and those that do not move it are left out.
    """
    if method.joint:
        return _sorted(_swings(case, method, options, issues))
    return {issue: _sorted(_swings(case, method, options, [issue]))[issue] for issue in issues}


def _swings(case: Case, method: Method, options: Options, issues: Sequence[str]) -> dict[str, list[Swing]]:
    found: dict[str, list[Swing]] = {issue: [] for issue in issues}
    numbers = uncertain_numbers(case, issues)
    for loc, number, outcomes in _ends(case, method, options, issues, numbers):
        for column, issue in enumerate(issues):
            low, high = map(_value, outcomes[:, column])
            if not method.joint or low != high or issue in loc:
                found[issue].append(
                    Swing(
                        number=".".join(map(str, loc)),
                        low=number.low,
                        high=number.high,
                        outcome_at_low=low,
                        outcome_at_high=high,
                    )
                )
    return found


def _ends(
    case: Case, method: Method, options: Options, issues: Sequence[str], numbers: dict[Loc, Number]
) -> Iterator[tuple[Loc, Number, Array]]:
    """Each number with the outcomes at its low and its high, shape (2, issues)."""
    size = max(1, MOST_CELLS // (2 * max(1, len(case.parties))))
    items = list(numbers.items())
    for start in range(0, len(items), size):
        part = items[start : start + size]
        values = {}
        for place, (loc, number) in enumerate(part):
            values[loc] = np.full(2 * len(part), number.best)
            values[loc][2 * place : 2 * place + 2] = number.low, number.high
        outcomes = method.answer(Tables.given(case, issues, 2 * len(part), values), options).outcomes
        for place, (loc, number) in enumerate(part):
            yield loc, number, outcomes[2 * place : 2 * place + 2]


def _sorted(found: dict[str, list[Swing]]) -> dict[str, tuple[Swing, ...]]:
    return {issue: tuple(sorted(swings, key=lambda swing: -swing.width)) for issue, swings in found.items()}


def _value(outcome: float) -> float | None:
    return None if np.isnan(outcome) else float(outcome)
