"""The result of the leverage engine: outcomes in the units of each scale, utilities in points from 0 to 100."""

from __future__ import annotations

from detente.results.leverage.changes import (
    Effect,
    Elasticity,
    FactEffect,
    MeasureEffect,
    Moment,
    ShareOfDraws,
    Verdict,
    ZoneChange,
)
from detente.results.leverage.leverage import Leverage

__all__ = [
    "Effect",
    "Elasticity",
    "FactEffect",
    "Leverage",
    "MeasureEffect",
    "Moment",
    "ShareOfDraws",
    "Verdict",
    "ZoneChange",
]
