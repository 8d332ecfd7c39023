"""An empty zone too large to search: demands that cannot hold together even by mixtures of packages."""

from __future__ import annotations

import time

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from detente.engines.deals.conflict import Demand, demands_of
from detente.engines.deals.space import Bools, Space

MARGIN = 1e-5  # points by which a mixture may miss a reservation, more than the solver's tolerance


def relaxed_conflict(space: Space, seconds: float) -> tuple[Demand, ...] | None:
    """Demands that cannot hold together, as no mixture of packages meets them; None where mixtures do or time is up.

    What mixtures cannot do packages cannot either. Demands are dropped one after the other, red lines first, while
    the rest still cannot be met by mixtures; packages may be unable to meet still fewer of them. Only where everybody
    has to accept.

    >>> from detente.engines.deals.space import Block, Rule
    >>> pie = Block((0,), np.arange(11)[:, None], np.array([np.arange(11.0), 10 - np.arange(11.0)]),
    ...             np.zeros((2, 11), dtype=bool))
    >>> relaxed_conflict(Space(("a", "b"), ("pie",), (tuple(range(11)),), (pie,), np.array([6.0, 6.0]),
    ...                        Rule.unanimity(2)), 5.0)
    (Demand(party=0, block=None), Demand(party=1, block=None))
    """
    if not space.rule.is_unanimity or not space.size:
        return None
    end = time.monotonic() + seconds
    demands = demands_of(space)
    kept = np.ones(len(demands), dtype=bool)
    if _mixture_meets(space, demands, kept):
        return None
    for place in reversed(range(len(demands))):
        if time.monotonic() > end:
            return None
        kept[place] = False
        kept[place] = _mixture_meets(space, demands, kept)
    return tuple(demands[place] for place in np.flatnonzero(kept))


def _mixture_meets(space: Space, demands: tuple[Demand, ...], kept: Bools) -> bool:
    """Whether some mixture of choices, block by block, meets the demands that are kept."""
    refused = [np.zeros(block.size, dtype=bool) for block in space.blocks]
    parties = []
    for place in np.flatnonzero(kept):
        it = demands[place]
        if it.block is None:
            parties.append(it.party)
        else:
            refused[it.block] |= space.blocks[it.block].refused[it.party]
    values = np.concatenate([block.values[parties] for block in space.blocks], axis=1)
    ones = hstack(
        [csr_array(np.eye(len(space.blocks))[:, [n]] * np.ones((1, b.size))) for n, b in enumerate(space.blocks)]
    )
    found = linprog(
        np.zeros(values.shape[1]),
        A_ub=-values if parties else None,
        b_ub=MARGIN - space.reservations[parties] if parties else None,
        A_eq=ones,
        b_eq=np.ones(len(space.blocks)),
        bounds=np.stack([np.zeros(values.shape[1]), np.where(np.concatenate(refused), 0.0, 1.0)], axis=1),
    )
    return bool(found.status != 2)
