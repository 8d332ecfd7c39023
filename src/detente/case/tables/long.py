"""The long table: a row for each party and issue."""

from __future__ import annotations

from typing import Any

from detente.case.numbers import Number
from detente.case.tables.cells import Words, number
from detente.case.tables.grid import Grid
from detente.case.tables.report import CellReport, Status
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
NUMBERS = (
    "scale_low",
    "scale_high",
    "low",
    "best",
    "high",
    "salience",
    "capability",
    "reference",
    "stated",
    "bottom_line",
    "red_line",
)


def headers(row: tuple[str, ...]) -> dict[int, str]:
    """Which field each column fills, the first of equal ones; other columns are not in the answer."""
    known = {name: field for field, names in SYNONYMS.items() for name in names}
    found: dict[int, str] = {}
    for place, text in enumerate(row):
        field = known.get(" ".join(text.replace("_", " ").split()).casefold())
        if field is not None and field not in found.values():
            found[place] = field
    return found


def read_long(grid: Grid, words: Words, case_id: str) -> tuple[dict[str, Any], list[CellReport]]:
    """Raw data of a case from a long table, and what became of every cell."""
    return _Reader(grid, words, case_id).read()


def _header_row(grid: Grid) -> int | None:
    for place, row in enumerate(grid.rows[:20]):
        fields = set(headers(row).values())
        if {"party", "issue"} <= fields and fields & {"best", "low", "high"}:
            return place
    return None


def key(text: str) -> str:
    """An id from a name: lower case, without dots, spaces as underscores.

    >>> key("  United  States ")
    'united_states'
    """
    return "_".join(text.replace(".", " ").casefold().split())[:64].strip("_") or "unnamed"


