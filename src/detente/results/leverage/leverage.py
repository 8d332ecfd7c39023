"""The result of the leverage engine."""

from __future__ import annotations

from detente.results.history import Frozen
from detente.results.leverage.changes import Elasticity, FactEffect, MeasureEffect, Moment
from detente.results.leverage.contest import Contest
from detente.results.leverage.portfolio import Portfolio
from detente.results.run import Run


class Leverage(Frozen):
    """What facts on the ground did to the table, and what measures would do.

    ``timeline`` is the table day by day of the facts; ``portfolio`` the best set of measures for a goal and ``contest`` the game between
    two sides, both None where not asked for; ``notes`` say what was assumed or left out.
    """

    run: Run
    facts: dict[str, FactEffect]
    timeline: tuple[Moment, ...]
    measures: dict[str, MeasureEffect]
    elasticities: tuple[Elasticity, ...]
    portfolio: Portfolio | None = None
    contest: Contest | None = None
    notes: tuple[str, ...]
    sentence: str
