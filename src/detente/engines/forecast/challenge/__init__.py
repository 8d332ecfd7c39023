"""Challenge: the expected utility model, in which parties challenge one another and answer with offers."""

from detente.engines.forecast.challenge.answers import answer
from detente.engines.forecast.challenge.choices import ChallengeOptions
from detente.engines.forecast.challenge.history import history
from detente.engines.forecast.method import Method

METHOD = Method(
    "challenge",
    "Parties challenge where they expect to gain; those with more to lose give way, round by round.",
    answer,
    ChallengeOptions,
    history=history,
    title="challenge model's outcome",
    most_parties=300,
    steps=lambda parties, issues: 5.0 * issues * parties**3,
)

__all__ = ["METHOD", "ChallengeOptions"]
