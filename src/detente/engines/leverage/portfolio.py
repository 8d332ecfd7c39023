"""The best set of measures for a goal under a budget, and what the best answer of others leaves of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from detente.case.model import Case
from detente.engines.leverage.effects import SMALL, effect
from detente.engines.leverage.goals import Goal
from detente.engines.leverage.models import Array
from detente.engines.leverage.wording import listed, moved
from detente.errors import CommandError
from detente.results.leverage.portfolio import MeasureSet, Portfolio

MOST_SETS = 8_192  # sets of measures that are all compared
NO_COST = "These measures have no cost in the case and count as free: "


def portfolio(
    case: Case,
    goal: Goal,
    *,
    budget: float | None = None,
    by: Sequence[str] = (),
    against: Sequence[str] = (),
    answer_budget: float | None = None,
) -> Portfolio:
    """The set of measures that brings the goal farthest within the budget.

    ``by`` are the parties whose measures count (all without it), ``against`` those whose best answer is looked for
    (by default all others that have measures), within ``answer_budget`` (by default the same budget). All sets are compared
    where there are at most :data:`MOST_SETS` within the budget; beyond, a set is built up by the measure that gains
    most for its cost, then improved by leaving out or exchanging single measures while that gains. Of equally good sets the
    cheapest is taken, then the smallest. Raises :class:`CommandError` for unknown parties or a negative budget.
    """
    for party in (*by, *against):
        if party not in case.parties:
            raise CommandError(f"the case has no party {party}", advice=f"parties: {', '.join(case.parties)}")
    for amount in (budget, answer_budget):
        if amount is not None and amount < 0:
            raise CommandError(f"a budget of {amount:g} is not possible", advice="give 0 or more")
    mine = [name for name, it in case.measures.items() if not by or it.by in by]
    sets, exact = _sets(case, goal, mine, budget)
    gains = goal.best(sets) - goal.best([()])[0]
    order = sorted(range(len(sets)), key=lambda at: (-_known(float(gains[at])), cost_of(case, sets[at]), len(sets[at])))
    best = sets[order[0]]
    frontier = _frontier(case, sets, gains)
    now = goal.drawn(())
    opponents = [name for name, it in case.measures.items() if it.by not in by and (not against or it.by in against)]
    opponents = [name for name in opponents if by or against]
    answer, left = _answer(case, goal, best, opponents, budget if answer_budget is None else answer_budget)
    free = [name for name in mine if case.measures[name].cost is None]
    found = Portfolio(
        goal=goal.words,
        budget=budget,
        by=tuple(by),
        best=_set(case, goal, best, now) if best else None,
        frontier=tuple(_set(case, goal, one, now) for one in frontier),
        compared=len(sets),
        exact=exact,
        against=tuple(dict.fromkeys(case.measures[name].by for name in opponents)),
        answer_budget=budget if answer_budget is None else answer_budget,
        answer=answer,
        left=effect(now, left) if left is not None else None,
        notes=(NO_COST + listed(free) + ".",) if free else (),
        sentence="",
    )
    return found.model_copy(update={"sentence": _sentence(case, found)})


def cost_of(case: Case, measures: Sequence[str]) -> float:
    """What measures cost together, at the best values; one without a cost is free."""
    costs = (case.measures[name].cost for name in measures)
    return float(sum(it.best for it in costs if it is not None))


def _sets(case: Case, goal: Goal, names: Sequence[str], budget: float | None) -> tuple[list[tuple[str, ...]], bool]:
    """All sets within the budget; or, where these are too many, those on the way of a search."""
    found = []
    for one in _within(case, names, budget):
        found.append(one)
        if len(found) > MOST_SETS:
            return _searched(case, goal, names, budget), False
    return found, True


def _within(case: Case, names: Sequence[str], budget: float | None) -> Iterator[tuple[str, ...]]:
    for size in range(len(names) + 1):
        for one in combinations(names, size):
            if budget is None or cost_of(case, one) <= budget + SMALL:
                yield one


def _searched(case: Case, goal: Goal, names: Sequence[str], budget: float | None) -> list[tuple[str, ...]]:
    """The sets met while a set is built up greedily and then improved by single changes."""
    seen: dict[tuple[str, ...], float] = {(): _known(float(goal.best([()])[0]))}
    here: tuple[str, ...] = ()
    while True:
        near = [one for one in _neighbours(names, here) if budget is None or cost_of(case, one) <= budget + SMALL]
        fresh = [one for one in near if one not in seen]
        if fresh:
            seen |= dict(zip(fresh, map(_known, goal.best(fresh).tolist()), strict=True))
        better = [one for one in near if seen[one] > seen[here] + SMALL]
        if not better or len(seen) > 4 * MOST_SETS:
            return list(seen)
        here = max(
            better, key=lambda one: (seen[one] - seen[here]) / max(cost_of(case, one) - cost_of(case, here), 0.1)
        )


def _neighbours(names: Sequence[str], here: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Sets with one measure more, one less, or one exchanged, in the order of the case."""
    inside, outside = list(here), [name for name in names if name not in here]
    for added in (*outside, None):
        for dropped in (*inside, None):
            if added is None and dropped is None:
                continue
            kept = {name for name in inside if name != dropped} | ({added} if added else set())
            yield tuple(name for name in names if name in kept)


