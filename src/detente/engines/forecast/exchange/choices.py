"""The choices of the exchange model, as options for people and as numbers for the compiled part."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field

from detente.engines.forecast.method import Options

MOST_ROUNDS = 100
MOST_EXCHANGES = 20_000  # of one run; beyond, it stops and has not converged
SMALLEST_GAIN = 1e-9  # below, a gain is rounding

TieOrder = Literal["larger_shift", "smaller_shift", "names"]
PREFERENCES = {"larger_shift": 1.0, "smaller_shift": -1.0, "names": 0.0}


class ExchangeOptions(Options):
    """The choices of the exchange model."""

    rounds: int = Field(1, ge=1, le=MOST_ROUNDS, description="How many rounds of exchanges there are.")
    least_gain: float = Field(
        1e-6, ge=0, le=100, description="An exchange has to bring each side more, in points times salience (0 to 1)."
    )
    tie_order: TieOrder = Field(
        "larger_shift",
        description="Which of several exchanges with the highest gain comes first: the one that shifts the two "
        "outcomes most, or least, in sum. Then, and with `names` at once, the order of the ids of the issues, then "
        "of the parties.",
    )
    fixed_share: float = Field(
        0.1, ge=0, le=1, description="How far a position follows the vote from one round to the next, at least."
    )
    salience_share: float = Field(
        0.4, ge=0, le=1, description="How much farther it follows where the issue has no salience to the party."
    )


class Rules(NamedTuple):
    """The choices as numbers; ``preference`` is 1 for a larger shift, -1 for a smaller one, 0 for neither."""

    rounds: int
    most_exchanges: int
    least_gain: float
    preference: float
    fixed_share: float
    salience_share: float


def rules_of(options: ExchangeOptions) -> Rules:
    """The numbers of some options.

    >>> rules_of(ExchangeOptions(tie_order="names")).preference
    0.0
    """
    return Rules(
        rounds=options.rounds,
        most_exchanges=MOST_EXCHANGES,
        least_gain=max(options.least_gain, SMALLEST_GAIN),
        preference=PREFERENCES[options.tie_order],
        fixed_share=options.fixed_share,
        salience_share=options.salience_share,
    )
