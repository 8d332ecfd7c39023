"""What ``detente events`` shows a person: what became of every row, and counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from detente.case.model import Case
    from detente.sources.event_data import Built, Filters

MODALITIES = ("actual", "historical", "future", "hypothetical", "negated")
SOURCES = {
    "gdelt": "GDELT 2.0", "acled": "ACLED", "ged": "UCDP GED", "polecat": "POLECAT", "pages": "coded pages"
}  # fmt: skip


def draft(files: list[Path], case: Case, output: Path, workers: int | None) -> None:
    """Write a first map from actors to parties."""
    from detente.cli.writing import write_text
    from detente.sources.event_data.building import actors_in
    from detente.sources.event_data.party_map import draft_map

    text = draft_map(case, actors_in(files, workers))
    write_text(output, text)
    typer.echo(
        f"Wrote {output}: {text.count(chr(10)) - 1:,} rows to check. An empty party leaves a row out; - says that an actor is no "
        "party of the case.",
        err=True,
    )


def report(built: Built, mapped: bool, left_out: Path | None) -> None:
    """Say on standard error what became of every row of the files."""

    def say(text: str) -> None:
        typer.echo(text, err=True)

    read = ", ".join(f"{SOURCES.get(source, source)} {count:,}" for source, count in built.sources) or "none"
    say(f"Wrote {built.output}: {built.written:,} events ({read}) of {built.read:,} rows.")
    for note in built.notes:
        say(f"  {note}")
    if built.repeated:
        say(f"  {_rows(built.repeated)} with the id of a row before, counted once")
    if built.merged:
        say(f"  {_rows(built.merged)} of an event reported before, merged into its first")
    if built.dropped:
        say(f"  {_rows(built.dropped)} {'is' if built.dropped == 1 else 'are'} left out:")
    for cause in built.left_out:
        say(f"    {cause.count:,}: {cause.why}")
        for file, line, row in cause.examples:
            place = f"{file}:{line}" if line else file
            say(f"      {place}: {row[:100]!r}")
    if built.dropped and left_out is None:
        say("    all of them: --left-out FILE.csv")
    for title, count in built.unread:
        say(f"  {count:,} of the cells of `{title}` hold no number that fits, and are left empty")
    if mapped:
        say(f"  Of the events, {built.mapped:,} have a party of the case on both sides")
        if built.unmapped:
            say("  most frequent actors that the map does not name: " + ", ".join(
                f"{name} ({count:,})" for name, count in built.unmapped
            ))  # fmt: skip


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def answer(table: Path, filters: Filters, by: tuple[str, ...], most: int, workers: int | None, as_json: bool) -> None:
    """Show counts by group, or without groups the events themselves."""
    from detente.sources.event_data import count_events, list_events

    counts = count_events(table, filters, by, workers=workers)
    shown = list_events(table, filters, most or counts.events) if not by else ()
    if as_json:
        from json import dumps

        data: dict[str, Any] = {"events": counts.events, "other_modality": counts.left_out}
        if by:
            data["counts"] = [dict(zip(counts.columns, row, strict=True)) for row in counts.rows]
        else:
            data["rows"] = list(shown)
        typer.echo(dumps(data, indent=2, ensure_ascii=False, default=str))
        return
    typer.echo("1 event" if counts.events == 1 else f"{counts.events:,} events")
    if counts.left_out:
        typer.echo(
            f"{counts.left_out:,} more that are planned, conditional, past or denied are not counted (--modality all)"
        )
    if by and counts.rows:
        rows = counts.rows[:most] if most else counts.rows
        _table(counts.columns, rows)
        if len(rows) < len(counts.rows):
            typer.echo(f"and {len(counts.rows) - len(rows):,} more rows (--most 0 for all)")
    elif shown:
        columns = ("date", "source", "actor", "recipient", "type", "code", "place")
        _table(columns, [tuple(_side(row, column) for column in columns) for row in shown])
        if len(shown) < counts.events:
            typer.echo("the first ones by date; --most for more, --by to count")


def _side(row: dict[str, Any], column: str) -> Any:
    """A cell; of an actor its party, where it has one."""
    return (row.get(f"{column}_party") if column in ("actor", "recipient") else None) or row[column]


def _table(columns: tuple[str, ...], rows: Any) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for title in columns:
        number = title in ("events", "mean_intensity", "fatalities")
        shown.add_column(title.replace("_", " "), justify="right" if number else "left")
    for row in rows:
        shown.add_row(*(Text(_words(cell)) for cell in row))
    console = Console(highlight=False)
    console.print()
    console.print(shown)


def _words(cell: Any) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
