"""Direct quotes: the words between quotation marks, whatever the marks, nested or running over paragraphs."""

from __future__ import annotations

import re
from typing import NamedTuple

_PAIRS = {"“": "”", "«": "»", "‹": "›", "„": "“”‟", "‟": "”", "「": "」", "『": "』"}
_MARKS = re.compile(r"``|''|[“”«»‹›„‟\"‘’'「」『』]")
_STRONG_END = re.compile(r"[.,!?;:…]$")
SHORTEST = 1
"""Letters or digits that a quote holds at the least."""

LONGEST = 10_000
"""Characters within which a quote closes; one that does not is open. It bounds the time that odd pages take."""

MOST_TRIED = 40
"""Apostrophes in a row that are tried as marks that open a quote and never close; it bounds the time too."""


class Quoted(NamedTuple):
    """Words between marks, marks left out; ``open`` where the marks never close, ``goes_on`` from the paragraph before."""

    start: int
    end: int
    open: bool = False
    goes_on: bool = False


def quotes_in(paragraphs: list[tuple[int, str]]) -> list[Quoted]:
    """Quotes of an article, given its parts with their places, in order.

    A paragraph that opens a quote and does not close it is quoted to its end where the next one begins with an
    opening mark too: the quote runs on. It is also quoted to its end where the marks never close, and is then ``open``.

    >>> text = "“Talks go on,” she said. “No one has ‘walked out’ yet.”"
    >>> [text[quote.start:quote.end] for quote in quotes_in([(0, text)])]
    ['Talks go on,', 'No one has ‘walked out’ yet.']
    """
    found: list[Quoted] = []
    running = ""
    for number, (place, text) in enumerate(paragraphs):
        spans, unclosed = quotes_of(text, running)
        following = paragraphs[number + 1][1] if number + 1 < len(paragraphs) else ""
        went_on, running = bool(running) and bool(spans) and _starts_with(text, running), ""
        for count, (start, end) in enumerate(spans):
            last = count == len(spans) - 1 and unclosed != ""
            goes = last and _starts_with(following, unclosed)
            found.append(Quoted(place + start, place + end, open=last and not goes, goes_on=count == 0 and went_on))
            if goes:
                running = unclosed
    return found


def quotes_of(text: str, running: str = "") -> tuple[list[tuple[int, int]], str]:
    """Outer quotes of one paragraph, and the mark that is still open at its end, empty where none is.

    >>> quotes_of("He called it “a start")
    ([(14, 21)], '“')
    """
    spans: list[tuple[int, int]] = []
    place = 0
    while True:
        opening = _next_opening(text, place)
        if opening is None:
            return spans, ""
        mark = opening[0]
        start = opening.end()
        end = _closing(text, start, mark)
        if end is None:
            if mark in "‘'" or (mark == '"' and not _is_open_worth(text, start)):
                place = start
                continue
            again = _anew(text, start, mark)
            if again:
                spans += _trimmed(text, start, _sentence_end(text, start, again))
                place = again
                continue
            spans += _trimmed(text, start, len(text))
            return spans, mark
        spans += _trimmed(text, start, end)
        place = end + (2 if mark == "``" or (mark == "''") else 1)


def _anew(text: str, start: int, mark: str) -> int | None:
    """Where the same mark opens a quote again, behind one that was never closed; None where it does not."""
    again = text.find(mark, start) if mark in _PAIRS else -1
    return again if again > start else None


def _sentence_end(text: str, start: int, end: int) -> int:
    """The end of the last whole sentence before the place, or the place itself."""
    ends = [match.end() for match in re.finditer(r"[.!?…]+(?=\s)", text[start:end])]
    return start + ends[-1] if ends else end


def _is_open_worth(text: str, start: int) -> bool:
    return start < len(text) and not text[start].isspace()


