"""How ripe the conflict looks to each party, and spoilers with what a mediator can do about them."""

from __future__ import annotations

from typing import Literal

from detente.results.ceasefire.accounting import Verdict
from detente.results.ceasefire.estimate import Estimate
from detente.results.history import Frozen

Seen = Literal[
    "ripe",
    "ripe by opportunity",
    "hurting without a way out",
    "a way out without a hurting stalemate",
    "not ripe",
    "not judged",
]


class PartyRipeness(Frozen):
    """How one party sees its own position, 0 to 100 each; null where the case does not say.

    ``stalemate_hurts`` and ``sees_way_out`` are the answers at the best values (null: not judged), ``share`` the share of draws in which
    ``seen`` is the same.
    """

    party: str
    hurting: Estimate | None
    stalemate: Estimate | None
    way_out: Estimate | None
    opportunity: Estimate | None
    stalemate_hurts: bool | None
    sees_way_out: bool | None
    seen: Seen
    share: float | None
    verdict: Verdict
    evidence: tuple[str, ...]
    sentence: str


class SpoilerOptions(Frozen):
    """One party judged to spoil, its place under the design, and what a mediator can do; ``first`` is the strategy for its kind."""

    party: str
    place: Literal["inside", "outside"]
    kind: Literal["limited", "greedy", "total"]
    signs: bool
    excluded: bool
    first: Literal["inducement", "socialisation", "coercion"]
    options: tuple[str, ...]
    notes: tuple[str, ...]
    evidence: tuple[str, ...]
    why: str
    sentence: str


class Ripeness(Frozen):
    """Ripeness of the parties concerned by a design and its spoilers; ``mutual`` is whether all signatories that fight see it as ripe.

    Null: some were not judged.
    """

    design: str
    parties: tuple[PartyRipeness, ...]
    mutual: bool | None
    spoilers: tuple[SpoilerOptions, ...]
    assumptions: tuple[str, ...]
    sentence: str
