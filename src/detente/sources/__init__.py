"""Sources: what was read. A page becomes an article, and an article what it says of a case's parties and issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.sources.article import Article, DateCandidate, Dropped, Paragraph
from detente.sources.reader import read_page, read_path, read_paths

if TYPE_CHECKING:
    from detente.sources.coders import code_article
    from detente.sources.coding import Coding

__all__ = [
    "Article",
    "Coding",
    "DateCandidate",
    "Dropped",
    "Paragraph",
    "code_article",
    "read_page",
    "read_path",
    "read_paths",
]


def __getattr__(name: str) -> object:
    """Load what coding needs when it is first asked for, since reading alone does not."""
    if name == "code_article":
        from detente.sources.coders import code_article

        return code_article
    if name == "Coding":
        from detente.sources.coding import Coding

        return Coding
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
