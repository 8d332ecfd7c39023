"""``detente read``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import ClusterOption, JsonOption, WorkersOption

if TYPE_CHECKING:
    from detente.sources import Article
    from detente.sources.reader import Reading


def read(
    pages: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PAGE...",
            help="Saved pages (HTML or text), folders of them, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    case: Annotated[
        str | None, typer.Option("--case", metavar="CASE", help="Tie what is read to this case.", show_default=False)
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(
            "--corpus", metavar="DIR", help="Code all pages of a folder into an event table.", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Event table of the corpus (Parquet).", show_default=False)
    ] = None,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    json: JsonOption = False,
) -> None:
    """Read saved news pages: title, date, article, and what was left out and why. Nothing is fetched.

    Example: detente read page.html --json

    Example: detente read --corpus pages --case vienna-2015 -o events.parquet
    """
    if corpus is not None:
        from detente.cli.corpus import read_folder

        return read_folder(corpus, output, case, workers, cluster, json, bool(pages))
    if not pages:
        from detente.errors import CommandError

        raise CommandError("no page to read", advice="name a saved page, or a folder of many with --corpus DIR")
    from detente.sources.reader import read_paths

    several = len(pages) > 1 or pages[0].is_dir()
    readings = list(read_paths(pages))
    if not several and readings[0].error is not None:
        raise readings[0].error
    if json:
        from json import dumps

        data = [_data(reading) for reading in readings]
        typer.echo(dumps(data if several else data[0], indent=2, ensure_ascii=False))
    for reading in readings:
        if reading.error is not None:
            typer.echo(f"detente: {reading.error.message}\n  {reading.error.advice}", err=True)
        elif not json and reading.article is not None:
            _show(reading.name, reading.article)
    if any(reading.error for reading in readings):
        raise typer.Exit(1)
    return None


def _data(reading: Reading) -> dict[str, object]:
    if reading.article is None:
        error = reading.error
        return {"source": reading.name, "error": {"message": error.message, "advice": error.advice} if error else {}}
    return {"source": reading.name, "article": reading.article.model_dump(mode="json")}


def _show(name: str, article: Article) -> None:
    typer.echo(article.title or f"{name}: no title")
    typer.echo(
        f"  {article.date or 'no date'}; {article.byline or 'no byline'}; {article.publisher or 'no publisher stated'}"
    )
    if article.dates_disagree:
        typer.echo("  The page gives dates that disagree:")
    if article.dates_disagree or len(article.dates) > 1:
        for date in article.dates:
            typer.echo(f"    {date.date} ({date.where}: {date.text})")
    for finding in article.findings:
        typer.echo(f"  Note: {finding}.")
    if article.standfirst:
        typer.echo(f"\n{article.standfirst}")
    for number, paragraph in enumerate(article.paragraphs, 1):
        typer.echo(f"\n[{number}] {paragraph.text}")
    if article.dropped:
        typer.echo("\nLeft out:")
        for dropped in article.dropped:
            text = dropped.text if len(dropped.text) <= 100 else dropped.text[:97] + "..."
            typer.echo(f"  {dropped.reason}: {text}")
    typer.echo("")
