"""``detente trust``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.arguments import AtOption, CaseArgument, DrawsOption, JsonOption, SeedOption, WorkersOption, case_at


def trust(
    case: CaseArgument,
    events: Annotated[
        Path | None,
        typer.Option(
            "--events",
            show_default=False,
            help="CSV or Excel table of events to count beside those of the case: date, from, to, and kind, code (CAMEO) or "
            "quad_class; also intensity, what, event.",
        ),
    ] = None,
    reconcile: Annotated[
        str | None,
        typer.Option(
            "--reconcile",
            metavar="PARTY,PARTY",
            show_default=False,
            help="What else becomes tense if these two are reconciled.",
        ),
    ] = None,
    draws: DrawsOption = 1000,
    seed: SeedOption = 0,
    at: AtOption = None,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """What mistrust costs: whom each party can rely on, how much trust peace needs, who could guarantee, the camps.

    Example: detente trust vienna-2015

    Example: detente trust vienna-2015 --reconcile russia,turkey
    """
    from detente.answers.trust import trust as compute
    from detente.cli import trust_words
    from detente.cli.progress import progress_of

    it = case_at(case, at)
    pair = trust_words.pair_named(it, reconcile) if reconcile is not None else None
    parameters = {}
    if events is not None:
        from detente.case.tables.events import read_events, with_events

        table = read_events(events, it)
        it = with_events(it, table)
        parameters = {
            "events": events.name, "counted": len(table.events), "left_out": len(table.left_out), "repeated": table.repeated
        }  # fmt: skip
        trust_words.report(table)
    with progress_of("Trust") as following:
        found = compute(
            it, draws=draws, seed=seed, workers=workers, progress=following("opinions"), parameters=parameters
        )
    if json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        trust_words.show(it, found, pair)
