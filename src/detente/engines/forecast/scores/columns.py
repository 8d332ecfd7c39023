"""Cells of a table by the name of their column."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from pathlib import Path

from detente.case.tables.cells import number
from detente.case.tables.grid import read_grid
from detente.errors import CaseError

MOST_NAMED = 5
EMPTY = ("", "na", "none", "null")


class CellError(Exception):
    """A cell that cannot be used; its row is left out and the message says why."""


class Columns:
    """A table with a row of column names, read from CSV or Excel."""

    def __init__(self, path: Path) -> None:
        grid = read_grid(path)
        head = [cell.strip().casefold() for cell in grid.rows[0]]
        twice = sorted({name for name in head if name and head.count(name) > 1})
        if twice:
            raise CaseError(f"{path}: the column {named(twice)} stands twice", advice="keep one of them")
        self.path, self.names = path, [name for name in head if name]
        self.assumed = grid.assumed
        self._rows, self._delimiter = grid.rows[1:], grid.delimiter
        self._place = {name: place for place, name in enumerate(head) if name}

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Rows that hold something, each with its number in the file (the names stand in row 1)."""
        for line, row in enumerate(self._rows, start=2):
            if any(cell.strip() for cell in row):
                yield line, row

    def first(self, *wanted: str) -> str:
        """The first of these columns that the table has, else :class:`CaseError`."""
        found = next((name for name in wanted if name in self._place), None)
        if found is None:
            have = named(self.names) or "none"
            raise CaseError(f"{self.path}: there is no column {' or '.join(wanted)}", advice=f"columns: {have}")
        return found

    def text(self, row: tuple[str, ...], name: str) -> str:
        """The text of a cell; empty where the table has no such column."""
        place = self._place.get(name, len(row))
        return row[place].strip() if place < len(row) else ""

    def value(self, row: tuple[str, ...], name: str, most: float) -> float | None:
        """The number of a cell, from 0 to ``most``; None where it is empty, else :class:`CellError`."""
        text = self.text(row, name)
        if text.casefold() in EMPTY:
            return None
        value = _as_float(text, self._delimiter)
        if value is None or not isfinite(value):
            raise CellError(f"{name} is {text!r}, not a number")
        if not 0 <= value <= most:
            raise CellError(f"{name} is {text}, beyond 0 to {most:g}")
        return value


def _as_float(text: str, delimiter: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        value, _ = number(text, {}, delimiter)
        percent = 0.01 if text.endswith("%") else 1.0
        return value * percent if isinstance(value, float) else None


def named(names: list[str]) -> str:
    """Some names for a message, and how many more there are.

    >>> named(["a", "b", "c", "d", "e", "f", "g"])
    'a, b, c, d, e and 2 more'
    """
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


class LeftOut:
    """Reasons for which rows were left out, gathered so that a thousand alike give one note."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._by_reason: dict[str, list[str]] = {}

    def add(self, reason: str, where: str) -> None:
        """Another case of a reason."""
        self._by_reason.setdefault(reason, []).append(where)

    def notes(self) -> tuple[str, ...]:
        """One sentence for each reason.

        >>> it = LeftOut("forecast")
        >>> it.add("left out, no probabilities", "row 3")
        >>> it.notes()
        ('1 forecast left out, no probabilities: row 3.',)
        """
        return tuple(
            f"{len(places)} {self._what}{'' if len(places) == 1 else 's'} {reason}: {named(places)}."
            for reason, places in self._by_reason.items()
        )
