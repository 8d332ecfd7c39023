"""Where experts disagree: who says what about a number, and the outcome under each expert alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.edits import Edit, apply
from detente.case.model import Case
from detente.case.performance import performances
from detente.case.pooling import Pool, expert_weights, weighting
from detente.engines.forecast.sensitivity.asking import Asking
from detente.engines.forecast.table import Array, numbers_read
from detente.results.forecast import Believed
from detente.results.sensitivity import ExpertJudgement, ExpertOutcome, ExpertWeight, JudgedNumber


@dataclass(frozen=True)
class Alone:
    """The case with one expert's judgements alone, and its outcomes: at the best values and over common draws."""

    expert: str
    judged: frozenset[str]
    outcomes: Array
    draws: Array


def judged_numbers(case: Case, issues: Sequence[str]) -> tuple[JudgedNumber, ...]:
    """The judged numbers that a forecast of these issues reads, most disputed first."""
    read = [".".join(map(str, loc)) for loc in numbers_read(case, issues)] if case.judgements else []
    found = [_judged(case, path, case.pools[path]) for path in read if path in case.pools]
    return tuple(sorted(found, key=lambda it: (-it.disagreement, it.number)))


def _judged(case: Case, path: str, pool: Pool) -> JudgedNumber:
    it = pool.number
    return JudgedNumber(
        number=path,
        pool=Believed(low=it.low, best=it.best, high=it.high),
        disagreement=pool.disagreement,
        judgements=tuple(
            ExpertJudgement(
                expert=member.expert,
                name=case.expert_name(member.expert),
                low=member.value.low,
                best=member.value.best,
                high=member.value.high,
                weight=member.weight,
            )
            for member in pool.members
        ),
    )


def experts_alone(ask: Asking, draws: int) -> list[Alone]:
    """Every expert who judged a number read here, with the outcomes under that expert alone."""
    found = []
    paths = {it.number for it in judged_numbers(ask.case, ask.issues)}
    for expert in ask.case.experts:
        own = frozenset(it.number for it in ask.case.judgements if it.by == expert and it.number in paths)
        if own:
            heard = ask.of(alone(ask.case, expert))
            found.append(Alone(expert, own, heard.best(), heard.drawn(draws)))
    return found


def alone(case: Case, expert: str) -> Case:
    """The case in which, on the numbers an expert judged, no other expert is heard."""
    own = {it.number for it in case.judgements if it.by == expert}
    kept = [it for it in case.raw()["judgements"] if it["by"] == expert or it["number"] not in own]
    return apply(case, [Edit(loc=("judgements",), value=kept)])


def expert_outcomes(case: Case, each: Iterable[Alone], pooled: Array, column: int) -> tuple[ExpertOutcome, ...]:
    """The outcome on one issue under each expert alone; ``pooled`` are the draws of the case itself."""
    return tuple(
        ExpertOutcome(
            expert=it.expert,
            name=case.expert_name(it.expert),
            numbers=len(it.judged),
            outcome=None if np.isnan(it.outcomes[column]) else float(it.outcomes[column]),
            interval80=middle(it.draws[:, column]),
            shift=_mean(it.draws[:, column] - pooled[:, column]),
        )
        for it in each
    )


def middle(drawn: Array) -> tuple[float, float] | None:
    """The middle 80 % of outcomes, those undetermined left out."""
    known = drawn[~np.isnan(drawn)]
    if not known.size:
        return None
    low, high = np.quantile(known, (0.1, 0.9))
    return float(low), float(high)


def _mean(differences: Array) -> float | None:
    known = differences[~np.isnan(differences)]
    return float(known.mean()) if known.size else None


def weights(case: Case) -> tuple[str | None, tuple[ExpertWeight, ...]]:
    """The rule of the weights and each expert's; None and nothing in a case without judgements."""
    if not case.judgements:
        return None, ()
    tried = performances(case.seed_questions)
    raw = expert_weights(case.experts, case.seed_questions, case.pooling)
    total = sum(raw.values())
    found = [
        ExpertWeight(
            expert=expert,
            name=case.expert_name(expert),
            weight=weight / total if total > 0 else 1 / len(raw),
            calibration=tried[expert].calibration if expert in tried else None,
            information=tried[expert].information if expert in tried else None,
            questions=tried[expert].questions if expert in tried else 0,
        )
        for expert, weight in raw.items()
    ]
    return weighting(case.experts, case.seed_questions, case.pooling), tuple(found)
