"""Positions at the table: what a party that digs in or gives way changes, and whose bottom lines can be met together."""

from __future__ import annotations

from detente.results.deals.packages import PackageWorth
from detente.results.history import Frozen


class ChangedZone(Frozen):
    """What becomes of the zone where one party digs in its heels, or goes to its bottom line.

    ``issues`` are those on which it holds out, or which have its bottom lines; ``stated`` is True where it holds what
    it has stated, False where it holds its best alternatives, null for bottom lines. ``before`` and ``after`` count
    the packages that pass, null where there are too many to look at. ``shift`` is the change of each party's mean
    utility over the zone, in points (of its best where the zone was not counted): who is below 0 pays; null where
    one of the zones is empty. ``nash`` is what the Nash solution then picks; empty where no package is acceptable to
    everybody.
    """

    party: str
    issues: tuple[str, ...]
    stated: bool | None
    before: int | None
    after: int | None
    shift: dict[str, float] | None
    nash: tuple[PackageWorth, ...]
    sentence: str


class SharedBottomLines(Frozen):
    """A largest set of parties whose bottom lines can be met together, by how many packages, and how many of them pass.

    ``passing`` is null where they are too many to count.
    """

    parties: tuple[str, ...]
    packages: int
    passing: int | None


class WithinBottomLines(Frozen):
    """Which packages lie within bottom lines, issue by issue.

    ``packages`` counts those within the bottom lines of all parties; ``parties`` are those that have any; ``apart``
    are the issues (linked issues together) on which no alternative lies within all of them. ``most`` is how many of
    ``parties`` can have their bottom lines met together, and ``largest`` the sets of so many (``complete`` is False
    where there are more than are listed).
    """

    packages: int
    parties: tuple[str, ...]
    apart: tuple[tuple[str, ...], ...]
    most: int
    largest: tuple[SharedBottomLines, ...]
    complete: bool
    sentence: str
