"""``detente draft``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import CoderOption, JsonOption, ModelOption, coder_for

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.sources.article import Article
    from detente.sources.coding import Coding


def draft(
    pages: Annotated[
        list[Path],
        typer.Argument(metavar="PAGE...", help="Saved pages (HTML or text), or folders of them.", show_default=False),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Case file to write; the pages are copied to sources/ beside it.")
    ] = Path("case.yaml"),
    force: Annotated[bool, typer.Option("--force", help="Overwrite the case file if it exists.")] = False,
    coder: CoderOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Draft a first case from coverage alone: parties, candidate issues and stances with their quotes.

    Everything in it is a proposal and says so: strike, reword and correct it before you use it.

    Example: detente draft page.html other.html -o my-case/case.yaml
    """
    from detente.errors import CaseError, CommandError
    from detente.sources.coders import code_article
    from detente.sources.drafting.drafting import draft as compute
    from detente.sources.drafting.drafting import write
    from detente.sources.reader import read_paths

    if any(str(page) == "-" for page in pages):
        raise CommandError("a draft quotes pages that can be opened again", advice="save the page and name its file")
    if output.exists() and not force:
        raise CaseError(f"{output} exists", advice="name another file, or use --force")

    def code(article: Article, case: Case) -> Coding:
        return code_article(article, case, coder_for(case, coder, model))

    readings = list(read_paths(pages))
    failed = [reading.error for reading in readings if reading.error is not None]
    read = [(Path(reading.name), reading.article) for reading in readings if reading.article is not None]
    if not read and failed:
        raise failed[0]
    for error in failed:
        typer.echo(f"detente: {error.message}\n  {error.advice}", err=True)
    folder = output.resolve().parent
    made = compute(read, folder, code, name=folder.name if output.name == "case.yaml" else output.stem)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write(made, output)
    except OSError as error:
        raise CaseError(f"cannot write {output}: {error.strerror}", advice="check the folder") from None
    if json:
        from json import dumps

        typer.echo(
            dumps({"file": str(output), "case": made.case.raw(), "notes": made.notes}, indent=2, ensure_ascii=False)
        )
    else:
        case = made.case
        held = sum(map(len, case.positions.values()))
        typer.echo(f"Proposed parties: {', '.join(map(case.party_name, case.parties))}")
        typer.echo(f"Proposed issues: {', '.join(map(case.issue_name, case.issues))}")
        typer.echo(f"Proposed positions: {held}, each with its quotes")
        for note in made.notes:
            typer.echo(f"Note: {note}.")
        typer.echo(
            f"{output}: everything in it is a proposal. Check it with `detente check {output}`, then go through it."
        )
    if failed:
        raise typer.Exit(1)
