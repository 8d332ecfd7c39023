"""KTAB scenarios in CSV: two header lines, then an actor a line with a position and a salience per dimension."""

from __future__ import annotations

from detente.case.tables.cells import Words, number
from detente.case.tables.draft import Cell, Draft
from detente.case.tables.grid import Grid, length
from detente.case.tables.ktab import Scenario
from detente.errors import CaseError

FIXED = 3
"""Columns before the dimensions: actor, description, capability."""


def is_ktab(grid: Grid) -> bool:
    """True where the first line counts actors and dimensions and the second begins with actor and description."""
    head = [cell.strip().casefold() for cell in grid.rows[1][:2]] if len(grid.rows) > 1 else []
    return head == ["actor", "description"] and _counts(grid.rows[0]) is not None


def read_ktab(grid: Grid, words: Words, case_id: str) -> Draft:
    """The draft of a case from a KTAB scenario in CSV."""
    return _Reader(grid, words, case_id).read()


def _counts(first: tuple[str, ...]) -> int | None:
    """The column of the number of actors, with the number of dimensions beside it; None without them.

    It is the third, or a later one where the description before it holds commas and no quotation marks.
    """
    whole = [len(cell.strip()) < 7 and cell.strip().isdecimal() for cell in first]
    if whole[2:4] == [True, True]:
        return 2
    filled = [place for place, cell in enumerate(first) if cell.strip()]
    last = filled[-1] if filled else 0
    return last - 1 if last > 3 and whole[last - 1 : last + 1] == [True, True] else None


class _Reader:
    def __init__(self, grid: Grid, words: Words, case_id: str) -> None:
        self.grid = grid
        self.scenario = Scenario(case_id, words, grid.delimiter)
        self.draft = self.scenario.draft
        self.head = [cell.strip() for cell in grid.rows[1]]

    def read(self) -> Draft:
        actors = self._first_line()
        self._headers()
        for place, row in enumerate(self.grid.rows[2:], 3):
            if any(cell.strip() for cell in row):
                self._actor(place, row)
        there = len(self.draft.raw["parties"])
        if actors != there:
            self.draft.assume("actors", f"the first line announces {actors} actors, and {there} were read", 1)
        return self.scenario.finished()

    def _cell(self, row: int, column: int, text: str, header: str | None = None) -> Cell | None:
        """The cell at a column counted from 0, named by the header above it; None where it is empty."""
        above = self.head[column] if column < len(self.head) else f"column {column + 1}"
        return Cell(row, column + 1, above if header is None else header, text) if text.strip() else None

    def _first_line(self) -> int:
        first = self.grid.rows[0]
        counts = _counts(first)
        assert counts is not None
        names = ["name", *["description"] * (counts - 1), "actors", "dimensions"]
        cells = [
            self._cell(1, place, text, names[place] if place < len(names) else "") for place, text in enumerate(first)
        ]
        self.scenario.titles(cells[0], [cell for cell in cells[1:counts] if cell is not None])
        if counts > 2:
            self._say_joined(1, counts - 2)
        for cell in filter(None, cells[counts : counts + 2]):
            self.draft.read(cell, note="count")
        self.scenario.leave_out([cell for cell in cells[counts + 2 :] if cell is not None], "beyond the counts")
        self.dimensions = int(first[counts + 1])
        return int(first[counts])

    def _headers(self) -> None:
        wanted = range(FIXED, FIXED + 2 * self.dimensions, 2)
        named = [place for place in wanted if place < len(self.head) and self.head[place]]
        if not named or len(named) != self.dimensions:
            raise CaseError(
                f"{self.grid.file}: the first line announces {self.dimensions} dimensions, the second names {len(named)}",
                advice="correct the number, or the headers: Actor, Description, Power, then position and salience of each",
            )
        for place, text in enumerate(self.head):
            cell = self._cell(2, place, text)
            if cell is None:
                continue
            if place in named:
                self.scenario.dimension(cell)
            elif place < FIXED + 2 * self.dimensions:
                self.draft.read(cell, note="header")
            else:
                self.draft.leave_out(
                    cell, f"a header beyond the {self.dimensions} dimensions that the first line announces"
                )

    def _actor(self, place: int, row: tuple[str, ...]) -> None:
        shift = self._shift(row)
        if shift is None:
            cells = [cell for column, text in enumerate(row) if (cell := self._cell(place, column, text)) is not None]
            power = self.head[2] if len(self.head) > 2 else "Power"
            why = (
                f"the row is left out: `{row[2].strip()}` stands where {power} should, and the row has more cells than "
                "the headers; put the description in quotation marks if it holds a comma"
            )
            self.scenario.leave_out(cells, why)
            return
        cells_at = [self._at(place, column, shift, text) for column, text in enumerate(row)]
        start = FIXED + shift
        end = start + 2 * self.dimensions
        held = [*cells_at, *[None] * (end - len(cells_at))]
        self.scenario.leave_out([cell for cell in held[end:] if cell is not None], "no dimension has this column")
        described = [cell for cell in held[1 : 2 + shift] if cell is not None]
        if held[0] is None:
            rest = [cell for cell in held[1:end] if cell is not None]
            self.scenario.leave_out(rest, "the row is left out: it names no actor; fill its first cell")
            return
        if shift:
            self._say_joined(place, shift)
        stances = [(held[column], held[column + 1]) for column in range(start, end, 2)]
        self.scenario.actor(held[0], described, held[start - 1], stances)

    def _at(self, place: int, column: int, shift: int, text: str) -> Cell | None:
        """The cell with the header it belongs under once the description is one again."""
        home = min(column, 1) if column < 2 + shift else column - shift
        header = self.head[home] if home < len(self.head) else f"column {column + 1}"
        return self._cell(place, column, text, header)

    def _shift(self, row: tuple[str, ...]) -> int | None:
        """How many cells too many an unquoted comma made of the description; None where that cannot be told.

        A shift shows where text stands in place of the capability and the row is longer than the headers. It is
        mended where just that many cells further on only numbers follow.
        """
        if len(row) <= FIXED - 1 or not row[2].strip() or self._is_number(row[2]):
            return 0
        width = FIXED + 2 * self.dimensions
        surplus = {len(row) - len(self.grid.rows[1]), length(row) - max(width, length(self.grid.rows[1]))}
        shifts = sorted(shift for shift in surplus if shift > 0)
        for shift in shifts:
            rest = [text for text in row[2 + shift :] if text.strip()]
            if row[2 + shift].strip() and all(map(self._is_number, rest)):
                return shift
        return None if shifts else 0

    def _is_number(self, text: str) -> bool:
        return number(text, self.draft.words, self.draft.delimiter)[0] is not None

    def _say_joined(self, row: int, shift: int) -> None:
        note = f"columns 2 to {2 + shift} are one text that holds commas without quotation marks; they are joined"
        self.draft.assume("description", note, row)
