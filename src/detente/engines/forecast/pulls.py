"""Which party pulls the outcome how much."""

from __future__ import annotations

import numpy as np

from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.stances import stances
from detente.engines.forecast.method import Answers, Method, Options
from detente.engines.forecast.table import Array, Tables
from detente.results.forecast import Believed, Pull


def pulls(case: Case, method: Method, options: Options, best: Tables, answers: Answers) -> dict[str, tuple[Pull, ...]]:
    """Weight and pull of every party on every issue, strongest pull first.

    pull_i = O - O(without i), in the scale's units, all numbers at their best values; ``answers`` are the
    method's at ``best``.
    """
    parties = dict.fromkeys(party for table in best.tables for party in table.parties)
    without = {party: method.answer(best.without(party), options).outcomes[0] for party in parties}
    return {
        table.issue: _on_issue(case, table.issue, column, answers.outcomes[0, column], without)
        for column, table in enumerate(best.tables)
    }


def standings(case: Case, best: Tables) -> dict[str, tuple[Pull, ...]]:
    """The same without the pulls, for a method that would take too long to run again for every party."""
    return {table.issue: _on_issue(case, table.issue, 0, np.nan, {}) for table in best.tables}


def _on_issue(case: Case, issue: str, column: int, outcome: float, without: dict[str, Array]) -> tuple[Pull, ...]:
    held = stances(case, issue)
    weights = [it.capability.best * it.salience.best for it in held]
    total = sum(weights)
    found = []
    for it, weight in zip(held, weights, strict=True):
        pull = float(outcome - without[it.party][column]) if it.party in without else np.nan
        found.append(
            Pull(
                party=it.party,
                position=believed(it.position),
                salience=believed(it.salience),
                capability=believed(it.capability),
                weight=weight / total if total > 0 else None,
                pull=None if np.isnan(pull) else pull,
            )
        )
    return tuple(sorted(found, key=lambda pull: -abs(pull.pull or 0.0)))


def believed(number: Number) -> Believed:
    """Low, best and high of a number."""
    return Believed(low=number.low, best=number.best, high=number.high)
