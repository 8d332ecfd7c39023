"""Answering proposals one by one: every answer is on disk before the next is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from detente.case.reader import CaseFile, open_case
from detente.case.writer import edited, save
from detente.errors import CaseError
from detente.sources.article import Article
from detente.sources.evidence import accepting
from detente.sources.evidence.locking import alone
from detente.sources.evidence.proposals import Proposal, ProposalsFile, read_proposals, write_answer
from detente.sources.evidence.remembered import remember


@dataclass
class Session:
    """A case and a file of proposals for it, read anew for every answer: either may be changed in between."""

    case: Path
    path: Path

    def __post_init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self._seen: dict[str, Any] = {}
        self._read: tuple[bytes, CaseFile] | None = None

    @cached_property
    def began(self) -> ProposalsFile:
        """The proposals as the session found them."""
        return read_proposals(self.path)

    @property
    def changed_since(self) -> bool:
        """True where the case is not what it was when the proposals were made."""
        return self.began.case_digest not in ("", self.file().sound.digest)

    def file(self) -> CaseFile:
        """The case as it is now."""
        try:
            data = self.case.read_bytes()
        except OSError:
            data = b""
        if self._read is None or self._read[0] != data or not data:
            self._read = (data, open_case(self.case))
        return self._read[1]

    def settled(self) -> int:
        """Mark proposals as accepted whose quotes the case holds already, such as after a stop between two steps."""
        with alone(self.case):
            return self._settle()

    def _settle(self) -> int:
        file, case = read_proposals(self.path), self.file().sound
        done = [key for key in file.open if accepting.is_in(case, file.proposals[key], file)]
        for key in done:
            write_answer(self.path, key, "accepted")
        return len(done)

    def problem(self, it: Proposal) -> str:
        """Why a proposal cannot be accepted as things stand; empty where it can."""
        return accepting.misplaced(self.file().sound, it) or accepting.unquoted(self.began, it, self.articles)

    def accept(self, key: str, it: Proposal) -> str:
        """Write a proposal, as it is or as a person changed it, into the case; return what was written.

        Raises :class:`CaseError` with the reason where it does not fit, where it was answered elsewhere, or where the case
        was changed since the person saw it; then nothing was written. Nobody else writes meanwhile.
        """
        with alone(self.case):
            self._still_open(key)
            self._unchanged(it)
            return self._accept(key, it)

    def _still_open(self, key: str) -> None:
        other = read_proposals(self.path).proposals.get(key)
        if other is not None and other.answer is not None:
            raise CaseError(f"this one was {other.answer} meanwhile, in another review", advice="skip it to go on")

    def _unchanged(self, it: Proposal) -> None:
        """Raise where the case has something else at a proposal's place than was shown; the next answer is taken."""
        if it.field not in self._seen:
            return
        seen = self._seen[it.field]
        now = self.present(it)
        if now != seen:
            raise CaseError(
                f"the case was changed since this was shown: it now has {now if now is not None else 'nothing'} here",
                advice="nothing was written; answer again if you still want it",
            )

    def _accept(self, key: str, it: Proposal) -> str:
        if problem := self.problem(it):
            raise CaseError(problem, advice="skip it, or correct the proposals file")
        file = self.file()
        made = accepting.accepted(file.sound, self.case.parent, self.began, it)
        if made.edits:
            result = edited(file, made.edits)
            if result.errors:
                shown = "\n".join(map(str, result.errors[:3]))
                raise CaseError(shown, advice="nothing was written; give another value")
            accepting.copy_pages(made.copies)
            assert result.document is not None
            try:
                save(result.document.file_text, self.case)
            except OSError as error:
                raise CaseError(f"cannot write {self.case}: {error.strerror}", advice="check the folder") from None
        changed = it != self.began.proposals[key]
        write_answer(self.path, key, "changed" if changed else "accepted")
        return ", ".join(edit.path for edit in made.edits) or "nothing: the case has it"

    def reject(self, key: str, it: Proposal) -> None:
        """Remember beside the case that a proposal was rejected, and mark it."""
        with alone(self.case):
            self._still_open(key)
            remember(self.case, it)
            write_answer(self.path, key, "rejected")

    def present(self, it: Proposal) -> Any:
        """What the case has now at the place of a proposal: a number or an entry; None where there is nothing."""
        self._seen[it.field] = found = self._present(it)
        return found

    def _present(self, it: Proposal) -> Any:
        case = self.file().sound
        if it.loc[0] == "positions":
            held = case.positions.get(it.loc[1], {}).get(it.loc[2])
            return getattr(held, it.loc[3], None) if held is not None else None
        return (case.events if it.loc[0] == "events" else case.facts).get(it.loc[1])
