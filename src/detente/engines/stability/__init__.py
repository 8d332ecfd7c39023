"""Stability: which situations can last, by the graph model for conflict resolution."""

from detente.engines.stability.stability import stability

__all__ = ["stability"]
