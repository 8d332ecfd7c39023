"""Brief: the answers of a case as a document that can be printed and defended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date  # noqa: N812  (the field is called date)
from functools import partial
from pathlib import Path

from detente.answers.ceasefire import ceasefire
from detente.answers.leverage import leverage
from detente.answers.trust import trust
from detente.brief.compose import compose
from detente.brief.contents import Brief
from detente.brief.formats import write
from detente.case.acts import case_with
from detente.case.model import Case
from detente.case.reader import CaseFile, open_case
from detente.engines.deals import deals
from detente.engines.deals.drawn import MAX_DRAWS
from detente.engines.deals.packages import looked_at
from detente.engines.forecast import compare, forecast
from detente.engines.stability.lasting import lasting
from detente.errors import MethodError
from detente.results.ceasefire import Ceasefire
from detente.results.deals import Deals
from detente.results.leverage import Leverage
from detente.results.stability.analysis import Lasting
from detente.results.trust import Trust
from detente.sources.verification import read_sources, verify

MOST_CEASEFIRE_DRAWS = 10_000  # all held at once
MOST_TRUST_DRAWS = 10_000
MOST_LEVERAGE_DRAWS = 1_000  # asked again for every measure and party


def brief(
    case: str | Path | CaseFile,
    method: str = "weighted_mean",
    *,
    draws: int = 1000,
    seed: int = 0,
    at: Date | None = None,
    workers: int | None = None,
    progress: Callable[[str], None] | None = None,
) -> Brief:
    """The brief on a case file: forecast it by every method, read its sources, verify its evidence, put it in order.

    ``method`` is the one that the brief is about; the others stand beside it. ``at`` is the day for which the case is judged,
    with all later facts undone; by default the day of the case.

    Give the contents to :func:`write` for HTML, PDF, Word or Excel. Raises
    :class:`~detente.case.findings.FindingsError` where the case has errors.
    """
    file = case if isinstance(case, CaseFile) else open_case(case)
    it = file.sound if at is None else case_with(file.sound, at=at)
    say = progress or (lambda step: None)
    say("forecast")
    answer = forecast(it, method, draws=draws, seed=seed, workers=workers)
    comparison = compare(it, draws=draws, seed=seed, workers=workers, progress=partial(_steps, say))
    say("deals")
    agreements = _deals(it, draws, seed, workers)
    say("ceasefire")
    truces = _ceasefires(it, draws, seed)
    say("trust")
    held_trust = _trust(it, draws, seed, workers)
    say("leverage")
    levers = _leverage(it, method, draws, seed, workers)
    say("stability")
    situations = _lasting(it)
    say("sources")
    articles = read_sources(it, file.path.parent)
    say("charts")
    return compose(
        it, answer, comparison, agreements, articles, verify(it, articles), truces, held_trust, levers, situations
    )


def _deals(case: Case, draws: int, seed: int, workers: int | None) -> Deals | None:
    """The deals of a case, over as many draws as they can have, and the Nash pick looked at closely; None where it has no packages."""
    try:
        found = deals(case, draws=min(draws, MAX_DRAWS), seed=seed, workers=workers)
    except MethodError:
        return None
    return looked_at(case, found, "nash") if found.solutions.nash else found


def _ceasefires(case: Case, draws: int, seed: int) -> Ceasefire | None:
    """The ceasefire designs of a case; None where it has none, or one cannot be read."""
    try:
        return ceasefire(case, draws=min(draws, MOST_CEASEFIRE_DRAWS), seed=seed)
    except MethodError:
        return None


def _trust(case: Case, draws: int, seed: int, workers: int | None) -> Trust | None:
    """What the parties of a case expect of each other; None where nothing is known of it."""
    try:
        found = trust(case, draws=min(draws, MOST_TRUST_DRAWS), seed=seed, workers=workers)
    except MethodError:
        return None
    return found if found.network.pairs or any(it.informed for it in found.opinions) else None


def _leverage(case: Case, method: str, draws: int, seed: int, workers: int | None) -> Leverage | None:
    """What the facts of a case did and its measures would do; None where it has neither."""
    if not case.facts and not case.measures:
        return None
    try:
        return leverage(case, method, draws=min(draws, MOST_LEVERAGE_DRAWS), seed=seed, workers=workers)
    except MethodError:
        return None


def _lasting(case: Case) -> Lasting | None:
    """Which situations of a case last; None where it has no graph model, or one that cannot be analysed."""
    if not case.conflict.preferences:
        return None
    try:
        return lasting(case)
    except MethodError:
        return None


def _steps(say: Callable[[str], None], method: str) -> Callable[[int, int], None]:
    say(f"forecast by {method}")
    return lambda done, total: None


__all__ = ["Brief", "brief", "compose", "write"]
