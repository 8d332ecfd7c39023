"""``detente import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import JsonOption

if TYPE_CHECKING:
    from detente.case.numbers import Raw


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help="Table: CSV or Excel (.xlsx), of positions or of points; KTAB scenario (CSV, XML); Genius (XML) or "
            "GeniusWeb (JSON) profile, or a folder of them; graph model (.gmcr).",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Case file to write; without it, print it.")
    ] = None,
    words: Annotated[str, typer.Option("--words", help="What words mean: low=20,medium=50,high=70..90.")] = "",
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Encoding of the CSV or XML, such as cp1251.")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="Sheet of the workbook; the first without it.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Report every cell, not only assumed and left out ones.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the case file if it exists.")] = False,
    json: JsonOption = False,
) -> None:
    """Make a case from a table; the report names every cell read, assumed or left out.

    Example: detente import positions.csv -o case.yaml --words low=20,medium=50,high=70..90
    """
    from detente.case.tables import import_table
    from detente.case.writer import case_text, save
    from detente.errors import CaseError

    if output is not None and output.exists() and not force:
        raise CaseError(f"{output} exists", advice="name another file, or use --force")
    case, report = import_table(file, words=_words(words), encoding=encoding, sheet=sheet)
    if json:
        from json import dumps

        typer.echo(dumps({"case": case.raw(), "report": report.model_dump(mode="json")}, indent=2, ensure_ascii=False))
    else:
        typer.echo(report.text(everything), err=True)
    if output is not None:
        try:
            save(case_text(case), output)
        except OSError as error:
            raise CaseError(f"cannot write {output}: {error.strerror}", advice="check the folder") from None
        typer.echo(f"Wrote {output}", err=True)
    elif not json:
        typer.echo(case_text(case), nl=False)


def _words(text: str) -> dict[str, Raw]:
    from detente.errors import CommandError

    found: dict[str, Raw] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        word, _, value = part.partition("=")
        try:
            ends = [float(end) for end in value.split("..")]
        except ValueError:
            ends = []
        if not word.strip() or not 1 <= len(ends) <= 3:
            raise CommandError(f"`{part}` says no number", advice="write low=20,medium=50,high=70..90")
        found[word.strip()] = ends[0] if len(ends) == 1 else [*ends]
    return found
