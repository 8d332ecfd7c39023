"""The result of the leverage engine."""

from __future__ import annotations

from detente.results.history import Frozen
from detente.results.leverage.changes import Elasticity, FactEffect, MeasureEffect, Moment
from detente.results.leverage.contest import Contest
from detente.results.leverage.influence import Influence
from detente.results.leverage.portfolio import Portfolio
from detente.results.leverage.war import War
from detente.results.leverage.zone_curve import ZoneCurve
from detente.results.run import Run


class Leverage(Frozen):
    """What facts on the ground did to the table, and what measures would do.

    ``timeline`` is the table day by day of the facts; ``portfolio`` the best set of measures for a goal and ``contest`` the game between
    two sides, ``zone_curves`` the chance of a zone by a party's leverage, ``war`` what war as the outside option leaves to agree on and ``influence`` whom a
    party can move through whom; all empty where not asked for. ``notes`` say what was assumed or left out.
    """

    run: Run
    facts: dict[str, FactEffect]
    timeline: tuple[Moment, ...]
    measures: dict[str, MeasureEffect]
    elasticities: tuple[Elasticity, ...]
    portfolio: Portfolio | None = None
    contest: Contest | None = None
    zone_curves: tuple[ZoneCurve, ...] = ()
    war: War | None = None
    influence: Influence | None = None
    notes: tuple[str, ...]
    sentence: str