def _next_opening(text: str, place: int) -> re.Match[str] | None:
    tried = 0
    for mark in _MARKS.finditer(text, place):
        before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        fresh = not before or before.isspace() or before in "([{—–-/:,;>.…"
        sign = mark[0]
        if sign in "»›" and fresh and after and not after.isspace():
            return mark  # »inverted guillemets«
        if sign in "“«‹„‟「『" or sign == "``":
            return mark
        if sign in ('"', "''") and (fresh or before in "“‘'") and after and not after.isspace():
            return mark
        if sign in "‘'" and fresh and after and (after.isalnum() or after in '…[$£€“"') and tried < MOST_TRIED:
            tried += 1
            if _is_quote(text, mark, sign):
                return mark
    return None


def _is_quote(text: str, mark: re.Match[str], sign: str) -> bool:
    """Whether a single mark opens a quote, and is no apostrophe (`the ’90s`, `'tis`)."""
    return not re.match(r"\d0s\b|tis\b|twas\b|em\b|til\b|n'", text[mark.end() :]) and (
        _single_end(text, mark.end(), "’" if sign == "‘" else "'") is not None
    )


def _closing(text: str, start: int, mark: str) -> int | None:
    if mark in "‘'":
        return _single_end(text, start, "’" if mark == "‘" else "'")
    if mark in ('"', "''", "``"):
        return _straight_end(text, start, '"' if mark == '"' else "''")
    inverted = {"»": "«", "›": "‹"}
    closers = inverted.get(mark) or _PAIRS[mark]
    depth = 0
    for sign in re.finditer(r'[“”«»‹›„‟「」『』"]', text[start : start + LONGEST]):
        place = start + sign.start()
        if sign[0] in closers:
            if depth == 0:
                return place
            depth -= 1
        elif sign[0] == mark:
            if mark == "“" and _begins_anew(text, place):
                return None
            depth += 1
        elif sign[0] == '"' and mark == "“" and depth == 0 and "”" not in text[start : start + LONGEST]:
            return place  # marks of two kinds
    return None


def _begins_anew(text: str, place: int) -> bool:
    """Whether a second opening mark starts a quote of its own, so that the first was never closed."""
    rest = text[place + 1 : place + LONGEST]
    return rest.count("”") <= rest.count("“")


def _straight_end(text: str, start: int, sign: str) -> int | None:
    place = text.find(sign, start)
    while 0 <= place < start + LONGEST:
        before, after = text[place - 1 : place], text[place + len(sign) : place + len(sign) + 1]
        if not before.isspace() or not after or after.isspace():
            inches = before.isdigit() and after.isalnum()
            if not inches:
                return place
        place = text.find(sign, place + 1)
    return None


def _single_end(text: str, start: int, sign: str) -> int | None:
    """The mark that closes a single quote: behind a letter or sign, before no letter; not the one of `rebels’ arms`."""
    weak = None
    nested = 0
    for match in re.finditer(re.escape(sign) + r"|[‘“\"]", text[start : start + LONGEST]):
        place = start + match.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if match[0] != sign:
            nested += match[0] == "‘"
            if nested and weak is not None:
                return weak
            continue
        if after.isalnum() or before.isspace() or place == start:
            continue
        if _STRONG_END.search(text[max(start, place - 1) : place]) or not after or after in '.,;:!?)”"':
            return place
        if before.lower() != "s" or re.match(r"\s*[—–-]", text[place + 1 :]):
            return weak if weak is not None and nested else place
        weak = place if weak is None else weak
    return weak


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end -= len(inside) - len(inside.rstrip())
    return [(start, end)] if sum(map(str.isalnum, text[start:end])) >= SHORTEST else []


def _starts_with(text: str, mark: str) -> bool:
    head = text.lstrip()[:2]
    same = {"“": '“"', '"': '"“', "«": "«»", "„": "„", "``": "``"}
    return bool(head) and any(head.startswith(sign) for sign in same.get(mark, mark).replace("``", "`"))
