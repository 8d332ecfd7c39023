"""KTAB scenarios in CSV: two header lines, then an actor a line with a position and a salience per dimension."""

from __future__ import annotations

from typing import Any

from detente.case.tables.cells import Words, number
from detente.case.tables.grid import Grid
from detente.case.tables.report import CellReport, Status
from detente.errors import CaseError

FIXED = 3


def is_ktab(grid: Grid) -> bool:
    """True where the first line counts actors and dimensions and the second begins with actor and description."""
    if len(grid.rows) < 2 or len(grid.rows[0]) < 4:
        return False
    counts = [cell.strip() for cell in grid.rows[0][2:4]]
    head = [cell.strip().casefold() for cell in grid.rows[1][:2]]
    return all(count.isdigit() for count in counts) and head == ["actor", "description"]


def read_ktab(grid: Grid, words: Words, case_id: str) -> tuple[dict[str, Any], list[CellReport]]:
    """Raw data of a case from a KTAB scenario, and what became of every cell.

    Party ids are the actors' names in lower case, issue ids the dimensions' headers in lower case with spaces
    as underscores.
    """
    return _Reader(grid, words, case_id).read()


class _Reader:
    def __init__(self, grid: Grid, words: Words, case_id: str) -> None:
        self.grid, self.words, self.case_id = grid, words, case_id
        self.cells: list[CellReport] = []
        self.head = [cell.strip() for cell in grid.rows[1]]

    def read(self) -> tuple[dict[str, Any], list[CellReport]]:
        first = [cell.strip() for cell in self.grid.rows[0]]
        dimensions = int(first[3])
        names = [self.head[FIXED + 2 * number] for number in range(dimensions) if FIXED + 2 * number < len(self.head)]
        if not names or len(names) != dimensions or not all(names):
            raise CaseError(f"{self.grid.file}: {dimensions} dimensions are announced, {len(names)} are there",
                            advice="check the two header lines")  # fmt: skip
        self.issues = [_key(name).replace(" ", "_") for name in names]
        raw: dict[str, Any] = {
            "detente": 1, "id": self.case_id, "title": first[0], "description": first[1], "parties": {},
            "issues": {key: {"name": name} for key, name in zip(self.issues, names, strict=True)}, "positions": {},
        }  # fmt: skip
        targets = ("title", "description", "", "")
        for column, text in enumerate(first):
            if text:
                known = column < len(targets)
                self._note(1, column, text, "read" if known else "left_out", targets[column] if known else "")
        for column, text in enumerate(self.head):
            if text:
                extra = column >= FIXED + 2 * dimensions
                self._note(
                    2,
                    column,
                    text,
                    "left_out" if extra else "read",
                    "",
                    "no dimension has this column" if extra else "header",
                )
        for place, row in enumerate(self.grid.rows[2:], 3):
            if any(cell.strip() for cell in row):
                self._actor(place, [cell.strip() for cell in row], raw)
        for issue in self.issues:
            raw["issues"][issue]["scale"] = {0: "", 100: ""}
        if int(first[2]) != len(raw["parties"]):
            self.cells.append(CellReport(row=1, column=0, header="actors", text="", status="assumed",
                                         note=f"{first[2]} actors are announced, {len(raw['parties'])} were read"))  # fmt: skip
        return raw, self.cells

    def _note(self, row: int, column: int, text: str, status: Status, becomes: str = "", note: str = "") -> None:
        header = self.head[column] if column < len(self.head) else ""
        self.cells.append(
            CellReport(row=row, column=column + 1, header=header, text=text, status=status, becomes=becomes, note=note)
        )

    def _actor(self, place: int, row: list[str], raw: dict[str, Any]) -> None:
        party = _key(row[0]) if row and row[0] else ""
        if not party or party in raw["parties"]:
            why = "the row names no actor" if not party else f"a second row for {party}"
            for column, text in enumerate(row):
                if text:
                    self._note(place, column, text, "left_out", "", why)
            return
        power = self._number(row, 2, 0, None)
        raw["parties"][party] = {"name": row[0], "description": row[1] if len(row) > 1 else ""}
        if power[0] is not None:
            raw["parties"][party]["capability"] = power[0]
        stances: dict[str, Any] = {}
        for column, text in enumerate(row):
            if not text:
                continue
            if column < FIXED:
                field = ("name", "description", "capability")[column]
                bad = column == 2 and power[0] is None
                self._note(
                    place,
                    column,
                    text,
                    "left_out" if bad else "read",
                    "" if bad else f"parties.{party}.{field}",
                    power[1] if column == 2 else "",
                )
            else:
                self._stance(place, row, column, party, stances)
        if stances:
            raw["positions"][party] = {issue: it for issue, it in stances.items() if "position" in it}

    def _stance(self, place: int, row: list[str], column: int, party: str, stances: dict[str, Any]) -> None:
        dimension, is_salience = divmod(column - FIXED, 2)
        if dimension >= len(self.issues):
            self._note(place, column, row[column], "left_out", "", "no dimension has this column")
            return
        value, note = self._number(row, column, 0, 100)
        field, issue = "salience" if is_salience else "position", self.issues[dimension]
        if value is None or (is_salience and "position" not in stances.get(issue, {})):
            self._note(place, column, row[column], "left_out", "", note or "no position beside it")
            return
        stances.setdefault(issue, {})[field] = value
        self._note(place, column, row[column], "read", f"positions.{party}.{issue}.{field}", note)

    def _number(self, row: list[str], column: int, low: float, high: float | None) -> tuple[Any, str]:
        if column >= len(row) or not row[column]:
            return None, "empty"
        value, note = number(row[column], self.words, self.grid.delimiter)
        if isinstance(value, (int, float)) and (value < low or (high is not None and value > high)):
            return None, "out of range"
        return value, note


def _key(text: str) -> str:
    return " ".join(text.replace(".", " ").lower().split())[:64]