class _Reader:
    def __init__(self, grid: Grid, words: Words, case_id: str) -> None:
        self.grid, self.words = grid, words
        self.cells: list[CellReport] = []
        self.raw: dict[str, Any] = {"detente": 1, "id": case_id, "parties": {}, "issues": {}, "positions": {}}
        self.capabilities: dict[str, dict[str, tuple[float, ...]]] = {}

    def read(self) -> tuple[dict[str, Any], list[CellReport]]:
        head = _header_row(self.grid)
        if head is None:
            raise CaseError(
                f"{self.grid.file}: no row of headers names party, issue and a position",
                advice="the first row should be: party, issue, low, best, high, salience, capability",
            )
        self.head = self.grid.rows[head]
        self.fields = headers(self.head)
        for place, row in enumerate(self.grid.rows[:head], 1):
            self._leave_out(place, row, "above the headers")
        for column, text in enumerate(self.head):
            if text.strip():
                self._note(head + 1, column, text, "read", "", "header")
        for place, row in enumerate(self.grid.rows[head + 1 :], head + 2):
            if any(cell.strip() for cell in row):
                self._row(place, row)
        self._scales()
        self._share_capabilities()
        return self.raw, self.cells

    def _note(self, row: int, column: int, text: str, status: Status, becomes: str = "", note: str = "") -> None:
        header = self.head[column].strip() if 0 <= column < len(self.head) else ""
        self.cells.append(
            CellReport(row=row, column=column + 1, header=header, text=text, status=status, becomes=becomes, note=note)
        )

    def _leave_out(self, place: int, row: tuple[str, ...], note: str) -> None:
        for column, text in enumerate(row):
            if text.strip():
                self._note(place, column, text, "left_out", "", note)

    def _row(self, place: int, row: tuple[str, ...]) -> None:
        texts = {field: row[column].strip() for column, field in self.fields.items() if column < len(row)}
        party, issue = key(texts.get("party", "")), key(texts.get("issue", ""))
        if not texts.get("party") or not texts.get("issue"):
            self._leave_out(place, row, "the row names no party or no issue (a merged cell?)")
            return
        if issue in self.raw["positions"].get(party, {}):
            self._leave_out(place, row, f"a second row for {party} on {issue}; the first is kept")
            return
        values, notes = self._numbers(texts)
        given = [values[name] for name in ("low", "best", "high") if values.get(name) is not None]
        position = given[0] if len(given) == 1 else given
        if not given or not _is_number(position):
            why = "no position" if not given else "low, best and high are not in order"
            self._leave_out(place, row, f"{why}: {'; '.join(filter(None, notes.values())) or 'the cells are empty'}")
            return
        entry = self._entry(place, texts, values, position)
        self.raw["positions"].setdefault(party, {})[issue] = entry
        self.raw["parties"].setdefault(party, {"name": texts.get("party_name") or texts["party"]})
        self.raw["issues"].setdefault(issue, {"name": texts.get("issue_name") or texts["issue"]})
        ends = values.get("scale_low"), values.get("scale_high")
        if isinstance(ends[0], float) and isinstance(ends[1], float) and ends[0] < ends[1]:
            self.raw["issues"][issue].setdefault("scale", {ends[0]: "", ends[1]: ""})
        if values.get("reference") is not None:
            self.raw["issues"][issue].setdefault("reference", values["reference"])
        if values.get("capability") is not None:
            self.capabilities.setdefault(party, {})[issue] = values["capability"]
        self._report(place, row, party, issue, values, notes, entry)

    def _numbers(self, texts: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        notes: dict[str, str] = {}
        for name in NUMBERS:
            if texts.get(name):
                values[name], notes[name] = number(texts[name], self.words, self.grid.delimiter)
                low, high = {"salience": (0, 100), "capability": (0, None)}.get(name, (None, None))
                if values[name] is not None and not _within(values[name], low, high):
                    values[name], notes[name] = None, "out of range"
        return values, notes

    def _entry(self, place: int, texts: dict[str, str], values: dict[str, Any], position: Any) -> dict[str, Any]:
        entry: dict[str, Any] = {"position": position}
        for name in ("salience", "stated", "bottom_line", "red_line"):
            if values.get(name) is not None:
                entry[name] = values[name]
        if texts.get("why"):
            entry["why"] = texts["why"]
        for name, assumed in (("salience", "50"), ("capability", "1 where no party has one")):
            if values.get(name) is None:
                note = f"no {name} in this row: {assumed} is assumed"
                self.cells.append(CellReport(row=place, column=0, header=name, text="", status="assumed", note=note))
        return entry

    def _report(self, place: int, row: tuple[str, ...], party: str, issue: str, values: dict[str, Any],
                notes: dict[str, str], entry: dict[str, Any]) -> None:  # fmt: skip
        for column, text in enumerate(row):
            field = self.fields.get(column)
            if not text.strip():
                continue
            if field is None:
                header = self.head[column].strip() if column < len(self.head) else ""
                header = header or f"column {column + 1}"
                while header in entry.setdefault("columns", {}):
                    header += " again"
                entry["columns"][header] = text.strip()
                self._note(place, column, text, "read", f"positions.{party}.{issue}.columns", "kept as it is")
            elif field in NUMBERS and values.get(field) is None:
                self._note(place, column, text, "left_out", "", notes[field])
            else:
                self._note(place, column, text, "read", _becomes(field, party, issue), notes.get(field, ""))

    def _scales(self) -> None:
        """0 to 100 where all numbers fit, else from the lowest to the highest seen; said in the report."""
        for issue, it in self.raw["issues"].items():
            if "scale" in it:
                continue
            seen = [
                value
                for stances in self.raw["positions"].values() if issue in stances
                for name in ("position", "stated", "bottom_line", "red_line") if name in stances[issue]
                for value in _parts(stances[issue][name])
            ] + _parts(it.get("reference", []))  # fmt: skip
            low, high = min([0.0, *seen]), max(seen)
            low, high = (
                (0.0, 100.0) if low >= 0 and high <= 100 else (min(seen), high if high > min(seen) else high + 1)
            )
            it["scale"] = {low: "", high: ""}
            note = f"scale of {issue}: {low:g} to {high:g}"
            self.cells.append(
                CellReport(
                    row=0,
                    column=0,
                    header="scale",
                    text="",
                    status="assumed",
                    becomes=f"issues.{issue}.scale",
                    note=note,
                )
            )

    def _share_capabilities(self) -> None:
        """One capability for a party that has the same everywhere; else one per issue."""
        for party, by_issue in self.capabilities.items():
            first = next(iter(by_issue.values()))
            if all(value == first for value in by_issue.values()):
                self.raw["parties"][party]["capability"] = first
            else:
                self.raw["parties"][party]["capability"] = first
                for issue, value in by_issue.items():
                    self.raw["issues"][issue].setdefault("capability", {})[party] = value


def _becomes(field: str, party: str, issue: str) -> str:
    return {
        "party": f"parties.{party}", "party_name": f"parties.{party}.name", "issue": f"issues.{issue}",
        "issue_name": f"issues.{issue}.name", "reference": f"issues.{issue}.reference", "scale_low": f"issues.{issue}.scale", "scale_high": f"issues.{issue}.scale",
        "capability": f"parties.{party}.capability",
    }.get(field, f"positions.{party}.{issue}.{'position' if field in ('low', 'best', 'high') else field}")  # fmt: skip


def _parts(value: Any) -> list[float]:
    return [float(part) for part in value] if isinstance(value, (list, tuple)) else [float(value)]


def _within(value: Any, low: float | None, high: float | None) -> bool:
    return all((low is None or part >= low) and (high is None or part <= high) for part in _parts(value))


def _is_number(value: Any) -> bool:
    try:
        Number.of(value)
    except ValueError:
        return False
    return True
