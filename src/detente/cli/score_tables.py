"""Tables of scores, as ``detente score`` and ``detente log score`` print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from detente.results.scores import Estimate, EventScores, ScaleScores


def show_scores(
    console: Console,
    events: dict[str, EventScores],
    scales: dict[str, ScaleScores],
    who: str = "method",
    daily: dict[str, Estimate] | None = None,
) -> None:
    """Print the tables of events and those of scales, where there are any."""
    tables = []
    if events:
        tables += [_events(events, who, daily or {}), _parts(events, who), _calibration(events, who)]
    if scales:
        tables += [_errors(scales, who), _distributions(scales, who)]
    for table in tables:
        console.print(table)
        console.print()
    if any(it.gives == "points" for it in scales.values()):
        console.print("The CRPS of a forecast that is a single point is its absolute error.\n", markup=False)


def _columns(first: str, *others: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right")
    return table


def _events(scores: dict[str, EventScores], who: str, daily: dict[str, Estimate]) -> Table:
    extra = ["daily Brier"] if daily else []
    table = _columns(who, "n", "happened", "Brier", "95 %", *extra, "log score")
    for method, it in scores.items():
        table.add_row(
            _named(method), str(it.count), f"{100 * it.happened:.0f} %", f"{it.brier.value:.3f}",
            _interval(it.brier, 3), *([_value(daily.get(method), 3)] if daily else []), f"{it.log_score.value:.3f}",
        )  # fmt: skip
    return table


def _parts(scores: dict[str, EventScores], who: str) -> Table:
    table = _columns(who, "Brier =", "reliability", "- resolution", "+ uncertainty", "+ within")
    for method, it in scores.items():
        parts = (it.parts.reliability, it.parts.resolution, it.parts.uncertainty, it.parts.within_bins)
        table.add_row(_named(method), f"{it.brier.value:.3f}", *(f"{part:.3f}" for part in parts))
    return table


def _calibration(scores: dict[str, EventScores], who: str) -> Table:
    table = _columns(who, "given", "n", "mean given", "happened", "95 %")
    for method, it in scores.items():
        for each in it.calibration:
            table.add_row(
                _named(method), f"{100 * each.low:.3g} to {100 * each.high:.3g} %", str(each.count),
                f"{100 * each.mean_probability:.0f} %", f"{100 * each.happened:.0f} %",
                f"{100 * each.interval[0]:.0f} to {100 * each.interval[1]:.0f} %",
            )  # fmt: skip
    return table


def _errors(scores: dict[str, ScaleScores], who: str) -> Table:
    table = _columns(who, "n", "MAE median", "MAE mean", "RMSE", "within 10")
    for method, it in scores.items():
        table.add_row(
            _named(method), str(it.count), _value(it.mae_median), _value(it.mae_mean), f"{it.rmse:.1f}",
            f"{100 * it.hit10:.0f} %",
        )  # fmt: skip
    return table


def _distributions(scores: dict[str, ScaleScores], who: str) -> Table:
    table = _columns(who, "CRPS", "95 %", "log score", "in 80 %", "width")
    for method, it in scores.items():
        table.add_row(
            _named(method), f"{it.crps.value:.1f}", _interval(it.crps, 1), _value(it.log_score, 2),
            "" if it.coverage80 is None else f"{100 * it.coverage80:.0f} %",
            "" if it.width80 is None else f"{it.width80:.0f}",
        )  # fmt: skip
    return table


def _named(who: str) -> str:
    """A name that can be broken between its words in a narrow table."""
    return who.replace("_", " ") or "no name"


def _value(it: Estimate | None, digits: int = 1) -> str:
    return "" if it is None else f"{it.value:.{digits}f}"


def _interval(it: Estimate, digits: int) -> str:
    return "" if it.interval is None else f"{it.interval[0]:.{digits}f}-{it.interval[1]:.{digits}f}"
