"""Packages judged with side payments: points that parties hand to others."""

from __future__ import annotations

from detente.results.deals.packages import PackageWorth
from detente.results.history import Frozen


class PaidPackage(Frozen):
    """A package and the least payments that make it acceptable.

    ``payments`` are points by party, positive where it receives and negative where it pays; those who gain pay in
    proportion to what they gain. ``paid`` is their sum, and ``surplus`` the points above reservations that are left to
    share then.
    """

    package: PackageWorth
    payments: dict[str, float]
    paid: float
    surplus: float


class SidePayments(Frozen):
    """The packages under the assumption that points can be handed over and are worth the same to everybody.

    ``passing`` counts the packages that pass with payments (at least so many where ``at_least``), null where there are
    too many to look at; ``best`` are those with most to share, null where they were not found. ``solutions`` has for each
    solution the least payments that make its first pick acceptable to everybody at the table; a pick that payments cannot
    make so is left out.
    """

    passing: int | None
    at_least: bool
    best: tuple[PaidPackage, ...] | None
    solutions: dict[str, PaidPackage]
    sentences: tuple[str, ...]
