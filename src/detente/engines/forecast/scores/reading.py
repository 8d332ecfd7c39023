"""Reading the table of forecasts and the table of outcomes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.scores.columns import CellError, Columns, LeftOut
from detente.engines.forecast.scores.given import Given, Kind, Outcome, ScaleForecast
from detente.errors import CaseError

Array = npt.NDArray[np.float64]

GRID_COLUMNS = [f"p{point}" for point in range(101)]
POINT_COLUMNS = ("mean", "median")
SUM_TOLERANCE = 0.005  # of the sum of 101 probabilities, which a table may hold with four digits
MEDIAN_TOLERANCE = 1.5  # points by which a stated median may differ from that of the probabilities
KEYS = {"events": ("question", "issue"), "scale": ("issue", "question")}  # the column that names what is forecast
UNNAMED = "forecast"
ANSWERS = {"yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}


def read_forecasts(path: Path) -> Given:
    """Read forecasts on scales or of events from a CSV or Excel table with one row per issue and method.

    On scales the columns are issue, method, mean, median, lo80, hi80 and p0 ... p100, the probability of each
    point of the 0-100 grid; a method that gives points leaves the last 101 empty. Of events they are question
    (or issue), method and probability, 0 to 1 or with a percent sign. Rows that cannot be used are left out,
    and the notes say which. :class:`CaseError` where the table is none or has neither kind of columns.
    """
    table = Columns(path)
    on_scale = [name for name in (*POINT_COLUMNS, "p0") if name in table.names]
    if "probability" in table.names and on_scale:
        raise CaseError(
            f"{path}: the columns probability and {on_scale[0]} do not go together",
            advice="score forecasts of events and forecasts on scales apart",
        )
    if "probability" not in table.names and not on_scale:
        raise CaseError(
            f"{path}: no column holds a forecast",
            advice="it needs probability (events), or median, mean or p0 ... p100 (scales)",
        )
    missing = [name for name in GRID_COLUMNS if name not in table.names]
    if 0 < len(missing) < len(GRID_COLUMNS):
        raise CaseError(f"{path}: there is no column {missing[0]}", advice="it needs p0 to p100, or none of them")
    kind: Kind = "scale" if on_scale else "events"
    return _Forecasts(table, table.first(*KEYS[kind]), kind).given()


class _Forecasts:
    """One pass over the rows of a table of forecasts."""

    def __init__(self, table: Columns, key: str, kind: Kind) -> None:
        self.table, self.key, self.kind = table, key, kind
        self.left_out = LeftOut("forecast")
        self.found: dict[str, dict[str, tuple[float, ...]]] = {}
        self.contested: set[tuple[str, str]] = set()

    def given(self) -> Given:
        for line, row in self.table.rows():
            issue, method = self.table.text(row, self.key), self.table.text(row, "method") or UNNAMED
            if not issue:
                self.left_out.add(f"left out, no {self.key} is named", f"row {line}")
                continue
            try:
                numbers = self._event(row) if self.kind == "events" else self._scale(row)
            except CellError as error:
                self.left_out.add(f"left out, {error}", f"row {line}")
                continue
            self._keep(line, method, issue, numbers)
        for method, issue in self.contested:
            del self.found[method][issue]
        methods = {method: answers for method, answers in self.found.items() if answers}
        if self.kind == "events":
            events = {method: {issue: it[0] for issue, it in answers.items()} for method, answers in methods.items()}
            return Given("events", events, {}, (*self.table.assumed, *self.left_out.notes()))
        scales = {
            method: {key: self._forecast(it) for key, it in answers.items()} for method, answers in methods.items()
        }
        return Given("scale", {}, scales, (*self.table.assumed, *self._disagreeing(scales), *self.left_out.notes()))

    def _keep(self, line: int, method: str, issue: str, numbers: tuple[float, ...]) -> None:
        known = self.found.setdefault(method, {}).setdefault(issue, numbers)
        if known is numbers:
            return
        where = f"row {line} ({method} on {issue})"
        if np.array_equal(known, numbers, equal_nan=True):
            self.left_out.add("stated twice, counted once", where)
        else:
            self.contested.add((method, issue))
            self.left_out.add("left out with the row above it, which says something else", where)

    def _event(self, row: tuple[str, ...]) -> tuple[float, ...]:
        value = self.table.value(row, "probability", 1.0)
        if value is None:
            raise CellError("no probability")
        return (value,)

    def _scale(self, row: tuple[str, ...]) -> tuple[float, ...]:
        """Mean, median, lo80 and hi80, NaN where empty, and 101 probabilities or nothing."""
        points = [self.table.value(row, name, 100.0) for name in (*POINT_COLUMNS, "lo80", "hi80")]
        mean, median, low, high = (float("nan") if it is None else it for it in points)
        if np.isnan(low) != np.isnan(high):
            raise CellError("only one of lo80 and hi80")
        if low > high:
            raise CellError("lo80 above hi80")
        cells = [self.table.value(row, name, 1.0) for name in GRID_COLUMNS]
        chances = [it for it in cells if it is not None]
        if chances and len(chances) < len(cells):
            raise CellError("some of its probabilities are empty")
        if chances and abs(sum(chances) - 1) > SUM_TOLERANCE:
            raise CellError("probabilities do not sum to 1")
        if not chances and np.isnan(mean) and np.isnan(median):
            raise CellError("neither a point nor probabilities")
        return (mean, median, low, high, *chances)

    @staticmethod
    def _forecast(numbers: tuple[float, ...]) -> ScaleForecast:
        chances = np.array(numbers[4:])
        mean, median, low, high = numbers[:4]
        return ScaleForecast(mean, median, low, high, chances / chances.sum() if chances.size else None)

    @staticmethod
    def _disagreeing(scales: dict[str, dict[str, ScaleForecast]]) -> tuple[str, ...]:
        unlike = LeftOut("median")
        for method, answers in scales.items():
            for issue, it in answers.items():
                own = ScaleForecast(probabilities=it.probabilities).filled().median
                if abs(own - it.median) > MEDIAN_TOLERANCE:
                    unlike.add(
                        "stated that the probabilities do not have; the stated one counts", f"{method} on {issue}"
                    )
        return unlike.notes()


def read_outcomes(path: Path, kind: Kind) -> tuple[dict[str, Outcome], tuple[str, ...]]:
    """Read outcomes by issue (0 to 100) or by question (1, yes or true; 0, no or false), and notes on what was left out.

    Columns: issue or question, outcome, and ``proposal`` where issues belong together (default: each stands
    alone). An issue may stand in many rows that agree; where they do not, it is left out.
    """
    table = Columns(path)
    key = table.first(*KEYS[kind])
    table.first("outcome")
    left_out = LeftOut("outcome")
    found: dict[str, Outcome] = {}
    contested: dict[str, int] = {}
    for line, row in table.rows():
        issue = table.text(row, key)
        try:
            value = _outcome(table, row, kind)
        except CellError as error:
            left_out.add(f"left out, {error}", f"row {line}")
            continue
        if not issue or value is None:
            continue
        outcome = Outcome(value, table.text(row, "proposal") or issue)
        known = found.setdefault(issue, outcome)
        if known.value == value and known.cluster != outcome.cluster:
            left_out.add("named under two proposals, the first counts", f"{issue} (row {line})")
        if known.value != value:
            contested.setdefault(issue, line)
    for issue, line in contested.items():
        del found[issue]
        left_out.add("left out, as the rows of an issue contradict one another", f"{issue} (row {line})")
    return found, (*table.assumed, *left_out.notes())


def _outcome(table: Columns, row: tuple[str, ...], kind: Kind) -> float | None:
    if kind == "scale":
        return table.value(row, "outcome", 100.0)
    text = table.text(row, "outcome").casefold()
    value = ANSWERS[text] if text in ANSWERS else table.value(row, "outcome", 1.0)
    if value not in (None, 0.0, 1.0):
        raise CellError(f"outcome is {text}, neither 0 nor 1 (yes or no)")
    return value
