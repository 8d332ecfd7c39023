"""``detente events``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.arguments import JsonOption, WorkersOption, day

if TYPE_CHECKING:
    from detente.case.model import Case


def events(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="With -o: files of GDELT 2.0, ACLED, UCDP GED or POLECAT, or event tables (.parquet). Without: one event table.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Event table to write (Parquet).", show_default=False)
    ] = None,
    case: Annotated[
        str | None,
        typer.Option("--case", metavar="CASE", help="Map actors to the parties of this case.", show_default=False),
    ] = None,
    party_map: Annotated[
        Path | None,
        typer.Option("--map", help="Table from actors to parties: kind, pattern, party.", show_default=False),
    ] = None,
    draft_map: Annotated[
        Path | None,
        typer.Option(
            "--draft-map",
            help="Write a first map for --case from its aliases and the actors in the files.",
            show_default=False,
        ),
    ] = None,
    merge: Annotated[
        bool, typer.Option("--merge", help="Make one row of those that report the same day, actors, act and place.")
    ] = False,
    left_out: Annotated[
        Path | None, typer.Option("--left-out", help="CSV file for every row that was left out.", show_default=False)
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", help="Who acted: party, name or code.", show_default=False)
    ] = None,
    recipient: Annotated[
        str | None, typer.Option("--recipient", help="Toward whom: party, name or code.", show_default=False)
    ] = None,
    party: Annotated[str | None, typer.Option("--party", help="On either side.", show_default=False)] = None,
    type: Annotated[
        str | None, typer.Option("--type", help="Type of PLOVER, such as CONSULT.", show_default=False)
    ] = None,
    quad: Annotated[
        int | None,
        typer.Option(
            "--quad", show_default=False, help="1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."
        ),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="gdelt, acled, ged, polecat or pages.", show_default=False)
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day.", show_default=False)] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day.", show_default=False)] = None,
    modality: Annotated[
        str, typer.Option("--modality", help="actual, historical, future, hypothetical, negated or all.")
    ] = "actual",
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            show_default=False,
            help="Count by month, year, pair, type, quad, source, actor or recipient; or by several: month,type.",
        ),
    ] = None,
    most: Annotated[int, typer.Option("--most", help="How many rows to show; 0 for all.")] = 20,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """Read event data into one table, or filter and count a table. Nothing is downloaded.

    Example: detente events 20151112.export.CSV acled.csv --case vienna-2015 -o events.parquet

    Example: detente events acled.csv --case vienna-2015 --draft-map map.csv

    Example: detente events events.parquet --actor russia --by month,type
    """
    from detente.cli import events_words

    if draft_map is not None:
        events_words.draft(files, _case(case, "--draft-map"), draft_map, workers)
    elif output is not None:
        from detente.cli.progress import saying
        from detente.sources.event_data import build_events, read_map
        from detente.sources.event_data.party_map import PartyMap, alias_rules

        it = _case(case, "--case") if case else None
        chosen = (
            read_map(party_map, it)
            if party_map
            else PartyMap(tuple(rule for rule, _ in alias_rules(it)))
            if it
            else None
        )
        with saying() as tell:
            built = build_events(
                files, output, party_map=chosen, merge=merge, left_out=left_out, workers=workers, progress=tell
            )
        events_words.report(built, chosen is not None, left_out)
        if json:
            from dataclasses import asdict
            from json import dumps

            typer.echo(dumps(asdict(built), indent=2, ensure_ascii=False))
    else:
        from detente.errors import CommandError
        from detente.sources.event_data import Filters

        if len(files) > 1:
            raise CommandError("several files and no -o", advice="write -o events.parquet to make one table of them")
        if modality != "all" and modality not in events_words.MODALITIES:
            raise CommandError(
                f"--modality {modality}: there is no such",
                advice=f"write one of {', '.join(events_words.MODALITIES)} or all",
            )
        filters = Filters(
            actor, recipient, party, type, quad, source, day(first, "--from"), day(last, "--to"),
            None if modality == "all" else modality,
        )  # fmt: skip
        groups = tuple(it.strip() for it in by.split(",") if it.strip()) if by else ()
        events_words.answer(files[0], filters, groups, most, workers, json)


def _case(name: str | None, option: str) -> Case:
    from detente.case.catalog import load_begun_case
    from detente.errors import CommandError

    if name is None:
        raise CommandError(f"{option} needs --case", advice="write --case CASE")
    return load_begun_case(name)
