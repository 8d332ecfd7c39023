"""Issues with recorded positions, as research publishes them: one row per issue and actor."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.case.tables.grid import Grid, read_grid
from detente.errors import CaseError

Array = npt.NDArray[np.float64]

NAMES = ("issue", "actor")
NUMBERS = {"position": 100.0, "salience": 100.0}  # column: highest value
CAPABILITY = "cap_ssi100"


@dataclass(frozen=True)
class Record:
    """One issue: ``positions``, ``saliences`` and ``capabilities`` have shape (actors,).

    Everything is on the 0-100 scale; ``reference`` and ``outcome`` are NaN where they are not known.
    """

    issue: str
    proposal: str
    actors: tuple[str, ...]
    positions: Array
    saliences: Array
    capabilities: Array
    reference: float
    outcome: float

    @property
    def weights(self) -> Array:
        """Capability times salience, of shape (actors,)."""
        return self.capabilities * self.saliences / 100


@dataclass(frozen=True)
class Records:
    """The issues of a table, in its order, and what was left out or assumed, in words."""

    issues: tuple[Record, ...]
    notes: tuple[str, ...]

    def first_notes(self, most: int = 20) -> list[str]:
        """The notes, or the first ``most`` of them and how many more there are."""
        more = len(self.notes) - most
        return [*self.notes[:most], *([f"... and {more} more notes of this kind"] if more > 0 else [])]


def read_records(path: Path, capability: str = CAPABILITY, *, outcomes: bool) -> Records:
    """Read issues from a CSV or Excel table with the columns issue, actor, position, salience and ``capability``.

    The columns ``proposal`` (default: the issue) and ``rp`` (the reference point) may be missing. The column
    ``outcome`` is needed where ``outcomes`` is true and not looked at where it is false. Rows that lack a number
    are left out, and the notes say which. :class:`CaseError` where a cell is no number or out of range, or where
    the rows of an issue contradict one another.
    """
    grid = read_grid(path)
    head = [cell.strip() for cell in grid.rows[0]]
    needed = [*NAMES, *NUMBERS, capability, *(["outcome"] if outcomes else [])]
    missing = [name for name in needed if name not in head]
    if missing:
        numeric = [name for name in head if name.startswith("cap_")]
        advice = f"the first row has: {', '.join(head)}" + (
            f"; capability columns: {', '.join(numeric)}" if numeric else ""
        )
        raise CaseError(f"{path}: there is no column {', '.join(missing)}", advice=advice)
    return _Reading(grid, head, capability, outcomes).records()


class _Reading:
    """One pass over the rows of a table."""

    def __init__(self, grid: Grid, head: list[str], capability: str, outcomes: bool) -> None:
        self.grid, self.capability, self.outcomes = grid, capability, outcomes
        self.columns = {name: head.index(name) for name in head}
        self.notes: list[str] = list(grid.assumed)
        self.rows: dict[str, list[tuple[str, float, float, float]]] = {}
        self.seen: set[tuple[str, str]] = set()
        self.of_issue: dict[str, dict[str, float | str]] = {}

    def records(self) -> Records:
        for line, row in enumerate(self.grid.rows[1:], start=2):
            if any(cell.strip() for cell in row):
                self._row(line, row)
        found = [self._record(issue) for issue in self.rows if self._is_usable(issue)]
        if not found:
            advice = "; ".join(self.notes[:3]) or "it needs a row for each issue and actor"
            raise CaseError(f"{self.grid.file}: no issue can be used", advice=advice)
        return Records(tuple(found), tuple(self.notes))

    def _row(self, line: int, row: tuple[str, ...]) -> None:
        issue, actor = self._text(row, "issue"), self._text(row, "actor")
        if not issue:
            raise CaseError(f"{self.grid.file}, row {line}: no issue is named", advice="fill the column issue")
        values = [self._number(line, row, name, most) for name, most in self._numbers().items()]
        self._keep(line, issue, "proposal", self._text(row, "proposal") or issue)
        for name in ("rp", *(["outcome"] if self.outcomes else [])):
            value = self._number(line, row, name, 100.0)
            if value is not None:
                self._keep(line, issue, name, value)
        held = self.rows.setdefault(issue, [])
        position, salience, capability = values
        if position is None or salience is None or capability is None:
            empty = [name for name, value in zip(self._numbers(), values, strict=True) if value is None]
            self.notes.append(f"row {line}, {actor or 'no actor'} on {issue}: left out, no {' and no '.join(empty)}")
            return
        if actor and (issue, actor) in self.seen:
            self.notes.append(f"row {line}: {actor} stands twice on {issue}; both rows count")
        self.seen.add((issue, actor))
        held.append((actor, position, salience, capability))

    def _numbers(self) -> dict[str, float]:
        return {**NUMBERS, self.capability: float("inf")}

    def _keep(self, line: int, issue: str, name: str, value: float | str) -> None:
        known = self.of_issue.setdefault(issue, {}).setdefault(name, value)
        if known != value:
            raise CaseError(
                f"{self.grid.file}, row {line}: {name} of {issue} is {value}, but {known} in a row above",
                advice="an issue has one",
            )

    def _text(self, row: tuple[str, ...], name: str) -> str:
        place = self.columns.get(name, len(row))
        return row[place].strip() if place < len(row) else ""

    def _number(self, line: int, row: tuple[str, ...], name: str, most: float) -> float | None:
        text = self._text(row, name)
        if text.casefold() in ("", "na", "nan"):
            return None
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not isfinite(value) or not 0 <= value <= most:
            limits = f"a number from 0 to {most:g}" if isfinite(most) else "a number of at least 0"
            raise CaseError(f"{self.grid.file}, row {line}: {name} is {text}", advice=f"it must be {limits}, or empty")
        return value

    def _is_usable(self, issue: str) -> bool:
        if not self.rows[issue]:
            self.notes.append(f"{issue}: left out, no row has all its numbers")
        elif self.outcomes and "outcome" not in self.of_issue[issue]:
            self.notes.append(f"{issue}: left out, no outcome")
        else:
            return True
        return False

    def _record(self, issue: str) -> Record:
        actors, positions, saliences, capabilities = zip(*self.rows[issue], strict=True)
        known = self.of_issue[issue]
        return Record(
            issue=issue,
            proposal=str(known["proposal"]),
            actors=actors,
            positions=np.array(positions),
            saliences=np.array(saliences),
            capabilities=np.array(capabilities),
            reference=float(known.get("rp", "nan")),
            outcome=float(known.get("outcome", "nan")),
        )
