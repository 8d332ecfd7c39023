"""Places for the names of shapes in a picture, where they cover one another and the shapes least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.brief.charts.words import letters, lines_of

LETTER = 7
LINE = 13
ROOM = 24  # letters in a line of a label
AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True)
class Box:
    """A rectangle, by its middle and its size in points."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """The area that two rectangles share.

        >>> Box(5, 5, 10, 10).overlap(Box(10, 5, 10, 4)), Box(5, 5, 10, 10).overlap(Box(5, 5, 2, 2))
        (20.0, 4)
        """
        across = min((self.width + other.width) / 2 - abs(self.x - other.x), self.width, other.width)
        down = min((self.height + other.height) / 2 - abs(self.y - other.y), self.height, other.height)
        return max(0.0, across) * max(0.0, down)


@dataclass(frozen=True)
class Label:
    """The lines of a name, and where their middle stands; ``far`` where a line should lead to the shape."""

    lines: tuple[str, ...]
    box: Box
    far: bool


def placed(
    named: Sequence[tuple[str, float, float]],
    shapes: Sequence[tuple[float, float]],
    dots: Sequence[tuple[float, float]],
    width: float,
    height: float,
) -> list[Label]:
    """A label for each name near its point, one after another; ``shapes`` and ``dots`` are not to be covered."""
    kept = [Box(x, y, 16, 16) for x, y in shapes] + [Box(x, y, 7, 7) for x, y in dots]
    labels = []
    for name, x, y in named:
        lines = lines_of(name, ROOM, 4)
        wide, tall = max(map(letters, lines)) * LETTER, len(lines) * LINE
        tried = [
            (Box(x + side * (wide / 2 + away), y + down * (tall / 2 + away), wide, tall), away)
            for away in (10, 20, 34, 50, 70)
            for side, down in AROUND
        ]
        best, away = min(tried, key=lambda one: _cost(one[0], one[1], kept, width, height))
        labels.append(Label(tuple(lines), best, away > 20))
        kept.append(best)
    return labels


def _cost(box: Box, away: float, kept: Sequence[Box], width: float, height: float) -> float:
    inside = Box(width / 2, height / 2, width, height).overlap(box)
    outside = box.width * box.height - inside
    return round(20 * outside + 5 * sum(box.overlap(one) for one in kept) + 2 * away, 6)
