"""A number of the ceasefire engine, with its interval."""

from __future__ import annotations

from detente.results.history import Frozen


class Estimate(Frozen):
    """The value at the best values of the case, and the middle 80 % of the draws (null without draws)."""

    best: float
    interval80: tuple[float, float] | None = None
