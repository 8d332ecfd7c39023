"""Which measure buys most trust: trust with each measure taken, less trust without it, on common draws."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.case.model import Case
from detente.engines.trust.assurance import enough_trust
from detente.engines.trust.encounters import Pair
from detente.engines.trust.estimates import estimate
from detente.engines.trust.judging import Need
from detente.engines.trust.plan import Plan, Values
from detente.results.trust import ConfidenceMeasure


def measures(
    case: Case, plan: Plan, best: Values, drawn: Values, need: Mapping[Pair, Need]
) -> tuple[ConfidenceMeasure, ...]:
    """Every measure that changes trust: those first that bring most pairs to enough trust, then most trust for their cost."""
    found = []
    for number, one in enumerate(plan.measures):
        act = case.measures[one.measure]
        rows = [plan.places[pair] for pair in one.pairs]
        change = best.measures[number] - best.trust[rows]
        changes = drawn.measures[number] - drawn.trust[rows]
        crossing = {True: [], False: []}  # type: dict[bool, list[Pair]]
        for place, pair in enumerate(one.pairs):
            level = np.array(need[pair].best)
            before = bool(enough_trust(best.trust[rows[place]], level)[0])
            after = bool(enough_trust(best.measures[number][place], level)[0])
            if need[pair].game != "not judged" and before != after:
                crossing[after].append(pair)
        gained = estimate(float(change.sum()), changes.sum(axis=0))
        cost = case.believed(("measures", one.measure, "cost"), act.cost)
        found.append(
            ConfidenceMeasure(
                measure=one.measure,
                by=act.by,
                what=act.what,
                cost=cost.best if cost is not None else None,
                gained=gained,
                per_cost=gained.best / cost.best if cost is not None and cost.best > 0 else None,
                moved=tuple((*pair, float(change[place, 0])) for place, pair in enumerate(one.pairs)),
                opened=tuple(crossing[True]),
                closed=tuple(crossing[False]),
                evidence=act.evidence,
            )
        )
    found.sort(key=_order)
    return tuple(found)


def _order(it: ConfidenceMeasure) -> tuple[int, float, str]:
    gain = it.per_cost if it.per_cost is not None else it.gained.best
    return len(it.closed) - len(it.opened), -gain, it.measure
