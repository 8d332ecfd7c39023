"""An accepted proposal as edits of the case: the number, its evidence with the exact words, the source with its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.case.edits import Edit
from detente.case.model import Case
from detente.case.writer import save_bytes
from detente.errors import CaseError, SourceError
from detente.sources.article import Article
from detente.sources.evidence.pages import folded
from detente.sources.evidence.proposals import Cited, PageInfo, Proposal, ProposalsFile
from detente.sources.reader import read_path
from detente.sources.verification import source_file


@dataclass(frozen=True)
class Accepted:
    """The edits that accepting makes, and the pages to lay beside the case: where to, and the page itself."""

    edits: tuple[Edit, ...]
    copies: tuple[tuple[Path, Path], ...]


def page_path(file: ProposalsFile, page: str) -> Path:
    """Where a page of a proposals file lies."""
    return (file.path.parent / file.pages[page].file).resolve()


def unquoted(file: ProposalsFile, it: Proposal, articles: dict[str, Article]) -> str:
    """Why a quote of a proposal cannot be accepted; empty where every span of its page holds exactly its words.

    ``articles`` keeps the pages that were read, by page.
    """
    for one in it.quotes:
        if one.page not in articles:
            try:
                articles[one.page] = read_path(page_path(file, one.page))
            except SourceError as error:
                return f"{file.pages[one.page].file} cannot be read: {error.message}"
        text = articles[one.page].text
        start, end = one.span
        if not 0 <= start < end <= len(text) or text[start:end] != one.quote:
            return f"{file.pages[one.page].file} does not hold “{one.quote}” at {list(one.span)}"
    return ""


def misplaced(case: Case, it: Proposal) -> str:
    """Why a proposal does not fit the case as it is now; empty where it does."""
    if it.loc[0] == "positions":
        party, issue = it.loc[1], it.loc[2]
        if party not in case.parties:
            return f"the case has no party `{party}`"
        if issue not in case.issues:
            return f"the case has no issue `{issue}`"
        if it.does == "against" and issue not in case.positions.get(party, {}):
            return "the case has no position there any more that the quotes could stand against"
        return ""
    section = case.events if it.loc[0] == "events" else case.facts
    if it.does != "new" and it.loc[1] not in section:
        return f"the case has no `{it.field}` any more"
    return ""


def is_in(case: Case, it: Proposal, file: ProposalsFile) -> bool:
    """True where the case holds every quote of a proposal already, for or against what it is about."""
    claim: Any = None
    if it.loc[0] == "positions":
        claim = case.positions.get(it.loc[1], {}).get(it.loc[2])
    else:
        claim = (case.events if it.loc[0] == "events" else case.facts).get(it.loc[1])
    held = (*claim.evidence, *claim.against) if claim is not None else ()
    words = {folded(case.evidence[key].quote) for key in held if key in case.evidence}
    return bool(it.quotes) and all(folded(one.quote) in words for one in it.quotes)


def accepted(case: Case, folder: Path, file: ProposalsFile, it: Proposal) -> Accepted:
    """The edits of the case that accepting a proposal makes.

    A source that the case does not have is added with its title, publisher, date and file; a page outside the case's
    folder is to be copied to ``sources/`` there, so that every quote can be found again. Raises :class:`CaseError` for a
    proposed number without a value.
    """
    if it.does == "new" and it.value is None:
        raise CaseError("there is no value to write yet", advice="choose change and give a number or a range")
    quoted, ids = with_quotes(case, folder, file, it.quotes)
    return Accepted((*quoted.edits, *_claim(case, it, ids)), quoted.copies)


def with_quotes(
    case: Case,
    folder: Path,
    file: ProposalsFile,
    quotes: tuple[Cited, ...],
    planned: tuple[tuple[Path, Path], ...] = (),
) -> tuple[Accepted, list[str]]:
    """The edits that make quotes evidence of the case, with their sources, and the ids of the evidence.

    ``planned`` are copies of pages that were decided on before and are not made yet.
    """
    edits: list[Edit] = []
    copies: list[tuple[Path, Path]] = list(planned)
    sources: dict[str, str] = {}
    for page in dict.fromkeys(one.page for one in quotes):
        sources[page] = _source(case, folder, file, page, edits, copies)
    ids = _evidence(case, quotes, sources, edits)
    return Accepted(tuple(edits), tuple(copies)), ids


def copy_pages(copies: tuple[tuple[Path, Path], ...]) -> None:
    """Lay pages beside the case."""
    for target, page in copies:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            save_bytes(page.read_bytes(), target)
        except OSError as error:
            raise CaseError(f"cannot copy {page} to {target}: {error.strerror}", advice="check the folder") from None


def _source(
    case: Case, folder: Path, file: ProposalsFile, page: str, edits: list[Edit], copies: list[tuple[Path, Path]]
) -> str:
    about, path = file.pages[page], page_path(file, page)
    known = next((key for key, it in case.sources.items() if source_file(folder, it.file) == path), None)
    if known is not None:
        return known
    same = case.sources.get(about.source) if about.source is not None else None
    wanted = source_file(folder, same.file) if same is not None else None
    if about.source is not None and wanted is not None:
        if not wanted.exists():
            copies.append((wanted, path))  # the case names the file and does not have it yet
        if not wanted.exists() or wanted.read_bytes() == path.read_bytes():
            return about.source
    copy, name = _place(folder, path, dict(copies))
    if copy is not None:
        copies.append((copy, path))
    listed = next((key for key, it in case.sources.items() if it.file == name), None)
    if listed is not None:
        return listed
    if about.source is not None and same is not None and not same.file:
        edits.append(Edit(loc=("sources", about.source, "file"), value=name))
        return about.source
    taken = {*case.sources, *(str(edit.loc[1]) for edit in edits if edit.loc[0] == "sources")}
    key = _free(_name(about.publisher or path.stem) or "page", taken)
    edits.append(Edit(loc=("sources", key), value=_entry(about, name)))
    return key


def _entry(about: PageInfo, name: str) -> dict[str, Any]:
    date = about.date.isoformat() if about.date is not None else ""
    shown = {"title": about.title, "publisher": about.publisher, "date": date, "file": name}
    return {field: value for field, value in shown.items() if value}


def _place(folder: Path, path: Path, planned: Mapping[Path, Path]) -> tuple[Path | None, str]:
    """Where a page is to be copied to, None where it lies in the case's folder already, and its name from there."""
    base = folder.resolve()
    if path.is_relative_to(base):
        return None, path.relative_to(base).as_posix()
    number, target, data = 2, base / "sources" / path.name, path.read_bytes()
    while (there := planned.get(target, target)).exists() and there.read_bytes() != data:
        target, number = base / "sources" / f"{path.stem}-{number}{path.suffix}", number + 1
    return (None if there.exists() else target), target.relative_to(base).as_posix()


