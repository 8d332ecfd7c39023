"""Sets of measures within a budget: all of them where they can be counted, else those met by a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import isnan

import numpy as np

from detente.case.model import Case
from detente.engines.leverage.effects import SMALL
from detente.engines.leverage.models import Array
from detente.errors import CommandError

Set = tuple[str, ...]
Worth = Callable[[Sequence[Set]], Array]

LEAST_PRICE = 0.1  # a measure that costs less counts as if it cost this, where a search weighs gain against cost


def cost_of(case: Case, measures: Sequence[str]) -> float:
    """What measures cost together, at the best values; one without a cost is free."""
    costs = (case.measures[name].cost for name in measures)
    return float(sum(it.best for it in costs if it is not None))


def in_order(case: Case, measures: Sequence[str]) -> Set:
    """The same measures in the order of the case."""
    return tuple(name for name in case.measures if name in measures)


def sets_within(case: Case, names: Sequence[str], budget: float | None) -> Iterator[Set]:
    """Every set within a budget, small ones first, the empty one included."""
    for size in range(len(names) + 1):
        for one in combinations(names, size):
            if is_within(case, one, budget):
                yield one


def is_within(case: Case, measures: Sequence[str], budget: float | None) -> bool:
    """Whether measures cost no more than a budget; without one all do."""
    return budget is None or cost_of(case, measures) <= budget + SMALL


def judged(
    case: Case, worth: Worth, names: Sequence[str], budget: float | None, most: int
) -> tuple[list[Set], Array, bool]:
    """Sets within a budget with what each is worth, and whether these are all.

    Where there are more than ``most`` the sets are those of :func:`searched`. What has no worth counts as less than anything.
    """
    found: list[Set] = []
    for one in sets_within(case, names, budget):
        found.append(one)
        if len(found) > most:
            seen = searched(case, worth, names, budget, 4 * most)
            return list(seen), np.array(list(seen.values())), False
    return found, np.array([known(it) for it in worth(found).tolist()]), True


def searched(case: Case, worth: Worth, names: Sequence[str], budget: float | None, most: int) -> dict[Set, float]:
    """The sets met, with their worth, while a set is built up by the step that gains most for its cost.

    A step adds a measure, leaves one out, or exchanges one for another; it ends where no step gains, or ``most`` were looked at. All
    single measures within the budget are among the sets met.
    """
    here: Set = ()
    seen = {here: known(float(worth([here])[0]))}
    while True:
        near = [one for one in _neighbours(names, here) if is_within(case, one, budget)]
        fresh = [one for one in near if one not in seen]
        if fresh:
            seen |= dict(zip(fresh, map(known, worth(fresh).tolist()), strict=True))
        better = [one for one in near if seen[one] > seen[here] + SMALL]
        if not better or len(seen) > most:
            return seen
        price = cost_of(case, here)
        if np.isfinite(seen[here]):
            now = seen[here]
            here = max(better, key=lambda one: (seen[one] - now) / max(cost_of(case, one) - price, LEAST_PRICE))
        else:
            here = max(better, key=seen.__getitem__)


def _neighbours(names: Sequence[str], here: Set) -> Iterator[Set]:
    """Sets with one measure more, one less, or one exchanged, in the order of the case."""
    outside = [name for name in names if name not in here]
    for added in (*outside, None):
        for dropped in (*here, None):
            if added is not None or dropped is not None:
                yield tuple(name for name in names if name == added or (name in here and name != dropped))


def check_budgets(*budgets: float | None) -> None:
    """Raises :class:`CommandError` for a budget that is not 0 or more."""
    for amount in budgets:
        if amount is not None and (amount < 0 or isnan(amount)):
            raise CommandError(f"a budget of {amount:g} is not possible", advice="give 0 or more")


def best_of(case: Case, sets: Sequence[Set], worth: Array) -> int:
    """The place of the set worth most; of equally good ones the cheapest, then the smallest, then the first."""
    places = np.flatnonzero(worth >= worth.max() - SMALL)
    return min(places.tolist(), key=lambda at: (cost_of(case, sets[at]), len(sets[at]), at))


def frontier_of(case: Case, sets: Sequence[Set], gains: Array) -> list[Set]:
    """Sets than which none as cheap gains more, the cheapest first; those that gain nothing are left out."""
    prices = [cost_of(case, one) for one in sets]
    order = sorted(range(len(sets)), key=lambda at: (prices[at], -gains[at], len(sets[at])))
    found: list[Set] = []
    most = 0.0
    for at in order:
        if gains[at] > most + SMALL:
            most = float(gains[at])
            found.append(sets[at])
    return found


def known(value: float) -> float:
    """The value; what is not known counts as less than anything."""
    return -np.inf if np.isnan(value) else value
