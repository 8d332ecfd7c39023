"""How the deals of a case hold up over draws of its uncertain numbers."""

from __future__ import annotations

from detente.results.deals.packages import PackageWorth
from detente.results.history import Frozen


class ShareOfDraws(Frozen):
    """A share of draws with its 95 % interval (Wilson)."""

    value: float
    low: float
    high: float


class PackageRobustness(Frozen):
    """How one package holds up: the shares of draws in which it passes, is efficient, and is picked by each solution.

    ``regret`` is each party's expected loss, in points, against the best that a passing package gives it;
    ``worst_regret`` the expected loss of the party that loses most. Null where there are too many packages to look at.
    """

    package: PackageWorth
    picked_by: tuple[str, ...]
    passes: ShareOfDraws
    efficient: ShareOfDraws
    chosen: dict[str, ShareOfDraws]
    regret: dict[str, float] | None
    worst_regret: float | None


class Survivor(Frozen):
    """A package that passes in most draws, and in what share of them."""

    package: PackageWorth
    share: ShareOfDraws


class DecidingNumber(Frozen):
    """An uncertain number, and how often something happens where it is at most its median and where it is above."""

    number: str
    lower: ShareOfDraws
    upper: ShareOfDraws
    difference: float
    interval: tuple[float, float]


class DealsRobustness(Frozen):
    """The deals over draws.

    ``open`` is the share of draws with a zone; ``packages`` those that the solutions pick at the best values;
    ``survivors`` pass most often of all packages, at least in ``surviving`` of the draws (``survive_most`` of them,
    ``survive_all`` in every draw; null where there are too many packages to look at); ``elsewhere`` the share of draws
    in which a solution picks none of ``packages``; ``zone_hangs_on`` and ``pick_hangs_on`` the numbers that decide
    most whether there is a zone and whether the first of ``packages`` passes. ``certain`` is False where a search was
    cut short.
    """

    draws: int
    open: ShareOfDraws
    packages: tuple[PackageRobustness, ...]
    elsewhere: dict[str, ShareOfDraws]
    surviving: float
    survivors: tuple[Survivor, ...]
    survive_most: int | None
    survive_all: int | None
    zone_hangs_on: tuple[DecidingNumber, ...]
    pick_hangs_on: tuple[DecidingNumber, ...]
    certain: bool
    sentences: tuple[str, ...]
