"""``detente cases``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import JsonOption


def cases(
    name: Annotated[str, typer.Argument(help="Show one case of the catalog.", show_default=False)] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Copy the named case with its sources into this new folder.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the cases that come with detente, show one, or copy one to start from.

    Example: detente cases vienna-2015 -o my-case
    """
    from detente.case.catalog import catalog
    from detente.case.reader import open_case
    from detente.errors import CommandError

    files = dict(catalog())
    if output is not None and not name:
        raise CommandError("which case shall be copied?", advice="detente cases NAME -o FOLDER")
    if name:
        files = {name: _file(name)}
    if output is not None:
        _copy(files[name].parent, output)
        typer.echo(f"Copied {name} to {output}; edit {output / 'case.yaml'}", err=True)
        return
    rows = []
    for key, file in files.items():
        it = open_case(file).sound
        rows.append(
            {
                "name": key, "title": it.title, "parties": len(it.parties), "issues": len(it.issues),
                "as_of": it.as_of.isoformat() if it.as_of else None, "citation": it.citation,
                "description": it.description, "file": str(file),
            }
        )  # fmt: skip
    if json:
        from json import dumps

        typer.echo(dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row['name']}: {row['title']}")
        typer.echo(f"  {row['parties']} parties, {row['issues']} issues, as of {row['as_of'] or 'no date'}")
        if row["citation"]:
            typer.echo(f"  {row['citation']}")
        if name:
            typer.echo(f"  {row['description']}\n  {row['file']}")


def _file(name: str) -> Path:
    from detente.case.catalog import catalog, find_case
    from detente.errors import CaseError

    file = find_case(name)
    if file not in dict(catalog()).values():
        raise CaseError(f"{name} is not in the catalog", advice="`detente cases` lists it")
    return file


def _copy(folder: Path, target: Path) -> None:
    from shutil import copytree

    from detente.errors import CaseError

    try:
        copytree(folder, target)
    except FileExistsError:
        raise CaseError(f"{target} exists", advice="name a new folder") from None
    except OSError as error:
        raise CaseError(f"cannot write {target}: {error.strerror}", advice="name a folder you may write") from None
