"""What facts on the ground and measures change."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  (the field is called date)
from typing import Literal

from detente.results.history import Frozen
from detente.results.shares import ShareOfDraws

Verdict = Literal["robust", "sensitive", "undetermined", "none"]


class Effect(Frozen):
    """A change between two answers on common draws: with less without.

    ``best`` is the change at the best values; ``interval80`` holds the middle 80 % of the draws; ``same_sign`` is the share of draws
    in which the change has the sign of ``best``. ``verdict``: robust where that is at least 95 %, sensitive from
    80 %, else undetermined; none where nothing changes in any draw. None: there is no answer on one of the two sides.
    """

    best: float | None
    interval80: tuple[float, float] | None
    same_sign: float | None
    verdict: Verdict


class ZoneChange(Frozen):
    """The zone before and after: packages that pass, and how many each party alone stops, at the best values."""

    before: int
    after: int
    packages: int
    kills: dict[str, tuple[int, int]]
    sentence: str


class FactEffect(Frozen):
    """What a fact did: the answer with it less the answer without it.

    ``outcomes`` are by issue, in the scale's units; ``utilities`` by party, in points.
    """

    what: str
    by: str
    date: Date
    counted: bool
    outcomes: dict[str, Effect]
    utilities: dict[str, Effect]
    zone: ZoneChange | None
    sentence: str


class Moment(Frozen):
    """The table on one day: expected outcomes with all facts up to then, and the packages that pass."""

    date: Date
    after: str
    outcomes: dict[str, float | None]
    intervals80: dict[str, tuple[float, float] | None]
    zone: int | None


class MeasureEffect(Frozen):
    """What a measure would do: the answer with it less the answer without it.

    ``helps`` and ``hurts`` are the parties whose utility it moves, most first, judged by what they want now;
    ``backfires`` is the share of draws in which the party that takes it loses by it. ``kind`` is the type of leverage, where the case
    gives one (Touval and Zartman).
    """

    what: str
    by: str
    kind: str | None
    cost: float | None
    outcomes: dict[str, Effect]
    utilities: dict[str, Effect]
    helps: tuple[str, ...]
    hurts: tuple[str, ...]
    backfires: ShareOfDraws | None
    zone: ZoneChange | None
    sentence: str


class Elasticity(Frozen):
    """How one party's capability moves one issue.

    ``per_unit`` is the change of the outcome for one more unit of capability, in the scale's units; ``tipping`` the
    capability at which the outcome comes nearest to another mark, ``mark``; None where no capability up to
    five times its own does that.
    """

    party: str
    issue: str
    capability: float
    per_unit: Effect
    tipping: float | None
    mark: float | None
    sentence: str
