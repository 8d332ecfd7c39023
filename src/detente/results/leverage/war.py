"""War as the outside option: what each side could expect from it, and which divisions it would rather accept."""

from __future__ import annotations

from typing import Literal

from detente.results.history import Frozen
from detente.results.shares import ShareOfDraws


class Belligerent(Frozen):
    """What one party expects of war: its chance of prevailing as it sees it, what war costs it, and what is left, as shares of the stake.

    ``chance_from`` and ``cost_from`` say where the numbers come from: ``case``, or what was assumed in their place.
    """

    party: str
    chance: float
    chance_from: Literal["case", "capability"]
    cost: float
    cost_from: Literal["case", "peace_worth", "assumed"]
    value: float


class Settlements(Frozen):
    """Shares of the first party that both would rather accept than fight: ``low`` to ``high``; none where low is above high."""

    low: float
    high: float


class War(Frozen):
    """What war as the outside option leaves to agree on.

    ``optimism`` is the sum of the chances of prevailing; above 1 the parties cannot all be right. ``settlements`` for two parties only.
    ``room``: some division leaves nobody, and with capabilities no coalition, better off fighting. ``split`` is such a division (or, with
    ``subsidy``, the division that the least addition to the whole would allow), ``conflict`` the smallest set of coalitions whose demands
    cannot all be met. ``share`` is the share of draws with room.
    """

    parties: dict[str, Belligerent]
    optimism: float
    settlements: Settlements | None
    room: bool
    split: dict[str, float]
    subsidy: float
    conflict: tuple[tuple[str, ...], ...]
    share: ShareOfDraws | None
    notes: tuple[str, ...]
    sentence: str
