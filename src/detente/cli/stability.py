"""``detente stability``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import CaseArgument, JsonOption


def stability(
    case: CaseArgument,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            show_default=False,
            help="Parquet or CSV file to write: for each state the options taken, and whom it is stable for under each concept.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Which situations can last: who could improve, and who would answer (graph model for conflict resolution).

    Example: detente stability conflict.gmcr

    Example: detente stability vienna-2015 --json
    """
    from detente.case.catalog import load_case
    from detente.cli import stability_words
    from detente.engines.stability.building import game_of
    from detente.engines.stability.concepts import analysed
    from detente.engines.stability.stability import result_of

    it = load_case(case)
    analysis = analysed(game_of(it))
    found = result_of(it, analysis)
    if output is not None:
        from detente.engines.stability.tables import write_table

        write_table(analysis, output)
        typer.echo(f"Wrote {output}", err=True)
    if json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        stability_words.show(it, found, analysis)
