"""The import report: what became of every cell."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Status = Literal["read", "assumed", "left_out"]


class CellReport(BaseModel):
    """One cell: its row and column (from 1; column 0: not in the table), its text and what became of it.

    In XML the row is the line, and the column counts the elements with a text on that line; in JSON the row counts
    the values.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: int
    column: int
    header: str
    text: str
    status: Status
    becomes: str = ""
    note: str = ""

    def __str__(self) -> str:
        return self.text_with("row")

    def text_with(self, word: str) -> str:
        """The cell in words, with what its file calls a row."""
        where = f"{word} {self.row}, " if self.row else ""
        text = f" {self.text!r}" if self.text else ""
        target = f" -> {self.becomes}" if self.becomes else ""
        return f"{self.status.replace('_', ' ')}: {where}{self.header}{text}{target}{f': {self.note}' if self.note else ''}"


class ImportReport(BaseModel):
    """What became of every cell of a table; every cell that is not empty stands here once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    format: str
    encoding: str = ""
    delimiter: str = ""
    assumed: tuple[str, ...] = ()
    cells: tuple[CellReport, ...] = ()

    @property
    def row_word(self) -> str:
        """What the file calls a row."""
        if self.format.endswith("json"):
            return "value"
        return "line" if self.format.endswith("xml") else "row"

    def count(self, status: Status) -> int:
        """How many cells have a status."""
        return sum(cell.status == status for cell in self.cells)

    def chosen(self, status: Status) -> tuple[CellReport, ...]:
        """The cells that have a status."""
        return tuple(cell for cell in self.cells if cell.status == status)

    def text(self, everything: bool = False) -> str:
        """The report in words: counts first, then what was left out and assumed, then all if asked for."""
        counts = f"{self.count('read')} cells read, {self.count('assumed')} assumed, {self.count('left_out')} left out"
        wanted: tuple[Status, ...] = ("left_out", "assumed", "read") if everything else ("left_out", "assumed")
        lines = [f"{self.file} ({self.format}): {counts}", *(f"  assumed: {text}" for text in self.assumed)]
        lines += [f"  {cell.text_with(self.row_word)}" for status in wanted for cell in self.chosen(status)]
        return "\n".join(lines)
