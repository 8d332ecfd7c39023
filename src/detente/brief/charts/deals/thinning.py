"""Fewer packages for a picture, always the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import TypeVar

Item = TypeVar("Item")


def evenly(items: Sequence[Item], most: int) -> list[Item]:
    """At most ``most`` of the items, at even distances, the first and the last among them.

    >>> evenly(range(10), 4), evenly("abc", 5)
    ([0, 3, 6, 9], ['a', 'b', 'c'])
    """
    if len(items) <= most:
        return list(items)
    if most <= 1:
        return list(items[:most])
    return [items[round(place * (len(items) - 1) / (most - 1))] for place in range(most)]


def apart(points: Sequence[tuple[float, float]], most: int, step: float = 0.25) -> list[int]:
    """The places of at most ``most`` points, one for each cell of a grid: near ones stand for one another.

    Equal points count once. Where more are left the cells start ``step`` wide and double until few enough are filled;
    of a cell the first point is kept.

    >>> spots = [(0, 0), (0.1, 0), (0, 0), (50, 50), (50.1, 50.1)]
    >>> apart(spots, 4), apart(spots, 3)
    ([0, 1, 3, 4], [0, 3])
    """
    first: dict[tuple[float, float], int] = {}
    for place, point in enumerate(points):
        first.setdefault(point, place)
    kept = list(first.values())
    while len(kept) > max(1, most):
        cells: dict[tuple[int, int], int] = {}
        for place in kept:
            x, y = points[place]
            cells.setdefault((floor(x / step), floor(y / step)), place)
        kept = list(cells.values())
        if not step < 1e6:
            return kept[: max(1, most)]
        step *= 2
    return kept
