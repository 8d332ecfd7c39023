"""One package as a draft text: who accepts, could live with or refuses each clause, and what could be traded from it."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.charts.deals.acceptance import acceptance_figure
from detente.brief.charts.deals.trades import trades_figure
from detente.brief.contents import Bullets, Cell, Figure, Section, Table, Text
from detente.case.model import Case
from detente.engines.deals.packages.marks import differences
from detente.engines.deals.packages.words import COSTS
from detente.results.deals import Deals, PackageView, Trade, Verdict

MOST_TRADES = 3
COLUMNS: tuple[tuple[str, Verdict], ...] = (
    ("Accept", "accepts"),
    ("Could live with it", "could_live_with"),
    ("Refuse", "refuses"),
)
ABOUT = (
    "Each clause is judged by itself. A party accepts what lies within the range of its position or as near to it as any "
    "alternative; it could live with what is not beyond its bottom line or, without one, is worth no less to it than no "
    "agreement; it refuses the rest. Parties may accept a package with clauses that they refuse, where other clauses make up "
    "for them."
)


def draft(case: Case, found: Deals, view: PackageView, *, title: str = "A draft text: the Nash pick") -> Section:
    """The draft text with what every party says to it, what is still open, and the best trades from it."""
    blocks: list[Text | Table | Bullets | Figure] = [Text(view.sentence)]
    heads = tuple(head for head, _ in COLUMNS)
    blocks.append(Table("draft", ("Clause", *heads), tuple(_clauses(case, view)), numeric=False))
    blocks += _drawn(acceptance_figure(found, view))
    blocks.append(Text(ABOUT, style="small"))
    reasons = tuple(_reasons(case, found, view))
    if reasons:
        blocks += [Text("", strong="Why clauses are refused:"), Bullets(reasons)]
    if view.trades:
        blocks += [
            Text("", strong="Trades from here that are better for both sides, and lose no party that accepts:"),
            Bullets(tuple(_trade(case, view, trade) for trade in view.trades[:MOST_TRADES])),
        ]
        if view.efficient:
            blocks.append(Text(COSTS))
        blocks += _drawn(trades_figure(found, view))
    else:
        blocks.append(Text("No exchange on two issues is better for two sides without losing a party that accepts."))
    return Section("deals-draft", title, tuple(blocks), depth=1)


def _drawn(figure: Figure | None) -> tuple[Figure, ...]:
    return () if figure is None else (figure,)


def _clauses(case: Case, view: PackageView) -> Iterator[tuple[Cell, ...]]:
    for number, clause in enumerate(view.text, 1):
        who = [
            ", ".join(case.party_name(party) for party, it in clause.verdicts.items() if it == verdict)
            for _, verdict in COLUMNS
        ]
        yield Cell(f"{number}. {clause.name}: {clause.text}"), *(Cell(names or "–") for names in who)


def _reasons(case: Case, found: Deals, view: PackageView) -> Iterator[Text]:
    for party in found.parties:
        refused = [
            f"clause {number}, {clause.reasons[party]}"
            for number, clause in enumerate(view.text, 1)
            if clause.verdicts[party] == "refuses"
        ]
        if refused:
            yield Text(f"{'; '.join(refused)}.", strong=f"{case.party_name(party)}: ")


def _trade(case: Case, view: PackageView, trade: Trade) -> Text:
    return Text(f"{trade.sentence} It takes {'; '.join(differences(case, view.package, trade.becomes))}.")
