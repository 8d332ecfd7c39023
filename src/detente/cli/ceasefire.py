"""``detente ceasefire``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import AtOption, CaseArgument, DrawsOption, JsonOption, SeedOption, case_at


def ceasefire(
    case: CaseArgument,
    design: Annotated[
        list[str] | None,
        typer.Option("--design", help="Only this design, by id; may be given more than once.", show_default=False),
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option(
            "--text",
            help="A draft (text or saved page; - for standard input) to match to the checklist, paragraph by paragraph. Nothing "
            "is written to the case.",
            show_default=False,
        ),
    ] = None,
    reading: Annotated[
        list[str] | None,
        typer.Option(
            "--reading",
            metavar="GROUPS",
            help="Another list of excluded groups to compare, such as isis,nusra; may be given more than once. Without it: "
            "the lists of the case's other designs.",
            show_default=False,
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            help="Leave out one of our own simplifications: overlap, carve_out, realignment, holding, lull or trust; may be given "
            "more than once.",
            show_default=False,
        ),
    ] = None,
    decisiveness: Annotated[
        float, typer.Option("--decisiveness", help="How decisive more force is: exponent of the ratio form.")
    ] = 1.0,
    steepness: Annotated[
        float,
        typer.Option("--steepness", help="The same for the difference form, over the greatest capability."),
    ] = 5.0,
    captured: Annotated[
        float, typer.Option("--captured", help="Share of the other's capability that a fait accompli takes.")
    ] = 0.1,
    rounds: Annotated[
        int | None,
        typer.Option(
            "--rounds", help="Rounds for which a breach is punished; without it for ever.", show_default=False
        ),
    ] = None,
    lull_rounds: Annotated[int, typer.Option("--lull-rounds", help="Rounds for which the lull lasts.")] = 1,
    draws: DrawsOption = 1000,
    seed: SeedOption = 0,
    at: AtOption = None,
    json: JsonOption = False,
) -> None:
    """What a ceasefire design settles, stops and licenses, whether it holds, whom its exclusions help, where freed effort goes.

    Example: detente ceasefire vienna-2015

    Example: detente ceasefire vienna-2015 --design exclude_isis --reading isis,nusra

    Example: detente ceasefire vienna-2015 --text draft.txt
    """  # fmt: skip
    from detente.answers.ceasefire import ceasefire as compute
    from detente.cli import ceasefire_words
    from detente.cli.progress import progress_of

    it = case_at(case, at)
    draft, spans = _draft(text) if text is not None else (None, None)
    readings = [[name for part in groups.split(",") if (name := part.strip())] for groups in reading or ()]
    with progress_of("Ceasefire") as following:
        result = compute(
            it, design, draft=draft, draft_spans=spans, readings=readings, draws=draws, seed=seed, without=without or (),
            decisiveness=decisiveness, steepness=steepness, captured=captured, punishment_rounds=rounds, lull_rounds=lull_rounds,
            progress=following("designs"),
        )  # fmt: skip
    if json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        ceasefire_words.show(it, result, only_draft=text is not None and not design)


def _draft(path: Path) -> tuple[str, list[tuple[int, int]] | None]:
    """The text of a draft; with the spans of its paragraphs where it is a page."""
    from detente.sources.page import load, open_page
    from detente.sources.reader import read_page

    data, name = load(path), "standard input" if str(path) == "-" else str(path)
    page = open_page(data, name)
    if page.kind != "html":
        return page.text, None
    article = read_page(data, name)
    return article.text, [(it.start, it.end) for it in article.paragraphs]
