"""Reading: from a page to an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from detente.errors import SourceError
from detente.sources.article import Article, DateCandidate, lay_out
from detente.sources.dates import disagree, says_updated, without_repeats
from detente.sources.page import load, open_page
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
        publisher, language = about.publisher, about.language
    else:
        parts = plain_parts(page.text, name)
    return _article(parts, publisher, language)


def read_path(path: str | Path) -> Article:
    """Read one page from a file, or from standard input where the path is ``-``."""
    return read_page(load(Path(path)), str(path))


def read_paths(paths: Iterable[str | Path]) -> Iterator[Reading]:
    """Read pages and folders of pages; one bad page does not stop the others."""
    for path in paths:
        for file in _files(Path(path)):
            try:
                yield Reading(str(file), read_path(file), None)
            except SourceError as error:
                yield Reading(str(file), None, error)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in PAGE_SUFFIXES)


def _article(parts: Parts, publisher: str | None, language: str | None) -> Article:
    text, paragraphs = lay_out(parts.title, parts.standfirst, parts.body)
    dates = without_repeats(parts.dates)
    own = [it for it in dates if _is_own(it)]
    doubt = _doubt(own)
    findings = []
    if not paragraphs:
        findings.append("no running text was found on the page")
    if not own:
        findings.append("the page gives no date of its own")
    elif doubt:
        findings.append(doubt)
    return Article(
        title=parts.title,
        date=own[0].date if own else None,
        dates=dates,
        dates_disagree=disagree(own),
        date_unconfirmed=bool(doubt),
        byline=parts.byline,
        publisher=publisher,
        standfirst=parts.standfirst,
        language=language,
        direction="rtl" if language in RIGHT_TO_LEFT or _runs_right_to_left(text) else "ltr",
        text=text,
        paragraphs=paragraphs,
        dropped=tuple(parts.dropped),
        findings=tuple(findings),
    )


def _doubt(own: list[DateCandidate]) -> str:
    """Why the date of a page should not be taken on trust, apart from statements that disagree; empty if nothing."""
    if any(says_updated(it.text) for it in own):
        return "the date may be that of an update rather than of publication"
    if len({it.where for it in own}) == 1 and not own[0].where.startswith(("structured", "meta")):
        return f"the date stands in one place only ({own[0].where}); nothing confirms it"
    return ""


def _is_own(it: DateCandidate) -> bool:
    """Dates of other pages and of later changes are listed, and neither chosen nor compared."""
    return not any(word in it.where for word in ("below", "later", "modified"))


def _runs_right_to_left(text: str) -> bool:
    import unicodedata

    turns = [unicodedata.bidirectional(letter) for letter in text[:2000]]
    return turns.count("R") + turns.count("AL") > turns.count("L")
