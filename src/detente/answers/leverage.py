"""Leverage on top of the forecast and the deals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from detente.case.model import Case
from detente.engines.deals.outcome_worth import outcome_utilities
from detente.engines.deals.zones import zone_and_kills, zones_open
from detente.engines.forecast.outcomes import outcomes
from detente.engines.leverage import Models
from detente.engines.leverage import leverage as compute
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
    workers: int | None = None,
    say: Callable[[str], None] | None = None,
) -> Leverage:
    """What the facts did to the table, what each measure would do, and how far each party's capability carries.

    ``method`` is the forecast's. Effects are differences on common draws. Raises :class:`MethodError` where nobody has a
    position, :class:`CommandError` for an impossible number of draws.

    >>> from detente.case.catalog import load_case
    >>> found = leverage(load_case("vienna-2015"), draws=50)
    >>> found.facts["air_campaign"].outcomes["presidency"].verdict
    'robust'
    """
    if not 0 <= draws <= MAX_DRAWS:
        raise CommandError(f"{draws} draws are not possible", advice=f"ask for 0 to {MAX_DRAWS}")
    models = models_of(method, draws=draws, seed=seed, options=options, workers=workers)
    parameters = {"method": method, "options": dict(options or {})}
    return compute(case, models, method=method, draws=draws, seed=seed, parameters=parameters, say=say)


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
        zone=_zone,
        zones_open=lambda case, count: zones_open(case, count, seed, workers=workers),
    )


def _zone(case: Case) -> tuple[Zone, dict[str, int]] | None:
    try:
        return zone_and_kills(case)
    except MethodError:
        return None
