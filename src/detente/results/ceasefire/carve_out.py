"""Who gains and who loses by leaving a group out of a ceasefire. Points of a party's utility, 0 to 100."""

from __future__ import annotations

from detente.results.ceasefire.accounting import Verdict
from detente.results.ceasefire.estimate import Estimate
from detente.results.history import Frozen


class CarveOutRow(Frozen):
    """What one exclusion is worth to one party: with the exclusion less without it.

    ``licensed_strikes`` and ``rival_weakened``: what the party's own and other signatories' lawful strikes on the group are
    worth to it (below 0 for a friend of the group); ``own_exposure``: what lawful strikes cost it where it is mixed with the
    group; ``acceptance_gained``: what it is worth to it that others sign who would not give up that fight. ``gains`` is the share
    of draws in which the sum is above 0. ``not_judged`` names numbers that the case lacks; their terms count 0.
    """

    party: str
    total: Estimate
    licensed_strikes: Estimate
    rival_weakened: Estimate
    own_exposure: Estimate
    acceptance_gained: Estimate
    gains: float | None
    verdict: Verdict
    why: str
    not_judged: tuple[str, ...]
    evidence: tuple[str, ...]


class CarveOut(Frozen):
    """One excluded group, a row for every party that gains or loses by its exclusion, the greatest gain first."""

    group: str
    rows: tuple[CarveOutRow, ...]
    sentence: str


class RivalReading(Frozen):
    """The same text with another list of excluded groups: what it stops, and what the whole list is worth to each party.

    ``stopped`` and ``permitted`` are shares of the baseline violence (null without fighting); ``against_own`` is each party's worth
    less its worth under the design's own list.
    """

    excluded: tuple[str, ...]
    name: str
    stopped: Estimate | None
    permitted: Estimate | None
    ambiguous: Estimate | None
    worth: dict[str, Estimate]
    against_own: dict[str, Estimate]
    sentence: str
