"""How the deals of a case hold up over draws of its uncertain numbers."""

from __future__ import annotations

from typing import Literal

from detente.results.deals.packages import PackageWorth
from detente.results.history import Frozen
from detente.results.shares import ShareOfDraws

HoldsUp = Literal["robust", "sensitive", "undetermined"]


class DecidingNumber(Frozen):
    """An uncertain number, and how often something happens where it is at most its median and where it is above.

    ``difference`` is upper less lower; the ``interval`` of every number holds together with those of all others, with
    95 %. ``linked`` are the numbers that a link moves with it.
    """

    number: str
    name: str
    linked: tuple[str, ...]
    lower: ShareOfDraws
    upper: ShareOfDraws
    difference: float
    interval: tuple[float, float]


class PackageRobustness(Frozen):
    """How one package holds up: the shares of draws in which it passes, is efficient, and is picked by each solution.

    ``chosen`` has the solutions in ``picked_by``, which pick it at the best values, and the others. ``regret`` is each
    party's expected loss, in points, against the best that a passing package gives it; ``worst_regret`` the expected
    loss of the party that loses most in each draw. Null where there are too many packages to look at. ``verdict`` is
    ``robust`` where the interval of ``passes`` lies at or above ``surviving``, ``sensitive`` where it lies below,
    and ``undetermined`` where it holds it. ``hangs_on`` are the numbers that decide most whether it passes.
    """

    package: PackageWorth
    picked_by: tuple[str, ...]
    passes: ShareOfDraws
    efficient: ShareOfDraws
    chosen: dict[str, ShareOfDraws]
    regret: dict[str, float] | None
    worst_regret: float | None
    verdict: HoldsUp
    hangs_on: tuple[DecidingNumber, ...]


class Survivor(Frozen):
    """A package that passes in most draws, in what share of them, and ``worst_regret`` as that of the picks."""

    package: PackageWorth
    share: ShareOfDraws
    worst_regret: float


class DealsRobustness(Frozen):
    """The deals over draws.

    ``uncertain`` counts the numbers that were drawn. ``open`` is the share of draws with a zone; its ``verdict`` is
    ``robust`` where the interval lies at or above ``surviving``, or at or below one less ``surviving`` (there is
    robustly none), ``sensitive`` where it lies between the two, else ``undetermined``. ``packages`` are those that the
    solutions pick at the best values; ``survivors`` pass most often of all packages, at least in ``surviving`` of the
    draws (``survive_most`` of them, ``survive_all`` in every draw; null where there are too many packages to look at);
    ``safe`` is the package that passes most often, among equals the one with the least ``worst_regret``; ``elsewhere``
    the share of draws in which a solution picks none of ``packages``; ``zone_hangs_on`` and ``pick_hangs_on`` the
    numbers that decide most whether there is a zone, and whether the first of ``packages`` is picked again by the first
    solution that picks it. ``certain`` is False
    where a search was cut short.
    """

    draws: int
    uncertain: int
    open: ShareOfDraws
    verdict: HoldsUp
    packages: tuple[PackageRobustness, ...]
    elsewhere: dict[str, ShareOfDraws]
    surviving: float
    survivors: tuple[Survivor, ...]
    survive_most: int | None
    survive_all: int | None
    safe: Survivor | None
    zone_hangs_on: tuple[DecidingNumber, ...]
    pick_hangs_on: tuple[DecidingNumber, ...]
    certain: bool
    sentences: tuple[str, ...]
