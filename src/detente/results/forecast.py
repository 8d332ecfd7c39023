"""The result of a forecast."""

from __future__ import annotations

from typing import Literal

from detente.results.history import Bargain, Challenge, Exchange, Frozen, Move, Turn
from detente.results.run import Run


class Baselines(Frozen):
    """The plain answers beside the method's, at the best values and in the scale's units.

    ``middle`` is the middle of the scale. None: undetermined, as all weights are zero.
    """

    mean: float | None
    weighted_mean: float | None
    weighted_median: float | None
    middle: float


class DrawsSummary(Frozen):
    """The outcomes over the draws, in the scale's units.

    ``undetermined`` is the share of draws without an outcome; ``nearest`` gives, for each mark of the
    scale, the share of the other draws that lie nearest to it; ``converged`` is the share of draws in which
    a dynamic method came to rest before its limit of turns.
    """

    count: int
    mean: float | None
    standard_deviation: float | None
    quantiles: dict[str, float]
    nearest: dict[str, float]
    undetermined: float
    converged: float = 1.0


class Density(Frozen):
    """A distribution over the scale: the probability of each of 101 points from its low to its high end.

    ``of`` is "outcome" where the method itself gives a distribution of the outcome (averaged over the
    draws), and "draws" where it only shows how the uncertain numbers spread a point answer. ``set80`` are the
    runs of points that hold 80 % with the fewest points; ``expected_error`` is the mean distance of the
    outcome from the median. All in the scale's units.
    """

    of: Literal["outcome", "draws"]
    points: tuple[float, ...]
    probabilities: tuple[float, ...]
    mean: float
    median: float
    interval80: tuple[float, float]
    set80: tuple[tuple[float, float], ...]
    expected_error: float


class Believed(Frozen):
    """A number as believed: low, best, high."""

    low: float
    best: float
    high: float


class Pull(Frozen):
    """What one party does to the outcome on an issue.

    ``weight`` is its share of all capability times salience, 0 to 1; ``pull`` is the outcome minus the
    outcome without it, in the scale's units; None: without it there is no outcome.
    """

    party: str
    position: Believed
    salience: Believed
    capability: Believed
    weight: float | None
    pull: float | None


class Swing(Frozen):
    """How far one uncertain number moves the outcome between its low and its high, all others at best."""

    number: str
    low: float
    high: float
    outcome_at_low: float | None
    outcome_at_high: float | None

    @property
    def width(self) -> float:
        """Distance between the two outcomes; 0 where one of them is undetermined."""
        if self.outcome_at_low is None or self.outcome_at_high is None:
            return 0.0
        return abs(self.outcome_at_high - self.outcome_at_low)


class IssueForecast(Frozen):
    """The forecast on one issue, in the scale's units.

    ``outcome`` is the answer at the best values; ``interval80`` holds the middle 80 % of the draws. It says
    how far the uncertain inputs move the answer, not how often the method is right; only where ``density`` is
    one of the outcome does it hold the middle 80 % of that. None: undetermined, and ``undetermined`` says
    why.
    """

    name: str
    outcome: float | None
    interval80: tuple[float, float] | None
    baselines: Baselines
    draws_summary: DrawsSummary
    density: Density | None = None
    pulls: tuple[Pull, ...]
    swings: tuple[Swing, ...]
    undetermined: str
    sentence: str

    @property
    def nearest(self) -> dict[str, float]:
        """For each mark of the scale the share that lies nearest to it.

        Of probability where the method gives a
        density of the outcome, else of the draws that have one.
        """
        counts = self.draws_summary.nearest
        if self.density is None or self.density.of == "draws" or not counts:
            return counts
        marks = [float(mark) for mark in counts]
        shares = dict.fromkeys(counts, 0.0)
        for point, share in zip(self.density.points, self.density.probabilities, strict=True):
            shares[list(counts)[min(range(len(marks)), key=lambda place: abs(marks[place] - point))]] += share
        return shares


class Forecast(Frozen):
    """Forecasts by issue, with the run that made them; ``notes`` say what was assumed, scaled or left out."""

    run: Run
    issues: dict[str, IssueForecast]
    notes: tuple[str, ...] = ()


class DynamicForecast(Forecast):
    """A forecast by a method that plays turns, with what happened in them at the best values.

    The fields are those of :class:`~detente.results.history.History`.
    """

    turns: tuple[Turn, ...]
    challenges: tuple[Challenge, ...]
    bargains: tuple[Bargain, ...]
    exchanges: tuple[Exchange, ...]
    moves: tuple[Move, ...]
    converged: bool
    ended: str


class ForecastComparison(Frozen):
    """Forecasts of one case by several methods, baselines first; ``failed`` says why a method gave none.

    ``spread`` gives, for each issue, the distance between the lowest and the highest outcome in the
    scale's units; None where fewer than two methods have one.
    """

    run: Run
    methods: dict[str, DynamicForecast | Forecast]
    failed: dict[str, str]
    spread: dict[str, float | None]
