"""Who could guarantee a promise: a third party that both sides trust as much as they would have to trust each other."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.model import Case
from detente.engines.trust.assurance import enough_trust
from detente.engines.trust.encounters import Pair
from detente.engines.trust.judging import Need
from detente.engines.trust.plan import Plan, Values
from detente.results.trust import Assurance, Guarantor, Guarantors


def guarantors(
    case: Case, plan: Plan, best: Values, drawn: Values, need: Mapping[Pair, Need], found: tuple[Assurance, ...]
) -> tuple[Guarantors, ...]:
    """For each two parties that do not trust each other enough, and whose peace trust could keep, who could guarantee it.

    Candidates are the parties that are not excluded and of which both know something.
    """
    candidates = [party for party, it in case.parties.items() if it.role != "excluded"]
    pairs = dict.fromkeys(
        tuple(sorted((it.truster, it.trusted), key=list(case.parties).index)) for it in found if it.enough is False
    )
    answers = []
    for one, other in pairs:
        sides = [need.get(pair) for pair in ((one, other), (other, one))]
        if any(side is None or side.game != "assurance" for side in sides):
            continue
        levels = [side for side in sides if side is not None]
        able: list[Guarantor] = []
        near: dict[str, float] = {}
        for third in candidates:
            rows = [plan.places.get((one, third)), plan.places.get((other, third))]
            if third in (one, other) or any(row is None or row >= len(plan.known) for row in rows):
                continue
            first, second = (int(row) for row in rows if row is not None)
            trusts = [float(best.trust[row, 0]) for row in (first, second)]
            short = max(level.best - trust for level, trust in zip(levels, trusts, strict=True))
            if short <= 1e-12:
                both = enough_trust(drawn.trust[first], levels[0].drawn) & enough_trust(
                    drawn.trust[second], levels[1].drawn
                )
                share = float(both.mean()) if len(both) else None
                able.append(Guarantor(party=third, trust_of_one=trusts[0], trust_of_other=trusts[1], share=share))
            else:
                near[third] = short
        able.sort(key=lambda it: (-min(it.trust_of_one, it.trust_of_other), it.party))
        nearest = min(near, key=lambda party: (near[party], party), default=None) if not able else None
        answers.append(
            Guarantors(
                one=one, other=other, guarantors=tuple(able), nearest=nearest,
                short=near[nearest] if nearest is not None else None,
            )
        )  # fmt: skip
    return tuple(answers)
