"""KTAB scenarios in XML: name, description, model parameters, dimensions, actors, adjustment of ideals.

Source: the schema and examples of the KAPSARC Toolkit for Behavioral Analysis (KTAB), 2015-2019, MIT licence.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detente.case.tables.cells import Words
from detente.case.tables.draft import Cell, Draft
from detente.case.tables.ktab import Scenario, Stance
from detente.case.tables.ktab_options import METHOD, NAMES, translated
from detente.case.tables.xml_root import label, name_of
from detente.errors import CaseError

MAX_ELEMENTS = 200_000
_PARAMETERS = frozenset(name.lower() for name in NAMES)


def read_ktab_xml(path: Path, root: Any, words: Words, case_id: str) -> Draft:
    """The draft of a case from the outermost element of a KTAB scenario in XML.

    Raises :class:`CaseError` where it is no scenario.
    """
    if name_of(root) != "scenario":
        raise CaseError(
            f"{path}: XML, but no KTAB scenario: its outermost element is <{label(root)}>",
            advice="it should be <Scenario>",
        )
    return _Reader(path, root, words, case_id).read()


class _Reader:
    def __init__(self, path: Path, root: Any, words: Words, case_id: str) -> None:
        self.path, self.root = path, root
        self.scenario = Scenario(case_id, words, row_word="line")
        self.draft = self.scenario.draft
        self.cells: dict[Any, Cell] = {}
        self.stray: list[Cell] = []
        self._collect()

    def _collect(self) -> None:
        """A cell for every element with a text; attributes and texts between elements have no meaning here."""
        on_line: dict[int, int] = {}
        for count, element in enumerate(self.root.iter()):
            if count > MAX_ELEMENTS:
                raise CaseError(f"{self.path}: more than {MAX_ELEMENTS} elements", advice="check the file")
            above = element.getparent()
            header = label(element) if above is None or above is self.root else f"{label(above)}/{label(element)}"
            attributes = [] if element is self.root else list(element.attrib.items())
            texts = [(header, element.text or ""), *((f"{header} {name}", text) for name, text in attributes)]
            for place, (where, text) in enumerate([*texts, (f"after {header}", element.tail or "")]):
                if not text.strip():
                    continue
                on_line[element.sourceline] = on_line.get(element.sourceline, 0) + 1
                cell = Cell(element.sourceline, on_line[element.sourceline], where, text)
                if place == 0 and len(element) == 0:
                    self.cells[element] = cell
                else:
                    self.stray.append(cell)

    def _take(self, element: Any) -> Cell | None:
        """The cell of an element, which is then accounted for."""
        return self.cells.pop(element, None) if element is not None else None

    def read(self) -> Draft:
        self._titles()
        self._dimensions()
        for parent in _children(self.root, "actors"):
            for actor in _children(parent, "actor"):
                self._actor(actor)
        self._options()
        for parent in _children(self.root, "idealadjustment"):
            for pair in _children(parent, "iapair"):
                self._adjustment(pair)
        self._own_positions()
        self.scenario.leave_out([*self.cells.values(), *self.stray], "a KTAB scenario has no such place")
        return self.scenario.finished()

    def _titles(self) -> None:
        described = self._take(_child(self.root, "desc"))
        self.scenario.titles(self._take(_child(self.root, "name")), [described] if described is not None else [])
        seed = self._take(_child(self.root, "prngseed"))
        if seed is not None:
            text = f"{self.draft.raw['description']} (KTAB seed {seed.text.strip()})"
            self.draft.raw["description"] = text.strip()
            self.draft.read(seed, "description", "kept as a text: KTAB's random numbers cannot be drawn again here")

    def _dimensions(self) -> None:
        named = [element for parent in _children(self.root, "dimensions") for element in _children(parent, "dname")]
        if not named:
            raise CaseError(
                f"{self.path}: the scenario names no dimension", advice="add <Dimensions> with a <dName> each"
            )
        for place, element in enumerate(named, 1):
            cell = self._take(element)
            if cell is None:
                raise CaseError(
                    f"{self.path}:{element.sourceline}: dimension {place} has no name", advice="write it in <dName>"
                )
            self.scenario.dimension(cell)

    def _actor(self, actor: Any) -> None:
        name, described = self._take(_child(actor, "name")), self._take(_child(actor, "description"))
        power = self._take(_child(actor, "capability"))
        positions, saliences = self._values(actor, "position"), self._values(actor, "salience")
        rest = [cell for cell in (described, power, *positions, *saliences) if cell is not None]
        if name is None:
            self.scenario.leave_out(rest, "the actor is left out: it has no name; write it in <name>")
            return
        stances: list[Stance] = list(zip(positions, saliences, strict=True))
        self.scenario.actor(name, [described] if described is not None else [], power, stances)

    def _values(self, actor: Any, name: str) -> list[Cell | None]:
        """The cells of an actor's positions or saliences, one for each dimension or none at all."""
        elements = [element for parent in _children(actor, name) for element in parent]
        cells = [self._take(element) for element in elements]
        wanted = len(self.scenario.issues)
        if len(cells) == wanted:
            return cells
        why = f"there are {len(cells)} values for {wanted} dimensions, so which belongs to which cannot be told; write all"
        self.scenario.leave_out([cell for cell in cells if cell is not None], why)
        return [None] * wanted

    def _options(self) -> None:
        elements = [element for parent in _children(self.root, "modelparameters") for element in parent]
        elements += [element for element in self.root if name_of(element) in _PARAMETERS]
        options: dict[str, str] = {}
        for element in elements:
            cell = self._take(element)
            if cell is None:
                continue
            try:
                name, value = translated(label(element), cell.text.strip())
            except CaseError as error:
                self.draft.leave_out(cell, f"{error.message}; {error.advice}")
                continue
            if options.setdefault(name, value) != value:
                self.draft.leave_out(cell, f"{name} is {options[name]} already; keep one of them")
            else:
                self.draft.read(cell, f"methods.{METHOD}.options.{name}", value)
        if options:
            self._settings()["options"] = options

    def _adjustment(self, pair: Any) -> None:
        cells = [self._take(_child(pair, name)) for name in ("adjustingideal", "referencepos", "adjust")]
        there = [cell for cell in cells if cell is not None]
        if len(there) < len(cells):
            self.scenario.leave_out(there, "the pair needs <adjustingIdeal>, <referencePos> and <adjust>")
            return
        parties = [self.scenario.parties.find(cell.text.strip()) for cell in there[:2]]
        for cell, party in zip(there, parties, strict=False):
            if party not in self.scenario.rows:
                self.scenario.leave_out(there, f"the pair is left out: no actor is called `{cell.text.strip()}`")
                return
        value, why = self.draft.number(there[2], "adjustment", 0, 1)
        again = parties[1] in self._adjusted().get(parties[0], {})
        if not isinstance(value, float) or again:
            why = (
                why if value is None else "it stands here for the second time" if again else "a single number is needed"
            )
            self.scenario.leave_out(there, f"the pair is left out: {why}")
            return
        self._settings().setdefault("ideal_adjustment", {}).setdefault(parties[0], {})[parties[1]] = value
        for cell in there:
            self.draft.read(cell, f"methods.{METHOD}.ideal_adjustment.{'.'.join(parties)}")

    def _own_positions(self) -> None:
        """KTAB starts from ideals that follow one's own position alone, and a pair replaces only its own place."""
        for party, followed in self._adjusted().items():
            if party not in followed:
                followed[party] = 1.0
                place = f"methods.{METHOD}.ideal_adjustment.{party}.{party}"
                self.draft.assume("adjust", f"none for {party} and itself: 1, as KTAB has it", becomes=place)

    def _adjusted(self) -> dict[str, dict[str, float]]:
        adjusted: dict[str, dict[str, float]] = (
            self.draft.raw.get("methods", {}).get(METHOD, {}).get("ideal_adjustment", {})
        )
        return adjusted

    def _settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = self.draft.raw.setdefault("methods", {}).setdefault(METHOD, {})
        return settings


def _children(parent: Any, name: str) -> list[Any]:
    return [element for element in parent if name_of(element) == name]


def _child(parent: Any, name: str) -> Any:
    return next(iter(_children(parent, name)), None)
