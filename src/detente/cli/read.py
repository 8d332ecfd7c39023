"""``detente read``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import ClusterOption, CoderOption, JsonOption, ModelOption, WorkersOption, coder_for

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.sources.coders import Coder
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
        str | None,
        typer.Option(
            "--case",
            metavar="CASE",
            show_default=False,
            help="Also say who says and does what to whom, by the parties and issues of this case.",
        ),
    ] = None,
    find: Annotated[
        str | None,
        typer.Option(
            "--find", metavar="WORDS", help="Show where these words stand, in any language.", show_default=False
        ),
    ] = None,
    coder: CoderOption = None,
    model: ModelOption = None,
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

    With --case, each paragraph is followed by who says what to whom, the issue it touches and the end of its scale it
    points to, and by what the parties do.

    Example: detente read page.html --case vienna-2015

    Example: detente read pages --find "cease-fire"

    Example: detente read --corpus pages --case vienna-2015 -o events.parquet
    """  # fmt: skip
    if corpus is not None:
        from detente.cli.corpus import read_folder

        _coder(case, coder, model)
        return read_folder(corpus, output, case, (coder, model), workers, cluster, json, bool(pages))
    if not pages:
        from detente.errors import CommandError

        raise CommandError("no page to read", advice="name a saved page, or a folder of many with --corpus DIR")
    from detente.sources.reader import read_paths

    if find is not None:
        return _find(pages, find, json)
    named, using = _coder(case, coder, model)
    several = len(pages) > 1 or pages[0].is_dir()
    readings = list(read_paths(pages))
    if not several and readings[0].error is not None:
        raise readings[0].error
    if json:
        from json import dumps

        data = [_data(reading, named, using) for reading in readings]
        typer.echo(dumps(data if several else data[0], indent=2, ensure_ascii=False))
    for reading in readings:
        if reading.error is not None:
            typer.echo(f"detente: {reading.error.message}\n  {reading.error.advice}", err=True)
        elif not json:
            _show(reading, named, using)
    if any(reading.error for reading in readings):
        raise typer.Exit(1)
    return None


def _find(pages: list[Path], words: str, json: bool) -> None:
    """Show where words stand on pages, each place ready to be quoted."""
    from detente.cli.read_words import shown_passages
    from detente.sources.reader import read_paths
    from detente.sources.searching import passages

    found: list[dict[str, object]] = []
    for reading in read_paths(pages):
        if reading.article is None:
            typer.echo(f"detente: {reading.error.message if reading.error else reading.name}", err=True)
            continue
        places = passages(reading.article, words)
        if json:
            article = reading.article.model_dump(mode="json")
            found.append({"source": reading.name, "article": article, "passages": [it._asdict() for it in places]})
        else:
            for line in shown_passages(reading.name, reading.article, places, words):
                typer.echo(line)
    if json:
        from json import dumps

        several = len(pages) > 1 or pages[0].is_dir()
        typer.echo(dumps(found if several or not found else found[0], indent=2, ensure_ascii=False))


def _coder(case: str | None, coder: str | None, model: str | None) -> tuple[Case | None, Coder | None]:
    """The case and the coder that the options ask for."""
    from detente.errors import CommandError

    if case is None:
        if coder is not None or model is not None:
            raise CommandError("--coder and --model need a case", advice="name it with --case")
        return None, None
    from detente.case.catalog import load_begun_case

    named = load_begun_case(case)
    return named, coder_for(named, coder, model)


def _data(reading: Reading, case: Case | None, using: Coder | None) -> dict[str, object]:
    if reading.article is None:
        error = reading.error
        return {"source": reading.name, "error": {"message": error.message, "advice": error.advice} if error else {}}
    if case is None or using is None:
        return {"source": reading.name, "article": reading.article.model_dump(mode="json")}
    from detente.sources.coders import code_article

    return {"source": reading.name, **code_article(reading.article, case, using).model_dump(mode="json")}


def _show(reading: Reading, case: Case | None, using: Coder | None) -> None:
    if reading.article is None:
        return
    from detente.cli.read_words import shown_article, shown_coding

    if case is None or using is None:
        lines = shown_article(reading.name, reading.article)
    else:
        from detente.sources.coders import code_article

        lines = shown_coding(reading.name, code_article(reading.article, case, using), case)
    for line in lines:
        typer.echo(line)
