"""What each measure would do: the answer with it against the answer without it, on common draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.acts import case_with
from detente.case.model import Case
from detente.engines.leverage.effects import SMALL, effects, zone_change
from detente.engines.leverage.models import Array, Models
from detente.engines.leverage.wording import backfire_words, largest, outcome_words, utility_words
from detente.engines.uncertainty import wilson
from detente.results.deals import Zone
from detente.results.leverage import Effect, MeasureEffect
from detente.results.shares import ShareOfDraws


@dataclass(frozen=True)
class Standing:
    """The answers without any measure."""

    outcomes: Array
    utilities: Array
    zone: tuple[Zone, dict[str, int]] | None

    @classmethod
    def of(cls, case: Case, models: Models) -> Standing:
        """The answers for the case as it is."""
        outcomes = models.outcomes(case)
        return cls(outcomes, models.utilities(case, outcomes), models.zone(case))


def measure_effects(case: Case, models: Models, now: Standing) -> dict[str, MeasureEffect]:
    """What each measure of the case would do, in the order of the case."""
    return {name: measure_effect(case, models, now, name) for name in case.measures}


def measure_effect(case: Case, models: Models, now: Standing, name: str) -> MeasureEffect:
    """What one measure would do. Utilities are judged by what the parties want now, also where it changes that."""
    measure, changed = case.measures[name], case_with(case, measures=[name])
    outcomes = models.outcomes(changed)
    utilities = models.utilities(case, outcomes)
    on_issues = effects(case.issues, now.outcomes, outcomes)
    on_parties = effects(case.parties, now.utilities, utilities)
    order = largest(on_parties)
    helps = tuple(party for party in order if (on_parties[party].best or 0) > 0)
    hurts = tuple(party for party in order if (on_parties[party].best or 0) < 0)
    taker = list(case.parties).index(measure.by) if measure.by in case.parties else None
    backfires = None if taker is None else _backfires(now.utilities[1:, taker], utilities[1:, taker])
    zone = zone_change(case, now.zone, models.zone(changed))
    found = MeasureEffect(
        what=measure.what,
        by=measure.by,
        kind=measure.kind,
        cost=measure.cost.best if measure.cost is not None else None,
        outcomes=on_issues,
        utilities=on_parties,
        helps=helps,
        hurts=hurts,
        backfires=backfires,
        zone=zone,
        sentence="",
    )
    return found.model_copy(update={"sentence": _sentence(case, found)})


def _backfires(before: Array, after: Array) -> ShareOfDraws | None:
    change = (after - before)[~np.isnan(after - before)]
    if not len(change):
        return None
    lost = int((change < -SMALL).sum())
    low, high = wilson(lost, len(change))
    return ShareOfDraws(value=lost / len(change), low=low, high=high)


def _sentence(case: Case, it: MeasureEffect) -> str:
    cost = f" (cost {it.cost:g})" if it.cost is not None else ""
    text = f"{it.what}{cost}: this {outcome_words(case, it.outcomes)}."
    touched = [
        words
        for words in (
            utility_words(case, it.utilities, it.helps, "helps"),
            utility_words(case, it.utilities, it.hurts, "hurts"),
        )
        if words
    ]
    if touched:
        text += f" In points of utility it {' and '.join(touched)}."
        text += f" {_own(case, it)}"
    return text if it.zone is None else f"{text} {it.zone.sentence}"


def _own(case: Case, it: MeasureEffect) -> str:
    own: Effect | None = it.utilities.get(it.by)
    if it.backfires is None or own is None or own.best is None:
        return f"What it does to {case.party_name(it.by)} itself is not known: it has no position."
    return backfire_words(case, it.by, it.backfires)
