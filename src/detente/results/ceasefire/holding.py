"""Whether a ceasefire is kept out of each signatory's own interest. Utilities are points from 0 to 100."""

from __future__ import annotations

from typing import Literal

from detente.results.ceasefire.estimate import Estimate
from detente.results.history import Frozen
from detente.results.shares import ShareOfDraws

HoldingVerdict = Literal["robust", "sensitive", "undetermined"]
Basis = Literal["attacks it", "is attacked by it", "hostile to it"]
RemedyKind = Literal["detection", "delineation", "smaller gain", "added punishment", "shorter list"]


class Gain(Frozen):
    """What a party gains at the table by a fait accompli against another, in points of its utility: best value, and draws.

    Without ``draws`` the best value counts in every draw.
    """

    best: float
    draws: tuple[float, ...] = ()


class Needed(Frozen):
    """A threshold at the best values and the middle 80 % of the draws; null: no value is enough (the middle is then open)."""

    best: float | None
    interval80: tuple[float | None, float | None] | None = None


class PairHolding(Frozen):
    """Whether one signatory keeps the ceasefire toward another.

    ``gain`` is what a fait accompli wins it, ``licensed_harm`` what lawful strikes cost it under the ceasefire (``answered``: the
    part that the target does, which an attack would answer), ``reward`` what the ceasefire is worth to it over war after that harm, ``harm`` what it loses by being attacked while it keeps the ceasefire.
    ``detection`` and ``false_alarm`` are those of attacks in this direction; ``required`` the least patience, ``available`` its
    patience less the chance of collapse, ``margin`` the difference (``best`` null where no patience is enough) and ``slack`` what a
    breach loses less what it gains. ``holds`` is the answer at the best values, ``share`` that over the draws, ``binds`` the
    share of draws in which this pair is the first to fail. Where numbers are missing, ``lacking`` names them and there is no answer.
    """

    attacker: str
    target: str
    basis: Basis
    lacking: tuple[str, ...] = ()
    game: str | None = None
    gain: Estimate | None = None
    licensed_harm: Estimate | None = None
    answered: Estimate | None = None
    reward: Estimate | None = None
    harm: Estimate | None = None
    overlap: Estimate | None = None
    detection: Estimate | None = None
    false_alarm: Estimate | None = None
    required: Needed | None = None
    available: Estimate | None = None
    margin: Needed | None = None
    slack: Estimate | None = None
    holds: bool | None = None
    share: ShareOfDraws | None = None
    binds: float | None = None
    verdict: HoldingVerdict = "undetermined"
    evidence: tuple[str, ...] = ()
    sentence: str = ""


class Remedy(Frozen):
    """One change that would make one pair (or, without a pair, all of them) keep the ceasefire.

    ``now`` and ``needed`` are in the unit of the kind: chance of detection; share of all overlap that may remain; points of gain that may
    remain (for all pairs: share of the gains); points of added punishment a round; for a shorter list ``group`` names whom to
    take off it. ``needed`` null: this alone is not enough. ``enough`` is the share of draws in which it can be enough, and
    ``in_most`` the value that is enough in 90 % of the draws (null: none is).
    """

    kind: RemedyKind
    pair: tuple[str, str] | None = None
    group: str | None = None
    now: float | None = None
    needed: float | None = None
    holds: bool = False
    enough: float | None = None
    in_most: float | None = None
    sentence: str = ""


class Holding(Frozen):
    """Whether a design holds by the model, which pair binds, and what would make it hold.

    ``holds`` is null where the model is off, where no pair has anything to fight over, or where pairs that could not be judged stand
    beside pairs that hold. ``gains_given`` is False where no gain of a fait accompli was handed in, which makes every pair
    look safer than it is.
    """

    design: str
    model: Literal["on", "off"]
    punishment_rounds: int | None
    gains_given: bool
    pairs: tuple[PairHolding, ...]
    holds: bool | None
    share: ShareOfDraws | None
    verdict: HoldingVerdict
    binding: tuple[str, str] | None
    remedies: tuple[Remedy, ...]
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]
    sentence: str


class Mistrust(Frozen):
    """Whether a design holds where trust as it stands moves false alarms and the chance of collapse: what mistrust costs it."""

    holds: bool | None
    share: ShareOfDraws
    binding: tuple[str, str] | None
    sentence: str
