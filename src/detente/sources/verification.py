"""Whether evidence stands in its source: quotes found, not found, or not to be checked here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from detente.case.catalog import open_path
from detente.case.claims import Evidence
from detente.case.findings import Finding, Problem, locate
from detente.case.model import Case
from detente.case.reader import CaseFile
from detente.errors import SourceError
from detente.sources.article import Article
from detente.sources.reader import read_path

Status = Literal["verified", "unverified", "misquoted"]


class Verification(NamedTuple):
    """What became of one piece of evidence, and why."""

    status: Status
    reason: str


def check(path: str | Path) -> tuple[Finding, ...]:
    """Every finding in a case file: those of the file itself and those of its evidence against its sources.

    >>> from detente.case.catalog import find_case
    >>> [finding.code for finding in check(find_case("emission-standards-1994")) if finding.severity == "error"]
    []
    """
    file = open_path(Path(path))
    if file.case is None or file.document is None:
        return file.findings
    problems = _source_problems(file) + _evidence_problems(file)
    found = [*file.findings, *(locate(problem, file.document, str(file.path)) for problem in problems)]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.column, finding.code)))


def read_sources(case: Case, folder: Path) -> dict[str, Article]:
    """The articles of a case's sources whose files can be read, by source id."""
    found = {}
    for key, source in case.sources.items():
        file = source_file(folder, source.file)
        if file is not None and file.is_file():
            try:
                found[key] = read_path(file)
            except SourceError:
                continue
    return found


def source_file(folder: Path, name: str) -> Path | None:
    """The path of a source file; None without a name, or where it would lead out of the case's folder."""
    if not name:
        return None
    base = folder.resolve()
    path = (base / name).resolve()
    return path if path.is_relative_to(base) else None


def verify(case: Case, articles: Mapping[str, Article]) -> dict[str, Verification]:
    """Look for every quote in its source's article."""
    return {key: _verify(it, articles.get(it.source)) for key, it in case.evidence.items()}


def _verify(it: Evidence, article: Article | None) -> Verification:
    if article is None:
        return Verification("unverified", "its source is not at hand")
    if not it.quote:
        return Verification("unverified", "it is a claim, not a quote")
    if it.span is not None and article.text[slice(*it.span)] != it.quote:
        return Verification("misquoted", f"the text at {list(it.span)} is not the quote")
    if _folded(it.quote) in _folded(article.text):
        return Verification("verified", "")
    if any(_folded(it.quote) in _folded(dropped.text) for dropped in article.dropped):
        return Verification("misquoted", "it stands on the page, but outside the article")
    return Verification("misquoted", "its words are not in the source")


_TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


@cache
def _folded(text: str) -> str:
    """Text without differences of typography and spacing; words and their order stay."""
    return re.sub(r"\s+", " ", text.translate(_TYPOGRAPHY)).strip()


def _source_problems(file: CaseFile) -> list[Problem]:
    assert file.case is not None
    problems = []
    for key, source in file.case.sources.items():
        if not source.file:
            continue
        loc = ("sources", key, "file")
        path = source_file(file.path.parent, source.file)
        resting = [name for name, it in file.case.evidence.items() if it.source == key]
        if path is None:
            problems.append(
                Problem("source-outside", loc, f"`{source.file}` leads out of the case's folder",
                        "keep source files beside the case")
            )  # fmt: skip
        elif not path.is_file():
            count = f"{len(resting)} piece{'s' if len(resting) != 1 else ''} of evidence"
            problems.append(
                Problem("source-absent", loc, f"`{source.file}` is not there: {count} from it stay unverified",
                        "put the file there to verify them, or leave it", "warning")
            )  # fmt: skip
        else:
            problems += _unreadable(path, loc)
    return problems


def _unreadable(path: Path, loc: tuple[str, ...]) -> list[Problem]:
    try:
        read_path(path)
    except SourceError as error:
        return [Problem("source-unreadable", loc, error.message, error.advice, "warning")]
    return []


def _evidence_problems(file: CaseFile) -> list[Problem]:
    assert file.case is not None
    found = verify(file.case, read_sources(file.case, file.path.parent))
    return [
        Problem("misquoted", ("evidence", key, "quote"), f"evidence `{key}`: {it.reason}",
                "copy the exact words of the source, or state a `claim` in words of your own")
        for key, it in found.items()
        if it.status == "misquoted"
    ]  # fmt: skip
