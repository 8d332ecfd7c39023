"""A draft text matched to the checklist: proposals for a person to accept, with the words they rest on."""

from __future__ import annotations

from detente.results.history import Frozen


class MatchedWords(Frozen):
    """Words of the draft that speak to an item: ``text == draft[start:end]``."""

    start: int
    end: int
    text: str


class Proposal(Frozen):
    """An item that a paragraph seems to settle, with a proposed quality (0 to 2) and why; 3 is for a person to give."""

    key: str
    title: str
    quality: int
    why: str
    words: tuple[MatchedWords, ...]


class DraftParagraph(Frozen):
    """A paragraph of the draft, ``text == draft[start:end]``, and what it is proposed to be; nothing where it is unmatched."""

    start: int
    end: int
    text: str
    proposals: tuple[Proposal, ...]


class Draft(Frozen):
    """A draft text, paragraph by paragraph; nothing of it is written to the case.

    ``text`` is what spans count in. ``provisions`` is the best quality proposed for each item; ``missing`` are the items to which
    no paragraph seems to speak, in words.
    """

    text: str
    paragraphs: tuple[DraftParagraph, ...]
    provisions: dict[str, int]
    unmatched: int
    missing: tuple[str, ...]
    sentence: str
