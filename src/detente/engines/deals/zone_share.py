"""What is known of a zone that is too large to count: a share by sampling, and packages that surely pass."""

from __future__ import annotations

import numpy as np

from detente.engines.deals.frontier import Frontier
from detente.engines.deals.shares import Share
from detente.engines.deals.solutions import Found
from detente.engines.deals.space import Space
from detente.results.deals import SampledShare

SAMPLE, AT_ONCE = 200_000, 20_000


def share_that_passes(space: Space, seed: int = 0) -> SampledShare:
    """The share of all packages that pass, by packages drawn at random, all alike likely, with its 95 % interval.

    >>> from detente.engines.deals.space import Block, Rule
    >>> pie = Block((0,), np.arange(4)[:, None], np.array([[0.0, 1.0, 2.0, 3.0]]), np.zeros((1, 4), dtype=bool))
    >>> space = Space(("a",), ("pie",), ((0.0, 1.0, 2.0, 3.0),), (pie,), np.array([1.0]), Rule.unanimity(1))
    >>> share = share_that_passes(space)
    >>> share.low < 0.75 < share.high
    True
    """
    drawn, passing = np.random.default_rng(seed), 0
    for _ in range(0, SAMPLE, AT_ONCE):
        packages = np.stack([drawn.integers(0, block.size, AT_ONCE) for block in space.blocks], axis=1)
        passing += int(space.in_zone(packages).sum())
    share = Share.of(passing, SAMPLE)
    return SampledShare(value=share.value, low=share.low, high=share.high, sample=SAMPLE)


def sure_to_pass(space: Space, picked: dict[str, Found], front: Frontier | None) -> int:
    """How many packages of the zone were found otherwise: its solutions, and its frontier where that is known."""
    found = np.concatenate([one.packages for one in picked.values()])
    known = len(np.unique(found, axis=0)) if len(found) else 0
    return known if front is None else max(known, front.count)
