"""The forecast of a case, as a forecast log keeps it."""

from __future__ import annotations

from detente.case.model import Case
from detente.engines.forecast.forecast import forecast
from detente.errors import MethodError
from detente.results.forecast_log import CaseUsed, Distribution, Range, Scale


def case_scale(case: Case, issue: str) -> Scale:
    """The ends of an issue's scale, or :class:`MethodError` where the case has no such issue.

    >>> from detente.case.catalog import load_case
    >>> case_scale(load_case("emission-standards-1994"), "delay")
    Scale(low=4.0, high=10.0)
    """
    if issue not in case.issues:
        raise MethodError(f"the case has no issue {issue}", advice=f"issues: {', '.join(case.issues) or 'none'}")
    it = case.issues[issue]
    return Scale(low=it.low, high=it.high)


def case_used(case: Case, issue: str = "") -> CaseUsed:
    """The case and the digest of its content."""
    return CaseUsed(id=case.id, digest=case.digest, issue=issue)


def case_forecast(
    case: Case, issue: str, method: str = "weighted_mean", *, draws: int = 1000, seed: int = 0
) -> Distribution | Range:
    """What a method forecasts on an issue: its distribution of the outcome where it gives one, else a range of draws.

    :class:`MethodError` where the answer is undetermined.

    >>> from detente.case.catalog import load_case
    >>> round(case_forecast(load_case("emission-standards-1994"), "delay", draws=10).best, 2)
    7.39
    """
    case_scale(case, issue)
    it = forecast(case, method, issues=[issue], draws=draws, seed=seed).issues[issue]
    if it.density is not None and it.density.of == "outcome":
        return Distribution(probabilities=it.density.probabilities, method=method)
    if it.outcome is None:
        raise MethodError(f"the forecast on {issue} is undetermined", advice=it.undetermined)
    low, high = it.interval80 or (it.outcome, it.outcome)
    return Range(low=low, best=it.outcome, high=high, of="draws", method=method)