def _frontier(case: Case, sets: Sequence[tuple[str, ...]], gains: Array) -> list[tuple[str, ...]]:
    """Sets than which none as cheap gains more, the cheapest first; the empty set is left out."""
    order = sorted(range(len(sets)), key=lambda at: (cost_of(case, sets[at]), -_known(float(gains[at])), len(sets[at])))
    found, most = [], SMALL
    for at in order:
        if sets[at] and _known(float(gains[at])) > most:
            most = _known(float(gains[at])) + SMALL
            found.append(sets[at])
    return found


def _answer(
    case: Case, goal: Goal, best: tuple[str, ...], names: Sequence[str], budget: float | None
) -> tuple[tuple[str, ...], Array | None]:
    """The answer of others that leaves least, and the goal's values with it."""
    if not names or not best:
        return (), None
    turned = Goal(goal.words, lambda sets: -goal.best([(*best, *one) for one in sets]), goal.drawn)
    sets, _ = _sets(case, turned, names, budget)
    worth = turned.best(sets)
    at = min(range(len(sets)), key=lambda one: (-_known(float(worth[one])), cost_of(case, sets[one]), len(sets[one])))
    return sets[at], goal.drawn((*best, *sets[at]))


def _set(case: Case, goal: Goal, measures: tuple[str, ...], now: Array) -> MeasureSet:
    return MeasureSet(measures=measures, cost=cost_of(case, measures), gain=effect(now, goal.drawn(measures)))


def _known(value: float) -> float:
    return -np.inf if np.isnan(value) else float(value)


def _sentence(case: Case, found: Portfolio) -> str:
    within = "" if found.budget is None else f" within a budget of {found.budget:g}"
    if found.best is None:
        return f"For {found.goal}, no set of measures{within} is better than none."
    what = listed(f"“{case.measures[name].what}”" for name in found.best.measures)
    text = f"For {found.goal}, the best set of measures{within} is {what}: cost {found.best.cost:g}, gain {moved(found.best.gain)}."
    if not found.exact:
        text += " Not all sets could be compared; a better one may exist."
    if found.left is not None:
        others = listed(case.party_name(party) for party in found.against)
        answer = listed(f"“{case.measures[name].what}”" for name in found.answer)
        verb = "leaves" if (found.left.best or 0.0) > 0 else "turns it into"
        text += (
            f" The best answer of {others} ({answer}) {verb} {moved(found.left)}."
            if found.answer
            else f" {others} have no answer that would leave less."
        )
    return text
