"""Stances: position, salience and capability of every party on one issue, and where each number stands."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.document import Loc
from detente.case.model import Case, Issue
from detente.case.numbers import Number

ASSUMED_SALIENCE = Number.of(50)
ASSUMED_CAPABILITY = Number.of(1)


@dataclass(frozen=True)
class Stance:
    """What one party brings to one issue. The locations say where the numbers stand in the case."""

    party: str
    position: Number
    salience: Number
    capability: Number
    position_loc: Loc
    salience_loc: Loc
    capability_loc: Loc


def stances(case: Case, issue: str) -> tuple[Stance, ...]:
    """The stances on an issue, in the order of the parties; a missing salience counts 50.

    A number that experts judged is the pool of their judgements. Capability is the party's own, unless the issue gives it another; 1 where no party has one.
    """
    order = {party: place for place, party in enumerate(case.parties)}
    taken = [party for party in case.positions if issue in case.positions[party] and party in order]
    return tuple(_stance(case, party, issue) for party in sorted(taken, key=order.__getitem__))


def _stance(case: Case, party: str, issue: str) -> Stance:
    it = case.positions[party][issue]
    on_issue = case.issues[issue].capability.get(party)
    at: Loc = ("issues", issue, "capability", party) if on_issue is not None else ("parties", party, "capability")
    position_at, salience_at = (("positions", party, issue, name) for name in ("position", "salience"))
    return Stance(
        party=party,
        position=case.believed(position_at, it.position) or it.position,
        salience=case.believed(salience_at, it.salience) or ASSUMED_SALIENCE,
        capability=case.believed(at, on_issue or case.parties[party].capability) or ASSUMED_CAPABILITY,
        position_loc=position_at,
        salience_loc=salience_at,
        capability_loc=at,
    )


def worded(issue: Issue, value: float) -> str:
    """Where a value lies on the issue's scale, in the scale's own words.

    >>> it = Issue(scale={0: "stays", 50: "leaves later", 100: "leaves now"})
    >>> worded(it, 50), worded(it, 62)
    ('“leaves later”', 'between “leaves later” and “leaves now”, nearer the first')
    >>> worded(it, 97)
    'close to “leaves now”'
    """
    marks = sorted(it for it in issue.scale.items() if it[1])
    if not marks:
        return ""
    width = issue.high - issue.low or 1.0
    nearest = min(marks, key=lambda mark: abs(mark[0] - value))
    if abs(nearest[0] - value) < 0.005 * width:
        return f"“{nearest[1]}”"
    below = [mark for mark in marks if mark[0] <= value]
    above = [mark for mark in marks if mark[0] > value]
    if abs(nearest[0] - value) <= 0.06 * width or not below or not above:
        return f"close to “{nearest[1]}”"
    low, high = below[-1], above[0]
    share = (value - low[0]) / (high[0] - low[0])
    nearer = "nearer the first" if share < 0.45 else "nearer the second" if share > 0.55 else "about halfway"
    return f"between “{low[1]}” and “{high[1]}”, {nearer}"
