"""detente: prepare, mediate, study and teach negotiations in a conflict.

The functions give the same frozen results as the commands; the brief is ``detente.brief.brief``::

    import detente

    case = detente.load_case("vienna-2015")
    answer = detente.forecast(case, draws=1000, seed=1)
    print(answer.issues["presidency"].sentence)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.answers.ceasefire import ceasefire
    from detente.answers.leverage import leverage
    from detente.answers.trust import trust
    from detente.case import Case, Finding, open_case, parse_case, read_case
    from detente.case.catalog import catalog, load_case
    from detente.case.edits import Edit, apply
    from detente.case.tables import export_table, import_table
    from detente.case.writer import case_text
    from detente.engines.deals import deals
    from detente.engines.deals.elicitation import elicited_weights
    from detente.engines.forecast import compare, forecast
    from detente.engines.forecast.scores import score, score_log
    from detente.engines.forecast.sensitivity import sensitivity
    from detente.engines.stability import stability
    from detente.errors import CaseError, CommandError, DetenteError, LogError, MethodError, SourceError
    from detente.results.forecast_log import ForecastLog, add_question, read_log, resolve_question, update_forecast
    from detente.sources import read_page, read_path
    from detente.sources.verification import check

_HOMES = {
    "Case": "detente.case",
    "CaseError": "detente.errors",
    "CommandError": "detente.errors",
    "DetenteError": "detente.errors",
    "Edit": "detente.case.edits",
    "Finding": "detente.case",
    "ForecastLog": "detente.results.forecast_log",
    "LogError": "detente.errors",
    "MethodError": "detente.errors",
    "SourceError": "detente.errors",
    "add_question": "detente.results.forecast_log",
    "apply": "detente.case.edits",
    "case_text": "detente.case.writer",
    "catalog": "detente.case.catalog",
    "ceasefire": "detente.answers.ceasefire",
    "check": "detente.sources.verification",
    "compare": "detente.engines.forecast",
    "deals": "detente.engines.deals",
    "elicited_weights": "detente.engines.deals.elicitation",
    "export_table": "detente.case.tables",
    "forecast": "detente.engines.forecast",
    "import_table": "detente.case.tables",
    "leverage": "detente.answers.leverage",
    "load_case": "detente.case.catalog",
    "open_case": "detente.case",
    "parse_case": "detente.case",
    "read_case": "detente.case",
    "read_log": "detente.results.forecast_log",
    "read_page": "detente.sources",
    "read_path": "detente.sources",
    "resolve_question": "detente.results.forecast_log",
    "score": "detente.engines.forecast.scores",
    "score_log": "detente.engines.forecast.scores",
    "sensitivity": "detente.engines.forecast.sensitivity",
    "stability": "detente.engines.stability",
    "trust": "detente.answers.trust",
    "update_forecast": "detente.results.forecast_log",
}

__all__ = [
    "Case",
    "CaseError",
    "CommandError",
    "DetenteError",
    "Edit",
    "Finding",
    "ForecastLog",
    "LogError",
    "MethodError",
    "SourceError",
    "add_question",
    "apply",
    "case_text",
    "catalog",
    "ceasefire",
    "check",
    "compare",
    "deals",
    "elicited_weights",
    "export_table",
    "forecast",
    "import_table",
    "leverage",
    "load_case",
    "open_case",
    "parse_case",
    "read_case",
    "read_log",
    "read_page",
    "read_path",
    "resolve_question",
    "score",
    "score_log",
    "sensitivity",
    "stability",
    "trust",
    "update_forecast",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: starting the program stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
