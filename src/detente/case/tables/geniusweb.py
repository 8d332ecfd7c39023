"""Games of the GeniusWeb negotiation platform in JSON: a domain and one profile for each party.

A profile is a ``LinearAdditiveUtilitySpace`` with the domain's ``issuesValues``, ``issueWeights`` that sum to 1,
``issueUtilities`` of 0 to 1 for listed values or along a range of numbers, and perhaps a ``reservationBid``.
"""

from __future__ import annotations

import json
from decimal import Decimal
from math import inf
from pathlib import Path
from typing import Any

from detente.case.tables.cells import Words, parts
from detente.case.tables.draft import Cell, Draft
from detente.case.tables.stakes import Stakes, scaled
from detente.errors import CaseError

MAX_BYTES = 5_000_000
MOST_STEPS = 100
DEEPEST = 12
PROFILE = "LinearAdditiveUtilitySpace"
_LISTED = ("DiscreteValueSetUtilities", "discreteutils")
_RANGED = ("NumberValueSetUtilities", "numberutils")
_ENDS = ("lowValue", "lowUtility", "highValue", "highUtility")


def is_json(path: Path, data: bytes) -> bool:
    """True for a file that is called JSON or begins as an object of JSON does."""
    return path.suffix.lower() == ".json" or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def json_of(path: Path, data: bytes) -> dict[str, Any]:
    """The object in a JSON file; :class:`CaseError` where it is broken, too large or no object."""
    if len(data) > MAX_BYTES:
        raise CaseError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB", advice="a game is smaller: check the file")
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_int=float, parse_constant=_refused, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        reason = str(error)[:200] if isinstance(error, ValueError) else "it is nested too deep"
        raise CaseError(f"{path}: the JSON is broken: {reason}", advice="save the profile again") from None
    if not isinstance(found, dict) or not _is_shallow(found):
        raise CaseError(f"{path}: JSON, but no GeniusWeb domain or profile", advice="it should be an object")
    return found


def _refused(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def _is_shallow(top: Any) -> bool:
    """True where nothing is nested deeper than a profile is."""
    level = [top]
    for _ in range(DEEPEST):
        level = [
            item
            for it in level
            if isinstance(it, dict | list)
            for item in (it.values() if isinstance(it, dict) else it)
        ]
    return not level


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"`{key[:60]}` stands twice in one object")
        found[key] = value
    return found


def read_geniusweb(files: list[tuple[Path, dict[str, Any]]], words: Words, case_id: str) -> Draft:
    """The draft of a case from the objects in files: domains and profiles.

    Raises :class:`CaseError` where no file is a profile, or one is of a kind that is not additive.
    """
    stakes = Stakes(case_id, words)
    profiles = [(path, it) for path, it in files if PROFILE in it]
    for path, it in files:
        if PROFILE not in it and not isinstance(it.get("issuesValues"), dict):
            raise CaseError(
                f"{path}: JSON, but neither a GeniusWeb domain nor an additive profile",
                advice=f"a profile has `{PROFILE}` at its top, a domain `issuesValues`",
            )
    if not profiles:
        raise CaseError(
            f"{files[0][0]}: a domain without a profile: nobody's values stand in it",
            advice="name a profile, or the folder that holds the domain and its profiles",
        )
    for path, it in files:
        if PROFILE not in it:
            _File(path, it, stakes, path.name if len(files) > 1 else "").domain(it, ())
    for path, it in profiles:
        _File(path, it, stakes, path.name if len(files) > 1 else "").profile()
    return stakes.finished()


