"""Up to which reservations a zone is open, draw by draw."""

from __future__ import annotations

from typing import Literal

import numpy as np

from detente.case.model import Case
from detente.case.negotiation import seated
from detente.engines.deals.building import space_of, spaces_drawn
from detente.engines.deals.opening import is_open
from detente.engines.deals.space import Array, Bools, Space
from detente.engines.uncertainty import Progress, in_blocks
from detente.errors import CommandError

BLOCK = 10
Whose = Literal["own", "others"]


def zone_steps(
    case: Case,
    party: str,
    steps: Array,
    whose: Whose,
    draws: int,
    seed: int = 0,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[Bools, float]:
    """In which draws a zone is open at which step, shape (draws, steps), and the party's reservation at the best values.

    ``whose`` "own": at a step the party's reservation has that value. "others": at a step the reservations of all others at the table lie so many
    points lower than drawn. ``steps``, shape (steps,), rise. As a package that passes still does where a reservation falls, each draw is
    searched by halving. Raises :class:`CommandError` for a party that is not at the table,
    :class:`~detente.errors.MethodError` where the case has no packages.

    >>> from detente.case.catalog import load_case
    >>> found, now = zone_steps(load_case("scorable-game-base"), "sportco", np.array([0.0, 101.0]), "own", 1)
    >>> found.tolist()
    [[True, False]]
    """
    parties = seated(case)
    if party not in parties:
        raise CommandError(f"{party} is not at the table", advice=f"choose one of: {', '.join(parties)}")
    place = parties.index(party)

    def judged(start: int, stop: int) -> list[Bools]:
        return [_open_at(space, place, steps, whose) for space in spaces_drawn(case, seed, start, stop)]

    parts = in_blocks(judged, draws, BLOCK, workers=workers, progress=progress)
    rows = [row for part in parts for row in part]
    found = np.array(rows, dtype=bool) if rows else np.zeros((0, len(steps)), dtype=bool)
    return found, float(space_of(case).reservations[place])


def _open_at(space: Space, place: int, steps: Array, whose: Whose) -> Bools:
    """At which steps a zone is open: up to one where the party's own reservation rises, from one where those of others fall."""
    others = np.arange(len(space.parties)) != place

    def opens(step: float) -> bool:
        if whose == "own":
            return is_open(space.with_reservations(np.where(others, space.reservations, step)))
        return is_open(space.with_reservations(np.where(others, space.reservations - step, space.reservations)))

    order = steps[::-1] if whose == "own" else steps  # from hard to easy
    hard, easy = 0, len(order)
    while hard < easy:
        middle = (hard + easy) // 2
        if opens(float(order[middle])):
            easy = middle
        else:
            hard = middle + 1
    found = np.arange(len(order)) >= easy
    return np.asarray(found[::-1] if whose == "own" else found)
