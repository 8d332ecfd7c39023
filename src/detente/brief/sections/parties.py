"""Parties: who they are, and the table of parties and issues with its uncertainty."""

from __future__ import annotations

from detente.brief.contents import Cell, Section, Table, Text
from detente.brief.evidence import Evidence
from detente.case.claims import Judged
from detente.case.model import Case
from detente.case.numbers import Number

ROLES = {
    "at_table": "at the table", "absent": "not at the table", "excluded": "excluded", "patron": "patron",
    "mediator": "mediator",
}  # fmt: skip


def parties(case: Case, evidence: Evidence) -> Section:
    """Two tables: who the parties are, and where each stands on each issue."""
    return Section(
        "parties",
        "Parties and positions",
        (
            Table(
                "parties", ("Party", "Kind", "Role", "Layer", "Capability"), tuple(_who(case, evidence)), numeric=False
            ),
            Text(
                "Where each party stands: best value on the issue's scale, its range, and how much the issue matters to the "
                "party (salience, 0 to 100). An empty cell: no position.",
                style="small",
            ),
            _positions(case, evidence),
        ),
    )


def _who(case: Case, evidence: Evidence) -> list[tuple[Cell, ...]]:
    return [
        (
            Cell(case.party_name(party), notes=evidence.notes(it.evidence)), Cell(it.kind.replace("_", " ")),
            Cell(ROLES[it.role]), Cell(it.layer, _doubt(it, evidence).strip()), _number(it.capability),
        )
        for party, it in case.parties.items()
    ]  # fmt: skip


def _positions(case: Case, evidence: Evidence) -> Table:
    rows = []
    for party, held in case.positions.items():
        cells = [Cell(case.party_name(party))]
        for issue in case.issues:
            it = held.get(issue)
            if it is None:
                cells.append(Cell(""))
                continue
            salience = f"salience {it.salience.best:g}" if it.salience else "salience 50 assumed"
            span = "" if it.position.is_exact else f"{it.position.low:g} to {it.position.high:g}\n"
            cells.append(
                Cell(f"{it.position.best:g}", span + salience + _doubt(it, evidence), evidence.notes(it.evidence))
            )
        rows.append(tuple(cells))
    return Table("positions", ("Party", *map(case.issue_name, case.issues)), tuple(rows))


def _doubt(it: Judged, evidence: Evidence) -> str:
    """What speaks against a claim, beside what speaks for it; or that nothing speaks for it."""
    against = ", ".join(f"[{number}]" for number in evidence.notes(it.against))
    bare = "" if it.evidence else "\nno evidence"
    return bare + (f"\nagainst it: {against}" if against else "")


def _number(number: Number | None) -> Cell:
    if number is None:
        return Cell("1", "assumed")
    return Cell(f"{number.best:g}", "" if number.is_exact else f"{number.low:g} to {number.high:g}")
