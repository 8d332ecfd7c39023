"""The result of a sensitivity analysis: which numbers matter, and what would change the answer."""

from __future__ import annotations

from detente.results.forecast import Believed, Swing
from detente.results.history import Frozen
from detente.results.run import Run


class Index(Frozen):
    """Sobol indices of one number, or of several joined by a link, on one issue.

    ``first`` is the share of the outcome's variance that would go if these numbers were known, ``total``
    the share that would stay if all others were; 0 to 1 but for sampling error. ``first_interval`` and
    ``total_interval`` are 95 % bootstrap intervals.
    """

    numbers: tuple[str, ...]
    first: float
    first_interval: tuple[float, float]
    total: float
    total_interval: tuple[float, float]


class TippingValue(Frozen):
    """The smallest change of one number that moves the outcome past a mark, all others at their best values.

    ``value`` is the number there and ``outcome`` what it gives, in the scale's units; ``mark`` is the mark
    then nearest. ``believed``: the value lies within what is believed of the number. ``share`` is the size of
    the change against the scale's width (positions), 100 (saliences) or the number itself (capabilities).
    """

    number: str
    belief: Believed
    value: float
    believed: bool
    share: float
    outcome: float
    mark: float


class FindingOut(Frozen):
    """What it would be worth to know one number.

    ``variance`` is the expected share of the outcome's variance that goes (the first-order index);
    ``deviation`` the standard deviation that is then left, in the scale's units; ``gain`` the expected rise
    of the chance to name the mark nearest to the outcome, 0 to 1. Intervals are 95 %.
    """

    number: str
    variance: float
    variance_interval: tuple[float, float]
    deviation: float
    gain: float
    gain_interval: tuple[float, float]


class ExpertJudgement(Frozen):
    """What one expert believes about one number, and the weight it has in the pool, 0 to 1."""

    expert: str
    name: str
    low: float
    best: float
    high: float
    weight: float


class JudgedNumber(Frozen):
    """A number that experts judged: the pool and what each of them says.

    ``disagreement`` is the share of the pool's variance that lies between the experts, 0 to 1.
    """

    number: str
    pool: Believed
    disagreement: float
    judgements: tuple[ExpertJudgement, ...]


class ExpertOutcome(Frozen):
    """The outcome where one expert's judgements alone hold for the numbers that expert judged.

    All other numbers stay as they are, and the draws are common, so that differences come from the
    judgements. ``shift`` is the mean difference from the pool's draws, in the scale's units.
    """

    expert: str
    name: str
    numbers: int
    outcome: float | None
    interval80: tuple[float, float] | None
    shift: float | None


class ExpertWeight(Frozen):
    """An expert's weight before a number's own panel is known, and the performance on seed questions behind it."""

    expert: str
    name: str
    weight: float
    calibration: float | None
    information: float | None
    questions: int


class IssueSensitivity(Frozen):
    """What matters on one issue, in the scale's units.

    ``outcome`` is the answer at the best values; ``interval80`` the middle 80 % and ``deviation`` the
    standard deviation of the sample; ``chance`` the share of the sample at its most frequent nearest mark;
    ``left_out`` the share of the sample without an outcome. ``swings`` move one number at a time. ``steady``
    names the numbers that cannot move the outcome past ``mark`` (None: into another mark's neighbourhood)
    alone. ``next`` says in words what to research next; ``undetermined`` why there is no answer.
    """

    name: str
    outcome: float | None
    interval80: tuple[float, float] | None
    deviation: float | None
    chance: float | None
    left_out: float
    mark: float | None
    swings: tuple[Swing, ...]
    indices: tuple[Index, ...]
    tipping: tuple[TippingValue, ...]
    steady: tuple[str, ...]
    finding_out: tuple[FindingOut, ...]
    judged: tuple[JudgedNumber, ...]
    by_expert: tuple[ExpertOutcome, ...]
    next: str
    undetermined: str
    sentence: str


class Sensitivity(Frozen):
    """Sensitivity by issue, with the run that made it; ``weighting`` is the rule behind the experts' weights."""

    run: Run
    issues: dict[str, IssueSensitivity]
    weighting: str | None
    experts: tuple[ExpertWeight, ...]
    notes: tuple[str, ...] = ()
