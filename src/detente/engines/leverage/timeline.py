"""Facts on the ground: the table with and without each, and day by day."""

from __future__ import annotations

import numpy as np

from detente.case.acts import case_with
from detente.case.model import Case, Fact
from detente.engines.leverage.effects import effects, zone_change
from detente.engines.leverage.models import Array, Models
from detente.engines.leverage.wording import outcome_words
from detente.results.leverage import FactEffect, Moment


def fact_effects(case: Case, models: Models) -> dict[str, FactEffect]:
    """What each fact did, the earliest first: the case with it against the case without it.

    A fact that the numbers of the case hold is undone; one dated after the case is added. Utilities are judged by
    what the parties want with the fact.
    """
    order = sorted(case.facts, key=lambda name: (case.facts[name].date, name))
    return {name: _fact(case, models, name) for name in order}


def _fact(case: Case, models: Models, name: str) -> FactEffect:
    fact, counted = case.facts[name], is_counted(case, case.facts[name])
    before = case_with(case, without=[name]) if counted else case
    after = case if counted else _added(case, name)
    outcomes, without = models.outcomes(after), models.outcomes(before)
    judged = models.utilities(after, outcomes), models.utilities(after, without)
    changes = effects(case.issues, without, outcomes)
    zone = zone_change(case, models.zone(before), models.zone(after))
    return FactEffect(
        what=fact.what,
        by=fact.by,
        date=fact.date,
        counted=counted,
        outcomes=changes,
        utilities=effects(case.parties, judged[1], judged[0]),
        zone=zone,
        sentence=f"{fact.date:%d %B %Y}".lstrip("0")
        + f", {fact.what}: {'this' if counted else 'not in the numbers of the case; it'} {outcome_words(case, changes)}."
        + (f" {zone.sentence}" if zone is not None else ""),
    )


def is_counted(case: Case, fact: Fact) -> bool:
    """Whether the numbers of the case hold this fact: it is dated up to the day of the case."""
    return case.as_of is None or fact.date <= case.as_of


def _added(case: Case, name: str) -> Case:
    """The case with a later fact added, and no other."""
    alone = case.model_copy(update={"facts": {name: case.facts[name]}})
    return case_with(alone, at=case.facts[name].date)


def timeline(case: Case, models: Models) -> tuple[Moment, ...]:
    """The table before the first fact and after each: the answer for the day, with all facts up to then."""
    order = sorted(case.facts.values(), key=lambda fact: fact.date)
    if not order:
        return ()
    days = [(order[0].date.fromordinal(order[0].date.toordinal() - 1), "before all facts")]
    for fact in order:
        if days[-1][0] == fact.date:
            days[-1] = (fact.date, f"{days[-1][1]}; {fact.what}")
        else:
            days.append((fact.date, fact.what))
    return tuple(_moment(case, models, day, what) for day, what in days)


def _moment(case: Case, models: Models, day: object, what: str) -> Moment:
    it = case_with(case, at=day)  # type: ignore[arg-type]
    outcomes = models.outcomes(it)
    zone = models.zone(it)
    best = {issue: _value(outcomes[0, place]) for place, issue in enumerate(case.issues)}
    spread = {issue: _interval(outcomes[1:, place]) for place, issue in enumerate(case.issues)}
    return Moment(
        date=it.as_of, after=what, outcomes=best, intervals80=spread, zone=None if zone is None else zone[0].count
    )


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _interval(drawn: Array) -> tuple[float, float] | None:
    known = drawn[~np.isnan(drawn)]
    return (float(np.quantile(known, 0.1)), float(np.quantile(known, 0.9))) if len(known) else None
