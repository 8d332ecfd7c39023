"""The result of a forecast."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from detente.results.run import Run


class Frozen(BaseModel):
    """Base of the parts of a forecast."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
    scale, the share of the other draws that lie nearest to it.
    """

    count: int
    mean: float | None
    standard_deviation: float | None
    quantiles: dict[str, float]
    nearest: dict[str, float]
    undetermined: float


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
    how far the uncertain inputs move the answer, not how often the method is right. None: undetermined,
    and ``undetermined`` says why.
    """

    name: str
    outcome: float | None
    interval80: tuple[float, float] | None
    baselines: Baselines
    draws_summary: DrawsSummary
    pulls: tuple[Pull, ...]
    swings: tuple[Swing, ...]
    undetermined: str
    sentence: str


class Forecast(Frozen):
    """Forecasts by issue, with the run that made them."""

    run: Run
    issues: dict[str, IssueForecast]
