"""Stability: which states of the graph model can last, and for whom."""

from detente.results.stability.stability import Choice, Stability, State

__all__ = ["Choice", "Stability", "State"]
