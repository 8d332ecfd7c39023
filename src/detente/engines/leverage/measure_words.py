"""Measures side by side: for each its cost, its strongest effects, and what becomes of the zone; and what matters among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from detente.case.model import Case
from detente.engines.leverage.wording import largest, listed, moved
from detente.results.leverage import Effect, MeasureEffect

NONE = "–"
SURE = 0.95
NAMED = 3


@dataclass(frozen=True)
class MeasureRow:
    """A measure in words, a cell each; a dash where there is nothing to say."""

    what: str
    kind: str
    cost: str
    outcome: str
    helps: str
    hurts: str
    itself: str
    backfires: str
    zone: str


def measure_row(case: Case, it: MeasureEffect) -> MeasureRow:
    """What a measure does at its strongest: on an outcome, for the party it helps and hurts most, for the one that takes it."""
    ranges = {issue: (about.high - about.low) or 1.0 for issue, about in case.issues.items()}
    own, zone = it.utilities.get(it.by), it.zone
    return MeasureRow(
        what=it.what,
        kind=it.kind or NONE,
        cost=f"{it.cost:g}" if it.cost is not None else NONE,
        outcome=_first(case.issue_name, largest(it.outcomes, ranges), it.outcomes),
        helps=_first(case.party_name, it.helps, it.utilities),
        hurts=_first(case.party_name, it.hurts, it.utilities),
        itself=moved(own) if own is not None and own.best is not None else "not known",
        backfires=f"{100 * it.backfires.value:.0f} %" if it.backfires is not None else NONE,
        zone=NONE
        if zone is None
        else "as it is"
        if zone.before == zone.after
        else f"{zone.before:,} to {zone.after:,}",
    )


def _first(name_of: Callable[[str], str], order: Sequence[str], found: Mapping[str, Effect]) -> str:
    return f"{name_of(order[0])} {moved(found[order[0]])}" if order else NONE


def what_matters(measures: Mapping[str, MeasureEffect]) -> tuple[str, ...]:
    """At most three sentences: what pays for those who take it, what costs them, what moves the zone."""
    pays = [
        it for it in measures.values() if it.backfires is not None and _gains(it) and it.backfires.value <= 1 - SURE
    ]
    costs = [it for it in measures.values() if it.backfires is not None and it.backfires.value >= SURE]
    moves = [it for it in measures.values() if it.zone is not None and it.zone.before != it.zone.after]
    found = []
    if pays:
        pays.sort(key=lambda it: -(it.utilities[it.by].best or 0.0))
        found.append(f"In at least 95 % of draws {_takers(pays)} would gain: {_named(pays)}.")
    if costs:
        found.append(
            f"In at least 95 % of draws {_takers(costs)} would lose, unless others give something in return: "
            f"{_named(costs)}."
        )
    if moves:
        found.append(f"The zone changes with {_named(moves)}.")
    elif any(it.zone is not None for it in measures.values()):
        found.append("No single measure changes how many packages pass.")
    return tuple(found)


def _gains(it: MeasureEffect) -> bool:
    own = it.utilities.get(it.by)
    return own is not None and (own.best or 0.0) > 0


def _takers(measures: list[MeasureEffect]) -> str:
    return "the party that takes it" if len(measures) == 1 else "the parties that take them"


def _named(measures: list[MeasureEffect]) -> str:
    names = [f"“{it.what}”" for it in measures[:NAMED]]
    more = len(measures) - NAMED
    return listed([*names, f"{more} more"] if more > 0 else names)
