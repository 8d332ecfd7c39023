"""Who can move whom through whom."""

from __future__ import annotations

from detente.results.history import Frozen


class InfluencePath(Frozen):
    """The best path from one party to another, both among ``path``.

    ``strength`` is the product of the influences along it, 0 to 1, at the best values, with the middle 80 % of the draws; ``direct`` the
    party's own influence without intermediaries (null: the case gives none). ``stays_best`` is the share of draws in which
    no other path is stronger (null without draws).
    """

    path: tuple[str, ...]
    strength: float
    interval80: tuple[float, float] | None
    direct: float | None
    stays_best: float | None


class Influence(Frozen):
    """The best path from one party to each that it can reach, the strongest first."""

    party: str
    draws: int
    paths: tuple[InfluencePath, ...]
    sentence: str
