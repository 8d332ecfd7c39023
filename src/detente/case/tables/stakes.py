"""A game in the making: issues with named alternatives, and what they are worth to each party."""

from __future__ import annotations

from typing import Any

from detente.case.numbers import Raw
from detente.case.tables.cells import Words, parts
from detente.case.tables.draft import RESERVED, Draft, Ids
from detente.case.tables.soundness import folded

MOST_ALTERNATIVES = 1000


class Stakes:
    """Issues, alternatives and values while a file is read; :meth:`finished` makes them a draft.

    Alternatives are numbered from 0 in the order in which they come up; their names are the wording of the scale.
    """

    def __init__(self, case_id: str, words: Words, delimiter: str = "") -> None:
        self.draft = Draft(case_id, words, delimiter)
        self.parties, self.issues = Ids("_"), Ids("_", RESERVED)
        self.alternatives: dict[str, dict[str, int]] = {}
        self.weights: dict[str, dict[str, Raw]] = {}
        self.values: dict[str, dict[str, dict[int, Raw]]] = {}
        self.reservations: dict[str, Raw] = {}

    def party(self, name: str) -> tuple[str, str]:
        """The id of a party, and what is to be said of it; an empty id where the name gives none."""
        key, note = self.parties.of(name)
        if key and key not in self.values:
            self.draft.raw["parties"][key] = {"name": " ".join(name.split())}
            self.values[key], self.weights[key] = {}, {}
        return key, note

    def issue(self, name: str) -> tuple[str, str]:
        """The id of an issue, and what is to be said of it; an empty id where the name gives none."""
        key, note = self.issues.of(name)
        if key and key not in self.alternatives:
            self.draft.raw["issues"][key] = {"name": " ".join(name.split()), "scale": {}}
            self.alternatives[key] = {}
        return key, note

    def alternative(self, issue: str, name: str) -> int | None:
        """The number of an alternative on its issue's scale; None where there are too many."""
        known = self.alternatives[issue]
        if folded(name) not in known:
            if len(known) >= MOST_ALTERNATIVES:
                return None
            known[folded(name)] = len(known)
            self.draft.raw["issues"][issue]["scale"][len(known) - 1] = " ".join(name.split())
        return known[folded(name)]

    def finished(self) -> Draft:
        """The draft of a case: every party with its weights, values and reservation."""
        deals: dict[str, Any] = {"alternatives": {}, "values": {}}
        for issue, known in self.alternatives.items():
            deals["alternatives"][issue] = list(known.values())
            if len(known) == 1:  # a scale has two ends
                self.draft.raw["issues"][issue]["scale"][1] = ""
                self.draft.assume(
                    "scale", f"{issue} has one alternative; its scale ends at 1", becomes=f"issues.{issue}.scale"
                )
        for party, tables in self.values.items():
            entry: dict[str, Any] = {"weights": self.weights[party]} if self.weights[party] else {}
            if party in self.reservations:
                entry["reservation"] = self.reservations[party]
            deals["values"][party] = entry | {issue: dict(sorted(table.items())) for issue, table in tables.items()}
        self.draft.raw["deals"] = deals
        return self.draft


def scaled(value: Raw, factor: float, shift: float = 0.0) -> Raw:
    """A number times a factor, after a shift; whole numbers stay whole.

    >>> scaled([1, 2], 50), scaled(3, 10, -1)
    ([50, 100], 20)
    """
    ends = [_tidy((part + shift) * factor) for part in parts(value)]
    return ends[0] if len(ends) == 1 else ends


def _tidy(value: float) -> float:
    near = round(value, 9)
    return int(near) if near.is_integer() and abs(near - value) < 1e-9 else value
