"""The forecast log: who said what would happen, when, and what came about, in a file that only grows."""

from detente.results.forecast_log.log import ForecastLog, Question, read_log
from detente.results.forecast_log.records import (
    CaseUsed,
    Distribution,
    ForecastRecord,
    Probability,
    QuestionRecord,
    Range,
    ResolutionRecord,
    Scale,
)
from detente.results.forecast_log.writing import add_question, outcome_in_words, resolve_question, update_forecast

__all__ = [
    "CaseUsed",
    "Distribution",
    "ForecastLog",
    "ForecastRecord",
    "Probability",
    "Question",
    "QuestionRecord",
    "Range",
    "ResolutionRecord",
    "Scale",
    "add_question",
    "outcome_in_words",
    "read_log",
    "resolve_question",
    "update_forecast",
]
