"""What a brief says, apart from how it is shown: sections of blocks that every format renders alike."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

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
        """True where the first letter with a direction runs right to left."""
        return right_to_left(self.strong + self.text)


@dataclass(frozen=True)
class Bullets:
    """A list of short texts."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table: what it says, and in smaller type what stands below it."""

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
