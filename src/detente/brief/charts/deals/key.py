"""The key of a picture: samples of its marks with what they mean."""

from __future__ import annotations

from collections.abc import Callable

from detente.brief.charts.canvas import Canvas
from detente.brief.charts.style import WIDTH
from detente.brief.charts.words import lines_of

Sample = Callable[[Canvas, float], None]
"""Draws the sample of an entry at a height, between 0 and :data:`SAMPLE` from the left."""

SAMPLE = 44
LINE = 14


def key(entries: list[tuple[Sample, str]], width: float = WIDTH) -> Canvas:
    """The entries below one another, with their words in as many lines as they need."""
    room = int((width - SAMPLE - 10) / 5.9)
    worded = [(sample, lines_of(text, room, 3)) for sample, text in entries]
    canvas = Canvas(height=sum(LINE * len(words) + 3 for _, words in worded) + 6, width=width)
    top = 2.0
    for sample, words in worded:
        sample(canvas, top + LINE / 2)
        for number, text in enumerate(words):
            canvas.text(SAMPLE + 10, top + LINE * (number + 0.5), text)
        top += LINE * len(words) + 3
    return canvas


__all__ = ["LINE", "SAMPLE", "Sample", "key"]
