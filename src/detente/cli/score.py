"""``detente score``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import JsonOption

if TYPE_CHECKING:
    from detente.results.scores import Scores


def score(
    forecasts: Annotated[
        Path,
        typer.Argument(
            help="Table of forecasts: issue, method, median, ... p0 to p100; or question, method, probability.",
            show_default=False,
        ),
    ],
    outcomes: Annotated[
        Path,
        typer.Argument(
            help="Table of outcomes: issue, outcome (0-100) and, if there is one, proposal; or question, outcome "
            "(yes or no).",
            show_default=False,
        ),
    ],
    against: Annotated[
        str | None,
        typer.Option("--against", help="Method to compare with; weighted_mean or the first one without it."),
    ] = None,
    bins: Annotated[int, typer.Option("--bins", help="Bins of the calibration table of events.")] = 10,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Write the calibration plot here: .svg, .png or .html.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the intervals: same seed, same answer.")] = 0,
    resamples: Annotated[int, typer.Option("--resamples", help="How many resamples make the intervals.")] = 2000,
    json: JsonOption = False,
) -> None:
    """Score forecasts against outcomes: errors, CRPS, log and Brier scores, calibration, and which method is better.

    Example: detente score forecasts.csv outcomes.csv --plot calibration.svg
    """
    from detente.engines.forecast.scores import score as compute

    if plot is not None:
        from detente.brief.charts.calibration import chart_suffix, write_calibration_chart

        chart_suffix(plot)
    result = compute(forecasts, outcomes, against=against, bins=bins, seed=seed, resamples=resamples)
    drawn = write_calibration_chart(result.events, result.scales, plot) if plot is not None else ()
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(result)
    for note in drawn:
        typer.echo(f"  {note}", err=True)
    if plot is not None:
        typer.echo(f"Wrote {plot}", err=True)


def _show(result: Scores) -> None:
    from rich.console import Console

    from detente.cli.score_tables import show_scores

    console = Console(highlight=False)
    what = "event" if result.kind == "events" else "issue"
    groups = f" in {result.clusters} groups" if result.clusters != result.issues else ""
    console.print(f"Scores on {result.issues} {what}{'' if result.issues == 1 else 's'}{groups}\n", style="bold")
    show_scores(console, result.events, result.scales)
    for finding in result.findings:
        console.print(f"{finding}", markup=False)
    for note in result.notes:
        console.print(f"Note: {note}", markup=False)
    run = result.run
    console.print(
        f"\nLower is better. Intervals: 95 % of {run.resamples} resamples of "
        f"{'groups of issues' if groups else f'{what}s'} (seed {run.seed}).",
        markup=False,
    )
    console.print(
        f"detente {run.version}, {run.forecasts} {run.forecasts_digest[:12]}, "
        f"{run.outcomes} {run.outcomes_digest[:12]}",
        markup=False,
    )
