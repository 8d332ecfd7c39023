"""Results: what was computed. One frozen type per engine, each with the run that made it."""

from detente.results.forecast import DynamicForecast, Forecast, ForecastComparison, IssueForecast
from detente.results.run import Run

__all__ = ["DynamicForecast", "Forecast", "ForecastComparison", "IssueForecast", "Run"]
