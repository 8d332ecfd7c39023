"""``detente forecast-table``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import CapabilityOption, DataOption


def forecast_table(
    data: DataOption,
    output: Annotated[Path, typer.Option("--output", "-o", help="CSV table to write.", show_default=False)],
    capability: CapabilityOption = "cap_ssi100",
) -> None:
    """Forecast every issue of a research table by every method, as a table that anyone can score.

    A row for each issue and method: mean, median, the central 80 % interval, and the probability of each point of the
    scale (empty for methods that give a point). The column `outcome` is never read; `rp` is the reference point.

    Example: detente forecast-table --data issues.csv -o forecasts.csv
    """
    from detente.cli.writing import write_text
    from detente.engines.forecast.calibrated import LEARNED_ON, published
    from detente.engines.forecast.forecast_table import TABLE_METHODS, forecast_rows, table_text
    from detente.engines.forecast.records import read_records

    records = read_records(data, capability, outcomes=False)
    for note in records.first_notes():
        typer.echo(f"  {note}", err=True)
    write_text(output, table_text(forecast_rows(records.issues)))
    typer.echo(f"calibrated: {LEARNED_ON}", err=True)
    if published().knows(records.issues):
        typer.echo(
            "  it was learned from some of these issues: their rows show how it fits, not how accurate it is", err=True
        )
    typer.echo(f"Wrote {output}: {len(records.issues)} issues, {len(TABLE_METHODS)} methods", err=True)
