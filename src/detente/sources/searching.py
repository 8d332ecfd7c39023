"""Searching: where words stand in an article, in any language and script, ready to be quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from detente.errors import SourceError
from detente.sources.article import Article

_SIGNS = {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"'}
_HYPHENS = "-‐‑–—"
_LETTERS = {"ى": "ي", "ک": "ك", "ی": "ي", "ة": "ه", "ı": "i"}
_NOTHING = "ـ"  # what only lengthens an Arabic word


class Passage(NamedTuple):
    """Where words stand: ``article.text[start:end]``, in the paragraph that begins at ``paragraph``."""

    start: int
    end: int
    text: str
    paragraph: int


def passages(article: Article, words: str) -> list[Passage]:
    """Every place where words stand, apart from case, accents, vowel signs, typography, spacing and direction marks.

    SourceError: no letter or digit is left of the words.

    >>> from detente.sources import read_page
    >>> page = read_page("Переговоры\\n\\nСтороны согласились на перемирие.\\n\\nПеремирие начнётся утром.".encode())
    >>> [(it.text, page.text[it.start:it.end] == it.text) for it in passages(page, "ПЕРЕМИРИЕ")]
    [('перемирие', True), ('Перемирие', True)]
    """
    sought = "".join(letter for letter, _ in _folded(" ".join(words.split())))
    if not any(map(str.isalnum, sought)):
        raise SourceError(f"there is nothing to look for in “{words[:40]}”", advice="give at least a letter or digit")
    letters = list(_folded(article.text))
    text = "".join(letter for letter, _ in letters)
    starts = [it.start for it in article.paragraphs]
    found = []
    for match in re.finditer(re.escape(sought), text):
        start, end = letters[match.start()][1], _end(article.text, letters[match.end() - 1][1])
        begun = max((it for it in starts if it <= start), default=0)
        found.append(Passage(start, end, article.text[start:end], begun))
    return found


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Letters as they are compared, each with its place in the text; a run of spaces and hyphens is one space."""
    spaced = True
    for place, sign in enumerate(text):
        if sign.isspace() or sign in _HYPHENS:
            if not spaced:
                yield " ", place
            spaced = True
            continue
        for letter in unicodedata.normalize("NFKD", _SIGNS.get(sign, sign)).casefold():
            if unicodedata.category(letter) in ("Mn", "Cf", "Cc") or letter == _NOTHING:
                continue
            spaced = False
            yield _LETTERS.get(letter, letter), place


def _end(text: str, last: int) -> int:
    """The end of a passage, with the marks that belong to its last letter."""
    end = last + 1
    while end < len(text) and unicodedata.category(text[end]) == "Mn":
        end += 1
    return end
