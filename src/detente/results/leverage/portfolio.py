"""The best set of measures for a goal under a budget."""

from __future__ import annotations

from detente.results.history import Frozen
from detente.results.leverage.changes import Effect


class MeasureSet(Frozen):
    """Measures taken together: their cost, and how far they bring the goal, with less without them."""

    measures: tuple[str, ...]
    cost: float
    gain: Effect


class Portfolio(Frozen):
    """The set of measures that brings a goal farthest within a budget.

    ``frontier`` holds the sets than which no cheaper one, and none as cheap, gains more, the cheapest first. ``answer`` are the measures by
    which those ``against`` leave least of the gain, within ``answer_budget``, and ``left`` what they leave. ``exact``: all sets within the budget
    were compared; else the best set was built up step by step and a better one may exist. Gains are points of utility, units of
    the issue's scale toward the goal, or shares of draws (0 to 1) with an open zone.
    """

    goal: str
    budget: float | None
    by: tuple[str, ...]
    best: MeasureSet | None
    frontier: tuple[MeasureSet, ...]
    compared: int
    exact: bool
    against: tuple[str, ...]
    answer_budget: float | None
    answer: tuple[str, ...]
    left: Effect | None
    notes: tuple[str, ...]
    sentence: str
