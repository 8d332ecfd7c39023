"""Exchange of positions with equal gain: each of two parties gives way where it costs it less than the other gains."""

from detente.engines.forecast.exchange.answers import answer
from detente.engines.forecast.exchange.choices import ExchangeOptions
from detente.engines.forecast.exchange.history import history
from detente.engines.forecast.method import Method

METHOD = Method(
    "exchange",
    "Two parties give way to each other, each on the issue that matters less to it, so that both gain alike.",
    answer,
    ExchangeOptions,
    history=history,
    joint=True,
    title="exchange model's outcome",
    most_parties=100,
    steps=lambda parties, issues: float(issues**2 * parties**3),
)

__all__ = ["METHOD", "ExchangeOptions"]
