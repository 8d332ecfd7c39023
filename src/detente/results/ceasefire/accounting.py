"""What becomes of the baseline violence under a design. Shares are 0 to 1."""

from __future__ import annotations

from typing import Literal

from detente.results.ceasefire.estimate import Estimate
from detente.results.history import Frozen

Fate = Literal["stopped", "permitted", "ambiguous", "outside"]
Verdict = Literal["robust", "sensitive", "undetermined"]


class Fates(Frozen):
    """Shares of some baseline violence by what becomes of it.

    ``stopped``: the design prohibits it. ``permitted``: the design lets it go on. ``ambiguous``: the text can be read both ways, or
    binds only one of the two. ``outside``: it binds neither. ``weight`` is the share of all baseline violence that is
    looked at.
    """

    stopped: Estimate
    permitted: Estimate
    ambiguous: Estimate
    outside: Estimate
    weight: Estimate


class Engaged(Frozen):
    """One engagement: the share of all baseline violence it is, and how much of it meets each fate, with the reason."""

    attacker: str
    target: str
    fates: Fates
    reason: str
    evidence: tuple[str, ...]


class Accounting(Frozen):
    """Baseline violence under one reading of a design; ``total`` is null where the case has no fighting.

    ``open_because`` splits what is ambiguous by reason, as shares of all baseline violence.
    ``half_stopped`` is the share of draws in which more than half of the baseline violence stops (null without draws), and
    ``verdict`` whether the answer to that question holds in at least 90 % of them.
    """

    excluded_means: Literal["unprotected", "protected"]
    total: Fates | None
    by_attacker: dict[str, Fates]
    by_target: dict[str, Fates]
    engagements: tuple[Engaged, ...]
    open_because: dict[str, Estimate]
    half_stopped: float | None
    verdict: Verdict
    split_by_overlap: bool
    sentence: str
