"""The result of scoring: how good forecasts were, once the outcomes are known.

Lower is better for every error and score; ``None`` stands where a number has no meaning.
"""

from __future__ import annotations

from typing import Literal

from detente.results.history import Frozen

Verdict = Literal["better", "worse", "undetermined"]


class Estimate(Frozen):
    """A mean over issues or questions with its 95 % interval; ``interval`` is None where there is one cluster only."""

    value: float
    interval: tuple[float, float] | None = None


class CalibrationBin(Frozen):
    """Events to which a probability from ``low`` to ``high`` was given.

    ``happened`` is the share that came about; ``interval`` is its 95 % interval (Wilson).
    """

    low: float
    high: float
    count: int
    mean_probability: float
    happened: float
    interval: tuple[float, float]


class BrierParts(Frozen):
    """Murphy's decomposition: Brier = reliability - resolution + uncertainty + within_bins.

    ``within_bins`` is zero where all probabilities of a bin are the same.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within_bins: float


class EventScores(Frozen):
    """How good one method's or person's probabilities of events were.

    ``log_score`` is the mean of -ln of the probability given to what came about; ``floored`` counts the
    events at which that probability was raised to the floor.
    """

    count: int
    happened: float
    brier: Estimate
    parts: BrierParts
    log_score: Estimate
    floored: int
    calibration: tuple[CalibrationBin, ...]


class ScaleScores(Frozen):
    """How good one method's or person's forecasts on scales were, in points of the 0-100 scale.

    ``gives`` is "probabilities" where at least one forecast gives the probability of every point, and "points"
    where none does. ``crps`` counts a forecast without probabilities by its absolute error. ``coverage80`` is
    the share of outcomes in the central 80 %, and ``width80`` the mean width of that interval;
    ``interval_score80`` joins the two. ``pit`` counts the outcomes in ten equal parts of the forecast's
    probability, from low to high.
    """

    count: int
    gives: Literal["probabilities", "points"]
    mae_median: Estimate | None
    mae_mean: Estimate | None
    rmse: float
    hit10: float
    crps: Estimate
    log_score: Estimate | None
    floored: int
    coverage80: float | None
    width80: float | None
    interval_score80: Estimate | None
    pit: tuple[int, ...] | None


class Difference(Frozen):
    """A method's mean score less that of the method it is held against, over the issues both answered.

    Below zero: the method was better. ``verdict`` is undetermined where the 95 % interval includes zero, where
    there is none, and where it rests on fewer than ten clusters.
    """

    method: str
    against: str
    measure: str
    count: int
    clusters: int
    difference: Estimate
    verdict: Verdict


class ScoringRun(Frozen):
    """What was scored and how: the SHA-256 of both files, so that the run can be repeated."""

    forecasts: str
    forecasts_digest: str
    outcomes: str
    outcomes_digest: str
    against: str
    bins: int
    seed: int
    resamples: int
    version: str


class Scores(Frozen):
    """Scores by method; ``kind`` says whether the forecasts are of events or of outcomes on a scale.

    ``clusters`` counts the groups of issues that were resampled as wholes; ``notes`` say what was left out or
    assumed; ``findings`` are the answer in words.
    """

    run: ScoringRun
    kind: Literal["events", "scale"]
    issues: int
    clusters: int
    events: dict[str, EventScores]
    scales: dict[str, ScaleScores]
    differences: tuple[Difference, ...] = ()
    findings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class LoggedScore(Frozen):
    """How good one person's forecasts on one question were.

    An event has ``brier_last``, of the last forecast, and ``brier_daily``, the mean over ``days`` days on which
    a forecast stood. A scale question has ``error``, the distance of the best or median value from the outcome
    in points of the 0-100 scale.
    """

    id: str
    question: str
    by: str
    forecasts: int
    days: int
    outcome: float
    brier_last: float | None = None
    brier_daily: float | None = None
    error: float | None = None


class LogScores(Frozen):
    """How good the forecasts of a log were, by person.

    ``events`` and ``scales`` score the last forecasts; ``daily`` is the Brier score averaged over the days a
    forecast stood, then over questions.
    """

    file: str
    file_digest: str
    version: str
    seed: int
    resamples: int
    by: tuple[str, ...]
    resolved: int
    open: int
    void: int
    events: dict[str, EventScores]
    daily: dict[str, Estimate]
    scales: dict[str, ScaleScores]
    questions: tuple[LoggedScore, ...] = ()
    findings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
