"""The forecast log in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime

    from detente.results.forecast_log import Distribution, ForecastLog, Probability, Question, Range, Scale


def forecast_in_words(it: Probability | Range | Distribution, scale: Scale | None) -> str:
    """A forecast as a person reads it."""
    if it.kind == "probability":
        return f"{100 * it.probability:.3g} %"
    if it.kind == "distribution":
        middle, low, high = _quantiles(it, scale)
        return f"median {middle:.3g}, with 80 % from {low:.3g} to {high:.3g} ({it.method})"
    if it.of == "draws":
        return f"{it.best:.3g}, 80 % of draws from {it.low:.3g} to {it.high:.3g} ({it.method})"
    return f"{it.best:g}, with 80 % from {it.low:g} to {it.high:g}"


def _quantiles(it: Distribution, scale: Scale | None) -> tuple[float, float, float]:
    """Median and ends of the central 80 %, in the scale's units."""
    import numpy as np

    from detente.engines.forecast import densities

    chances = np.array(it.probabilities)
    start, length = (scale.low, scale.high - scale.low) if scale is not None else (0.0, 100.0)
    points = (densities.median(chances), *densities.central_interval(chances))
    middle, low, high = (start + length * float(point) / 100 for point in points)
    return middle, low, high


def by_whom(name: str) -> str:
    """The name of who said so, after a comma; nothing where there is none."""
    return f", {name}" if name else ""


def status(it: Question, today: datetime.date) -> str:
    """Whether a question is open, overdue or resolved."""
    from detente.results.forecast_log import outcome_in_words

    if it.resolution is not None:
        note = f" ({it.resolution.note})" if it.resolution.note else ""
        return f"resolved {it.resolution.on}: {outcome_in_words(it.resolution.outcome, it.scale)}{note}"
    due = it.asked.resolves
    if due is None:
        return "open, no day set"
    return f"overdue since {due}: detente log resolve {it.id} OUTCOME" if it.overdue(today) else f"open until {due}"


def listing(log: ForecastLog, shown: list[Question], today: datetime.date) -> dict[str, Any]:
    """The list for programs."""
    return {
        "file": str(log.path),
        "questions": [
            {
                "id": it.id,
                "overdue": it.overdue(today),
                "asked": it.asked.model_dump(mode="json"),
                "forecasts": [each.model_dump(mode="json") for each in it.forecasts],
                "resolution": it.resolution.model_dump(mode="json") if it.resolution else None,
            }
            for it in shown
        ],
        "problems": list(log.problems),
    }
