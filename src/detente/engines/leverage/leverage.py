"""The leverage in a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.case.model import Case
from detente.engines.leverage.elasticity import elasticities
from detente.engines.leverage.measures import Standing, measure_effects
from detente.engines.leverage.models import Models
from detente.engines.leverage.timeline import fact_effects, timeline
from detente.engines.leverage.wording import listed
from detente.errors import MethodError
from detente.results.leverage import Leverage
from detente.results.run import Run

Say = Callable[[str], None]


def leverage(
    case: Case,
    models: Models,
    *,
    method: str = "weighted_mean",
    draws: int = 1000,
    seed: int = 0,
    parameters: dict[str, Any] | None = None,
    say: Say | None = None,
) -> Leverage:
    """What the facts did to the table, what each measure would do, and how far each party's capability carries.

    ``models`` are the answers of the other engines, on ``draws`` draws of ``seed``;
    :func:`detente.answers.leverage.leverage` hands them in. ``say`` is told each step. Raises
    :class:`MethodError` where the case has no issue or nobody has a position.
    """
    if not case.issues or not any(case.positions.values()):
        raise MethodError("nobody has a position on any issue", advice="add `issues` and `positions`")
    tell = say or (lambda step: None)
    tell("the table as it is")
    now = Standing.of(case, models)
    tell("facts")
    facts, moments = fact_effects(case, models), timeline(case, models)
    tell("measures")
    measures = measure_effects(case, models, now)
    tell("elasticities")
    found = Leverage(
        run=Run.of(case, "leverage", method, seed=seed, draws=draws, parameters=parameters or {}),
        facts=facts,
        timeline=moments,
        measures=measures,
        elasticities=elasticities(case, models, now.outcomes),
        notes=tuple(_notes(case, now)),
        sentence="",
    )
    return found.model_copy(update={"sentence": _sentence(case, found)})


def _notes(case: Case, now: Standing) -> list[str]:
    notes = []
    if not case.facts:
        notes.append("The case has no facts, so there is no timeline.")
    if not case.measures:
        notes.append("The case has no measures to compare; add some under `measures`.")
    if now.zone is None:
        notes.append("The case has no packages, so nothing is said about the zone.")
    return notes


def _sentence(case: Case, found: Leverage) -> str:
    """What the facts did, and whose measures carry."""
    parts = []
    moving = [it.sentence for it in found.facts.values() if any(one.verdict != "none" for one in it.outcomes.values())]
    if moving:
        parts.append(moving[0])
    elif found.facts:
        parts.append("No fact of the case moves an expected outcome.")
    sure = [
        name
        for name, it in found.measures.items()
        if it.by in it.utilities and it.utilities[it.by].verdict == "robust" and (it.utilities[it.by].best or 0) > 0
    ]
    if found.measures:
        count = f"{len(sure)} of {len(found.measures)} measures {'helps' if len(sure) == 1 else 'help'}"
        text = f"{count} the party that takes {'it' if len(found.measures) == 1 else 'them'} in at least 95 % of draws"
        parts.append(f"{text}: {listed(found.measures[name].what for name in sure[:3])}." if sure else f"{text}.")
    return " ".join(parts) or "The case has neither facts nor measures; there is nothing to compare."
