"""``detente export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import CaseArgument


def export(
    case: CaseArgument,
    file: Annotated[Path, typer.Argument(help="Table to write: .csv or .xlsx.", show_default=False)],
    kind: Annotated[str, typer.Option("--format", help="long (a row per party and issue) or ktab.")] = "long",
    force: Annotated[bool, typer.Option("--force", help="Overwrite the table if it exists.")] = False,
) -> None:
    """Write the positions of a case as a table, and say what the table cannot hold.

    Example: detente export vienna-2015 positions.xlsx
    """
    from detente.case.catalog import load_case
    from detente.case.tables import export_table
    from detente.errors import CaseError

    if file.exists() and not force:
        raise CaseError(f"{file} exists", advice="name another file, or use --force")
    notes = export_table(load_case(case), file, kind)
    for note in notes:
        typer.echo(f"  not in the table: {note}", err=True)
    typer.echo(f"Wrote {file}", err=True)
