"""``detente read --corpus``: a folder of many pages becomes an event table."""

from __future__ import annotations

from pathlib import Path

import typer


def read_folder(
    folder: Path,
    output: Path | None,
    case: str | None,
    coder: tuple[str | None, str | None],
    workers: int | None,
    cluster: str | None,
    as_json: bool,
    pages_named: bool,
) -> None:
    """Read a corpus with a coder (its name and model), and say on standard error what became of its pages."""
    from detente.cli.progress import progress_of
    from detente.errors import CommandError
    from detente.sources.corpus import read_corpus

    if output is None or case is None or pages_named:
        raise CommandError(
            "--corpus needs --case and -o, and no pages besides",
            advice="write detente read --corpus DIR --case CASE -o events.parquet",
        )
    from detente.case.catalog import load_begun_case

    with progress_of("Pages", "pages") as following:
        found = read_corpus(
            folder,
            output,
            load_begun_case(case),
            coder=coder[0],
            model=coder[1],
            workers=workers,
            cluster=cluster,
            progress=following("coded"),
        )
    rate = found.fresh / found.seconds if found.seconds else 0.0

    def say(text: str) -> None:
        typer.echo(text, err=True)

    say(
        f"Wrote {found.output}: {found.events:,} events in {found.pages:,} pages; {found.pages_table}: what became of each page."
    )
    say(f"  pages read in this run: {found.fresh:,}" + (f", {rate:,.1f} a second" if found.fresh else ""))
    if found.bad:
        say(f"  {found.bad:,} {'page' if found.bad == 1 else 'pages'} could not be read:")
        for page, why in found.shown:
            say(f"    {page}: {why}")
        if found.bad > len(found.shown):
            say(f"    and {found.bad - len(found.shown):,} more")
    say(f"  {found.kept_in} holds what is done: run the same again to take in new pages, or remove it")
    if as_json:
        from dataclasses import asdict
        from json import dumps

        typer.echo(dumps(asdict(found), indent=2, ensure_ascii=False))
