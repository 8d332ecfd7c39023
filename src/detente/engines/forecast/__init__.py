"""Forecast: what outcome is likely, and how sure we are."""

from detente.engines.forecast.forecast import forecast
from detente.engines.forecast.methods import METHODS

__all__ = ["METHODS", "forecast"]
