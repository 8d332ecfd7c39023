"""The forecast of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.engines.forecast.drawn import Drawn, block_size, draw_block, joined
from detente.engines.forecast.method import Answers, Method, Options, titled, within_limits
from detente.engines.forecast.methods import method_named
from detente.engines.forecast.options import chosen_options
from detente.engines.forecast.pulls import pulls, standings
from detente.engines.forecast.sentences import sentence
from detente.engines.forecast.summary import density_of, summary_of
from detente.engines.forecast.swings import swings
from detente.engines.forecast.table import Table, Tables, uncertain_numbers
from detente.engines.forecast.weighted_mean import weighted_mean
from detente.engines.forecast.weighted_median import weighted_median
from detente.engines.uncertainty import Progress, in_blocks
from detente.errors import CommandError, MethodError
from detente.results.forecast import Baselines, DynamicForecast, Forecast, IssueForecast, Pull, Swing
from detente.results.run import Run

Array = npt.NDArray[np.float64]
MAX_DRAWS = 10_000_000
MOST_STEPS = 3e9  # for pulls and swings, some ten seconds; beyond, they are left out and the result says so


def forecast(
    case: Case,
    method: str = "weighted_mean",
    *,
    issues: Sequence[str] | None = None,
    draws: int = 1000,
    seed: int = 0,
    options: Mapping[str, Any] | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> Forecast:
    """Forecast the outcome of each issue by one method, with the plain baselines beside it.

    The outcome is the answer at the best values; ``draws`` seeded draws of every uncertain number give the
    interval. ``issues`` limits the forecast to some issues; ``options`` are the method's named choices, over
    those in the case. ``workers`` (threads; every core without it) and ``cluster`` (address of a Dask
    scheduler) change the time, never the answer; ``progress`` is told the draws done and all draws. A
    dynamic method gives a :class:`~detente.results.forecast.DynamicForecast` with its turns. Raises
    :class:`MethodError` for an unknown method, option or issue, :class:`CommandError` for an impossible
    number of draws or workers.

    >>> from detente.case.catalog import load_case
    >>> answer = forecast(load_case("emission-standards-1994"))
    >>> round(answer.issues["delay"].outcome, 3)
    7.39
    """
    rule = method_named(method)
    chosen = chosen_options(case, rule, options or {})
    if not 0 <= draws <= MAX_DRAWS:
        raise CommandError(f"{draws} draws are not possible", advice=f"ask for 0 to {MAX_DRAWS}")
    asked = _asked(case, issues)
    solved = list(case.issues) if rule.joint else asked
    best = Tables.best(case, solved, seed)
    within_limits(rule, best)
    answers = rule.answer(best, chosen)
    evaluate = partial(draw_block, case, method, chosen, seed, tuple(solved))
    parts = in_blocks(evaluate, draws, block_size(best, rule), workers=workers, cluster=cluster, progress=progress)
    drawn = joined(parts, len(solved))
    explained, why_not = _explained(case, rule, chosen, best, answers)
    found = {issue: _issue(case, rule, chosen, best, answers, drawn, explained, issue) for issue in asked}
    run = Run.of(case, "forecast", method, seed=seed, draws=draws, parameters=_parameters(asked, chosen))
    if rule.history is None:
        return Forecast(run=run, issues=found, notes=why_not)
    it = rule.history(case, best, chosen)
    return DynamicForecast(
        run=run,
        issues=found,
        notes=(*it.notes, *why_not),
        **{name: getattr(it, name) for name in type(it).model_fields if name != "notes"},
    )


def _asked(case: Case, issues: Sequence[str] | None) -> list[str]:
    if not case.issues:
        raise MethodError("the case has no issue to forecast", advice="add `issues` and `positions`")
    for issue in issues or ():
        if issue not in case.issues:
            near = get_close_matches(issue, case.issues, n=1)
            advice = f"did you mean {near[0]}?" if near else f"issues: {', '.join(case.issues)}"
            raise MethodError(f"the case has no issue {issue}", advice=advice)
    return list(dict.fromkeys(issues)) if issues else list(case.issues)


def _parameters(issues: list[str], options: Options) -> dict[str, Any]:
    chosen = options.model_dump(mode="json")
    return {"issues": issues} | ({"options": chosen} if chosen else {})


Explained = tuple[dict[str, tuple[Pull, ...]], dict[str, tuple[Swing, ...]]]


def _explained(
    case: Case, rule: Method, options: Options, best: Tables, answers: Answers
) -> tuple[Explained, tuple[str, ...]]:
    """Pulls and swings by issue, or a note that says why they are left out."""
    issues = [table.issue for table in best.tables]
    runs = len(case.parties) + 2 * len(uncertain_numbers(case, issues))
    if rule.steps is not None and runs * rule.steps(len(case.parties), len(issues)) > MOST_STEPS:
        note = f"Pulls and swings are left out: with {len(case.parties)} parties this method would take too long."
        return (standings(case, best), dict.fromkeys(issues, ())), (note,)
    return (pulls(case, rule, options, best, answers), swings(case, rule, options, issues)), ()


def _issue(
    case: Case,
    rule: Method,
    options: Options,
    best: Tables,
    answers: Answers,
    drawn: Drawn,
    explained: Explained,
    issue: str,
) -> IssueForecast:
    column = next(number for number, table in enumerate(best.tables) if table.issue == issue)
    table, it = best.tables[column], case.issues[issue]
    outcome = _value(answers.outcomes[0, column])
    summary = summary_of(it, drawn.outcomes[:, column], drawn.converged)
    density = density_of(rule, options, table, drawn, column)
    interval = (summary.quantiles["10"], summary.quantiles["90"]) if summary.quantiles else None
    if density is not None and density.of == "outcome":
        interval = density.interval80
    reason = "" if outcome is not None else _reason(table)
    pulled, moved = explained[0][issue], explained[1][issue]
    return IssueForecast(
        name=case.issue_name(issue),
        outcome=outcome,
        interval80=interval,
        baselines=Baselines(
            mean=_plain_mean(table),
            weighted_mean=_value(weighted_mean(table.positions, table.weights)[0]),
            weighted_median=_value(weighted_median(table.positions, table.weights)[0]),
            middle=(it.low + it.high) / 2,
        ),
        draws_summary=summary,
        density=density,
        pulls=pulled,
        swings=moved,
        undetermined=reason,
        sentence=sentence(case, issue, titled(rule), outcome, interval, density, pulled, moved, reason),
    )


def _plain_mean(table: Table) -> float | None:
    return float(table.positions[0].mean()) if table.parties else None


def _reason(table: Table) -> str:
    if not table.parties:
        return "No party has a position on it."
    if not table.weights.any():
        return "No party with a position on it has both capability and salience above zero."
    return "The method finds no outcome at these numbers."


def _value(outcome: float) -> float | None:
    return None if np.isnan(outcome) else float(outcome)
