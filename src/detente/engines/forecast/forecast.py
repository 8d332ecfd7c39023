"""The forecast of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial

import numpy as np
import numpy.typing as npt

from detente.case.model import Case, Issue
from detente.case.stances import Stance, stances
from detente.engines.forecast.mean import mean
from detente.engines.forecast.methods import Method, method_named
from detente.engines.forecast.pulls import pulls
from detente.engines.forecast.sentences import sentence
from detente.engines.forecast.swings import swings
from detente.engines.forecast.table import Table
from detente.engines.forecast.weighted_mean import weighted_mean
from detente.engines.forecast.weighted_median import weighted_median
from detente.engines.uncertainty import in_blocks
from detente.errors import CommandError, MethodError
from detente.results.forecast import Baselines, DrawsSummary, Forecast, IssueForecast
from detente.results.run import Run

Array = npt.NDArray[np.float64]
SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
MAX_DRAWS = 10_000_000


def forecast(
    case: Case,
    method: str = "weighted_mean",
    *,
    issues: Sequence[str] | None = None,
    draws: int = 1000,
    seed: int = 0,
    workers: int = 1,
    progress: Callable[[str], None] | None = None,
) -> Forecast:
    """Forecast the outcome of each issue by one method, with the plain baselines beside it.

    The outcome is the answer at the best values; ``draws`` seeded draws of every uncertain number give the
    interval. ``issues`` limits the forecast to some issues; ``progress`` is told the issue about to be
    computed. Raises :class:`MethodError` for an unknown method or issue, :class:`CommandError` for an
    impossible number of draws or workers.

    >>> from detente.case.catalog import load_case
    >>> answer = forecast(load_case("emission-standards-1994"))
    >>> round(answer.issues["delay"].outcome, 3)
    7.39
    """
    rule = method_named(method)
    if not 0 <= draws <= MAX_DRAWS:
        raise CommandError(f"{draws} draws are not possible", advice=f"ask for 0 to {MAX_DRAWS}")
    if not 1 <= workers <= 256:
        raise CommandError(f"{workers} workers are not possible", advice="ask for 1 to 256")
    found = {}
    for issue in _chosen(case, issues):
        if progress is not None:
            progress(issue)
        found[issue] = _issue(case, issue, method, rule, draws, seed, workers)
    run = Run.of(case, "forecast", method, seed=seed, draws=draws, parameters={"issues": list(found)})
    return Forecast(run=run, issues=found)


def _chosen(case: Case, issues: Sequence[str] | None) -> list[str]:
    if not case.issues:
        raise MethodError("the case has no issue to forecast", advice="add `issues` and `positions`")
    for issue in issues or ():
        if issue not in case.issues:
            near = get_close_matches(issue, case.issues, n=1)
            advice = f"did you mean {near[0]}?" if near else f"issues: {', '.join(case.issues)}"
            raise MethodError(f"the case has no issue {issue}", advice=advice)
    return list(issues) if issues else list(case.issues)


def _issue(case: Case, issue: str, method: str, rule: Method, draws: int, seed: int, workers: int) -> IssueForecast:
    held = stances(case, issue)
    best = Table.best(held)
    outcome = _value(best.outcomes(rule))
    outcomes = in_blocks(partial(_drawn, case, issue, rule, seed), draws, workers)
    summary = _summary(case.issues[issue], outcomes)
    interval = (summary.quantiles["10"], summary.quantiles["90"]) if summary.quantiles else None
    reason = "" if outcome is not None else _reason(held)
    pulled, moved = pulls(held, rule), swings(held, rule)
    it = case.issues[issue]
    return IssueForecast(
        name=case.issue_name(issue),
        outcome=outcome,
        interval80=interval,
        baselines=Baselines(
            mean=_value(best.outcomes(mean)),
            weighted_mean=_value(best.outcomes(weighted_mean)),
            weighted_median=_value(best.outcomes(weighted_median)),
            middle=(it.low + it.high) / 2,
        ),
        draws_summary=summary,
        pulls=pulled,
        swings=moved,
        undetermined=reason,
        sentence=sentence(case, issue, method, outcome, interval, pulled, moved, reason),
    )


def _drawn(case: Case, issue: str, rule: Method, seed: int, start: int, stop: int) -> Array:
    return Table.drawn(case, issue, seed, start, stop).outcomes(rule)


def _summary(issue: Issue, outcomes: Array) -> DrawsSummary:
    known = outcomes[~np.isnan(outcomes)]
    marks = np.array(sorted(issue.scale))
    nearest = np.abs(known[:, np.newaxis] - marks).argmin(axis=1)
    quantiles: list[float] = np.quantile(known, SHARES).tolist() if known.size else []
    return DrawsSummary(
        count=len(outcomes),
        mean=float(known.mean()) if known.size else None,
        standard_deviation=float(known.std()) if known.size else None,
        quantiles={f"{share * 100:g}": value for share, value in zip(SHARES, quantiles, strict=False)},
        nearest={f"{mark:.15g}": float((nearest == place).mean()) for place, mark in enumerate(marks)}
        if known.size
        else {},
        undetermined=1 - len(known) / len(outcomes) if len(outcomes) else 0.0,
    )


def _reason(held: tuple[Stance, ...]) -> str:
    if not held:
        return "No party has a position on it."
    return "No party with a position on it has both capability and salience above zero."


def _value(outcomes: Array) -> float | None:
    return None if np.isnan(outcomes[0]) else float(outcomes[0])
