"""The long table: a row for each party and issue."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Any

from detente.case.numbers import Number
from detente.case.tables.cells import Words, limited, number, out_of, parts
from detente.case.tables.draft import RESERVED, Cell, Draft, Ids
from detente.case.tables.grid import Grid, length
from detente.case.tables.soundness import assume_capabilities, folded, unique_names
from detente.errors import CaseError

SYNONYMS = {
    "party": ("party", "actor", "player", "stakeholder", "decision maker", "group"),
    "issue": ("issue", "dimension", "question", "topic"),
    "low": ("low", "min", "minimum", "position low"),
    "best": ("best", "position", "best guess", "mode", "most likely"),
    "high": ("high", "max", "maximum", "position high"),
    "salience": ("salience", "importance", "priority"),
    "capability": ("capability", "power", "influence", "weight", "resources", "capabilities"),
    "party_name": ("party name", "full name"),
    "issue_name": ("issue name",),
    "reference": ("reference", "reference point", "rp", "status quo"),
    "stated": ("stated", "stated position"),
    "bottom_line": ("bottom line", "reservation point"),
    "red_line": ("red line",),
    "scale_low": ("scale low",),
    "scale_high": ("scale high",),
    "why": ("why", "reason", "comment", "notes"),
}
"""Headers that are understood, by the field they fill; any other column is kept as it is."""
POSITION = ("low", "best", "high")
ON_SCALE = ("stated", "bottom_line", "red_line", "reference")
NUMBERS = ("scale_low", "scale_high", *POSITION, "salience", "capability", *ON_SCALE)
LIMITS = {"salience": (0, 100), "capability": (0, inf)}


def headers(row: tuple[str, ...]) -> dict[int, str]:
    """Which field each column fills, the first of equal ones; other columns are not in the answer."""
    known = {name: field for field, names in SYNONYMS.items() for name in names}
    found: dict[int, str] = {}
    for place, text in enumerate(row):
        field = known.get(" ".join(text.replace("_", " ").split()).casefold())
        if field is not None and field not in found.values():
            found[place] = field
    return found


def read_long(grid: Grid, words: Words, case_id: str) -> Draft:
    """The draft of a case from a long table."""
    return _Reader(grid, words, case_id).read()


@dataclass
class _Row:
    """A row as read; ``problem`` says why it is left out, ``bad`` why a single cell of it is."""

    place: int
    cells: dict[str, Cell]
    others: list[Cell]
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    bad: dict[str, str] = field(default_factory=dict)
    party: str = ""
    issue: str = ""
    problem: str = ""

    def text(self, name: str) -> str:
        return self.cells[name].text.strip() if name in self.cells else ""

    @property
    def position(self) -> Any:
        given = [self.values[name] for name in POSITION if name in self.values]
        return given[0] if len(given) == 1 else given

    @property
    def scale(self) -> tuple[float, float] | None:
        """The scale the row declares, if both its ends are sound."""
        ends = self.values.get("scale_low"), self.values.get("scale_high")
        return ends if isinstance(ends[0], float) and isinstance(ends[1], float) else None  # type: ignore[return-value]


class _Reader:
    def __init__(self, grid: Grid, words: Words, case_id: str) -> None:
        self.grid, self.draft = grid, Draft(case_id, words, grid.delimiter)
        self.parties, self.issues = Ids("_"), Ids("_", RESERVED)
        self.said: set[str] = set()
        self.unread = {(it.row, it.column): it.why for it in grid.unread}

    def read(self) -> Draft:
        head = _header_row(self.grid)
        if head is None:
            raise CaseError(
                f"{self.grid.file}: no row of headers names party, issue and a position",
                advice="the first row should be: party, issue, low, best, high, salience, capability",
            )
        self.head = self.grid.rows[head]
        self.fields = headers(self.head)
        for place, texts in enumerate(self.grid.rows[:head], 1):
            for cell in self._cells(place, texts):
                self.draft.leave_out(cell, f"above the headers, which are row {head + 1}")
        for cell in self._cells(head + 1, self.head):
            self.draft.read(cell, note="header")
        rows = [self._row(place, row) for place, row in enumerate(self.grid.rows[head + 1 :], head + 2) if _filled(row)]
        self._compare(rows)
        sound = [row for row in rows if not row.problem]
        self._build(sound)
        for row in rows:
            for cell in (*row.cells.values(), *row.others) if row.problem else ():
                if cell.text.strip():
                    self.draft.leave_out(cell, f"the row is left out: {row.problem}")
        return self.draft

    def _cells(self, place: int, row: tuple[str, ...]) -> list[Cell]:
        return [Cell(place, column + 1, self._header(column), text) for column, text in enumerate(row) if text.strip()]

    def _header(self, column: int) -> str:
        return self.head[column].strip() if column < len(self.head) else ""

    # one row by itself

    def _row(self, place: int, texts: tuple[str, ...]) -> _Row:
        cells = self._cells(place, texts)
        known = {self.fields[cell.column - 1]: cell for cell in cells if cell.column - 1 in self.fields}
        row = _Row(place, known, [cell for cell in cells if cell.column - 1 not in self.fields])
        self._numbers(row)
        row.problem = self._names(row) or self._position(row)
        surplus = self.grid.kind == "csv" and length(texts) > length(self.head)
        if surplus and not row.problem and row.bad:
            row.problem = next(iter(row.bad.values()))  # a shifted row must not pass for a sound one
        if surplus and row.problem:
            row.problem += (
                f"; the row has {length(texts)} cells and the headers {length(self.head)}: put a text with a comma "
                "in quotation marks"
            )
        return row

    def _numbers(self, row: _Row) -> None:
        for name in NUMBERS:
            if name not in row.cells:
                continue
            value, note = number(row.text(name), self.draft.words, self.draft.delimiter)
            low, high = LIMITS.get(name, (-inf, inf))
            if value is None:
                row.bad[name] = note
            elif out_of(value, low, high):
                row.bad[name] = limited(name, row.text(name), low, high)
            else:
                row.values[name], row.notes[name] = value, note
        self._own_scale(row)

    def _own_scale(self, row: _Row) -> None:
        ends = [name for name in ("scale_low", "scale_high") if name in row.values]
        why = ""
        if len(ends) == 1:
            why = "a scale needs both ends, scale_low and scale_high"
        elif ends and row.scale is None:
            why = "an end of a scale is a single number"
        elif row.scale is not None and row.scale[0] >= row.scale[1]:
            why = f"the scale runs from {row.scale[0]:g} to {row.scale[1]:g}; write the lower end as scale_low"
        for name in ends if why else ():
            row.bad[name] = why
            del row.values[name]

    def _names(self, row: _Row) -> str:
        for name, ids in (("party", self.parties), ("issue", self.issues)):
            if not row.text(name):
                return f"it names no {name}; fill the cell (merged cells keep their text in the first row only)"
            key, note = ids.of(row.text(name))
            if not key:
                return note
            setattr(row, name, key)
            row.notes[name] = note
        return ""

    def _position(self, row: _Row) -> str:
        bad = [f"{name}: {row.bad[name]}" for name in POSITION if name in row.bad]
        if not any(name in row.values for name in POSITION):
            bad += [f"{header}: {why}" for header, why in self._without_value(row.place)]
            return "; ".join(bad) or "it has no position; fill best, or low and high"
        try:
            position = Number.of(row.position)
        except ValueError:
            given = ", ".join(f"{name} {row.text(name)}" for name in POSITION if name in row.values)
            return f"{given}: they are not in order; low comes first, high last, and each is a single number"
        if row.scale is not None and not row.scale[0] <= position.low <= position.high <= row.scale[1]:
            return _off("position", row.position, row.scale, "its own scale,")
        return ""

    def _without_value(self, place: int) -> list[tuple[str, str]]:
        """Cells of a row that should hold its position and have no value in the file."""
        columns = [column for column, name in self.fields.items() if name in POSITION]
        return [(self._header(it), self.unread[place, it + 1]) for it in columns if (place, it + 1) in self.unread]

    # the rows together

    def _compare(self, rows: list[_Row]) -> None:
        """Find what rows say differently of one thing: the first that is sound counts."""
        self.scales: dict[str, tuple[tuple[float, float], int]] = {}
        for row in rows:
            if not row.problem and row.scale is not None:
                self.scales.setdefault(row.issue, (row.scale, row.place))
        held: dict[tuple[str, str], int] = {}
        for row in rows:
            if row.problem:
                continue
            scale, declared = self.scales.get(row.issue, ((-inf, inf), 0))
            whose = f"the scale that row {declared} gives {row.issue},"
            if out_of(row.position, *scale):
                row.problem = _off("position", row.position, scale, whose)
            elif (row.party, row.issue) in held:
                first = held[row.party, row.issue]
                row.problem = f"row {first} already says where {row.party} stands on {row.issue}; keep one of them"
            else:
                held[row.party, row.issue] = row.place
                self._keep_to_scale(row, scale, whose)

    def _keep_to_scale(self, row: _Row, scale: tuple[float, float], whose: str) -> None:
        if row.scale is not None and row.scale != scale:
            for name in ("scale_low", "scale_high"):
                row.bad[name] = f"it is not {whose} {scale[0]:g} to {scale[1]:g}; an issue has one scale"
                del row.values[name]
        for name in ON_SCALE:
            if out_of(row.values.get(name), *scale):
                row.bad[name] = _off(name, row.values.pop(name), scale, whose)

    # the case

    def _build(self, rows: list[_Row]) -> None:
        raw = self.draft.raw
        for row in rows:
            raw["parties"].setdefault(row.party, {})
            issue = raw["issues"].setdefault(row.issue, {"name": ""})
            raw["positions"].setdefault(row.party, {})[row.issue] = self._entry(row)
            if (
                "reference" in row.values
                and issue.setdefault("reference", row.values["reference"]) != row.values["reference"]
            ):
                row.bad["reference"] = "another row gives another reference; an issue has one"
        self._name_parties(rows)
        self._name_issues(rows)
        self._set_scales()
        by_issue = self._set_capabilities(rows)
        for row in rows:
            self._report(row, by_issue)
        assume_capabilities(self.draft)

    def _entry(self, row: _Row) -> dict[str, Any]:
        entry: dict[str, Any] = {"position": row.position}
        entry |= {
            name: row.values[name] for name in ("salience", "stated", "bottom_line", "red_line") if name in row.values
        }
        if row.text("why"):
            entry["why"] = row.text("why")
        for cell in row.others:
            header = cell.header or f"column {cell.column}"
            while header in entry.setdefault("columns", {}):
                header += " again"
            entry["columns"][header] = cell.text.strip()
        return entry

    def _name_parties(self, rows: list[_Row]) -> None:
        """Names by row; a name that another party has is left out, and the written id is the name."""
        wanted: dict[str, list[str]] = {}
        for row in rows:
            wanted.setdefault(row.party, []).append(row.text("party_name"))
        for row in rows:
            wanted[row.party].append(row.text("party"))
        names = unique_names(wanted)
        owners = {folded(name): party for party, name in names.items() if name}
        for party, name in names.items():
            if name:
                self.draft.raw["parties"][party]["name"] = name
        for row in rows:
            text = row.text("party_name")
            if text and folded(text) != folded(names[row.party]):
                other = owners.get(folded(text))
                taken = f"it is the name of {other} already; give one of them another name"
                row.bad["party_name"] = taken if other else f"another row names {row.party} `{names[row.party]}`"

    def _name_issues(self, rows: list[_Row]) -> None:
        issues = self.draft.raw["issues"]
        for name in ("issue_name", "issue"):
            for row in rows:
                issues[row.issue]["name"] = issues[row.issue]["name"] or row.text(name)
        for row in rows:
            text, name = row.text("issue_name"), issues[row.issue]["name"]
            if text and text != name:
                row.bad["issue_name"] = f"another row names {row.issue} `{name}`"

    def _set_scales(self) -> None:
        """The declared scale; else 0 to 100 where all numbers fit, or from the lowest to the highest seen."""
        positions = self.draft.raw["positions"].values()
        for issue, it in self.draft.raw["issues"].items():
            if issue in self.scales:
                low, high = self.scales[issue][0]
            else:
                held = [stances[issue] for stances in positions if issue in stances]
                seen = [
                    part
                    for entry in held
                    for name in ("position", *ON_SCALE)
                    if name in entry
                    for part in parts(entry[name])
                ]
                seen += parts(it["reference"]) if "reference" in it else []
                low, high = 0.0, 100.0
                if min(seen) < low or max(seen) > high:
                    low, high = min(seen), max(seen)
                    high = high if high > low else high + max(1.0, abs(high))
                note = f"{issue} runs from {low:g} to {high:g}; the columns scale_low and scale_high say it otherwise"
                self.draft.assume("scale", note, becomes=f"issues.{issue}.scale")
            it["scale"] = {low: "", high: ""}

    def _set_capabilities(self, rows: list[_Row]) -> set[str]:
        """One capability for a party that has the same everywhere; else one per issue. The parties of the second kind."""
        given: dict[str, dict[str, Any]] = {}
        for row in rows:
            if "capability" in row.values:
                given.setdefault(row.party, {})[row.issue] = row.values["capability"]
        for party, values in given.items():
            first = next(iter(values.values()))
            if all(value == first for value in values.values()):
                self.draft.raw["parties"][party]["capability"] = first
                continue
            for issue, value in values.items():
                self.draft.raw["issues"][issue].setdefault("capability", {})[party] = value
        general = {party for party in given if "capability" in self.draft.raw["parties"][party]}
        for row in rows:
            if row.party in general and "capability" not in row.values:
                shown = Number.of(self.draft.raw["parties"][row.party]["capability"])
                self.draft.assume(
                    "capability", f"none in this row: {shown}, as in other rows of {row.party}", row.place
                )
        return set(given) - general

    def _report(self, row: _Row, by_issue: set[str]) -> None:
        for name, cell in row.cells.items():
            if name in row.bad:
                self.draft.leave_out(cell, row.bad[name])
            else:
                self.draft.read(cell, _becomes(name, row, row.party in by_issue), row.notes.get(name, ""))
        for cell in row.others:
            self.draft.read(cell, f"positions.{row.party}.{row.issue}.columns", "kept as it is")
        for name in ("party", "issue"):
            if row.notes[name] and row.notes[name] not in self.said:
                self.said.add(row.notes[name])
                self.draft.assume(name, row.notes[name])
        if "salience" not in row.values:
            self.draft.assume(
                "salience", "none in this row: 50", row.place, f"positions.{row.party}.{row.issue}.salience"
            )


def _header_row(grid: Grid) -> int | None:
    for place, row in enumerate(grid.rows[:20]):
        fields = set(headers(row).values())
        if {"party", "issue"} <= fields and fields & set(POSITION):
            return place
    return None


def _filled(row: tuple[str, ...]) -> bool:
    return any(text.strip() for text in row)


def _off(name: str, value: Any, scale: tuple[float, float], whose: str) -> str:
    shown = Number.of(value)
    return f"{name} {shown} lies off {whose} {scale[0]:g} to {scale[1]:g}; correct it, or widen the scale"


def _becomes(name: str, row: _Row, by_issue: bool) -> str:
    """Where in the case a cell goes."""
    party, issue = f"parties.{row.party}", f"issues.{row.issue}"
    places = {
        "party": party, "party_name": f"{party}.name", "issue": issue, "issue_name": f"{issue}.name",
        "reference": f"{issue}.reference", "scale_low": f"{issue}.scale", "scale_high": f"{issue}.scale",
        "capability": f"{issue}.capability.{row.party}" if by_issue else f"{party}.capability",
    }  # fmt: skip
    return places.get(name, f"positions.{row.party}.{row.issue}.{'position' if name in POSITION else name}")
