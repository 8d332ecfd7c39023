"""``detente stability``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import AtOption, CaseArgument, JsonOption, case_at


def stability(
    case: CaseArgument,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            show_default=False,
            help="Parquet or CSV file to write: for each state the options taken, and whom it is stable for under each concept.",
        ),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option(
            "--why",
            metavar="STATE",
            show_default=False,
            help="Why a state lasts or not, with the proof; a state is its number, its options as in arm + strike, or now.",
        ),
    ] = None,
    concept: Annotated[
        str | None,
        typer.Option("--concept", show_default=False, help="For --why and --inverse: nash, gmr, smr, seq or sseq."),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="STATE",
            show_default=False,
            help="Which equilibria can be reached from a state, how and by whom; now is the status quo.",
        ),
    ] = None,
    coalitions: Annotated[bool, typer.Option("--coalitions", help="What groups of parties could do together.")] = False,
    blocks: Annotated[
        str | None,
        typer.Option(
            "--blocks",
            metavar="BLOCKS",
            show_default=False,
            help="Another question: the parties fixed in blocks that act as one, such as usa,saudi:russia,iran.",
        ),
    ] = None,
    inverse: Annotated[
        str | None,
        typer.Option(
            "--inverse",
            metavar="STATE",
            show_default=False,
            help="The least change of preferences that makes a state an equilibrium (--concept, else seq).",
        ),
    ] = None,
    breaking: Annotated[bool, typer.Option("--break", help="For --inverse: that ends it as an equilibrium.")] = False,
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change", help="For --inverse: only this party's preferences may change; may be given more than once."
        ),
    ] = None,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", help="How sure the equilibria are: draws of uncertain preferences.", show_default=False
        ),
    ] = 0,
    seed: Annotated[
        int | None, typer.Option("--seed", help="For --draws: same seed, same answer.", show_default=False)
    ] = None,
    views: Annotated[
        bool, typer.Option("--views", help="The conflict as each party sees it, where some are mistaken.")
    ] = False,
    horizons: Annotated[
        bool, typer.Option("--horizons", help="For two parties: how far ahead they look (limited moves).")
    ] = False,
    pictures: Annotated[
        Path | None,
        typer.Option(
            "--charts",
            metavar="FOLDER",
            show_default=False,
            help="Write pictures into this folder: table of options, graph of moves, ways from the status quo.",
        ),
    ] = None,
    at: AtOption = None,
    json: JsonOption = False,
) -> None:
    """Which situations can last: who could improve, and who would answer (graph model for conflict resolution).

    Example: detente stability conflict.gmcr

    Example: detente stability vienna-2015 --json

    Example: detente stability vienna-2015 --why now --concept seq

    Example: detente stability vienna-2015 --from now

    Example: detente stability prisoners-dilemma --inverse cooperate_one --concept nash
    """
    from detente.cli import stability_questions, stability_words
    from detente.engines.stability.building import game_of
    from detente.engines.stability.concepts import analysed
    from detente.engines.stability.stability import result_of

    it = case_at(case, at)
    options = {
        "why": why, "concept": concept, "start": start, "coalitions": coalitions, "blocks": blocks, "inverse": inverse,
        "breaking": breaking, "change": change, "draws": draws, "seed": seed, "views": views, "horizons": horizons,
    }  # fmt: skip
    ask = stability_questions.question(it, options)
    if pictures is not None:
        stability_questions.draw(it, pictures)
    if ask is not None:
        answer = ask()
        if json:
            typer.echo(answer.model_dump_json(indent=2))
        else:
            stability_questions.show(it, answer)
        return
    analysis = analysed(game_of(it))
    found = result_of(it, analysis)
    if output is not None:
        from detente.engines.stability.tables import write_table

        write_table(analysis, output)
        typer.echo(f"Wrote {output}", err=True)
    if json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        stability_words.show(it, found, analysis)
