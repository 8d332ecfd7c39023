"""Scores: how good forecasts were, once the outcomes are known."""

from detente.engines.forecast.scores.case_forecast import case_forecast, case_scale, case_used
from detente.engines.forecast.scores.log import score_log
from detente.engines.forecast.scores.score import score

__all__ = ["case_forecast", "case_scale", "case_used", "score", "score_log"]
