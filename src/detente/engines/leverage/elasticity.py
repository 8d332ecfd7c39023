"""How one party's capability moves the outcomes, and where a verdict would tip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.acts import case_with
from detente.case.model import Case, Effect, Measure
from detente.case.numbers import Change
from detente.case.stances import ASSUMED_CAPABILITY
from detente.engines.leverage.effects import effect
from detente.engines.leverage.models import Array, Models
from detente.engines.leverage.wording import moved, points
from detente.results import leverage as results
from detente.results.leverage import Elasticity

MOST_TIMES = 5.0  # a tipping capability is looked for up to so many times the party's own
STEPS = 24
NUDGE = "a change of capability"


def nudged(case: Case, party: str, amount: float) -> Case:
    """The case in which a party has ``amount`` more capability (less, where negative), whatever its belief."""
    return with_capability(case, {party: amount})


def with_capability(case: Case, amounts: Mapping[str, float]) -> Case:
    """The case in which parties have more capability by some amounts (less, where negative); not below 0."""
    changes = tuple(
        Effect(party=party, capability=Change.of(f"{amount:+.12f}")) for party, amount in amounts.items() if amount
    )
    if not changes:
        return case
    measure = Measure(by=next(iter(amounts)), what=NUDGE, effects=changes)
    return case_with(case.model_copy(update={"measures": {NUDGE: measure}}), measures=[NUDGE])


def elasticities(case: Case, models: Models, outcomes: Array) -> tuple[Elasticity, ...]:
    """For each party with a position and each issue that its capability moves, the greatest shares of the scale first.

    ``outcomes`` are those of the case, shape (1 + draws, issues).
    """
    found = []
    for party in case.parties:
        if not case.positions.get(party):
            continue
        raised = models.outcomes(nudged(case, party, 1.0))
        tipping = tips(case, models, party)
        for place, issue in enumerate(case.issues):
            per_unit = effect(outcomes[:, place], raised[:, place])
            if per_unit.verdict != "none":
                found.append(_elasticity(case, party, issue, per_unit, tipping.get(issue)))
    return tuple(sorted(found, key=lambda it: -abs(it.per_unit.best or 0.0) / _width(case, it.issue)))


def _elasticity(case: Case, party: str, issue: str, per_unit: results.Effect, tip: Tip | None) -> Elasticity:
    capability = (case.parties[party].capability or ASSUMED_CAPABILITY).best
    text = (
        f"One more unit of capability of {case.party_name(party)} moves {case.issue_name(issue)} by {moved(per_unit)}"
    )
    if tip is not None:
        way = "rise" if tip.capability > capability else "fall"
        words = case.issues[issue].scale.get(tip.mark) or points(tip.mark)
        text += (
            f"; it would have to {way} from {points(capability)} to {points(tip.capability)} for the outcome to come "
            f"nearest to “{words}”"
        )
    return Elasticity(
        party=party,
        issue=issue,
        capability=capability,
        per_unit=per_unit,
        tipping=tip.capability if tip is not None else None,
        mark=tip.mark if tip is not None else None,
        sentence=f"{text}.",
    )


@dataclass(frozen=True)
class Tip:
    """The capability at which an outcome comes nearest to another mark, and that mark."""

    capability: float
    mark: float


class _Nearest:
    """Which mark each outcome is nearest to, as one party's capability changes."""

    def __init__(self, case: Case, models: Models, party: str) -> None:
        self.case, self.models, self.party = case, models, party
        self.marks = [np.array(sorted(it.scale)) for it in case.issues.values()]

    def at(self, amount: float) -> list[int]:
        """The place of the nearest mark on each issue with ``amount`` more capability."""
        found = self.models.best_outcomes(nudged(self.case, self.party, amount))
        return [int(np.argmin(np.abs(marks - value))) for marks, value in zip(self.marks, found, strict=True)]

    def crossing(self, place: int, here: int, near: float, far: float) -> tuple[float, float]:
        """Where between two amounts the nearest mark of an issue changes, by halving, and to which mark."""
        mark = self.at(far)[place]
        while abs(far - near) > 1e-4 * max(1.0, abs(far)):
            middle = (near + far) / 2
            found = self.at(middle)[place]
            if found == here:
                near = middle
            else:
                far, mark = middle, found
        return far, float(self.marks[place][mark])


def tips(case: Case, models: Models, party: str) -> dict[str, Tip]:
    """For each issue the nearest capability at which the outcome comes nearest to another mark, with that mark.

    Looked for from 0 to :data:`MOST_TIMES` times the party's own capability, at the best values.
    """
    capability = (case.parties[party].capability or ASSUMED_CAPABILITY).best
    nearest, issues = _Nearest(case, models, party), list(case.issues)
    here = nearest.at(0.0)
    found: dict[str, Tip] = {}
    for end in (-capability, (MOST_TIMES - 1) * (capability or 1.0)):
        last, unmoved = 0.0, set(range(len(issues)))
        for amount in np.linspace(0.0, end, STEPS + 1)[1:].tolist() if end else ():
            there = nearest.at(amount)
            for place in [place for place in unmoved if there[place] != here[place]]:
                unmoved.discard(place)
                change, mark = nearest.crossing(place, here[place], last, amount)
                before = found.get(issues[place])
                if before is None or abs(change) < abs(before.capability - capability):
                    found[issues[place]] = Tip(capability + change, mark)
            last = amount
    return found


def _width(case: Case, issue: str) -> float:
    return (case.issues[issue].high - case.issues[issue].low) or 1.0


def strongest(found: tuple[Elasticity, ...], limit: int) -> tuple[Elasticity, ...]:
    """The elasticities to show first: for each issue that of the party that moves it most, then the others."""
    first = {it.issue: it for it in reversed(found)}
    order = sorted(found, key=lambda it: first[it.issue] is not it)
    return tuple(order[:limit])
