"""Results: what was computed. One frozen type per engine, each with the run that made it."""

from detente.results.forecast import Forecast, IssueForecast
from detente.results.run import Run

__all__ = ["Forecast", "IssueForecast", "Run"]
