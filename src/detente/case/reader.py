"""Reading a case file: bytes to document to case, with every finding on the way."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from detente.case import checks
from detente.case.document import MARK, MAX_BYTES, Document, DocumentError, decode, parse, plain
from detente.case.findings import Finding, FindingsError, Problem, at, locate
from detente.case.model import Case
from detente.case.validation import original, validate

NOT_YET = frozenset({"no-parties", "no-issues"})
"""What a case that is only begun may lack, as when coverage is read for it."""


@dataclass(frozen=True)
class CaseFile:
    """A case and the text it was read from.

    ``case`` is the part of the file that could be read: all of it where ``errors`` is empty.
    """

    path: Path
    document: Document | None
    case: Case | None
    findings: tuple[Finding, ...] = field(default=())

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that keep the case from being used."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def sound(self) -> Case:
        """The case, or :class:`FindingsError` with everything that is wrong."""
        if self.errors or self.case is None:
            raise FindingsError(self.findings)
        return self.case

    @property
    def begun(self) -> Case:
        """The case, though it may not name parties or issues yet; :class:`FindingsError` for anything else wrong."""
        if self.case is None or any(finding.code not in NOT_YET for finding in self.errors):
            raise FindingsError(self.findings)
        return self.case


def read_case(path: str | Path) -> Case:
    """Read a case file.

    Raises :class:`~detente.case.findings.FindingsError` that lists every error, each with line and column.
    """
    return open_case(path).sound


def open_case(path: str | Path) -> CaseFile:
    """Read a case file together with its text and findings; never raises for a bad or missing file."""
    path = Path(path)
    data = b""
    try:
        data = _read_bytes(path)
        return parse_case(decode(data), path)
    except (OSError, ValueError) as error:
        reason = (
            "there is no such file"
            if isinstance(error, FileNotFoundError)
            else (getattr(error, "strerror", None) or str(error))
        )
        return _unreadable(path, DocumentError("unreadable", f"cannot read it: {reason}", "check the path"))
    except DocumentError as error:
        return _unreadable(path, error, data[:MAX_BYTES].decode("utf-8-sig", "replace"))


def parse_case(text: str, path: str | Path = "case.yaml") -> CaseFile:
    """Read a case from text; ``path`` is shown in findings and is where relative source files are looked for."""
    path = Path(path)
    try:
        document = parse(text)
        raw = plain(document.root)
        if not isinstance(raw, dict):
            raise DocumentError("not-a-case", "the file is not a case", "start with `detente: 1` and an `id`")
    except DocumentError as error:
        return _unreadable(path, error, text.removeprefix(MARK))
    validation = validate(raw)
    problems = list(validation.problems)
    if validation.case is not None:
        found = (
            problem._replace(loc=original(problem.loc, raw, validation.left_out))
            for problem in checks.run(checks.Subject(validation.case, raw))
        )
        problems += [problem for problem in found if not validation.covers(problem.loc)]
    findings = [locate(problem, document, str(path)) for problem in problems]
    findings += _repeated(document, str(path))
    findings.sort(key=lambda finding: (finding.line, finding.column, finding.code))
    return CaseFile(path, document, validation.case, tuple(findings))


def _read_bytes(path: Path) -> bytes:
    """Read at most one byte more than a case may have, so that no file is too large to refuse."""
    if path.is_dir():
        raise OSError(
            0, "it is a folder without a case.yaml" if not (path / "case.yaml").exists() else "it is a folder"
        )
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is no regular file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _unreadable(path: Path, error: DocumentError, text: str = "") -> CaseFile:
    problem = Problem(error.code, (), error.message, error.advice)
    return CaseFile(path, None, None, (at(str(path), text, error.line, error.column, problem),))


def _repeated(document: Document, file: str) -> Iterator[Finding]:
    for first, second in document.repeated:
        problem = Problem(
            "duplicate-id", (),
            f"`{second.value}` stands here for the second time; the first is on line {first.line}",
            "rename or remove one of them; only the first is read",
        )  # fmt: skip
        yield at(file, document.text, second.line, second.column, problem)
