"""Scores: how good forecasts were, once the outcomes are known."""

from detente.engines.forecast.scores.score import score

__all__ = ["score"]