class _File:
    """One file; every value in it is a cell, counted in the order of the file."""

    def __init__(self, path: Path, top: dict[str, Any], stakes: Stakes, prefix: str) -> None:
        self.path, self.top, self.stakes, self.draft = path, top, stakes, stakes.draft
        self.cells: dict[tuple[Any, ...], Cell] = {}
        for loc, value in _leaves(top, ()):
            text = "" if value is None else _worded(value)
            if text.strip():
                header = " ".join(filter(None, (prefix, ".".join(map(str, loc)))))
                self.cells[loc] = Cell(len(self.cells) + 1, 1, header[:200], text)

    def domain(self, it: Any, loc: tuple[Any, ...]) -> None:
        """The issues and alternatives of a domain."""
        issues = it.get("issuesValues") if isinstance(it, dict) else None
        if not isinstance(issues, dict) or not issues:
            raise CaseError(f"{self.path}: the domain has no `issuesValues`", advice="add the issues and their values")
        title = self.cells.pop((*loc, "name"), None)
        if title is not None:
            self.draft.raw.setdefault("title", title.text.strip())
            self.draft.read(title, "title")
        for name, listed in issues.items():
            key, note = self.stakes.issue(name)
            if not key:
                raise CaseError(f"{self.path}: {note}", advice="rename the issue")
            if note:
                self.draft.assume("issue", note, becomes=f"issues.{key}")
            place = (*loc, "issuesValues", name)
            for at, value in self._values(listed, (*place,)):
                number = self.stakes.alternative(key, value)
                cell = self.cells.pop(at, None)
                if cell is not None and number is not None:
                    self.draft.read(cell, f"issues.{key}.scale.{number}")
        if not loc:
            self._rest()

    def _values(self, listed: Any, loc: tuple[Any, ...]) -> list[tuple[tuple[Any, ...], str]]:
        """The alternatives of an issue, each with its place in the file: listed, or the steps of a range."""
        values = listed.get("values") if isinstance(listed, dict) else None
        if isinstance(values, list) and values and all(isinstance(value, str | float | bool) for value in values):
            return [((*loc, "values", place), _worded(value)) for place, value in enumerate(values)]
        ends = listed.get("range") if isinstance(listed, dict) else None
        try:
            low, high, step = (Decimal(str(end)) for end in (ends if isinstance(ends, list) else ()))
            count = int((high - low) / step) + 1
        except (ValueError, ArithmeticError, TypeError):
            raise CaseError(
                f"{self.path}: `{loc[-1]}` has neither values nor a range", advice="list its values"
            ) from None
        if not 1 <= count <= MOST_STEPS:
            raise CaseError(
                f"{self.path}: `{loc[-1]}` runs over {count} values", advice=f"let it have {MOST_STEPS} at most"
            )
        for cell in [self.cells.pop((*loc, "range", place), None) for place in range(3)]:
            if cell is not None:
                self.draft.read(cell, note="an end or the step of the range")
        return [((*loc, "range", None), _worded(float(low + place * step))) for place in range(count)]

    def profile(self) -> None:
        """A party's weights, values and reservation."""
        it, loc = self.top[PROFILE], (PROFILE,)
        if not isinstance(it, dict):
            raise CaseError(f"{self.path}: `{PROFILE}` holds no profile", advice="save the profile again")
        named = self.cells.pop((*loc, "name"), None)
        self.party, note = self.stakes.party(named.text if named is not None else self.path.stem)
        if not self.party or self.stakes.values[self.party]:
            raise CaseError(f"{self.path}: {note or 'two profiles have one name'}", advice="give each profile a `name`")
        if named is not None:
            self.draft.read(named, f"parties.{self.party}", note)
        self.domain(it.get("domain"), (*loc, "domain"))
        utilities = it.get("issueUtilities")
        written = {self.stakes.issues.find(name): name for name in utilities} if isinstance(utilities, dict) else {}
        for issue in self.stakes.alternatives:
            self._utilities(it, loc, written.get(issue, ""), issue)
        bid = it.get("reservationBid")
        if isinstance(bid, dict):
            self._reservation(bid, (*loc, "reservationBid"))
        self._rest()

    def _utilities(self, it: dict[str, Any], loc: tuple[Any, ...], name: str, issue: str) -> None:
        held = it["issueUtilities"][name] if name else None
        known = self.stakes.alternatives[issue]
        table: dict[int, float] = {}
        for kind in (*_LISTED, *_RANGED):
            given = held.get(kind) if isinstance(held, dict) else None
            at = (*loc, "issueUtilities", name, kind)
            if isinstance(given, dict) and kind in _LISTED:
                values = given.get("valueUtilities")
                for value in values if isinstance(values, dict) else ():
                    place = known.get(" ".join(_worded(value).casefold().split()))
                    if place is not None:
                        table[place] = self._number(
                            (*at, "valueUtilities", value), f"deals.values.{self.party}.{issue}.{place}"
                        )
            elif isinstance(given, dict):
                ends = {end: self._number((*at, end), f"deals.values.{self.party}.{issue}") for end in _ENDS}
                table = {place: _along(ends, word) for word, place in known.items()}
        for word, place in known.items():
            if place not in table:
                table[place] = 0.0
                self.draft.assume(
                    "valueUtilities",
                    f"none for {self.party} on {issue}, {word}: 0",
                    becomes=f"deals.values.{self.party}.{issue}.{place}",
                )
        self.stakes.values[self.party][issue] = {place: scaled(value, 100) for place, value in table.items()}
        weight = (
            self._number((*loc, "issueWeights", name), f"deals.values.{self.party}.weights.{issue}") if name else 0.0
        )
        self.stakes.weights[self.party][issue] = scaled(weight, 1.0)

    def _reservation(self, bid: dict[str, Any], loc: tuple[Any, ...]) -> None:
        """The reservation is what the bid is worth; an issue that it leaves out brings nothing."""
        issues = bid.get("issuevalues", bid)
        inner = (*loc, "issuevalues") if "issuevalues" in bid else loc
        weights, total = self.stakes.weights[self.party], 0.0
        for name in issues if isinstance(issues, dict) else ():
            issue, cell = self.stakes.issues.find(name), self.cells.pop((*inner, name), None)
            place = (
                self.stakes.alternatives[issue].get(" ".join(_worded(issues[name]).casefold().split()))
                if issue
                else None
            )
            if cell is not None and place is None:
                self.draft.leave_out(cell, "it is no alternative of the issue, so it brings nothing")
            elif cell is not None:
                self.draft.read(cell, f"deals.values.{self.party}.reservation")
                total += parts(weights[issue])[0] * parts(self.stakes.values[self.party][issue][place or 0])[0]
        whole = sum(parts(weight)[0] for weight in weights.values())
        self.stakes.reservations[self.party] = scaled(total, 1 / whole) if whole > 0 else 0

    def _number(self, loc: tuple[Any, ...], becomes: str) -> float:
        cell = self.cells.pop(loc, None)
        if cell is None:
            self.draft.assume(str(loc[-1])[:60], "none given: 0", becomes=becomes)
            return 0.0
        low, high = (-inf, inf) if loc[-1] in ("lowValue", "highValue") else (0, 1)
        value, note = self.draft.number(cell, "number", low, high)
        if not isinstance(value, (int, float)):
            self.draft.leave_out(cell, f"{note}; it counts 0")
            return 0.0
        self.draft.read(cell, becomes, note)
        return float(value)

    def _rest(self) -> None:
        for cell in self.cells.values():
            self.draft.leave_out(cell, "a game has no such place")
        self.cells.clear()


def _along(ends: dict[str, float], word: str) -> float:
    """The utility at a number on the straight line between two ends."""
    width = ends["highValue"] - ends["lowValue"]
    try:
        share = (float(word) - ends["lowValue"]) / width if width else 0.0
    except ValueError:  # a word where numbers are meant
        return 0.0
    return min(1.0, max(0.0, ends["lowUtility"] + (ends["highUtility"] - ends["lowUtility"]) * share))


def _worded(value: Any) -> str:
    """A value as a word: numbers without a needless point."""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def _leaves(value: Any, loc: tuple[Any, ...]) -> list[tuple[tuple[Any, ...], Any]]:
    """Every value that holds no others, in the order of the file."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in _leaves(item, (*loc, key))]
    if isinstance(value, list):
        return [leaf for place, item in enumerate(value) for leaf in _leaves(item, (*loc, place))]
    return [(loc, value)]
