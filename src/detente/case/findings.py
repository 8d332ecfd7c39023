"""Findings: what is wrong in a case file, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from detente.case.document import Document, Loc
from detente.errors import CaseError

LONGEST_SHOWN = 5000


class Problem(NamedTuple):
    """What a check found, at a place in the case; the reader turns it into a :class:`Finding`."""

    code: str
    loc: Loc
    message: str
    advice: str
    severity: Literal["error", "warning"] = "error"
    at_key: bool = False


class Finding(BaseModel):
    """One thing to mend: file, line and column (from 1), code, what is wrong and what to do.

    >>> print(Finding(file="c.yaml", line=2, column=3, code="unknown-party", severity="error",
    ...               message="no party is called usb", advice="did you mean usa?", source="  usb: {}"))
    c.yaml:2:3: error: no party is called usb [unknown-party]
        usb: {}
        ^
      did you mean usa?
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    line: int
    column: int
    code: str
    severity: Literal["error", "warning"]
    message: str
    advice: str
    source: str = ""

    def __str__(self) -> str:
        head = f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message} [{self.code}]"
        return "\n".join([head, *self._pointer(), f"  {self.advice}"])

    def _pointer(self) -> list[str]:
        """The offending line with a caret below its column, shortened around it where it is long."""
        if not self.source.strip():
            return []
        start = max(0, self.column - 60)
        shown = self.source[start : start + 110].replace("\t", " ").rstrip()
        indent = 0 if start else len(shown) - len(shown.lstrip())
        caret = max(0, self.column - 1 - start - indent)
        return [f"    {shown[indent:]}", f"    {' ' * caret}^"]


def locate(problem: Problem, document: Document, file: str) -> Finding:
    """Turn a problem into a finding with its line and column."""
    entry = document.find(problem.loc)
    node = entry.key if problem.at_key and entry.key is not None else entry.node
    return at(file, document.text, node.line, node.column, problem)


def at(file: str, text: str, line: int, column: int, problem: Problem) -> Finding:
    """Make a finding at a line and column of a text."""
    lines = _lines(text)
    if line > len(lines) > 0:  # a place behind the last line break is the end of the last line
        line, column = len(lines), len(lines[-1]) + 1
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    if len(shown) > LONGEST_SHOWN or not shown.replace("\t", " ").isprintable():
        shown = ""  # no line of text that a person could look at
    return Finding(
        file=file, line=line, column=column, source=shown, code=problem.code,
        severity=problem.severity, message=problem.message, advice=problem.advice,
    )  # fmt: skip


@lru_cache(maxsize=2)
def _lines(text: str) -> list[str]:
    return text.splitlines()


class FindingsError(CaseError):
    """A case that cannot be used, with everything that is wrong in it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [finding for finding in self.findings if finding.severity == "error"]
        shown = "\n".join(str(finding) for finding in errors[:20])
        more = f"\n(and {len(errors) - 20} more)" if len(errors) > 20 else ""
        file = errors[0].file if errors else "the case"
        super().__init__(shown + more, advice=f"`detente check {file}` lists everything to mend")
