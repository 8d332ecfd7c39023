"""Of the packages that pass in most draws, which cost the party that loses most the least."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.engines.deals.robustness import MOST_SURVIVORS, least_count, packages_at
from detente.engines.deals.space import Array, Ints, Space
from detente.engines.deals.tally import Tally, losses
from detente.engines.uncertainty import each_block

MOST_WEIGHED = 1_000  # packages whose regret is worked out
AT_ONCE = 200_000  # packages whose loss at the best values is worked out together
DRAWS_AT_ONCE = 64

Drawing = Callable[[int, int], Iterator[Space]]


@dataclass(frozen=True)
class Weighed:
    """Packages, shape (packages, blocks), in how many draws each passes, and the expected loss of who loses most."""

    packages: Ints
    counts: Ints
    worst_regret: Array


def weighed(tally: Tally, space: Space, drawing: Drawing, surviving: float, workers: int | None) -> Weighed | None:
    """The packages that survive, most often passing first, and among equals those with the least worst regret.

    Where none passes in ``surviving`` of the draws, those that pass most often. Of more than :data:`MOST_WEIGHED`
    that pass as often, those are weighed in which the party that loses most at the best values, ``space``, loses
    least. None where there are too many packages to look at, or none ever passes.
    """
    if not tally.looked_at or not tally.counts.any():
        return None
    places = np.flatnonzero(tally.counts >= min(least_count(tally.draws, surviving), tally.counts.max()))
    packages, counts = packages_at(tally, places), tally.counts[places]
    first = np.lexsort([_loss_at_best(space, packages), -counts])[:MOST_WEIGHED]
    packages, counts = packages[first], counts[first]
    total = np.zeros(len(packages))

    def add(part: Array) -> None:
        nonlocal total
        total += part

    each_block(partial(_losses_of, drawing, packages, tally.best), tally.draws, DRAWS_AT_ONCE, add, workers=workers)
    order = np.lexsort([total, -counts])[:MOST_SURVIVORS]
    return Weighed(packages[order], counts[order], total[order] / tally.draws)


def _losses_of(drawing: Drawing, packages: Ints, best: Array, start: int, stop: int) -> Array:
    """Sums over draws of what the party that loses most with each package loses, shape (packages,)."""
    total = np.zeros(len(packages))
    for draw, space in zip(range(start, stop), drawing(start, stop), strict=True):
        if not np.isnan(best[draw]).any():
            utilities, passing = space.utilities_of(packages), space.in_zone(packages)
            total += losses(space, utilities, passing, best[draw]).max(axis=1, initial=0.0)
    return total


def _loss_at_best(space: Space, packages: Ints) -> Array:
    """What the party that loses most with each package loses against the best of these, at the best values."""
    best = np.full(len(space.parties), -np.inf)
    for start in range(0, len(packages), AT_ONCE):
        best = np.maximum(best, space.utilities_of(packages[start : start + AT_ONCE]).max(axis=0))
    parts = [
        (best - space.utilities_of(packages[start : start + AT_ONCE])).max(axis=1)
        for start in range(0, len(packages), AT_ONCE)
    ]
    return np.concatenate(parts)
