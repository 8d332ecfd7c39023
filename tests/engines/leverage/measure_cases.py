"""Small cases with measures, and goals and answers of which everything is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, combinations

import numpy as np

from detente.case import Case
from detente.engines.leverage.goals import Goal


def table_of(costs: Mapping[str, float | None], by: Mapping[str, str] | None = None) -> Case:
    """Two parties on one issue, and measures without effects that cost what is given."""
    takers = by or {}
    measures = {
        name: {"by": takers.get(name, "a"), "what": name, **({} if cost is None else {"cost": cost})}
        for name, cost in costs.items()
    }
    return Case.model_validate(
        {
            "id": "table",
            "parties": {"a": {"capability": 30}, "b": {"capability": 10}, "c": {"capability": 0}},
            "issues": {"land": {"scale": {0: "none", 100: "all"}}},
            "positions": {
                "a": {"land": {"position": 0, "salience": 50}},
                "b": {"land": {"position": 100, "salience": 50}},
            },
            "measures": measures,
        }
    )


def all_sets(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Every set of measures, in the order of the case."""
    return list(chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)))


def goal_by(worth: Mapping[tuple[str, ...], float]) -> Goal:
    """A goal whose value for each set stands in a table."""
    return Goal(
        "the goal",
        lambda sets: np.array([worth[tuple(it)] for it in sets]),
        lambda measures: np.array([worth[tuple(measures)]] * 3),
    )
