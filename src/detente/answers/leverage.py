"""Leverage on top of the forecast and the deals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from detente.case.acts import case_with
from detente.case.model import Case
from detente.engines.deals.building import numbers_read
from detente.engines.deals.outcome_worth import outcome_utilities
from detente.engines.deals.zone_steps import zone_steps
from detente.engines.deals.zones import zone_and_kills, zones_open
from detente.engines.forecast.outcomes import outcomes
from detente.engines.leverage import Models
from detente.engines.leverage import leverage as compute
from detente.engines.leverage.contest import contest
from detente.engines.leverage.goals import goal_of
from detente.engines.leverage.influence import influence
from detente.engines.leverage.portfolio import portfolio
from detente.engines.leverage.war import war
from detente.engines.leverage.zone_curve import zone_curves
from detente.engines.uncertainty import Progress
from detente.errors import CommandError, MethodError
from detente.results.deals import Zone
from detente.results.leverage import Leverage

MAX_DRAWS = 100_000


def leverage(
    case: Case,
    method: str = "weighted_mean",
    *,
    draws: int = 1000,
    seed: int = 0,
    options: Mapping[str, Any] | None = None,
    goal: str | None = None,
    budget: float | None = None,
    by: Sequence[str] = (),
    against: Sequence[str] = (),
    answer_budget: float | None = None,
    sides: tuple[Sequence[str], Sequence[str]] | None = None,
    cost_points: float = 0.0,
    zone_curve: str | None = None,
    at_war: Sequence[str] = (),
    influence_of: str | None = None,
    workers: int | None = None,
    say: Callable[[str], None] | None = None,
    progress: Progress | None = None,
) -> Leverage:
    """What the facts did to the table, what each measure would do, and how far each party's capability carries.

    ``method`` is the forecast's. Effects are differences on common draws. With a ``goal`` (``utility:PARTY``,
    ``outcome:ISSUE:up``, ``:down`` or ``:NUMBER``, or ``zone``) also the best set of measures within ``budget``, and what the best
    answer of those ``against`` leaves of it: :func:`detente.engines.leverage.portfolio.portfolio`. With two ``sides`` (parties, the
    leader first) also their contest: :func:`detente.engines.leverage.contest.contest`. With ``zone_curve``, a party, the chance of a zone by its leverage: :func:`detente.engines.leverage.zone_curve.zone_curves`;
    with the parties ``at_war`` what war as their outside option leaves to agree on: :func:`detente.engines.leverage.war.war`; with
    ``influence_of``, a party, whom it can move through whom: :func:`detente.engines.leverage.influence.influence`. ``say`` is told each step,
    ``progress`` the sets of measures (or draws) done. Raises :class:`MethodError` where nobody has a position, :class:`CommandError` for an impossible number of
    draws, an unknown goal or party.

    >>> from detente.case.catalog import load_case
    >>> found = leverage(load_case("vienna-2015"), draws=50)
    >>> found.facts["air_campaign"].outcomes["presidency"].verdict
    'robust'
    """
    if not 0 <= draws <= MAX_DRAWS:
        raise CommandError(f"{draws} draws are not possible", advice=f"ask for 0 to {MAX_DRAWS}")
    models = models_of(method, draws=draws, seed=seed, options=options, workers=workers)
    tell = say or (lambda step: None)
    parameters = {
        "method": method, "options": dict(options or {}), "goal": goal, "budget": budget, "by": list(by), "against": list(against),
        "answer_budget": answer_budget, "sides": [list(side) for side in sides or ()], "cost_points": cost_points,
        "zone_curve": zone_curve, "at_war": list(at_war), "influence_of": influence_of,
    }  # fmt: skip
    chosen = game = None
    if goal is not None:
        aim = goal_of(case, models, goal, progress)
        tell("sets of measures")
        chosen = portfolio(case, aim, budget=budget, by=by, against=against, answer_budget=answer_budget)
    if sides is not None:
        tell("contest of measures")
        game = contest(
            case,
            models,
            *sides,
            budgets=(budget, budget if answer_budget is None else answer_budget),
            cost_points=cost_points,
        )
    more: dict[str, Any] = {"portfolio": chosen, "contest": game}
    if zone_curve is not None:
        tell("zone by leverage")
        more["zone_curves"] = zone_curves(case, models, zone_curve, progress)
    if at_war:
        tell("war")
        more["war"] = war(case, at_war, draws=draws, seed=seed)
    if influence_of is not None:
        more["influence"] = influence(case, influence_of, draws=draws, seed=seed)
    found = compute(case, models, method=method, draws=draws, seed=seed, parameters=parameters, say=say)
    return found.model_copy(update=more)


def models_of(
    method: str = "weighted_mean",
    *,
    draws: int = 1000,
    seed: int = 0,
    options: Mapping[str, Any] | None = None,
    workers: int | None = None,
) -> Models:
    """What the forecast and the deals answer, as the leverage engine asks it."""
    return Models(
        outcomes=lambda case: outcomes(case, method, draws=draws, seed=seed, options=options, workers=workers),
        best_outcomes=lambda case: outcomes(case, method, seed=seed, options=options)[0],
        utilities=lambda case, found: outcome_utilities(case, found, seed),
        best_utilities=lambda case, found: outcome_utilities(case, found, None),
        zone=_zone,
        zones_open=lambda case, sets, count, tell: zones_open(case, sets, count, seed, workers=workers, progress=tell),
        zone_steps=lambda case, party, steps, whose, count, tell: zone_steps(
            case, party, steps, whose, count, seed, workers=workers, progress=tell
        ),
        moves_zone=_moves_zone,
    )


def _zone(case: Case) -> tuple[Zone, dict[str, int]] | None:
    try:
        return zone_and_kills(case)
    except MethodError:
        return None


def _moves_zone(case: Case, measure: str) -> bool:
    try:
        read = {".".join(map(str, loc)) for loc in numbers_read(case)}
    except MethodError:
        return False
    return bool(read & set(case_with(case, measures=[measure]).shifted))
