"""The point table of a classroom game: a row for each party, issue and alternative, with its points."""

from __future__ import annotations

from math import inf
from typing import Any

from detente.case.numbers import Raw
from detente.case.tables.cells import Words, parts
from detente.case.tables.draft import Cell, Draft
from detente.case.tables.grid import Grid
from detente.case.tables.stakes import Stakes, scaled
from detente.errors import CaseError

SYNONYMS = {
    "party": ("party", "actor", "player", "stakeholder", "role", "group"),
    "issue": ("issue", "question", "topic"),
    "alternative": ("alternative", "option", "choice", "outcome", "resolution"),
    "points": ("points", "score", "payoff", "utility", "value", "worth"),
    "minimum": (
        "minimum",
        "min",
        "threshold",
        "reservation",
        "reservation value",
        "minimum score",
        "minimum points",
        "batna",
    ),
}
NEEDED = frozenset({"party", "issue", "alternative", "points"})
_FIELDS = {name: field for field, names in SYNONYMS.items() for name in names}


def headers(row: tuple[str, ...]) -> dict[int, str]:
    """Which field each column fills, the first of equal ones."""
    found: dict[int, str] = {}
    for place, text in enumerate(row):
        field = _FIELDS.get(" ".join(text.replace("_", " ").split()).casefold())
        if field is not None and field not in found.values():
            found[place] = field
    return found


def is_points(grid: Grid) -> bool:
    """True for a table whose headers name party, issue, alternative and points."""
    return _header_row(grid) is not None


def _header_row(grid: Grid) -> int | None:
    return next((place for place, row in enumerate(grid.rows[:20]) if set(headers(row).values()) >= NEEDED), None)


def read_points(grid: Grid, words: Words, case_id: str) -> Draft:
    """The draft of a case from a point table.

    A party's points are scaled so that its best package is worth 100 and one that brings nothing 0: with p_k the points
    on issue k, low_k = min(0, least p_k) and weight w_k = most p_k - low_k, values are 100 (p_k - low_k) / w_k and the
    reservation 100 (minimum - sum low_k) / sum w_k. Points that add up to 100 stay what they are.
    """
    return _Reader(grid, words, case_id).read()


