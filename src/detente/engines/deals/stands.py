"""What the parties of a case hold to when they dig in, and what lies within their bottom lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.engines.deals.building import weights_of
from detente.engines.deals.building.numbers import Reading
from detente.engines.deals.heels import best_choices
from detente.engines.deals.space import TOLERANCE, Array, Bools, Space


@dataclass(frozen=True)
class BottomLines:
    """The bottom lines of the parties at the best values.

    ``within`` holds for each block which choices lie within the bottom lines of each party, shape (parties, choices):
    True throughout for a party that has none there; ``by_issue`` the same for the alternatives of each issue.
    ``stated``, shape (parties,), says who has any. ``worth``, shape (parties,), is the utility of a party's bottom lines, in points: each issue counts its bottom line, an issue
    without one its `reference` (0 where there is none), as in the default reservation; NaN for a party without any.
    """

    within: tuple[Bools, ...]
    by_issue: tuple[Bools, ...]
    stated: Bools
    worth: Array


@dataclass(frozen=True)
class Held:
    """What a party holds to when it digs in its heels.

    ``allowed`` holds for each block the choices it still accepts, shape (choices,), None where it is free; ``issues``
    are the ids of the issues on which it holds out, in order; ``stated`` says whether it holds what it has stated.
    """

    allowed: tuple[Bools | None, ...]
    issues: tuple[str, ...]
    stated: bool


def held_when_dug_in(
    case: Case, space: Space, seat: Iterable[str] = (), without: Iterable[str] = ()
) -> tuple[Held, ...]:
    """What each party holds to when it digs in its heels, in the order of the parties.

    A party that has stated positions on issues that have a weight for it accepts nothing there but the alternative
    nearest to what it has stated (both where two are as near), and is free elsewhere. Where exclusions tie such
    issues together it accepts the possible combinations that come nearest, distances weighted as its utility weights
    them. A party that has stated nothing accepts nothing but the alternatives worth most to it, on every issue that
    makes a difference to it.
    """
    reading = _reading(case, space)
    weights = weights_of(case, seat=seat, without=without)
    return tuple(
        _stated(case, reading, space, party, weights[party]) or _best(case, space, place, weights[party])
        for place, party in enumerate(space.parties)
    )


def _stated(case: Case, reading: Reading, space: Space, party: str, weights: dict[str, float]) -> Held | None:
    stated = {issue: _line(reading, party, issue, "stated") for issue in space.issues if weights[issue] > 0}
    lines = {issue: line for issue, line in stated.items() if line is not None}
    if not lines:
        return None
    allowed: list[Bools | None] = []
    for block in space.blocks:
        away, concerned = np.zeros(block.size), False
        for column, place in enumerate(block.issues):
            issue = space.issues[place]
            if issue in lines:
                marks, width = np.array(space.alternatives[place]), case.issues[issue].high - case.issues[issue].low
                away += (weights[issue] * 100 / (width or 1.0) * np.abs(marks - lines[issue]))[block.choices[:, column]]
                concerned = True
        allowed.append(np.asarray(away <= away.min() + TOLERANCE) if concerned and block.size else None)
    return Held(tuple(allowed), tuple(lines), True)


def _best(case: Case, space: Space, place: int, weights: dict[str, float]) -> Held:
    allowed = best_choices(space, place)
    linked = {issue for it in case.deals.interactions if it.party == space.parties[place] for issue in it.issues}
    concerned = {
        space.issues[issue]
        for block, kept in zip(space.blocks, allowed, strict=True)
        for issue in block.issues
        if kept is not None and (weights[space.issues[issue]] > 0 or space.issues[issue] in linked)
    }
    return Held(allowed, tuple(issue for issue in space.issues if issue in concerned), False)


def bottom_lines_of(case: Case, space: Space, seat: Iterable[str] = (), without: Iterable[str] = ()) -> BottomLines:
    """What lies within the bottom lines of the parties of a space, and what these are worth to them.

    An alternative lies within where it is not beyond the bottom line, seen from the position.

    >>> from detente.case.catalog import load_case
    >>> from detente.engines.deals.building import space_of
    >>> case = load_case("vienna-2015")
    >>> space = space_of(case)
    >>> dict(zip(space.parties, bottom_lines_of(case, space).worth.round(1).tolist()))["usa"]
    66.8
    """
    reading = _reading(case, space)
    by_issue = tuple(
        ~np.array([reading.beyond(party, issue, "bottom_line", np.array(marks))[0] for party in space.parties])
        for issue, marks in zip(space.issues, space.alternatives, strict=True)
    )
    within = []
    for block in space.blocks:
        inside = np.ones((len(space.parties), block.size), dtype=bool)
        for column, issue in enumerate(block.issues):
            inside &= by_issue[issue][:, block.choices[:, column]]
        within.append(inside)
    weights = weights_of(case, seat=seat, without=without)
    worth = np.array([_worth(case, reading, party, weights[party]) for party in space.parties])
    return BottomLines(tuple(within), by_issue, ~np.isnan(worth), worth)


def _reading(case: Case, space: Space) -> Reading:
    def column(loc: Loc, number: Number) -> Array:
        return np.array([number.best])

    return Reading(case, space.parties, 1, column, "position")


def _line(reading: Reading, party: str, issue: str, name: str) -> float | None:
    held = reading.case.positions.get(party, {}).get(issue)
    found = reading.number(("positions", party, issue, name), getattr(held, name)) if held is not None else None
    return None if found is None else float(found[0])


def _worth(case: Case, reading: Reading, party: str, weights: dict[str, float]) -> float:
    lines = {issue: _line(reading, party, issue, "bottom_line") for issue in case.issues}
    if all(line is None for line in lines.values()):
        return float("nan")
    points: dict[str, float] = {}
    for issue, line in lines.items():
        reference = reading.number(("issues", issue, "reference"), case.issues[issue].reference)
        if line is not None:
            points[issue] = line
        elif reference is not None:
            points[issue] = float(reference[0])
    total = 0.0
    for issue, point in points.items():
        curve = reading.curve(party, issue)
        total += weights[issue] * float(curve(np.array([[point]]))[0, 0]) if curve is not None else 0.0
    return total + _together(case, party, points)


def _together(case: Case, party: str, points: dict[str, float]) -> float:
    """What interactions add where both points are alternatives that they name."""
    total = 0.0
    for number, it in enumerate(case.deals.interactions):
        if it.party != party or not all(issue in points for issue in it.issues):
            continue
        first, second = (points[issue] for issue in it.issues)
        for one, row in it.values.items():
            for other, written in row.items():
                if abs(one - first) <= TOLERANCE and abs(other - second) <= TOLERANCE:
                    loc: tuple[object, ...] = ("deals", "interactions", number, "values", one, other)
                    total += (case.believed(loc, written) or written).best  # type: ignore[arg-type]
    return total
