"""The result of the leverage engine."""

from __future__ import annotations

from detente.results.history import Frozen
from detente.results.leverage.changes import Elasticity, FactEffect, MeasureEffect, Moment
from detente.results.run import Run


class Leverage(Frozen):
    """What facts on the ground did to the table, and what measures would do.

    ``timeline`` is the table day by day of the facts; ``notes`` say what was assumed or left out.
    """

    run: Run
    facts: dict[str, FactEffect]
    timeline: tuple[Moment, ...]
    measures: dict[str, MeasureEffect]
    elasticities: tuple[Elasticity, ...]
    notes: tuple[str, ...]
    sentence: str
