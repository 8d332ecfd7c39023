"""The frontier as the answer shows it: near the solutions where that is asked for, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

import numpy as np

from detente.engines.deals.frontier import Frontier, Within
from detente.engines.deals.near import near
from detente.engines.deals.solutions import Found
from detente.engines.deals.space import Space
from detente.errors import MethodError


def checked_points(points: float) -> float:
    """How near; raises :class:`MethodError` where that is no number of points."""
    if not isfinite(points) or points < 0:
        raise MethodError(f"near has to be a number of points from 0 up, not {points}", advice="say 5, for example")
    return float(points)


def near_solutions(space: Space, picked: dict[str, Found], points: float, within: Within) -> Frontier:
    """The efficient packages within so many points of a solution for every party (see :func:`near`)."""
    worth = [np.zeros((0, len(space.parties))), *(space.utilities_of(found.packages) for found in picked.values())]
    return near(space, np.concatenate(worth), points, within)


def frontier_notes(shown: Frontier, points: float | None) -> Iterable[str]:
    """What there is to say about the frontier, and what was cut short."""
    listed = len(shown.packages)
    if points is None:
        if shown.counted and not shown.complete:
            yield f"There are {shown.count:,} efficient packages; the {listed:,} of the greatest sum of utilities are listed."
        elif not shown.counted:
            yield (
                "There are too many efficient packages to compare them all, so none is listed; --near 2 asks for those "
                "within 2 points of a solution for every party."
            )
        return
    near_one = f"within {points:g} point{'' if points == 1 else 's'} of a solution for every party"
    if not shown.complete:
        yield (
            f"There are too many efficient packages {near_one} to find them all: {listed:,} are listed; ask for those "
            "within fewer points."
        )
    elif listed:
        yield f"{listed:,} efficient package{' lies' if listed == 1 else 's lie'} {near_one}."
    else:
        yield f"No efficient package lies {near_one}."
