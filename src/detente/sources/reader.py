"""Reading: from a page to an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from detente.errors import SourceError
from detente.sources.article import Article, DateCandidate, lay_out
from detente.sources.dates import chosen, disagree, doubt, reconciled, without_repeats
from detente.sources.page import clean, load, open_page
from detente.sources.plain import Parts
from detente.sources.plain import parts as plain_parts

PAGE_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", ".md", ""}
RIGHT_TO_LEFT = {"ar", "he", "fa", "ur", "yi"}


class Reading(NamedTuple):
    """One page of several: its article, or why there is none."""

    name: str
    article: Article | None
    error: SourceError | None


def read_page(data: bytes, name: str = "page") -> Article:
    """Read the bytes of one HTML or plain text page.

    Raises :class:`SourceError` for an empty, too large or binary page. A page without running text gives an
    article without paragraphs and a finding that says so.

    >>> read_page(b"Talks open\\n\\nThe talks opened on time.\\n\\nNobody left early.").title
    'Talks open'
    """
    page = open_page(data, name)
    publisher = language = None
    if page.kind == "html":
        from detente.sources.markup import parts as html_parts

        parts, about = html_parts(page.text, name)
        parts, publisher, language = _without_controls(parts), _clean(about.publisher), about.language
    else:
        parts = plain_parts(page.text, name)
    return _article(parts, publisher, language)


def read_path(path: str | Path) -> Article:
    """Read one page from a file, or from standard input where the path is ``-``."""
    return read_page(load(Path(path)), _name(path))


def read_paths(paths: Iterable[str | Path]) -> Iterator[Reading]:
    """Read pages and folders of pages; one bad page does not stop the others."""
    for path in paths:
        files = page_files(Path(path))
        if not files:
            nothing = SourceError(
                f"{path}: no pages in this folder",
                advice=f"pages end in {', '.join(sorted(PAGE_SUFFIXES - {''}))} or have no suffix",
            )
            yield Reading(str(path), None, nothing)
        for file in files:
            try:
                yield Reading(_name(file), read_path(file), None)
            except SourceError as error:
                yield Reading(_name(file), None, error)


def _name(path: str | Path) -> str:
    return "standard input" if str(path) == "-" else str(path)


def page_files(path: Path) -> list[Path]:
    """A file itself, or the pages of a folder in order; what is hidden is passed over."""
    if not path.is_dir():
        return [path]
    shown = (file for file in path.rglob("*") if not any(part.startswith(".") for part in file.relative_to(path).parts))
    return sorted(file for file in shown if file.is_file() and file.suffix.lower() in PAGE_SUFFIXES)


def _article(parts: Parts, publisher: str | None, language: str | None) -> Article:
    text, paragraphs = lay_out(parts.title, parts.standfirst, parts.body)
    dates = without_repeats(reconciled(parts.dates))
    findings = [] if paragraphs else ["no running text was found on the page"]
    date = chosen(dates)
    return Article(
        title=parts.title,
        date=date.date if date else None,
        dates=dates,
        dates_disagree=disagree(dates),
        date_doubt=doubt(dates),
        byline=parts.byline,
        publisher=publisher,
        standfirst=parts.standfirst,
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT or _runs_right_to_left(text) else "ltr",
        text=text,
        paragraphs=paragraphs,
        dropped=tuple(parts.dropped),
        findings=(*findings, *_date_findings(dates)),
    )


def _without_controls(parts: Parts) -> Parts:
    """The parts without the control characters that markup may write as `&#27;` or within data, unseen before."""
    return Parts(
        _clean(parts.title), _clean(parts.standfirst), _clean(parts.byline),
        [text for it in parts.body if (text := _clean(it))],
        [it.model_copy(update={"text": _clean(it.text) or ""}) for it in parts.dropped],
        [it.model_copy(update={"text": _clean(it.text) or ""}) for it in parts.dates],
    )  # fmt: skip


def _clean(text: str | None) -> str | None:
    kept = clean(text or "")
    return text if kept == text else " ".join(kept.split()) or None


def _date_findings(dates: tuple[DateCandidate, ...]) -> list[str]:
    own = [it for it in dates if it.role == "published"]
    if doubted := doubt(dates):
        return [doubted]
    if not own:
        return ["the page gives no date of its own"]
    if len({it.where for it in own}) == 1:
        return [f"the date stands in one place only ({own[0].where}); nothing confirms it"]
    return []


def _runs_right_to_left(text: str) -> bool:
    import unicodedata

    turns = [unicodedata.bidirectional(letter) for letter in text[:2000]]
    return turns.count("R") + turns.count("AL") > turns.count("L")
