"""``detente edit``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import CaseArgument


def edit(
    case: CaseArgument,
    edits: Annotated[
        list[str],
        typer.Argument(metavar="PATH=VALUE...", help="What to change; an empty value removes.", show_default=False),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the edited case here; without it, print it.")
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", "-i", help="Write it back to the file itself.")] = False,
) -> None:
    """Change numbers of a case; comments and layout of everything else stay as they are.

    Example: detente edit my-case.yaml "positions.usa.presidency.position=[60, 75, 90]" -i
    """
    from detente.case.catalog import catalog, is_table, load_case_file
    from detente.case.edits import Edit
    from detente.case.writer import edited, save
    from detente.errors import CaseError, CommandError

    file = load_case_file(case)
    if in_place and file.path in dict(catalog()).values():
        raise CommandError("the catalog is not changed in place", advice="use -o FILE")
    if in_place and is_table(file.path):
        raise CommandError("a table is not changed in place", advice="use -o case.yaml")
    file.sound  # noqa: B018  (raises with the findings)
    result = edited(file, [Edit.parse(text) for text in edits])
    if result.errors:
        raise CaseError("\n".join(map(str, result.errors)), advice="nothing was written")
    target = file.path if in_place else output
    assert result.document is not None
    if target is None:
        typer.echo(result.document.text, nl=False)
        return
    try:
        save(result.document.file_text, target)
    except OSError as error:
        raise CaseError(f"cannot write {target}: {error.strerror}", advice="check the folder") from None
    typer.echo(f"Wrote {target}", err=True)
