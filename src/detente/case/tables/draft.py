"""A case in the making: its raw data, and what became of every cell it is made of."""

from __future__ import annotations

from typing import Any, NamedTuple

from detente.case.deals import PartyValues
from detente.case.tables.cells import Words, limited, number, out_of
from detente.case.tables.report import CellReport

RESERVED = frozenset(PartyValues.model_fields)
"""Ids that no issue may have; :func:`detente.case.checks.issues.issue_id_reserved` says why."""
LONGEST_ID = 64


class Cell(NamedTuple):
    """A text and where it stands: row and column from 1, and the header above it."""

    row: int
    column: int
    header: str
    text: str


class Draft:
    """Raw data of a case while a table is read; readers fill it and report each cell once."""

    def __init__(self, case_id: str, words: Words, delimiter: str = "") -> None:
        self.raw: dict[str, Any] = {"detente": 1, "id": case_id, "parties": {}, "issues": {}, "positions": {}}
        self.cells: list[CellReport] = []
        self.words, self.delimiter = words, delimiter

    def read(self, cell: Cell, becomes: str = "", note: str = "") -> None:
        """Report a cell as read."""
        self.cells.append(CellReport(**cell._asdict(), status="read", becomes=becomes, note=note))

    def leave_out(self, cell: Cell, why: str) -> None:
        """Report a cell as left out."""
        self.cells.append(CellReport(**cell._asdict(), status="left_out", note=why))

    def assume(self, header: str, note: str, row: int = 0, becomes: str = "") -> None:
        """Report something that stands in no cell and was assumed."""
        cell = CellReport(row=row, column=0, header=header, text="", status="assumed", becomes=becomes, note=note)
        self.cells.append(cell)

    def number(self, cell: Cell, name: str, low: float, high: float) -> tuple[Any, str]:
        """The number in a cell and a note on it; None, and why, where it is none or beyond its limits."""
        value, note = number(cell.text, self.words, self.delimiter)
        if out_of(value, low, high):
            return None, limited(name, cell.text.strip(), low, high)
        return value, note


class Ids:
    """Ids made from names: lower case, without dots, one for each name however it is padded or capitalised.

    >>> ids = Ids(" ")
    >>> ids.of("  U.S.  Army"), ids.of("u.s. army")[0]
    (('u s army', 'no dot can stand in an id: it is `u s army`, and the name keeps the dot'), 'u s army')
    """

    def __init__(self, joint: str, reserved: frozenset[str] = frozenset()) -> None:
        self.joint, self.reserved = joint, reserved
        self.known: dict[str, str] = {}
        self.taken: set[str] = set()

    def of(self, name: str) -> tuple[str, str]:
        """The id of a name, and what is to be said of it; an empty id where the name has nothing to make one of."""
        words = self._words(name)
        key = self.known.get(words) or self._new(words)
        if not key:
            return "", f"`{name}` gives no id; a name needs a letter or a digit"
        if "." in name:
            return key, f"no dot can stand in an id: it is `{key}`, and the name keeps the dot"
        return key, "" if key == words else f"the id is `{key}`, {self._why(words)}"

    def find(self, name: str) -> str:
        """The id that a name was given before, or an empty text."""
        return self.known.get(self._words(name), "")

    def _words(self, name: str) -> str:
        return self.joint.join(name.replace(".", " ").lower().split()).strip("_ ")

    def _new(self, words: str) -> str:
        key = shortened = words[:LONGEST_ID].strip("_ ")
        if key in self.reserved:
            key = shortened = f"{key}_issue"
        count = 2
        while key in self.taken:
            ending = f"_{count}"
            key, count = shortened[: LONGEST_ID - len(ending)] + ending, count + 1
        if key:
            self.known[words] = key
            self.taken.add(key)
        return key

    def _why(self, words: str) -> str:
        return (
            "for `deals.values` has a field of that name"
            if words in self.reserved
            else "to stay short and unlike others"
        )
