"""Export: from a case to a long table or a KTAB scenario."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.stances import stances
from detente.case.writer import save_bytes
from detente.errors import CaseError, CommandError

HEADERS = (
    "party", "issue", "low", "best", "high", "salience", "capability", "stated", "bottom_line", "red_line", "reference",
    "scale_low", "scale_high", "party_name", "issue_name", "why",
)  # fmt: skip


def export_table(case: Case, path: str | Path, kind: str = "long") -> tuple[str, ...]:
    """Write the positions of a case as a table, and return what the table cannot hold, in words.

    ``kind`` is ``long`` (``.csv`` or ``.xlsx``) or ``ktab`` (``.csv``). Raises :class:`CommandError` for
    another kind or suffix, :class:`CaseError` where the file cannot be written.
    """
    path = Path(path)
    if (
        kind not in ("long", "ktab")
        or path.suffix.lower() not in (".csv", ".xlsx")
        or (kind, path.suffix.lower()) == ("ktab", ".xlsx")
    ):
        raise CommandError(
            f"cannot write {path.name} as {kind}", advice="use long with .csv or .xlsx, or ktab with .csv"
        )
    rows, notes = _ktab(case) if kind == "ktab" else _long(case)
    data = _excel(rows) if path.suffix.lower() == ".xlsx" else _csv(rows)
    try:
        save_bytes(data, path)
    except OSError as error:
        raise CaseError(f"cannot write {path}: {error.strerror}", advice="check the folder") from None
    return tuple(notes)


def _long(case: Case) -> tuple[list[list[Any]], list[str]]:
    extra = sorted({name for held in case.positions.values() for it in held.values() for name in it.columns})
    rows: list[list[Any]] = [[*HEADERS, *extra]]
    for issue, about in case.issues.items():
        for stance in stances(case, issue):
            it, party = case.positions[stance.party][issue], case.parties[stance.party]
            capability = about.capability.get(stance.party) or party.capability
            numbers = map(_cell, (it.salience, capability, it.stated, it.bottom_line, it.red_line, about.reference))
            cells = [stance.party, issue, *_position(it.position), *numbers]
            cells += [about.low, about.high, party.name, about.name, it.why]
            rows.append([*cells, *(it.columns.get(name, "") for name in extra)])
    return rows, [
        "the wording of the scales, evidence, relations, facts, measures and settings of methods: they stay in the case file"
    ]


def _position(number: Number) -> list[Any]:
    """Low, best and high; best alone where exact, no best where the range is uniform."""
    if number.uniform:
        return [number.low, "", number.high]
    return ["", number.best, ""] if number.is_exact else list(number.parts)


def _cell(number: Number | None) -> Any:
    """A number, or ``low..best..high`` where it is no single one."""
    if number is None:
        return ""
    return number.best if number.is_exact else "..".join(map(_shown, number.parts))


def _ktab(case: Case) -> tuple[list[list[Any]], list[str]]:
    notes: list[str] = []
    issues = list(case.issues)
    parties = [party for party in case.parties if party in case.positions]
    rows: list[list[Any]] = [[case.title or case.id, case.description, len(parties), len(issues)]]
    rows.append(["Actor", "Description", "Power", *(name for issue in issues for name in (issue, f"{issue} salience"))])
    for party in parties:
        it = case.parties[party]
        row: list[Any] = [party, it.description or it.name, _power(case, party, notes)]
        for issue in issues:
            stance, about = case.positions[party].get(issue), case.issues[issue]
            if stance is None:
                notes.append(
                    f"{party} has no position on {issue}; KTAB needs one, so it gets the middle with salience 0"
                )
                row += [50, 0]
                continue
            row += [
                100 * (stance.position.best - about.low) / (about.high - about.low),
                stance.salience.best if stance.salience else 50,
            ]
            if not stance.position.is_exact:
                notes.append(f"position of {party} on {issue} is {stance.position}; the table holds the best value")
        rows.append(row)
    notes += [f"{issue} is mapped from {case.issues[issue].low:g}-{case.issues[issue].high:g} to 0-100"
              for issue in issues if (case.issues[issue].low, case.issues[issue].high) != (0, 100)]  # fmt: skip
    notes += [
        f"capabilities of {issue} are left out: KTAB has one per actor"
        for issue in issues
        if case.issues[issue].capability
    ]
    notes += ["the settings of methods"] if case.methods else []
    return rows, notes


def _power(case: Case, party: str, notes: list[str]) -> float:
    """The one capability that KTAB has for an actor: its general one, or the mean of those on its issues."""
    general = case.parties[party].capability
    if general is not None:
        return general.best
    own = [stance.capability.best for issue in case.issues for stance in stances(case, issue) if stance.party == party]
    if any(party in it.capability for it in case.issues.values()):
        notes.append(f"{party} has a capability for each issue; the table holds their mean")
    return sum(own) / len(own)


def _csv(rows: Sequence[Sequence[Any]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([[_shown(value) for value in row] for row in rows])
    return stream.getvalue().encode()


def _shown(value: Any) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _excel(rows: Sequence[Sequence[Any]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "positions"
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if value == "":
                continue
            cell = sheet.cell(line, place, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that starts with = stays a text
            if line == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "C2"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
