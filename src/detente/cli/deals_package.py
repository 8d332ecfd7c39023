"""What ``detente deals --package`` shows: the verdict, the draft text, who says what to it, trades, neighbours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from detente.case.model import Case
    from detente.results.deals import Deals, PackageView, PackageWorth

SIGNS = {"accepts": "+", "could_live_with": "~", "refuses": "x"}
MOST_TRADES = 5
CLAUSES_ABREAST = 12
Say = Callable[..., None]


def show_package(case: Case, result: Deals, view: PackageView) -> None:
    """The view in reading order: does it pass, what it says, who objects to what, how it could be better."""
    from rich.console import Console

    console = Console(highlight=False)

    def say(text: str, style: str | None = None) -> None:
        console.print(text, style=style, markup=False)

    say(f"{case.title or case.id}: one package\n", "bold")
    say(view.sentence)
    say("\nDraft text:", "bold")
    for number, clause in enumerate(view.text, 1):
        say(f"  {number}. {clause.name}: {clause.text}")
    say("\nWhat each party says to each clause taken by itself (+ accepts, ~ could live with it, x refuses):", "bold")
    _verdicts(console, result, view)
    _reasons(case, say, view)
    for text in view.open_points:
        say(f"  {text}")
    _trades(case, say, view)
    if not view.passes:
        _nearest(case, say, view)
    if view.compared is not None:
        _compared(case, say, view)
    if result.notes:
        say("")
    for note in result.notes:
        say(note)
    say(
        "\nUtilities are points from 0 to 100 at the best values of the case: they show what its numbers imply, not what "
        "will be agreed."
    )
    say(f"detente {result.run.version}, case {result.run.case} {result.run.case_digest[:12]}")


def _verdicts(console: Console, result: Deals, view: PackageView) -> None:
    """Parties down, clauses across, in as many tables as it takes; then what the package is worth and would have to be."""
    from rich import box
    from rich.table import Table

    for start in range(0, len(view.text), CLAUSES_ABREAST):
        clauses = view.text[start : start + CLAUSES_ABREAST]
        last = start + CLAUSES_ABREAST >= len(view.text)
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        table.add_column("")
        for number in range(start, start + len(clauses)):
            table.add_column(str(number + 1), justify="center")
        if last:
            table.add_column("worth", justify="right")
            table.add_column("needs", justify="right")
            table.add_column("package")
        for party, stake in result.parties.items():
            cells = [SIGNS[clause.verdicts[party]] for clause in clauses]
            if last:
                worth = f"{view.package.utilities[party]:.1f}"
                cells += [worth, f"{stake.reservation:.1f}", "accepts" if party in view.accepted_by else "refuses"]
            table.add_row(stake.name, *cells)
        console.print(table)


def _reasons(case: Case, say: Say, view: PackageView) -> None:
    """Why clauses are refused, party by party."""
    if not any(verdict == "refuses" for clause in view.text for verdict in clause.verdicts.values()):
        return
    say("Why clauses are refused:", "bold")
    for party in view.package.utilities:
        reasons = [
            f"{number} ({clause.reasons[party]})"
            for number, clause in enumerate(view.text, 1)
            if clause.verdicts[party] == "refuses"
        ]
        if reasons:
            say(f"  {case.party_name(party)}: {'; '.join(reasons)}")
    say("\nStill open:", "bold")


def _trades(case: Case, say: Say, view: PackageView) -> None:
    from detente.engines.deals.packages.marks import differences
    from detente.engines.deals.packages.words import COSTS

    if not view.trades:
        say("\nNo exchange on two issues is better for two sides without losing a party that accepts.")
        return
    say("\nTrades that are better for both sides, and lose no party that accepts:", "bold")
    for trade in view.trades[:MOST_TRADES]:
        say(f"  {trade.sentence}")
        for text in differences(case, view.package, trade.becomes):
            say(f"    {text}")
    if view.efficient:
        say(f"  {COSTS}")
    if len(view.trades) > MOST_TRADES:
        say(f"  and {len(view.trades) - MOST_TRADES} more; --json has them")


def _nearest(case: Case, say: Say, view: PackageView) -> None:
    from detente.engines.deals.packages.marks import differences

    if view.nearest is None:
        return
    say("\nThe nearest package that passes has:", "bold")
    for text in differences(case, view.package, view.nearest):
        say(f"  {text}")
    say(f"  worth {_worth(case, view.nearest)}")


def _compared(case: Case, say: Say, view: PackageView) -> None:
    from detente.engines.deals.packages.marks import differences

    assert view.compared is not None
    passes = "passes" if view.compared.passes else "does not pass"
    differ = differences(case, view.package, view.compared.other)
    if not differ:
        say("\nThe other package is the same.")
        return
    say(f"\nThe other package, which {passes}, has:", "bold")
    for text in differ:
        say(f"  {text}")
    say("With it in the place of this one:", "bold")
    for change in view.compared.changes.values():
        if any(change.by_issue.values()):
            say(f"  {change.sentence}")
    same = [case.party_name(party) for party, it in view.compared.changes.items() if not any(it.by_issue.values())]
    if same:
        say(f"  Nothing changes for {', '.join(same)}.")


def _worth(case: Case, package: PackageWorth) -> str:
    return ", ".join(f"{case.party_name(party)} {value:.4g}" for party, value in package.utilities.items())


def write_draft(case: Case, result: Deals, path: Path) -> None:
    """Write the draft text of the package looked at as Markdown."""
    from detente.brief.draft_text import draft_text
    from detente.cli.writing import write_text
    from detente.errors import CommandError

    if result.package is None:
        raise CommandError("no package is named to write a text of", advice="name one with --package")
    write_text(path, draft_text(case, result, result.package))
    typer.echo(f"Wrote {path}", err=True)
