"""A contest of measures: both sides choose sets of them, and each plays for the utility of its leader."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from math import inf

import numpy as np

from detente.case.acts import case_with
from detente.case.model import Case
from detente.engines.leverage.effects import SMALL
from detente.engines.leverage.equilibria import mixed_equilibria, pure_equilibria
from detente.engines.leverage.goals import check_stake
from detente.engines.leverage.measure_sets import Set, check_budgets, cost_of, in_order, sets_within
from detente.engines.leverage.models import Array, Models
from detente.engines.leverage.wording import listed, signed
from detente.errors import CommandError
from detente.results.leverage.contest import Contest, Mixture, Play

MOST_STRATEGIES = 64  # of each side

Sets = list[Set]


def contest(
    case: Case,
    models: Models,
    first: Sequence[str],
    second: Sequence[str],
    *,
    budgets: tuple[float | None, float | None] = (None, None),
    cost_points: float = 0.0,
) -> Contest:
    """The game in which two sides choose sets of measures.

    ``first`` and ``second`` are parties, the leader of each side first. A side's payoff is the change of its leader's utility at the
    best values against both doing nothing, judged by what it wants now, less ``cost_points`` for each unit of cost. A side with more than
    :data:`MOST_STRATEGIES` sets within its budget plays with the smallest ones. Raises :class:`CommandError` where a party is unknown, stands on
    both sides, or a leader has no position; or for a budget or price that is not 0 or more.
    """
    _check(case, first, second)
    check_budgets(*budgets)
    if not 0 <= cost_points < inf:
        raise CommandError(f"a unit of cost cannot be worth {cost_points:g} points", advice="give 0 or more")
    sets = [_strategies(case, side, budget) for side, budget in zip((first, second), budgets, strict=True)]
    mine, theirs = (found for found, _ in sets)
    gains = _gains(case, models, (first[0], second[0]), mine, theirs, cost_points)
    pure = tuple(
        Play(first=mine[row], second=theirs[column], gains=_pair(gains[:, row, column]))
        for row, column in pure_equilibria(*gains)
    )
    mixed, complete = mixed_equilibria(*gains)
    race = bool(pure) and all((it.first or it.second) and max(it.gains) <= SMALL for it in pure)
    found = Contest(
        leaders=(first[0], second[0]),
        first=tuple(mine),
        second=tuple(theirs),
        payoffs=tuple(tuple(_pair(gains[:, row, column]) for column in range(len(theirs))) for row in range(len(mine))),
        cost_points=cost_points,
        pure=pure,
        mixed=tuple(_mixture(gains, mine, theirs, *pair) for pair in mixed),
        mixed_complete=complete,
        arms_race=race,
        complete=all(whole for _, whole in sets),
        sentence="",
    )
    return found.model_copy(update={"sentence": _sentence(case, found)})


def _check(case: Case, first: Sequence[str], second: Sequence[str]) -> None:
    for party in (*first, *second):
        if party not in case.parties:
            raise CommandError(f"the case has no party {party}", advice=f"parties: {', '.join(case.parties)}")
        if party in first and party in second:
            raise CommandError(f"{party} stands on both sides", advice="name each party once")
    for side in (first, second):
        if not side:
            raise CommandError("a contest needs two sides", advice="write --contest usa,saudi:russia,iran")
        check_stake(case, side[0])


def _strategies(case: Case, side: Sequence[str], budget: float | None) -> tuple[Sets, bool]:
    """The sets of a side's measures within its budget, small ones first, and whether these are all."""
    names = [name for name, it in case.measures.items() if it.by in side]
    found = list(islice(sets_within(case, names, budget), MOST_STRATEGIES + 1))
    return found[:MOST_STRATEGIES], len(found) <= MOST_STRATEGIES


def _gains(case: Case, models: Models, leaders: tuple[str, str], mine: Sets, theirs: Sets, cost_points: float) -> Array:
    """Payoffs of both sides against doing nothing, shape (2, sets of the first, sets of the second)."""
    outcomes = np.stack(
        [
            models.best_outcomes(case_with(case, measures=in_order(case, (*one, *other))))
            for one in mine
            for other in theirs
        ]
    )
    utilities = models.best_utilities(case, outcomes)
    gains = []
    for leader, sets, axis in zip(leaders, (mine, theirs), (1, 0), strict=True):
        worth = utilities[:, list(case.parties).index(leader)].reshape(len(mine), len(theirs))
        costs = np.expand_dims([cost_points * cost_of(case, one) for one in sets], axis)
        gains.append(np.nan_to_num(worth - worth[0, 0]) - costs)
    return np.stack(gains)


def _mixture(gains: Array, mine: Sets, theirs: Sets, one: Array, other: Array) -> Mixture:
    return Mixture(
        first=tuple((mine[place], float(one[place])) for place in np.flatnonzero(one > SMALL)),
        second=tuple((theirs[place], float(other[place])) for place in np.flatnonzero(other > SMALL)),
        gains=(float(one @ gains[0] @ other), float(one @ gains[1] @ other)),
    )


def _pair(gains: Array) -> tuple[float, float]:
    return float(gains[0]), float(gains[1])


def _sentence(case: Case, found: Contest) -> str:
    names = [case.party_name(leader) for leader in found.leaders]
    if not found.pure:
        return (
            f"Between {names[0]} and {names[1]} no pair of sets of measures is stable: each would answer the other's."
        )
    it = found.pure[0]
    more = f" There are {len(found.pure)} such pairs; this is the first." if len(found.pure) > 1 else ""
    text = (
        f"If both sides choose at once, neither would change its choice where {_side(case, names[0], it.first)} and "
        f"{_side(case, names[1], it.second)}: {names[0]} {signed(it.gains[0])} and {names[1]} {signed(it.gains[1])} "
        f"against both doing nothing.{more}"
    )
    if found.arms_race:
        text += " It is an arms race nobody gains from: both would be no worse off if neither took any measure."
    return text


def _side(case: Case, name: str, measures: tuple[str, ...]) -> str:
    if not measures:
        return f"the side of {name} takes no measure"
    return f"the side of {name} chooses " + listed(f"“{case.measures[one].what}”" for one in measures)
