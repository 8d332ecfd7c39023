"""Evidence as numbered notes: the same piece has the same number wherever it is cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from detente.brief.contents import Note
from detente.case.model import Case
from detente.sources.verification import Verification

STATUS = {
    "verified": "quote found in the source",
    "misquoted": "QUOTE NOT FOUND IN THE SOURCE",
    "unverified": "unverified",
}


@dataclass(frozen=True)
class Evidence:
    """The evidence of a case and how its verification went, by id."""

    case: Case
    verifications: Mapping[str, Verification]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number of each piece of evidence, in the order of the case file."""
        return {key: number for number, key in enumerate(self.case.evidence, 1)}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many pieces of evidence have each status."""
        found: dict[str, int] = {}
        for verification in self.verifications.values():
            found[verification.status] = found.get(verification.status, 0) + 1
        return found

    def notes(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Note numbers of some evidence, in rising order."""
        return tuple(sorted({self.numbers[key] for key in keys if key in self.numbers}))

    def all(self) -> tuple[Note, ...]:
        """Every piece of evidence as a note."""
        return tuple(self._note(key) for key in self.case.evidence)

    def _note(self, key: str) -> Note:
        it = self.case.evidence[key]
        source = self.case.sources.get(it.source)
        withheld = it.sensitivity in ("source_protected", "party_confidential")
        words = (
            f"Withheld: {it.sensitivity.replace('_', ' ')}." if withheld else f"“{it.quote}”" if it.quote else it.claim
        )
        by = f" ({self.case.party_name(it.by)})" if it.by and not withheld else ""
        parts = (
            [source.title, source.publisher, source.date.isoformat() if source.date else ""] if source else [it.source]
        )
        grade = it.grade or (source.grade if source else None)
        marks = [f"Grade {grade}" if grade else "Not graded", STATUS[self.verifications[key].status]]
        if it.background or (source is not None and source.background):
            marks.append("background knowledge, to be checked")
        if source is not None and source.label:
            marks.append(source.label)
        if it.sensitivity == "team":
            marks.append("for the team only")
        shown = "source withheld" if withheld else ", ".join(part for part in parts if part)
        return Note(self.numbers[key], words + by, shown, "; ".join(marks))
