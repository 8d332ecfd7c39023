"""The core of a division: shares that no coalition would rather fight over, or why there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.leverage.models import Array
from detente.errors import MethodError

MOST_PARTIES = 20
MOST_AT_ONCE = 12  # parties up to which all coalitions enter the first linear programme
SMALL = 1e-7

Ints = npt.NDArray[np.int64]
Worth = Callable[[npt.NDArray[np.bool_]], Array]


@dataclass(frozen=True)
class Core:
    """The least sum that meets every coalition's demand.

    ``shares``, shape (parties,), meet all demands and sum to ``needed``, or to 1 where less is needed. ``subsidy`` is what has to
    be added to the whole, 1, before nobody would rather fight; 0 where the core is not empty. ``conflict`` then holds a smallest
    set of coalitions whose demands cannot all be met: with any one of them left out they can.
    """

    shares: Array
    needed: float
    subsidy: float
    conflict: tuple[tuple[int, ...], ...]


def core(worth: Worth, parties: int) -> Core:
    """Whether a whole of 1 can be shared so that each coalition gets at least what it could take by itself.

    ``worth`` gives for coalitions as rows of a mask, shape (coalitions, parties), what each could take; the whole and nobody are not
    asked about. Shares are not below 0. Exact: by linear programming over all coalitions up to :data:`MOST_AT_ONCE` parties, beyond that with
    those added that a division violates most. Raises :class:`MethodError` for more than :data:`MOST_PARTIES` parties.

    Three parties, any two of which could take all at a cost of a quarter:

    >>> found = core(lambda who: np.where(who.sum(axis=1) == 2, 0.75, 0.0), 3)
    >>> round(found.subsidy, 3), found.conflict
    (0.125, ((0, 1), (0, 2), (1, 2)))
    """
    if not 1 <= parties <= MOST_PARTIES:
        raise MethodError(
            f"{parties} parties are too many to look at every coalition", advice=f"name 2 to {MOST_PARTIES}"
        )
    every = _coalitions(parties)
    demands = worth(every) if len(every) else np.zeros(0)
    asked = np.arange(len(every)) if parties <= MOST_AT_ONCE else np.flatnonzero(every.sum(axis=1) == 1)
    while True:
        shares, duals = _least(every[asked], demands[asked], parties)
        short = demands - every @ shares
        if not len(short) or short.max() <= SMALL:
            break
        asked = np.union1d(asked, np.argsort(-short)[:parties])
    needed = float(shares.sum())
    if needed <= 1 + SMALL:
        return Core(shares + max(1 - needed, 0.0) / parties, needed, 0.0, ())
    tight = asked[duals > SMALL]
    conflict = sorted(tuple(np.flatnonzero(every[one]).tolist()) for one in _smallest(every, demands, tight, parties))
    return Core(shares, needed, needed - 1, tuple(conflict))


def _coalitions(parties: int) -> npt.NDArray[np.bool_]:
    """Every coalition but nobody and all, shape (coalitions, parties)."""
    numbers = np.arange(1, 2**parties - 1)
    return np.asarray((numbers[:, None] >> np.arange(parties)) & 1, dtype=bool)


def _least(coalitions: npt.NDArray[np.bool_], demands: Array, parties: int) -> tuple[Array, Array]:
    """Shares with the least sum that meet some demands, and what each demand adds to that sum (its dual)."""
    from scipy.optimize import linprog

    if not len(coalitions):
        return np.zeros(parties), np.zeros(0)
    found = linprog(
        np.ones(parties), A_ub=-coalitions.astype(float), b_ub=-demands, bounds=(0, None), method="highs-ds"
    )
    if found.x is None:
        raise MethodError("the division of the whole could not be computed", advice="check war_chance and war_cost")
    return np.maximum(found.x, 0.0), -np.asarray(found.ineqlin.marginals)


def _smallest(every: npt.NDArray[np.bool_], demands: Array, tight: npt.NDArray[np.intp], parties: int) -> list[int]:
    """Demands of which none can be left out without the others being met by a whole of 1."""
    kept: list[int] = tight.tolist()
    for one in tight.tolist():
        rest = [other for other in kept if other != one]
        shares, _ = _least(every[rest], demands[rest], parties)
        if shares.sum() > 1 + SMALL:
            kept = rest
    return kept
