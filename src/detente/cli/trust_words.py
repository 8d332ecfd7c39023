"""What ``detente trust`` shows a person: words first, then the walls, then how to read it."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.table import Table

from detente.case.model import Case
from detente.case.tables.events import EventTable
from detente.engines.trust.wording import reconciliation_sentence, shown, told_reconciliations
from detente.errors import CommandError
from detente.results.trust import Trust

MOST_ROWS = 10
LAYERS = ("internal", "regional", "international")


def pair_named(case: Case, text: str) -> tuple[str, str]:
    """The two parties that ``--reconcile`` names."""
    names = [name.strip() for name in text.split(",")]
    if len(names) != 2 or names[0] == names[1] or not set(names) <= set(case.parties):
        raise CommandError(
            f"--reconcile {text}: not two parties of the case", advice=f"name two of {', '.join(case.parties)}"
        )
    return names[0], names[1]


def report(table: EventTable) -> None:
    """What was read from a table of events, and every row left out with the reason; on standard error."""
    typer.echo(
        f"Events read: {len(table.events):,}. Rows left out: {len(table.left_out):,}. Further reports of an event, counted "
        f"once: {table.repeated:,}.",
        err=True,
    )
    for note in table.notes:
        typer.echo(f"  {note}", err=True)
    for it in table.left_out[:MOST_ROWS]:
        typer.echo(f"  row {it.row}: {it.why}", err=True)
    if len(table.left_out) > MOST_ROWS:
        typer.echo(f"  and {len(table.left_out) - MOST_ROWS:,} more rows", err=True)


def show(case: Case, found: Trust, pair: tuple[str, str] | None) -> None:
    """The answer in words, the walls as a table, the camps, what is assumed."""
    console = Console(highlight=False)

    def say(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    say(f"{case.title or case.id}: trust\n", "bold")
    say(found.sentence)
    if any(it.known for it in found.walls):
        say("")
        console.print(_walls(found))
    if found.sentences:
        say("\nWhat mistrust costs, and what could be done:", "bold")
    for text in found.sentences:
        say(f"  {text}")
    say("\nCamps and tensions:", "bold")
    for text in (*found.network.sentences, *_reconciled(case, found, pair)):
        say(f"  {text}")
    if found.notes:
        say("")
    for note in found.notes:
        say(note)
    say(
        f"\nTrust runs from 0 to 1: the chance that a party keeps its next promise, as the other sees it. In brackets: the middle 80 % of "
        f"{found.run.draws} draws. Of {len(case.parties) * (len(case.parties) - 1)} ordered pairs of parties, nothing is known of "
        f"{found.unknown}. These are beliefs of the case, not forecasts."
    )
    say(f"detente {found.run.version}, case {found.run.case} {found.run.case_digest[:12]}, seed {found.run.seed}")


def _walls(found: Trust) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    table.add_column("mean trust of, in")
    for layer in LAYERS:
        table.add_column(layer, justify="right")
    cells = {(it.truster, it.trusted): it for it in found.walls}
    for truster in LAYERS:
        row = [cells[truster, trusted] for trusted in LAYERS]
        table.add_row(
            truster,
            *(f"{shown(it.trust.best)} ({it.known} of {it.pairs})" if it.trust else "nothing known" for it in row),
        )
    return table


def _reconciled(case: Case, found: Trust, pair: tuple[str, str] | None) -> list[str]:
    if pair is None:
        return [reconciliation_sentence(case, it) for it in told_reconciliations(case, found.network.reconciliations)]
    for it in found.network.reconciliations:
        if {it.one, it.other} == set(pair):
            return [reconciliation_sentence(case, it)]
    return [f"{case.party_name(pair[0])} and {case.party_name(pair[1])} are not hostile to each other."]
