"""The best set of measures for a goal under a budget, and what the best answer of others leaves of it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.case.model import Case
from detente.engines.leverage.effects import effect
from detente.engines.leverage.goals import Goal
from detente.engines.leverage.measure_sets import Set, best_of, check_budgets, cost_of, frontier_of, in_order, judged
from detente.engines.leverage.models import Array
from detente.engines.leverage.wording import listed, moved
from detente.errors import CommandError
from detente.results.leverage.portfolio import MeasureSet, Portfolio

MOST_SETS = 8_192  # sets of measures that are all compared
NO_COST = "These measures have no cost in the case and count as free: "
ANSWERS_LEFT = "Not all answers could be compared; one that leaves less may exist."


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

    ``by`` are the parties whose measures count (without it all but those ``against``), ``against`` those whose best answer is looked for
    (without it all others, where ``by`` is given), within ``answer_budget`` (by default the same budget). All sets are compared
    where there are at most :data:`MOST_SETS` within the budget; beyond, a set is built up by the measure that gains
    most for its cost, then improved by leaving out or exchanging single measures while that gains. Of equally good sets the
    cheapest is taken, then the smallest. Raises :class:`CommandError` for unknown parties, one that is both ``by`` and
    ``against``, or a budget that is not 0 or more.
    """
    _check(case, by, against, (budget, answer_budget))
    mine, opponents = _sides(case, by, against)
    sets, worth, exact = judged(case, goal.best, mine, budget, MOST_SETS)
    gains = worth - worth[sets.index(())]
    best = sets[best_of(case, sets, worth)]
    now = goal.drawn(())
    answer_budget = budget if answer_budget is None else answer_budget
    answer, left, compared = _answer(case, goal, best, opponents, answer_budget)
    free = [name for name in mine if case.measures[name].cost is None]
    found = Portfolio(
        goal=goal.words,
        budget=budget,
        by=tuple(by),
        best=_set(case, goal, best, now) if best else None,
        frontier=tuple(_set(case, goal, one, now) for one in frontier_of(case, sets, gains)),
        compared=len(sets),
        exact=exact,
        against=tuple(dict.fromkeys(case.measures[name].by for name in opponents)),
        answer_budget=answer_budget,
        answer=answer,
        left=effect(now, left) if left is not None else None,
        notes=((NO_COST + listed(free) + ".",) if free else ()) + (() if compared else (ANSWERS_LEFT,)),
        sentence="",
    )
    return found.model_copy(update={"sentence": _sentence(case, found)})


def _check(case: Case, by: Sequence[str], against: Sequence[str], budgets: tuple[float | None, float | None]) -> None:
    for party in (*by, *against):
        if party not in case.parties:
            raise CommandError(f"the case has no party {party}", advice=f"parties: {', '.join(case.parties)}")
        if party in by and party in against:
            raise CommandError(f"{party} stands on both sides", advice="name it after --by or --against, not both")
    check_budgets(*budgets)


def _sides(case: Case, by: Sequence[str], against: Sequence[str]) -> tuple[list[str], list[str]]:
    """The measures to choose from, and those of the answer."""
    takers = {name: it.by for name, it in case.measures.items()}
    mine = [name for name, party in takers.items() if (party in by if by else party not in against)]
    if not by and not against:
        return mine, []
    return mine, [name for name, party in takers.items() if name not in mine and (not against or party in against)]


def _answer(
    case: Case, goal: Goal, best: Set, names: Sequence[str], budget: float | None
) -> tuple[Set, Array | None, bool]:
    """The answer of others that leaves least, the goal's values with it, and whether all answers were compared."""
    if not names or not best:
        return (), None, True

    def spoiled(sets: Sequence[Set]) -> Array:
        return -goal.best([in_order(case, (*best, *one)) for one in sets])

    sets, worth, complete = judged(case, spoiled, names, budget, MOST_SETS)
    answer = sets[best_of(case, sets, worth)]
    return answer, goal.drawn(in_order(case, (*best, *answer))), complete


def _set(case: Case, goal: Goal, measures: Set, now: Array) -> MeasureSet:
    return MeasureSet(measures=measures, cost=cost_of(case, measures), gain=effect(now, goal.drawn(measures)))


def _sentence(case: Case, found: Portfolio) -> str:
    within = "" if found.budget is None else f" within a budget of {found.budget:g}"
    if found.best is None:
        return f"For {found.goal}, no set of measures{within} is better than none."
    text = (
        f"For {found.goal}, the best set of measures{within} is {_named(case, found.best.measures)}: "
        f"cost {found.best.cost:g}, gain {moved(found.best.gain)}."
    )
    if not found.exact:
        text += " Not all sets could be compared; a better one may exist."
    if found.left is not None:
        others = listed(case.party_name(party) for party in found.against)
        if found.answer:
            verb = "leaves" if (found.left.best or 0.0) > 0 else "turns it into"
            text += f" The best answer of {others} ({_named(case, found.answer)}) {verb} {moved(found.left)}."
        else:
            text += f" {others} {'has' if len(found.against) == 1 else 'have'} no answer that would leave less."
    return text


def _named(case: Case, measures: Set) -> str:
    return listed(f"“{case.measures[name].what}”" for name in measures)
