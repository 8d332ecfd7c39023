"""All methods side by side, the plain ones first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from detente.case.model import Case
from detente.engines.forecast.forecast import forecast
from detente.engines.forecast.methods import METHODS
from detente.engines.uncertainty import Progress
from detente.errors import MethodError
from detente.results.forecast import Forecast, ForecastComparison
from detente.results.run import Run


def compare(
    case: Case,
    methods: Sequence[str] | None = None,
    *,
    issues: Sequence[str] | None = None,
    draws: int = 1000,
    seed: int = 0,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Callable[[str], Progress] | None = None,
) -> ForecastComparison:
    """Forecast by several methods on common draws; all of them without ``methods``.

    ``options`` are by method; ``progress`` gives, for a method about to run, whom to tell of its draws. A
    method that cannot answer for this case is named with the reason and does not stop the others.

    >>> from detente.case.catalog import load_case
    >>> found = compare(load_case("emission-standards-1994"), ["mean", "median"], draws=0)
    >>> {name: round(it.issues["delay"].outcome, 2) for name, it in found.methods.items()}
    {'mean': 6.7, 'median': 7.0}
    """
    found: dict[str, Forecast] = {}
    failed: dict[str, MethodError] = {}
    for name in methods or METHODS:
        try:
            found[name] = forecast(
                case,
                name,
                issues=issues,
                draws=draws,
                seed=seed,
                options=(options or {}).get(name),
                workers=workers,
                cluster=cluster,
                progress=progress(name) if progress is not None else None,
            )
        except MethodError as error:
            failed[name] = error
    if not found:
        raise next(iter(failed.values()))
    asked = next(iter(found.values())).issues
    run = Run.of(case, "forecast", "all", seed=seed, draws=draws, parameters={"methods": list(methods or METHODS)})
    return ForecastComparison(
        run=run,
        methods=found,
        failed={name: error.message for name, error in failed.items()},
        spread={issue: _spread(found, issue) for issue in asked},
    )


def _spread(found: Mapping[str, Forecast], issue: str) -> float | None:
    outcomes = [it.issues[issue].outcome for it in found.values()]
    known = [outcome for outcome in outcomes if outcome is not None]
    return max(known) - min(known) if len(known) > 1 else None
