"""What a brief says, apart from how it is shown: sections of blocks that every format renders alike."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

WHOLE_ROWS = 14
"""Longest table that is kept on one page."""

Style = Literal["body", "lead", "small", "label", "quote"]


@dataclass(frozen=True)
class Text:
    """A paragraph; ``notes`` are numbers of evidence notes shown behind it."""

    text: str
    notes: tuple[int, ...] = ()
    style: Style = "body"
    strong: str = ""

    @property
    def right_to_left(self) -> bool:
        """True where the first letter with a direction runs right to left: of the text, or of what stands before it.

        An English sentence about something with an Arabic name stays an English sentence.
        """
        return right_to_left(self.text + self.strong)


@dataclass(frozen=True)
class Bullets:
    """A list of short texts."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table: what it says, and in smaller type what stands below it, line by line."""

    text: str
    detail: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table; the first column holds names, the others numbers where ``numeric``."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: bool = True

    @property
    def whole(self) -> bool:
        """True where the table is short enough to stand on one page."""
        return len(self.rows) <= WHOLE_ROWS


@dataclass(frozen=True)
class Figure:
    """A chart as SVG, with the same in words."""

    svg: str
    alternative: str
    caption: str


@dataclass(frozen=True)
class Note:
    """One piece of evidence: its words, where they come from and how sure that is."""

    number: int
    text: str
    source: str
    status: str


@dataclass(frozen=True)
class Notes:
    """The evidence notes of the brief."""

    notes: tuple[Note, ...]


Block = Text | Bullets | Table | Figure | Notes


@dataclass(frozen=True)
class Section:
    """A titled part of the brief; ``depth`` 1 stands under a section of depth 0."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    depth: int = 0

    @property
    def laid_out(self) -> tuple[tuple[Block, bool], ...]:
        """Every block, and whether it stays on one page with the next: a question, and what introduces a list or chart.

        >>> [stays for _, stays in Section("s", "S", (Text("Say:"), Bullets((Text("this"),)), Text("End."))).laid_out]
        [True, False, False]
        """
        following = (*self.blocks[1:], None)
        return tuple(
            (block, isinstance(block, Text) and after is not None and _introduces(block, after))
            for block, after in zip(self.blocks, following, strict=True)
        )


def _introduces(block: Text, after: Block) -> bool:
    return block.style == "lead" or isinstance(after, Bullets | Figure | Table)


@dataclass(frozen=True)
class Brief:
    """A brief: title, what it is about, its sections and the run behind it."""

    title: str
    subtitle: str
    labels: tuple[str, ...]
    sections: tuple[Section, ...]
    run: tuple[tuple[str, str], ...] = field(default=())


def right_to_left(text: str) -> bool:
    """True where the first letter with a direction runs right to left.

    >>> right_to_left("فيينا, Vienna"), right_to_left("Vienna, فيينا")
    (True, False)
    """
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
