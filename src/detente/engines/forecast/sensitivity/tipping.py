"""Tipping values: the smallest change of one number that moves the outcome past a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.case.document import Loc
from detente.case.fields import bounds_at
from detente.case.model import Case
from detente.case.numbers import Number
from detente.engines.forecast.sensitivity.asking import Asking
from detente.engines.forecast.sensitivity.marks import borders, marks_of, region
from detente.engines.forecast.table import Array, numbers_read
from detente.results.forecast import Believed
from detente.results.sensitivity import TippingValue

GRID = 64
HALVINGS = 45
CAPABILITY_FACTOR = 10.0
"""A capability is tried up to this many times the highest value believed of it."""
MOST_CELLS = 1_000_000
ROUNDING = 1e-12
"""An outcome is past a mark only by more than this part of the scale, so that rounding alone tips nothing."""


@dataclass(frozen=True)
class _Room:
    """A number, where it may go, and the unit in which its changes are compared."""

    loc: Loc
    number: Number
    low: float
    high: float
    unit: float


@dataclass(frozen=True)
class _Home:
    """The outcomes that count as unmoved: those from ``low`` to ``high``."""

    low: float
    high: float

    @classmethod
    def of(cls, start: float, edges: Array, width: float) -> _Home:
        """The region between edges that an outcome lies in, on a scale of some width."""
        ends = np.concatenate([[-np.inf], edges, [np.inf]])
        place = int(np.searchsorted(edges, start))
        return cls(ends[place] - ROUNDING * width, ends[place + 1] + ROUNDING * width)

    def left_by(self, outcomes: Array) -> npt.NDArray[np.bool_]:
        """Which outcomes lie elsewhere; one that is undetermined does not."""
        return np.asarray((outcomes < self.low) | (outcomes > self.high))


@dataclass(frozen=True)
class _Step:
    """A change of one number between a value that does not tip the outcome and one that does."""

    room: _Room
    stays: float
    tips: float


def tipping_values(
    ask: Asking, asked: Sequence[str], mark: float | None
) -> dict[str, tuple[tuple[TippingValue, ...], tuple[str, ...]]]:
    """By issue asked: the tipping values, nearest first, and the numbers that have none.

    Each number is moved from its best value toward either end of what it may be, over 64 points and the ends
    of its belief; the first point past the mark is then closed in on by halving. So the answer is exact to 1e-13 of the
    way for any method, but a region narrower than a 64th of the way may be stepped over. A position may go to
    the ends of the scale, a salience from 0 to 100, a capability from 0 to ten times the highest value believed.
    Values within the belief come first, then the smallest change against the scale's width, 100 or the number.
    """
    rooms = _rooms(ask.case, ask.issues)
    if not rooms:
        return dict.fromkeys(asked, ((), ()))
    ways = [_way(room, end) for room in rooms for end in (room.low, room.high)]
    start = ask.best()
    points = [(room, value) for way, room in zip(ways, _twice(rooms), strict=True) for value in way]
    tried = _changed(ask, points)
    found = {}
    for issue in asked:
        column = list(ask.issues).index(issue)
        marks = marks_of(ask.case.issues[issue])
        edges = borders(marks) if mark is None else np.array([mark])
        home = _Home.of(start[column], edges, ask.case.issues[issue].high - ask.case.issues[issue].low)
        steps = [] if np.isnan(start[column]) else _first_steps(rooms, ways, tried[:, column], home)
        tips = _closed_in(ask, column, steps, home)
        found[issue] = _sorted(tips, rooms, issue, marks, joint=ask.method.joint)
    return found


def _twice(rooms: Sequence[_Room]) -> list[_Room]:
    return [room for room in rooms for _ in range(2)]


def _rooms(case: Case, issues: Sequence[str]) -> list[_Room]:
    numbers = numbers_read(case, issues)
    strongest = max((it.high for loc, it in numbers.items() if "capability" in loc), default=0.0)
    return [_room(case, loc, number, strongest) for loc, number in numbers.items()]


def _room(case: Case, loc: Loc, number: Number, strongest: float) -> _Room:
    if loc[-1] in ("position", "reference"):
        issue = case.issues[str(loc[2] if loc[0] == "positions" else loc[1])]
        return _Room(loc, number, issue.low, issue.high, issue.high - issue.low or 1.0)
    low, high = bounds_at(loc)
    if np.isfinite(high):
        return _Room(loc, number, low, high, high - low)
    most = CAPABILITY_FACTOR * (number.high or strongest or 1.0)
    return _Room(loc, number, low, most, number.best or strongest or 1.0)


def _way(room: _Room, end: float) -> list[float]:
    """Points from the best value, which is left out, to one end of the room, nearest first."""
    it = room.number
    points = set(np.linspace(it.best, end, GRID + 1)[1:].tolist()) | {it.low, it.high}
    side = [value for value in points if value != it.best and (value > it.best) == (end > it.best)]
    return sorted(side, key=lambda value: abs(value - it.best)) if end != it.best else []


def _changed(ask: Asking, points: Sequence[tuple[_Room, float]]) -> Array:
    """Outcomes with one number changed in each row, shape (points, issues)."""
    size = max(1, MOST_CELLS // (8 * max(1, len(ask.case.parties)) * len(ask.issues)))
    outcomes = np.empty((len(points), len(ask.issues)))
    for start in range(0, len(points), size):
        part = points[start : start + size]
        values: dict[Loc, Array] = {}
        for row, (room, value) in enumerate(part):
            if room.loc not in values:
                values[room.loc] = np.full(len(part), room.number.best)
            values[room.loc][row] = value
        outcomes[start : start + size] = ask.given(values, len(part))
    return outcomes


def _first_steps(rooms: Sequence[_Room], ways: Sequence[Sequence[float]], outcomes: Array, home: _Home) -> list[_Step]:
    """For each way, the step that first tips the outcome; ways that never do are left out."""
    found, row = [], 0
    for room, way in zip(_twice(rooms), ways, strict=True):
        tipped = np.flatnonzero(home.left_by(outcomes[row : row + len(way)]))
        row += len(way)
        if tipped.size:
            first = int(tipped[0])
            found.append(_Step(room, way[first - 1] if first else room.number.best, way[first]))
    return found


def _closed_in(
    ask: Asking,
    column: int,
    steps: list[_Step],
    home: _Home,
) -> list[tuple[_Step, float]]:
    """The steps made as small as numbers can tell, each with the outcome where it tips."""
    if not steps:
        return []
    for _ in range(HALVINGS):
        middles = [(step.stays + step.tips) / 2 for step in steps]
        points = list(zip((step.room for step in steps), middles, strict=True))
        left = home.left_by(_changed(ask, points)[:, column])
        steps = [
            replace(step, tips=middle) if gone else replace(step, stays=middle)
            for step, middle, gone in zip(steps, middles, left, strict=True)
        ]
    ends = _changed(ask, [(step.room, step.tips) for step in steps])[:, column]
    return list(zip(steps, ends.tolist(), strict=True))


def _sorted(
    tips: list[tuple[_Step, float]], rooms: Sequence[_Room], issue: str, marks: Array, *, joint: bool
) -> tuple[tuple[TippingValue, ...], tuple[str, ...]]:
    nearest: dict[Loc, tuple[_Step, float]] = {}
    for step, outcome in tips:
        other = nearest.get(step.room.loc)
        if other is None or _size(step) < _size(other[0]):
            nearest[step.room.loc] = step, outcome
    values = [_value(step, outcome, marks) for step, outcome in nearest.values()]
    steady = [room.loc for room in rooms if room.loc not in nearest and (not joint or issue in room.loc)]
    return (
        tuple(sorted(values, key=lambda it: (not it.believed, it.share, it.number))),
        tuple(".".join(map(str, loc)) for loc in steady),
    )


def _size(step: _Step) -> float:
    return abs(step.tips - step.room.number.best) / step.room.unit


def _value(step: _Step, outcome: float, marks: Array) -> TippingValue:
    it = step.room.number
    return TippingValue(
        number=".".join(map(str, step.room.loc)),
        belief=Believed(low=it.low, best=it.best, high=it.high),
        value=step.tips,
        believed=it.low <= step.tips <= it.high,
        share=_size(step),
        outcome=outcome,
        mark=float(marks[region(np.array([outcome]), borders(marks))[0]]),
    )
