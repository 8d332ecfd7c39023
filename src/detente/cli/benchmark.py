"""``detente benchmark``: how accurate the methods were where the outcome is known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import CapabilityOption, DataOption, JsonOption

benchmark = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@benchmark.callback()
def group() -> None:
    """How accurate the methods were on issues with known outcomes.

    Example: detente benchmark accuracy --data issues.csv -o accuracy.md
    """


@benchmark.command()
def accuracy(
    data: DataOption,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Page to write; the picture goes beside it as .svg.")
    ] = Path("accuracy.md"),
    capability: CapabilityOption = "cap_ssi100",
    seeds: Annotated[
        int,
        typer.Option("--seeds", help="How often to fit anew, with other folds, where that is needed.", min=1, max=50),
    ] = 2,
) -> None:
    """Score every forecast method on issues with known outcomes, as a page of Markdown and a picture.

    Issues with at least three actors count; intervals draw whole proposals. If the table holds issues that the
    calibrated method was learned from, it is fitted anew without the proposals it forecasts.

    Example: detente benchmark accuracy --data issues.csv -o accuracy.md
    """
    from detente.brief.charts.accuracy import accuracy_chart
    from detente.cli.writing import write_text
    from detente.engines.forecast.accuracy import accuracy as score
    from detente.engines.forecast.accuracy import markdown
    from detente.engines.forecast.records import read_records
    from detente.errors import CommandError

    picture = output.with_suffix(".svg")
    if picture == output:
        raise CommandError(f"{output} is the picture's name", advice="name the page, for example accuracy.md")
    records = read_records(data, capability, outcomes=True)
    for note in records.first_notes():
        typer.echo(f"  {note}", err=True)
    found = score(records.issues, seeds=seeds, progress=_say)
    write_text(output, markdown(found, data.name, picture.name))
    write_text(picture, accuracy_chart(found))
    typer.echo(f"Wrote {output} and {picture}", err=True)


@benchmark.command()
def coding(
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            help="Annotated pages (a file or folder), or coded sentences in the layout of the PLOVER gold standard.",
            show_default=False,
        ),
    ],
    json: JsonOption = False,
) -> None:
    """Score the coding on pages or sentences that people coded, with counts and 95 % intervals.

    An annotated page is what detente read --case CASE --json prints, corrected by hand, with the case beside it: its
    mentions, quotes, statements and events are scored. Of PLOVER's sentences a third, drawn by their ids, was set aside
    while the rules were written; it is scored by itself.

    Example: detente benchmark coding --data sentences.json

    Example: detente benchmark coding --data annotated
    """
    from detente.cli.benchmark_coding import page_report, page_table, report, table
    from detente.sources.annotations import is_sentences, read_annotated
    from detente.sources.coders import code_article
    from detente.sources.gold import coded, read_gold

    if is_sentences(data):
        found, show = report(coded(read_gold(data))), table
    else:
        pages = read_annotated(data)
        found, show = page_report([(page, code_article(page.article, page.case)) for page in pages]), page_table
    if json:
        from json import dumps

        typer.echo(dumps(found, indent=2))
    else:
        show(found)


def _say(step: str) -> None:
    import sys

    if sys.stderr.isatty():
        typer.echo(f"  {step} ...", err=True)
