"""Games of the Genius negotiation platform in XML: a domain and one profile for each party.

A profile is a ``utility_space`` with issues, items and their evaluations, weights by index, and perhaps a reservation
and a discount factor, 0 to 1; an item is worth its evaluation over the highest of its issue (Lin et al. 2014,
doi:10.1111/j.1467-8640.2012.00463.x).
"""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Any

from detente.case.tables.cells import Words
from detente.case.tables.draft import Cell, Draft
from detente.case.tables.stakes import Stakes, scaled
from detente.case.tables.xml_root import label, name_of
from detente.errors import CaseError

ROOTS = frozenset({"utility_space", "negotiation_template", "negotiation_domain"})
MAX_ELEMENTS = 200_000
_STRUCTURE = frozenset(
    {"index", "etype", "type", "vtype", "number_of_issues", "cost", "description", "maxutility", "domain_type"}
)


def read_genius(files: list[tuple[Path, Any]], words: Words, case_id: str) -> Draft:
    """The draft of a case from the outermost elements of files; those without evaluations are domains.

    Raises :class:`CaseError` where no file is a profile or one is of a kind that is not additive.
    """
    stakes = Stakes(case_id, words)
    profiles = [_is_profile(root) for _, root in files]
    if not any(profiles):
        raise CaseError(
            f"{files[0][0]}: a domain without a profile: nobody's values stand in it",
            advice="name a profile, or the folder that holds the domain and its profiles",
        )
    for profile in (False, True):
        for (path, root), is_profile in zip(files, profiles, strict=True):
            if is_profile == profile:
                _File(path, root, stakes, path.name if len(files) > 1 else "").read(profile)
    return stakes.finished()


def _is_profile(root: Any) -> bool:
    return any("evaluation" in element.attrib for element in root.iter())


class _File:
    def __init__(self, path: Path, root: Any, stakes: Stakes, prefix: str) -> None:
        self.path, self.root, self.stakes, self.draft = path, root, stakes, stakes.draft
        self.cells: dict[tuple[Any, str], Cell] = {}
        on_line: dict[int, int] = {}
        for count, element in enumerate(root.iter()):
            if count > MAX_ELEMENTS:
                raise CaseError(f"{path}: more than {MAX_ELEMENTS} elements", advice="check the file")
            texts = [*element.attrib.items(), ("", element.text or ""), ("tail", element.tail or "")]
            for name, text in texts:
                if text.strip():
                    line = element.sourceline
                    on_line[line] = on_line.get(line, 0) + 1
                    header = " ".join(filter(None, (prefix, label(element), name)))
                    self.cells[element, name] = Cell(line, on_line[line], header, text)

    def read(self, profile: bool) -> None:
        """Take over a domain's alternatives, or a profile with all its values."""
        if self.root.get("type", "").lower() == "nonlinear" or any(name_of(it) == "ufun" for it in self.root.iter()):
            raise CaseError(
                f"{self.path}: a profile that is not additive", advice="only weighted sums of issues are read"
            )
        self.party = ""
        if profile:
            self.party, note = self.stakes.party(self.path.stem)
            if not self.party or self.stakes.values[self.party]:
                raise CaseError(
                    f"{self.path}: {note or 'two files bear one name'}", advice="name each file after its party"
                )
            self.draft.assume(
                "party", f"`{self.path.name}` is the profile of {self.party}", becomes=f"parties.{self.party}"
            )
        for top in self.root.iter():
            if name_of(top) == "utility_space":
                self._objective(top, 1.0)
        self._rest()

    def _objective(self, parent: Any, share: float) -> None:
        """The issues below an objective; weights of objectives within objectives multiply."""
        weights = {it.get("index"): it for it in parent if name_of(it) == "weight"}
        for child in parent:
            if name_of(child) not in ("issue", "objective"):
                continue
            weight = 1.0
            if child.get("index") in weights:
                weight = self._number(weights[child.get("index")], "value", "weight", becomes="")
            elif self.party and (name_of(child) == "issue" or weights):
                weight = 0.0
                self.draft.assume("weight", f"none for {child.get('name')}: 0", child.sourceline)
            if name_of(child) == "objective":
                self._objective(child, share * weight)
            else:
                self._issue(child, share * weight)

    def _issue(self, element: Any, weight: float) -> None:
        name = self._take(element, "name")
        items = [it for it in element if name_of(it) == "item"]
        key, note = self.stakes.issue(name.text) if name is not None and items else ("", "it has no name, or no items")
        if key and key in self.stakes.values.get(self.party, {}):
            key, note = "", "it stands here for the second time"
        if name is None or not key:
            self._leave_out(element, f"the issue is left out: {note}; only issues with listed items are read", name)
            return
        self.draft.read(name, f"issues.{key}", note)
        values: dict[int, float] = {}
        for item in items:
            cell = self._take(item, "value")
            place = self.stakes.alternative(key, cell.text) if cell is not None else None
            if cell is None or place is None or place in values:
                self._leave_out(item, "the item is left out: it has no value of its own, or there are too many", cell)
                continue
            self.draft.read(cell, f"issues.{key}.scale.{place}")
            values[place] = self._number(item, "evaluation", "evaluation", f"deals.values.{self.party}.{key}.{place}")
        if self.party:
            most = max(values.values(), default=0.0)
            factor = 100 / most if most > 0 else 0.0
            self.stakes.values[self.party][key] = {place: scaled(it, factor) for place, it in values.items()}
            self.stakes.weights[self.party][key] = scaled(weight, 1.0)

    def _number(self, element: Any, attribute: str, name: str, becomes: str) -> float:
        """A number from 0 up; 0 where none is given, which is said."""
        cell = self._take(element, attribute)
        if cell is None:
            if self.party:
                self.draft.assume(name, "none given: 0", element.sourceline, becomes)
            return 0.0
        value, note = self.draft.number(cell, name, 0, inf)
        if not isinstance(value, (int, float)):
            self.draft.leave_out(cell, f"{note}; it counts 0")
            return 0.0
        self.draft.read(cell, becomes, note)
        return float(value)

    def _rest(self) -> None:
        """Reservation, discount, and whatever has no meaning here."""
        for element in self.root.iter():
            if name_of(element) == "reservation" and self.party and (element, "value") in self.cells:
                becomes = f"deals.values.{self.party}.reservation"
                self.stakes.reservations[self.party] = scaled(
                    self._number(element, "value", "reservation", becomes), 100
                )
            if name_of(element) == "discount_factor" and (element, "value") in self.cells:
                cell = self._take(element, "value")
                if cell is not None and self.draft.number(cell, "discount", 0, 1)[0] in (0, 1):
                    self.draft.read(cell, note="nothing is lost by waiting")
                elif cell is not None:
                    self.draft.leave_out(
                        cell, "what waiting costs has no place in deals; `patience` is the nearest field"
                    )
        for (element, name), cell in self.cells.items():
            if name in _STRUCTURE or (name == "name" and name_of(element) == "objective"):
                self.draft.read(cell, note="says how the file is built")
            else:
                self.draft.leave_out(cell, "a game has no such place")
        self.cells.clear()

    def _take(self, element: Any, attribute: str) -> Cell | None:
        return self.cells.pop((element, attribute), None)

    def _leave_out(self, element: Any, why: str, *taken: Cell | None) -> None:
        for cell in taken:
            if cell is not None:
                self.draft.leave_out(cell, why)
        for it in (element, *element):
            for name in [*it.attrib, "", "tail"]:
                cell = self.cells.pop((it, name), None) if name not in _STRUCTURE else None
                if cell is not None:
                    self.draft.leave_out(cell, why)