class _Reader:
    def __init__(self, grid: Grid, words: Words, case_id: str) -> None:
        self.grid = grid
        self.stakes = Stakes(case_id, words, grid.delimiter)
        self.draft = self.stakes.draft
        self.points: dict[str, dict[str, dict[int, Raw]]] = {}
        self.minimum: dict[str, tuple[Raw, int]] = {}
        self.said: set[str] = set()

    def read(self) -> Draft:
        head = _header_row(self.grid)
        if head is None:
            raise CaseError(
                f"{self.grid.file}: no row of headers names party, issue, alternative and points", advice="add one"
            )
        self.head, self.fields = self.grid.rows[head], headers(self.grid.rows[head])
        for place, row in enumerate(self.grid.rows, 1):
            cells = [
                Cell(place, column, self._header(column), text) for column, text in enumerate(row, 1) if text.strip()
            ]
            if place <= head:
                for cell in cells:
                    self.draft.leave_out(cell, f"above the headers, which are row {head + 1}")
            elif place == head + 1:
                for cell in cells:
                    self.draft.read(cell, note="header")
            elif cells:
                self._row(cells)
        if not self.points:
            lost = next((f": {cell}" for cell in self.draft.cells if cell.status == "left_out"), "")
            raise CaseError(
                f"{self.grid.file}: no row could be read as points{lost}",
                advice="fill party, issue, alternative and points",
            )
        self._scale()
        return self.stakes.finished()

    def _header(self, column: int) -> str:
        return self.head[column - 1].strip() if column <= len(self.head) else ""

    def _row(self, cells: list[Cell]) -> None:
        known = {self.fields[cell.column - 1]: cell for cell in cells if cell.column - 1 in self.fields}
        if set(known) == {"party", "minimum"}:
            why = self._names(known, ("party",))
        else:
            why = self._names(known, ("party", "issue", "alternative")) or self._points(known)
        minimum = known.pop("minimum", None)
        if minimum is not None and not why:
            self._minimum(minimum, self.key["party"])
        elif minimum is not None:
            self.draft.leave_out(minimum, f"the row is left out: {why}")
        for name, cell in known.items():
            if why:
                self.draft.leave_out(cell, f"the row is left out: {why}")
            else:
                self.draft.read(cell, self._becomes(name), self.notes.get(name, ""))
        for cell in cells:
            if cell.column - 1 not in self.fields:
                self.draft.leave_out(cell, "a point table has no such column")

    def _names(self, known: dict[str, Cell], names: tuple[str, ...]) -> str:
        """Turn the names of a row into ids; why not, where that cannot be."""
        self.key: dict[str, Any] = {}
        self.notes: dict[str, str] = {}
        for name in names:
            if name not in known:
                return f"it names no {name}; fill the cell (merged cells keep their text in the first row only)"
        value, note = self.draft.number(known["points"], "points", -inf, inf) if "points" in known else (None, "")
        if "points" in known and value is None:
            return note
        for name in names:
            text = known[name].text
            if name == "alternative":
                place = self.stakes.alternative(self.key["issue"], text)
                if place is None:
                    return f"`{self.key['issue']}` has too many alternatives; is this the column of alternatives?"
                self.key[name] = place
                continue
            key, note = (self.stakes.party if name == "party" else self.stakes.issue)(text)
            if not key:
                return note
            self.key[name], self.notes[name] = key, note
            if note and note not in self.said:
                self.said.add(note)
                self.draft.assume(name, note)
        return ""

    def _points(self, known: dict[str, Cell]) -> str:
        if "points" not in known:
            return "it has no points; write 0 where the alternative brings none"
        value, self.notes["points"] = self.draft.number(known["points"], "points", -inf, inf)
        table = self.points.setdefault(self.key["party"], {}).setdefault(self.key["issue"], {})
        if self.key["alternative"] in table:
            return "another row gives this party points for the same alternative; keep one of them"
        table[self.key["alternative"]] = value
        return ""

    def _minimum(self, cell: Cell, party: str) -> None:
        value, note = self.draft.number(cell, "minimum", -inf, inf)
        if value is None:
            self.draft.leave_out(cell, note)
        elif self.minimum.setdefault(party, (value, cell.row))[0] != value:
            self.draft.leave_out(cell, f"row {self.minimum[party][1]} gives {party} another minimum; keep one of them")
        else:
            self.draft.read(cell, f"deals.values.{party}.reservation", note)

    def _becomes(self, name: str) -> str:
        party, issue, place = (self.key.get(part, "") for part in ("party", "issue", "alternative"))
        places = {
            "party": f"parties.{party}", "issue": f"issues.{issue}", "alternative": f"issues.{issue}.scale.{place}",
            "points": f"deals.values.{party}.{issue}.{place}",
        }  # fmt: skip
        return places[name]

    def _scale(self) -> None:
        """Turn points into weights and values, and minimums into reservations."""
        for party in self.stakes.values:
            tables = self.points.get(party, {})
            lows, sizes = {}, {}
            for issue, table in tables.items():
                for name, place in self.stakes.alternatives[issue].items():
                    if place not in table:
                        table[place] = 0
                        self.draft.assume(
                            "points",
                            f"none for {party} on {issue}, {name}: 0",
                            becomes=f"deals.values.{party}.{issue}.{place}",
                        )
                every = [part for value in table.values() for part in parts(value)]
                lows[issue] = min(0.0, *every)
                sizes[issue] = max(0.0, *every) - lows[issue]
            total = sum(sizes.values())
            if total <= 0:
                note = f"{party} has no points at all: every package is worth 0 to it, and its minimum is left as it is"
                self.draft.assume("points", note, becomes=f"deals.values.{party}")
            elif abs(total - 100) > 1e-9 or any(lows.values()):
                note = f"{party} can have {sum(lows.values()):g} to {total + sum(lows.values()):g} points, which become 0 to 100"
                self.draft.assume("points", note, becomes=f"deals.values.{party}")
            for issue, table in tables.items():
                factor = 100 / sizes[issue] if sizes[issue] > 0 else 0.0
                self.stakes.values[party][issue] = {
                    at: scaled(value, factor, -lows[issue]) for at, value in table.items()
                }
                if total > 0:
                    self.stakes.weights[party][issue] = scaled(sizes[issue], 1.0)
            if party in self.minimum:
                value = self.minimum[party][0]
                self.stakes.reservations[party] = (
                    scaled(value, 100 / total, -sum(lows.values())) if total > 0 else value
                )
