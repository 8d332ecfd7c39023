"""What a party would gain at the table by taking part of another's strength: a fait accompli on the ground.

Our own simplification: the one that attacks gains what the other loses, a share of the other's capability, and
nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.case.model import Case
from detente.case.stances import ASSUMED_CAPABILITY
from detente.engines.leverage.elasticity import with_capability
from detente.engines.leverage.models import Models
from detente.errors import MethodError
from detente.results.ceasefire import Gain

CAPTURED = 0.1  # share of the other's capability; an assumption


def fait_accompli(case: Case, models: Models, captured: float = CAPTURED) -> dict[tuple[str, str], Gain]:
    """For each ordered pair that fights or is hostile, what the first gains at the table by taking strength from the second.

    The second loses ``captured`` (a share) of its capability at the best value, and the first gains as much. The gain is the change
    of the first one's utility of the expected outcomes, in points, on the common draws of ``models``; it may be below 0. Pairs whose
    first has no position are left out; in draws without an outcome the gain is 0. Raises :class:`MethodError` for a
    share outside 0 to 1.
    """
    if not 0 <= captured <= 1:
        raise MethodError(f"a share of {captured:g} cannot be taken", advice="choose 0 to 1, such as 0.1")
    pairs, places = list(at_odds(case)), list(case.parties)
    if not pairs:
        return {}
    now = models.utilities(case, models.outcomes(case))
    found = {}
    for one, other in pairs:
        place = places.index(one)
        if np.isnan(now[0, place]):
            continue
        taken = captured * (case.parties[other].capability or ASSUMED_CAPABILITY).best
        moved = models.outcomes(with_capability(case, {one: taken, other: -taken}))
        gains = np.nan_to_num(models.utilities(case, moved)[:, place] - now[:, place])
        found[one, other] = Gain(best=float(gains[0]), draws=tuple(gains[1:].tolist()))
    return found


def at_odds(case: Case) -> Iterator[tuple[str, str]]:
    """Ordered pairs of parties between which there is fighting, or a hostile relation, in either direction."""
    ties = {(it.from_, it.to) for it in case.fighting} | {(it.from_, it.to) for it in case.relations if it.sign == -1}
    for one in case.parties:
        for other in case.parties:
            if one != other and ((one, other) in ties or (other, one) in ties):
                yield one, other
