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
    """Print a table for events and one for scales, where there are any, and the calibration of events."""
    if events:
        console.print(_events(events, who, daily or {}))
        console.print()
        console.print(_calibration(events, who))
        console.print()
    if scales:
        console.print(_scales(scales, who))
        if any(it.gives == "points" for it in scales.values()):
            console.print("\nThe CRPS of a forecast that is a single point is its absolute error.", markup=False)
        console.print()


def _columns(first: str, *others: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _events(scores: dict[str, EventScores], who: str, daily: dict[str, Estimate]) -> Table:
    extra = ["daily Brier"] if daily else []
    table = _columns(
        who, "n", "happened", "Brier", "95 %", *extra, "reliability", "resolution", "uncertainty", "within", "log score"
    )
    for method, it in scores.items():
        parts = it.parts
        table.add_row(
            method or "no name", str(it.count), f"{100 * it.happened:.0f} %", f"{it.brier.value:.3f}", _interval(it.brier, 3),
            *([f"{daily[method].value:.3f}" if method in daily else ""] if daily else []),
            f"{parts.reliability:.3f}", f"{parts.resolution:.3f}", f"{parts.uncertainty:.3f}",
            f"{parts.within_bins:.3f}", f"{it.log_score.value:.3f}",
        )  # fmt: skip
    return table


def _calibration(scores: dict[str, EventScores], who: str) -> Table:
    table = _columns(who, "given", "n", "mean given", "happened", "95 %")
    for method, it in scores.items():
        for each in it.calibration:
            table.add_row(
                method or "no name", f"{100 * each.low:.3g} to {100 * each.high:.3g} %", str(each.count),
                f"{100 * each.mean_probability:.0f} %", f"{100 * each.happened:.0f} %",
                f"{100 * each.interval[0]:.0f} to {100 * each.interval[1]:.0f} %",
            )  # fmt: skip
    return table


def _scales(scores: dict[str, ScaleScores], who: str) -> Table:
    table = _columns(
        who, "n", "MAE median", "MAE mean", "RMSE", "within 10", "CRPS", "95 %", "log score", "in 80 %", "width"
    )
    for method, it in scores.items():
        table.add_row(
            method or "no name", str(it.count), _value(it.mae_median), _value(it.mae_mean), f"{it.rmse:.1f}",
            f"{100 * it.hit10:.0f} %", f"{it.crps.value:.1f}", _interval(it.crps, 1), _value(it.log_score, 2),
            "" if it.coverage80 is None else f"{100 * it.coverage80:.0f} %",
            "" if it.width80 is None else f"{it.width80:.0f}",
        )  # fmt: skip
    return table


def _value(it: Estimate | None, digits: int = 1) -> str:
    return "" if it is None else f"{it.value:.{digits}f}"


def _interval(it: Estimate, digits: int) -> str:
    return "" if it.interval is None else f"{it.interval[0]:.{digits}f}-{it.interval[1]:.{digits}f}"
