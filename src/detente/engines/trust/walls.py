"""The walls of mistrust: mean trust between the layers of the conflict."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.engines.trust.encounters import Pair
from detente.engines.trust.estimates import estimate
from detente.results.trust import Wall

Array = npt.NDArray[np.float64]
LAYERS = ("internal", "regional", "international")


def walls(
    case: Case, known: tuple[Pair, ...], best: Array, drawn: Array, leave_out: Iterable[str] = ()
) -> tuple[Wall, ...]:
    """Mean trust of each layer in each, over the ordered pairs with information.

    ``best`` has shape (pairs, 1) and ``drawn`` (pairs, draws), ``known`` names their first rows. Parties in ``leave_out`` are
    not counted.
    """
    left_out = set(leave_out)
    layer = {party: it.layer for party, it in case.parties.items() if party not in left_out}
    members = {name: sum(own == name for own in layer.values()) for name in LAYERS}
    found = []
    for truster in LAYERS:
        for trusted in LAYERS:
            rows = [
                place
                for place, (one, other) in enumerate(known)
                if layer.get(one) == truster and layer.get(other) == trusted
            ]
            pairs = members[truster] * (members[trusted] - (truster == trusted))
            mean = estimate(float(best[rows].mean()), drawn[rows].mean(axis=0)) if rows else None
            found.append(Wall(truster=truster, trusted=trusted, trust=mean, known=len(rows), pairs=pairs))
    return tuple(found)
