"""KTAB scenarios: what their CSV and their XML say alike, made into the draft of a case."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from detente.case.tables.cells import Words
from detente.case.tables.draft import RESERVED, Cell, Draft, Ids
from detente.case.tables.soundness import assume_capabilities, unique_names

Stance = tuple[Cell | None, Cell | None]
"""Position and salience."""


class Scenario:
    """The draft of a case from a KTAB scenario, filled in the order of its file.

    Party ids are the actors' names in lower case, issue ids the dimensions' names in lower case with spaces as
    underscores. Positions and saliences run from 0 to 100, and an actor has one capability.
    """

    def __init__(self, case_id: str, words: Words, delimiter: str = "", *, row_word: str = "row") -> None:
        self.draft = Draft(case_id, words, delimiter)
        self.parties, self.issue_ids = Ids(" "), Ids("_", RESERVED)
        self.row_word = row_word
        self.issues: list[str] = []
        self.rows: dict[str, int] = {}

    def titles(self, title: Cell | None, description: Sequence[Cell]) -> None:
        """Name and description of the scenario; several cells of a description are one text cut at its commas."""
        if title is not None:
            self.draft.raw["title"] = title.text.strip()
            self.draft.read(title, "title")
        self.draft.raw["description"] = ", ".join(cell.text.strip() for cell in description)
        for cell in description:
            self.draft.read(cell, "description")

    def dimension(self, cell: Cell) -> None:
        """The next dimension, by name."""
        name = cell.text.strip()
        key, note = self.issue_ids.of(name)
        count = len(self.issues)
        while not key or key in self.issues:
            count += 1
            key, _ = self.issue_ids.of(f"{name} {count}")
            note = f"`{name}` alone gives no id of its own: it is `{key}`"
        self.issues.append(key)
        self.draft.raw["issues"][key] = {"name": name, "scale": {0: "", 100: ""}}
        self.draft.read(cell, f"issues.{key}", note)
        if note:
            self.draft.assume("issue", note)

    def actor(
        self, name: Cell, description: Sequence[Cell], capability: Cell | None, stances: Sequence[Stance]
    ) -> None:
        """The next actor, with a stance for each dimension."""
        rest = [*description, capability, *(cell for stance in stances for cell in stance)]
        cells = [name, *(cell for cell in rest if cell is not None)]
        party, note = self.parties.of(name.text.strip())
        if not party or party in self.rows:
            why = (
                note
                if not party
                else f"{self.row_word} {self.rows[party]} already holds {party}; give one of them another name"
            )
            self.leave_out(cells, f"the actor is left out: {why}")
            return
        self.rows[party] = name.row
        about = self.draft.raw["parties"][party] = {"name": name.text.strip()}
        self.draft.read(name, f"parties.{party}", note)
        if note:
            self.draft.assume("party", note)
        if description:
            about["description"] = ", ".join(cell.text.strip() for cell in description)
        for cell in description:
            self.draft.read(cell, f"parties.{party}.description")
        self._number(capability, about, "capability", f"parties.{party}", inf)
        for issue, stance in zip(self.issues, stances, strict=True):
            self._stance(party, issue, stance, name.row)

    def _stance(self, party: str, issue: str, stance: Stance, row: int) -> None:
        position, salience = stance
        entry: dict[str, Any] = {}
        place = f"positions.{party}.{issue}"
        if not self._number(position, entry, "position", place, 100):
            self.leave_out([salience] if salience is not None else [], f"{party} has no position on {issue} beside it")
            if position is None:
                self.draft.assume("position", f"none for {party} on {issue}: it takes no part there", row)
            return
        if not self._number(salience, entry, "salience", place, 100):
            self.draft.assume("salience", f"none for {party} on {issue}: 50", row, f"{place}.salience")
        self.draft.raw["positions"].setdefault(party, {})[issue] = entry

    def _number(self, cell: Cell | None, entry: dict[str, Any], name: str, place: str, high: float) -> bool:
        """Read a cell into an entry; False where it holds no number that can stand there."""
        if cell is None:
            return False
        value, note = self.draft.number(cell, name, 0, high)
        if value is None:
            self.draft.leave_out(cell, note)
            return False
        entry[name] = value
        self.draft.read(cell, f"{place}.{name}", note)
        return True

    def leave_out(self, cells: Sequence[Cell], why: str) -> None:
        """Report cells as left out."""
        for cell in cells:
            self.draft.leave_out(cell, why)

    def finished(self) -> Draft:
        """The draft, with what the scenario leaves open assumed."""
        parties = self.draft.raw["parties"]
        for party, name in unique_names({party: [it["name"], party] for party, it in parties.items()}).items():
            if name != parties[party]["name"]:
                note = f"`{parties[party]['name']}` is another actor's name as well, so {party} is shown by its id"
                self.draft.assume("name", note, self.rows[party], f"parties.{party}.name")
            parties[party]["name"] = name
        assume_capabilities(self.draft)
        return self.draft
