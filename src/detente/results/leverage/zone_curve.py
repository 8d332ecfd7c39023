"""The chance that a zone exists as a function of one party's leverage."""

from __future__ import annotations

from typing import Literal

from detente.results.history import Frozen
from detente.results.shares import ShareOfDraws


class ZoneCurve(Frozen):
    """In what share of draws a zone is open, by reservations.

    ``whose`` "own": ``at`` are values of the party's own reservation, in points; "others": by how many points the reservations of
    all others at the table fall, as no agreement becomes costlier for them. ``shares`` are by ``at``, with their 95 % band; ``now`` is where the
    party stands (its reservation at the best values, or 0). ``half`` is where the curve crosses one half, null where it does not.
    """

    party: str
    whose: Literal["own", "others"]
    at: tuple[float, ...]
    shares: tuple[ShareOfDraws, ...]
    now: float
    half: float | None
    draws: int
    sentence: str
