"""Plain text: title, standfirst and the blocks of the body, found by blank lines and by their place."""

from __future__ import annotations

import re
from typing import NamedTuple

from detente.errors import SourceError
from detente.sources.article import DateCandidate, Dropped
from detente.sources.blocks import is_sentence, sift
from detente.sources.dates import dates_of_line, is_date_line

MOST_BLOCKS = 20_000
LONGEST_TITLE = 250
SENTENCE_OF_PROSE = 20
"""Words from which a first block that ends as a sentence is prose and no headline."""
LONGEST_STANDFIRST = 400
LONGEST_LABEL = 60
WRAPPED = (45, 100)
"""Line lengths of hard-wrapped text."""
DATED_BLOCKS = 12
"""Blocks at the head of a page in which its own date line stands."""

PLACED_BLOCKS = 5
"""Blocks at the head of a page in which its date may stand behind a place, as in "Geneva, 1 May 2015"."""
_PLACED = re.compile(
    r"^[^\d.!?:;]{2,60},\s(?:\w{1,12}\s)?(?:\d{1,2}\.?\s(?:de\s)?\w{3,12}|\w{3,12}\s\d{1,2},?)\s(?:de\s)?(?:19|20)\d\d\.?$"
)
_BYLINE = re.compile(r"^(?:by|par|von|por)\s+(?P<name>[^\d.,;:!?]{3,80})$", re.IGNORECASE)


class Parts(NamedTuple):
    """What a page is made of, before spans are counted."""

    title: str | None
    standfirst: str | None
    byline: str | None
    body: list[str]
    dropped: list[Dropped]
    dates: list[DateCandidate]


def parts(text: str, name: str = "page") -> Parts:
    r"""Take a plain text apart; :class:`SourceError` where it has too many blocks to be one article.

    >>> found = parts("Talks open\n\nBy Ada Writer\n\n3 min read\n\nThe talks opened on time, and all parties came.")
    >>> found.title, found.byline, found.body
    ('Talks open', 'Ada Writer', ['The talks opened on time, and all parties came.'])
    """
    blocks = split(text)
    if len(blocks) > MOST_BLOCKS:
        raise SourceError(
            f"{name}: more than {MOST_BLOCKS} blocks of text, which no article has",
            advice="split the file into its articles",
        )
    title = blocks[0] if len(blocks) > 1 and _is_title(blocks[0]) else None
    rest = blocks[1:] if title is not None else blocks
    dates = _dates(rest)
    byline = next((match["name"].strip() for block in rest[:6] if (match := _BYLINE.match(block))), None)
    kept, dropped = sift(rest)
    standfirst = _standfirst(rest, kept, title)
    body = kept[1:] if standfirst else kept
    body, labels = _without_labels(body, byline)
    return Parts(title, standfirst, byline, body, _in_order(rest, [*dropped, *labels]), dates)


def _is_title(block: str) -> bool:
    return len(block) <= LONGEST_TITLE and not (is_sentence(block) and len(block.split()) >= SENTENCE_OF_PROSE)


def split(text: str) -> list[str]:
    r"""Blocks of a text: paragraphs between blank lines; lines of their own where they are not wrapped prose.

    >>> split("November 12, 2015\n1 minute read\n\nOne paragraph.")
    ['November 12, 2015', '1 minute read', 'One paragraph.']
    """
    blocks: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        for group in _by_indent([line.rstrip() for line in block.split("\n") if line.strip()]):
            lines = [" ".join(line.split()) for line in group]
            blocks += [" ".join(lines)] if _is_wrapped(lines) else lines
    return blocks


def _by_indent(lines: list[str]) -> list[list[str]]:
    """Paragraphs that are set apart by the indent of their first line alone."""
    groups: list[list[str]] = []
    indented = [line[:1].isspace() for line in lines]
    if not any(indented[1:]) or all(indented):
        return [lines]
    for line, starts in zip(lines, indented, strict=True):
        if starts or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def _is_wrapped(lines: list[str]) -> bool:
    low, high = WRAPPED
    return len(lines) > 1 and all(low <= len(line) <= high for line in lines[:-1]) and len(lines[-1]) <= high


def _dates(blocks: list[str]) -> list[DateCandidate]:
    """Dates on lines of their own; those behind the head of the page may belong to other pages."""
    found = []
    for place, block in enumerate(blocks):
        if is_date_line(block) or (place < PLACED_BLOCKS and _PLACED.match(block)):
            found += dates_of_line(block, "date line", elsewhere=place >= DATED_BLOCKS)
    return found


def _standfirst(blocks: list[str], kept: list[str], title: str | None) -> str | None:
    """A sentence right below the headline, set apart from the body by a date, byline, caption or label."""
    if title is None or len(kept) < 2 or blocks[0] != kept[0]:
        return None
    first, after = blocks[0], blocks[1]
    apart = after != kept[1] or _is_label(after)
    return first if apart and is_sentence(first) and len(first) <= LONGEST_STANDFIRST else None


def _is_label(block: str) -> bool:
    whole = not is_sentence(block) and not block.endswith((",", "،"))
    return len(block) <= LONGEST_LABEL and whole and len(block.split()) <= 6


def _without_labels(body: list[str], byline: str | None) -> tuple[list[str], list[Dropped]]:
    """Drop what stands before the first paragraph of prose and is none: bylines, image descriptions, labels."""
    first = next(
        (place for place, block in enumerate(body) if is_sentence(block) and len(block.split()) >= 8), len(body)
    )
    if first == len(body):
        first = 0
    dropped = [
        Dropped(text=block, reason="byline" if byline and byline in block else "image description or label")
        for block in body[:first]
        if _is_label(block) or (byline and byline in block)
    ]
    left = {it.text for it in dropped}
    return [block for place, block in enumerate(body) if place >= first or block not in left], dropped


def _in_order(blocks: list[str], dropped: list[Dropped]) -> list[Dropped]:
    place: dict[str, int] = {}
    for number, block in enumerate(blocks):
        place.setdefault(block, number)
    return sorted(dropped, key=lambda it: place.get(it.text, len(blocks)))
