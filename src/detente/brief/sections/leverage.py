"""Leverage: what the facts did, what each measure would do, and for whom it backfires."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.charts.leverage import issue_shown, measures_chart, measures_in_words
from detente.brief.contents import Bullets, Cell, Figure, Section, Table, Text
from detente.brief.evidence import Evidence
from detente.case.model import Case
from detente.engines.leverage.measure_words import measure_row, what_matters
from detente.results.leverage import Leverage

ABOUT = (
    "A change is the expected outcome (or a party's utility, in points from 0 to 100) with the fact or measure less that without it, at "
    "the best values; in brackets stands the middle 80\u00a0% of draws, common to both. Utilities are judged by what the parties want now. "
    "“Loses” is the share of draws in which the party that takes a measure is worse off by it."
)
COLUMNS = ("Measure", "Cost", "Outcome most moved", "For the one who takes it", "Loses")


def leverage(case: Case, found: Leverage, evidence: Evidence) -> Section:
    """What the facts did, a sentence each; the measures as a table and a picture; what matters among them."""
    blocks: list[Text | Table | Bullets | Figure] = []
    if found.facts:
        facts = (
            Text(_spaced(it.sentence), notes=evidence.notes(case.facts[name].evidence))
            for name, it in found.facts.items()
        )
        blocks += [Text("", strong="What the facts on the ground did:"), Bullets(tuple(facts))]
    if found.measures:
        blocks.append(Text("", strong="What measures would do:"))
        blocks.append(Bullets(tuple(Text(_spaced(text)) for text in what_matters(found.measures))))
        blocks.append(Table("measures", COLUMNS, tuple(_rows(case, found, evidence)), numeric=False))
    issue = issue_shown(case, found)
    if issue is not None:
        caption = f"What each measure would do to the expected outcome on {case.issue_name(issue)}."
        blocks.append(Figure(measures_chart(case, found, issue), measures_in_words(case, found, issue), caption))
    blocks.append(Text(ABOUT, style="small"))
    return Section("leverage", "Leverage", tuple(blocks))


def _rows(case: Case, found: Leverage, evidence: Evidence) -> Iterator[tuple[Cell, ...]]:
    for name, it in found.measures.items():
        row = measure_row(case, it)
        yield (
            Cell(row.what, detail=it.kind or "", notes=evidence.notes(case.measures[name].evidence)),
            Cell(row.cost),
            Cell(_spaced(row.outcome)),
            Cell(_spaced(row.itself)),
            Cell(_spaced(row.backfires)),
        )


def _spaced(text: str) -> str:
    return text.replace(" %", "\u00a0%")
