"""Forecasts of many issues as a table that anyone can score: a row for each issue and method."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt

from detente.engines.forecast import densities
from detente.engines.forecast.calibrated import Model, density, published
from detente.engines.forecast.calibrated.model import stand_of
from detente.engines.forecast.calibrated.residuals import residual_density
from detente.engines.forecast.mean import mean
from detente.engines.forecast.median import median
from detente.engines.forecast.methods import method_named
from detente.engines.forecast.records import Record
from detente.engines.forecast.table import Table, Tables
from detente.engines.forecast.weighted_mean import weighted_mean
from detente.engines.forecast.weighted_median import weighted_median

Array = npt.NDArray[np.float64]
Answer = float | Array
"""A point on the scale (NaN: undetermined) or a density of shape (101,)."""
TableMethod = Callable[[Record, Model], Answer]

COLUMNS = ("issue", "method", "mean", "median", "lo80", "hi80", *(f"p{k}" for k in range(101)))


def _calibrated(it: Record, model: Model) -> Answer:
    return density(it.positions, it.weights, it.capabilities, it.reference, model=model)


def _weighted_mean_residuals(it: Record, model: Model) -> Answer:
    return np.asarray(residual_density(stand_of(it).mean, model.residuals)[0])


def _point(rule: Callable[[Array, Array], Array]) -> TableMethod:
    return lambda it, model: float(rule(it.positions, it.weights))


def _by_method(name: str) -> TableMethod:
    """A method of the forecast engine that takes each issue alone, with its default options."""

    def answer(it: Record, model: Model) -> Answer:
        method = method_named(name)
        table = Table(
            issue=it.issue,
            parties=tuple(map(str, range(len(it.positions)))),
            low=0.0,
            high=100.0,
            positions=it.positions[np.newaxis],
            saliences=it.saliences[np.newaxis],
            capabilities=it.capabilities[np.newaxis],
            reference=np.array([it.reference]),
        )
        if method.density is not None:
            return np.asarray(method.density(table, method.options())[0])
        return float(
            method.answer(Tables((table,), draws=np.zeros(1, dtype=np.int64)), method.options()).outcomes[0, 0]
        )

    return answer


# A method answers with a point or with a density; both get their rows and their accuracy.
TABLE_METHODS: dict[str, TableMethod] = {
    "calibrated": _calibrated,
    "weighted_mean_residuals": _weighted_mean_residuals,
    "weighted_mean": _point(weighted_mean),
    "mean": _point(mean),
    "weighted_median": _point(weighted_median),
    "median": _point(median),
    "nash_bargaining": _by_method("nash_bargaining"),
    "condorcet": _by_method("condorcet"),
    "challenge": _by_method("challenge"),
    "middle": lambda it, model: 50.0,
}
LEARNED = frozenset({"calibrated", "weighted_mean_residuals"})  # their figures come from issues with known outcomes


def forecast_rows(
    issues: Iterable[Record], methods: Iterable[str] = tuple(TABLE_METHODS), model: Model | None = None
) -> Iterator[dict[str, str]]:
    """One row for each issue and method, its cells as text, by the names of :data:`COLUMNS`.

    For a density: its mean, its median, the ends of its central 80 % interval and the probability of each point of
    the grid. For a point: mean and median are that point, the rest is empty; all is empty where it is undetermined.
    """
    figures = published() if model is None else model
    for it in issues:
        for name in methods:
            answer = TABLE_METHODS[name](it, figures)
            yield {"issue": it.issue, "method": name, **(_density_cells if np.ndim(answer) else _point_cells)(answer)}


def table_text(rows: Iterable[dict[str, str]]) -> str:
    """The rows as CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _point_cells(answer: Answer) -> dict[str, str]:
    text = "" if np.isnan(answer) else f"{float(answer):.10g}"
    return {"mean": text, "median": text}


def _density_cells(answer: Answer) -> dict[str, str]:
    p = np.asarray(answer)
    low, high = densities.central_interval(p)
    numbers = {"mean": densities.mean(p), "median": densities.median(p), "lo80": low, "hi80": high}
    cells = {name: f"{float(value):.10g}" for name, value in numbers.items()}
    return cells | {f"p{k}": f"{value:.10g}" for k, value in enumerate(p)}
