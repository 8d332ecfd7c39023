"""Who grows stronger while a ceasefire holds, and who would rather fight before that."""

from __future__ import annotations

from typing import Literal

from detente.results.ceasefire.accounting import Verdict
from detente.results.ceasefire.estimate import Estimate
from detente.results.history import Frozen

GrowthSource = Literal["given", "assumed"]


class Growth(Frozen):
    """How one party's capability changes through the lull.

    ``freed`` is the share of its capability that it fights with today and the ceasefire stops, ``resupplied`` the growth a round through
    ``patrons`` (by party, how far each can move it, 0 to 100; friends only). ``source`` says whether growth is the case's
    ``regrowth`` or assumed. ``stronger`` is the share of draws in which its capability rises.
    """

    party: str
    now: Estimate
    after: Estimate
    growth: Estimate
    freed: Estimate
    resupplied: Estimate
    patrons: dict[str, float]
    source: GrowthSource
    stronger: float | None
    evidence: tuple[str, ...]


class Declining(Frozen):
    """Whether a party that declines against another would rather fight now.

    ``before`` and ``after`` are its chances to prevail before and after the lull; ``pressure`` what waiting loses it and ``restraint`` what
    fighting costs, both as shares of what is at stake; it fights where pressure is greater. ``fights`` is the answer at the best
    values, ``share`` that over the draws. ``lacking`` names missing numbers; then there is no answer.
    """

    party: str
    rising: str
    before: Estimate
    after: Estimate
    pressure: Estimate | None
    restraint: Estimate | None
    fights: bool | None
    share: float | None
    verdict: Verdict
    lacking: tuple[str, ...]
    sentence: str


class Lull(Frozen):
    """Growth of every party and the pairs of signatories in which one declines, the nearest to fighting first."""

    design: str
    rounds: int
    growth: tuple[Growth, ...]
    declining: tuple[Declining, ...]
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]
    sentence: str
