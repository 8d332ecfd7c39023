"""Shares of draws, as results show them."""

from __future__ import annotations

from detente.results.history import Frozen


class ShareOfDraws(Frozen):
    """A share of draws with its 95 % interval (Wilson)."""

    value: float
    low: float
    high: float