def _evidence(case: Case, quotes: tuple[Cited, ...], sources: Mapping[str, str], edits: list[Edit]) -> list[str]:
    """Ids of the quotes as evidence: those the case has, and new ones for the others."""
    ids: list[str] = []
    taken = set(case.evidence)
    for one in quotes:
        source = sources[one.page]
        known = next((key for key, it in case.evidence.items() if (it.source, it.quote) == (source, one.quote)), None)
        if known is None:
            known = _free(f"{source[:50]}_1", taken)
            taken.add(known)
            value: dict[str, Any] = {"source": source, "quote": one.quote, "span": list(one.span)}
            if one.by in case.parties:
                value["by"] = one.by
            value |= {"grade": f"{one.reliability}{one.credibility}", "sensitivity": one.sensitivity}
            edits.append(Edit(loc=("evidence", known), value=value))
        ids.append(known)
    return list(dict.fromkeys(ids))


def _claim(case: Case, it: Proposal, ids: list[str]) -> list[Edit]:
    if it.loc[0] != "positions":
        section: Mapping[str, Any] = case.events if it.loc[0] == "events" else case.facts
        if it.does == "new" and it.loc[1] not in section:
            return [Edit(loc=it.loc, value={**it.value, "evidence": ids})]
        held = section.get(it.loc[1])
        return _added(it.claim, "evidence", held.evidence if held is not None else (), ids)
    held = case.positions.get(it.loc[1], {}).get(it.loc[2])
    if held is None:
        if it.value is None:
            raise CaseError("there is no value to write yet", advice="choose change and give a number or a range")
        written = {it.loc[3]: it.value}
        return [Edit(loc=it.claim, value={**written, "evidence": ids, "why": f"From coverage: {it.why}"})]
    if it.does == "against":
        return _added(it.claim, "against", held.against, ids)
    number = [Edit(loc=it.loc, value=it.value)] if it.value is not None else []
    return number + _added(it.claim, "evidence", held.evidence, ids)


def _added(claim: tuple[str, ...], name: str, held: tuple[str, ...], ids: list[str]) -> list[Edit]:
    fresh = [key for key in ids if key not in held]
    return [Edit(loc=(*claim, name), value=[*held, *fresh])] if fresh else []


def _name(text: str) -> str:
    """An id from a name: lower case letters and digits, joined by underscores."""
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")[:40].strip("_")


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    stem, number = re.sub(r"_\d+$", "", name), 2
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
