"""Scores of a table of forecasts against a table of outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.scores.columns import named
from detente.engines.forecast.scores.differences import FEW_CLUSTERS, differences
from detente.engines.forecast.scores.findings import differences_in_words, events_in_words, scales_in_words
from detente.engines.forecast.scores.given import Given, Outcome
from detente.engines.forecast.scores.measures import (
    Resampling,
    event_scores,
    event_values,
    scale_scores,
    scale_values,
)
from detente.engines.forecast.scores.reading import read_forecasts, read_outcomes
from detente.errors import CommandError, MethodError
from detente.results.scores import EventScores, ScaleScores, Scores, ScoringRun

Array = npt.NDArray[np.float64]

HEADLINE = "weighted_mean"
MOST_BINS = 100


def score(
    forecasts: str | Path,
    outcomes: str | Path,
    *,
    against: str | None = None,
    bins: int = 10,
    seed: int = 0,
    resamples: int = 2000,
) -> Scores:
    """Score a table of forecasts against a table of outcomes, method by method.

    ``forecasts`` is what ``detente forecast-table`` writes, or a table of events with question, method and
    probability; ``outcomes`` has issue (or question) and outcome, and may have ``proposal``, by which issues
    are resampled as wholes for the intervals. Methods are compared with ``against``: by default
    ``weighted_mean``, or the first method of the table. ``bins`` is for the calibration of events. Lower scores
    are better; definitions stand in docs/theory/scoring.md. Raises :class:`CaseError` for a table that cannot be
    read, :class:`MethodError` where no forecast has an outcome or ``against`` is no method of the table.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "said.csv").write_text("question,probability\\na,0.8\\nb,0.3\\n")
    ...     _ = Path(folder, "came.csv").write_text("question,outcome\\na,yes\\nb,no\\n")
    ...     round(score(f"{folder}/said.csv", f"{folder}/came.csv").events["forecast"].brier.value, 3)
    0.065
    """
    if not 1 <= bins <= MOST_BINS:
        raise CommandError(f"{bins} bins are not possible", advice=f"ask for 1 to {MOST_BINS}")
    resampling = Resampling(seed, resamples)
    forecasts, outcomes = Path(forecasts), Path(outcomes)
    given = read_forecasts(forecasts)
    known, notes = read_outcomes(outcomes, given.kind)
    matched = _Matched.of(given, known, forecasts, outcomes)
    reference = _reference(matched, against)
    run = ScoringRun(
        forecasts=forecasts.name,
        forecasts_digest=_digest(forecasts),
        outcomes=outcomes.name,
        outcomes_digest=_digest(outcomes),
        against=reference,
        bins=bins,
        seed=seed,
        resamples=resamples,
        version=version("detente"),
    )
    return _scores(run, matched, resampling, (*given.notes, *notes, *matched.notes()))


@dataclass(frozen=True)
class _Matched:
    """The issues of each method that have an outcome, sorted so that the order of the rows changes nothing."""

    given: Given
    outcomes: Mapping[str, Outcome]
    issues: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, given: Given, outcomes: Mapping[str, Outcome], forecasts: Path, source: Path) -> _Matched:
        by_method = given.events if given.kind == "events" else given.scales
        issues = {method: sorted(issue for issue in it if issue in outcomes) for method, it in by_method.items()}
        issues = {method: listed for method, listed in issues.items() if listed}
        if not issues:
            raise MethodError(f"no forecast in {forecasts} has an outcome in {source}", advice=_why(given, outcomes))
        return cls(given, outcomes, issues)

    def truth(self, method: str) -> Array:
        return np.array([self.outcomes[issue].value for issue in self.issues[method]])

    def clusters(self, method: str) -> list[str]:
        return [self.outcomes[issue].cluster for issue in self.issues[method]]

    @property
    def answered(self) -> dict[str, str]:
        """Every issue that was scored, with its cluster."""
        return {issue: self.outcomes[issue].cluster for issues in self.issues.values() for issue in issues}

    def notes(self) -> list[str]:
        forecast = self.given.issues
        open_ = [issue for issue in forecast if issue not in self.outcomes]
        unasked = [issue for issue in self.outcomes if issue not in forecast]
        told = []
        if open_:
            told.append(f"{_issues(open_)} a forecast but no outcome, not scored: {named(open_)}.")
        if unasked:
            told.append(f"{_issues(unasked)} an outcome but no forecast: {named(unasked)}.")
        if len({tuple(issues) for issues in self.issues.values()}) > 1:
            told.append(
                "The methods answer different issues, so their scores cannot be compared; the differences can: they "
                "rest on the issues that both answer."
            )
        clusters = len(set(self.answered.values()))
        if clusters < FEW_CLUSTERS:
            told.append(
                f"Intervals rest on {clusters} independent group{'s' if clusters != 1 else ''} only: too few to trust."
            )
        if self.given.kind == "scale" and any(it.value % 1 for it in self.outcomes.values()):
            told.append("CRPS and log score round the outcomes to whole points.")
        return told


def _issues(names: Sequence[str]) -> str:
    return "1 issue has" if len(names) == 1 else f"{len(names)} issues have"


def _why(given: Given, outcomes: Mapping[str, Outcome]) -> str:
    """What each table holds, so that a mismatch of names shows."""
    told = [
        f"{what}: {named(list(names)) or 'none that can be used'}"
        for what, names in (("forecast", given.issues), ("with an outcome", outcomes))
    ]
    return "; ".join([*told, *given.notes[:2]])


def _reference(matched: _Matched, against: str | None) -> str:
    methods = list(matched.issues)
    if against is None:
        return HEADLINE if HEADLINE in methods else methods[0]
    if against not in methods:
        near = get_close_matches(against, methods, n=1)
        advice = f"did you mean {near[0]}?" if near else f"methods: {named(methods)}"
        raise MethodError(f"no scored forecast is by {against}", advice=advice)
    return against


def _scores(run: ScoringRun, matched: _Matched, resampling: Resampling, notes: Sequence[str]) -> Scores:
    events: dict[str, EventScores] = {}
    scales: dict[str, ScaleScores] = {}
    values: dict[str, dict[str, Array]] = {}
    for method, issues in matched.issues.items():
        truth, clusters = matched.truth(method), matched.clusters(method)
        if matched.given.kind == "events":
            said = np.array([matched.given.events[method][issue] for issue in issues])
            events[method] = event_scores(said, truth, clusters, run.bins, resampling)
            values[method] = event_values(said, truth)
        else:
            forecasts = [matched.given.scales[method][issue].filled() for issue in issues]
            scales[method] = scale_scores(forecasts, truth, clusters, resampling)
            values[method] = scale_values(forecasts, truth)
    clusters_of = matched.answered
    compared = differences(values, matched.issues, clusters_of, run.against, resampling)
    return Scores(
        run=run,
        kind=matched.given.kind,
        issues=len(clusters_of),
        clusters=len(set(clusters_of.values())),
        events=events,
        scales=scales,
        differences=compared,
        findings=(*events_in_words(events), *scales_in_words(scales), *differences_in_words(compared)),
        notes=tuple(notes),
    )


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
