"""The result of the leverage engine: outcomes in the units of each scale, utilities in points from 0 to 100."""

from __future__ import annotations

from detente.results.leverage.changes import (
    Effect,
    Elasticity,
    FactEffect,
    MeasureEffect,
    Moment,
    Verdict,
    ZoneChange,
)
from detente.results.leverage.contest import Contest, Mixture, Play
from detente.results.leverage.influence import Influence, InfluencePath
from detente.results.leverage.leverage import Leverage
from detente.results.leverage.portfolio import MeasureSet, Portfolio
from detente.results.leverage.war import Belligerent, Settlements, War
from detente.results.leverage.zone_curve import ZoneCurve

__all__ = [
    "Belligerent",
    "Contest",
    "Effect",
    "Elasticity",
    "FactEffect",
    "Influence",
    "InfluencePath",
    "Leverage",
    "MeasureEffect",
    "MeasureSet",
    "Mixture",
    "Moment",
    "Play",
    "Portfolio",
    "Settlements",
    "Verdict",
    "War",
    "ZoneChange",
    "ZoneCurve",
]
