"""Brief: the answers of a case as a document that can be printed and defended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date  # noqa: N812  (the field is called date)
from functools import partial
from pathlib import Path

from detente.brief.compose import compose
from detente.brief.contents import Brief
from detente.brief.formats import write
from detente.case.acts import case_with
from detente.case.model import Case
from detente.case.reader import CaseFile, open_case
from detente.engines.deals import deals
from detente.engines.forecast import compare, forecast
from detente.errors import MethodError
from detente.results.deals import Deals
from detente.sources.verification import read_sources, verify


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
    agreements = _deals(it)
    say("sources")
    articles = read_sources(it, file.path.parent)
    say("charts")
    return compose(it, answer, comparison, agreements, articles, verify(it, articles))


def _deals(case: Case) -> Deals | None:
    """The deals of a case; None where it has no packages."""
    try:
        return deals(case)
    except MethodError:
        return None


def _steps(say: Callable[[str], None], method: str) -> Callable[[int, int], None]:
    say(f"forecast by {method}")
    return lambda done, total: None


__all__ = ["Brief", "brief", "compose", "write"]
