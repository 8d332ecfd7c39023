"""Packages: what they are worth, and what one package says and does when it is looked at closely."""

from __future__ import annotations

from typing import Literal

from detente.results.history import Frozen

Verdict = Literal["accepts", "could_live_with", "refuses"]


class PackageWorth(Frozen):
    """A package, by issue and alternative, and what it is worth to each party."""

    package: dict[str, float]
    utilities: dict[str, float]


class Clause(Frozen):
    """One issue of a package as a clause of a draft text, and what each party says to it.

    ``verdicts`` are by party; ``reasons`` say in words where each comes from.
    """

    issue: str
    name: str
    alternative: float
    text: str
    verdicts: dict[str, Verdict]
    reasons: dict[str, str]


class Trade(Frozen):
    """An exchange from the package that is worth more to both sides.

    ``first`` gives way on the issues ``gives`` and gets its way on ``gets``, ``second`` the other way round;
    ``becomes`` is the package that results and ``gains`` what each party gains or loses in it.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    gives: tuple[str, ...]
    gets: tuple[str, ...]
    becomes: PackageWorth
    gains: dict[str, float]
    sentence: str


class PartyChange(Frozen):
    """What a party gains or loses between two packages, in all and on each issue (issues that are tied together as one)."""

    gain: float
    by_issue: dict[str, float]
    sentence: str


class PackageComparison(Frozen):
    """Two packages compared: ``other`` in the place of the one looked at."""

    other: PackageWorth
    passes: bool
    changes: dict[str, PartyChange]


class PackageView(Frozen):
    """One package looked at closely.

    ``accepted_by`` are the parties whose reservation and red lines it meets; ``text`` is the draft text, clause by
    clause; ``nearest`` the nearest package that passes (None where this one passes, or none does); ``trades`` the
    exchanges that improve it for two sides, the best first; ``compared`` another package in its place, where asked for.
    """

    package: PackageWorth
    passes: bool
    efficient: bool | None
    accepted_by: tuple[str, ...]
    text: tuple[Clause, ...]
    nearest: PackageWorth | None
    trades: tuple[Trade, ...]
    compared: PackageComparison | None
    sentence: str
