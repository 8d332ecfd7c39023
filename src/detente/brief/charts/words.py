"""Words in charts: how many letters fit, in lines or cut short."""

from __future__ import annotations

from textwrap import wrap
from unicodedata import east_asian_width

from detente.brief.contents import right_to_left

LEFT_TO_RIGHT, RIGHT_TO_LEFT = (
    "\u200e",
    "\u200f",
)  # signs without width that give a direction to what stands beside them


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
    end = f"…{RIGHT_TO_LEFT}" if right_to_left(text) else "…"
    return [*found[: most - 1], f"{last[: room - 1].rstrip()}{end}"]


def cut(text: str, room: int) -> str:
    """A text in one line of ``room`` letters.

    >>> cut("Vienna", 10), cut("United States", 10)
    ('Vienna', 'United…')
    """
    return lines_of(text, room, 1)[0]


def named(name: str, room: int = 30) -> str:
    """A name in one line of an English text: what follows a right-to-left name, such as its figures, stays behind it.

    >>> named("Vienna"), named("فيينا").endswith(LEFT_TO_RIGHT)
    ('Vienna', True)
    """
    short = cut(name, room)
    return f"{short}{LEFT_TO_RIGHT}" if right_to_left(name) else short


def points(value: float) -> str:
    """Points of utility with at most one decimal.

    >>> points(64.0), points(78.2345), points(-0.01)
    ('64', '78.2', '0')
    """
    return f"{round(value, 1) + 0.0:.15g}"
