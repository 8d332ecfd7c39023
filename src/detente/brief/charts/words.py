"""Words in charts: how many letters fit, in lines or cut short."""

from __future__ import annotations

from textwrap import wrap
from unicodedata import east_asian_width


def letters(text: str) -> int:
    """The width of a text in letters; a Chinese, Japanese or Korean sign is as wide as two.

    >>> letters("Vienna"), letters("维也纳")
    (6, 6)
    """
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def lines_of(text: str, room: int, most: int = 2) -> list[str]:
    """A text in at most ``most`` lines of ``room`` letters, cut with an ellipsis where it is longer.

    >>> lines_of("United States of America", 14), lines_of("one two three four", 8, 1)
    (['United States', 'of America'], ['one two…'])
    """
    wide = letters(text) > len(text)
    room = max(2, room // 2 if wide else room)
    found = wrap(" ".join(text.split()), room, break_on_hyphens=False) or [""]
    if len(found) <= most:
        return found
    last = found[most - 1]
    return [*found[: most - 1], f"{last[: room - 1].rstrip()}…"]


def cut(text: str, room: int) -> str:
    """A text in one line of ``room`` letters.

    >>> cut("Vienna", 10), cut("United States", 10)
    ('Vienna', 'United…')
    """
    return lines_of(text, room, 1)[0]


def points(value: float) -> str:
    """Points of utility with at most one decimal.

    >>> points(64.0), points(78.2345), points(-0.01)
    ('64', '78.2', '0')
    """
    return f"{round(value, 1) + 0.0:.15g}"
