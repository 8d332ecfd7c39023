"""Forecast: what outcome is likely, and how sure we are."""

from detente.engines.forecast.compare import compare
from detente.engines.forecast.forecast import forecast
from detente.engines.forecast.methods import BASELINES, METHODS

__all__ = ["BASELINES", "METHODS", "compare", "forecast"]
