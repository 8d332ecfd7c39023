"""The choices of the challenge model, as options for people and as codes for the compiled parts."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field

from detente.engines.forecast.method import Options

MOST_ROUNDS = 1000


class ChallengeOptions(Options):
    """The choices of the challenge model; the publications leave most of them open."""

    conflict: Literal["stay", "weaker_moves"] = Field(
        "stay",
        description="Where both expect to gain by a challenge: neither moves, or the one that expects less does.",
    )
    risk: Literal["per_round", "fixed"] = Field(
        "per_round", description="Whether attitudes to risk are worked out in every round or kept from the first."
    )
    security: Literal["from_others", "from_own"] = Field(
        "from_others",
        description="What a party's security is the sum of: what others expect of challenging it, or what it expects of "
        "challenging them.",
    )
    offers: Literal["best_offer", "least_move"] = Field(
        "best_offer",
        description="Which of several offers a party takes: of the challenger that expects to gain most, or the one that "
        "asks for the smallest move.",
    )
    status_quo: float = Field(
        1.0, ge=0, le=1, description="Q, the chance that without a challenge positions stay as they are."
    )
    change: Literal["near_middle", "even"] = Field(
        "near_middle",
        description="T, whether a change without a challenge would be for the better: where a party is nearer to the "
        "weighted median than to the one it would challenge, or as likely as not. Matters only below `status_quo` 1.",
    )
    most_rounds: int = Field(10, ge=1, le=MOST_ROUNDS, description="The limit of rounds.")
    still: float = Field(
        0.005, ge=0, le=1, description="Stop when no party moves by more than this share of the scale."
    )
    outcome: Literal["weighted_median", "weighted_mean"] = Field(
        "weighted_median", description="How the final positions become an outcome."
    )


class Rules(NamedTuple):
    """The choices as codes."""

    weaker_moves: bool
    fixed_risk: bool
    from_own: bool
    least_move: bool
    status_quo: float
    even_change: bool
    most_rounds: int
    still: float


def rules_of(options: ChallengeOptions) -> Rules:
    """The codes of some options.

    >>> rules_of(ChallengeOptions(risk="fixed")).fixed_risk
    True
    """
    return Rules(
        weaker_moves=options.conflict == "weaker_moves",
        fixed_risk=options.risk == "fixed",
        from_own=options.security == "from_own",
        least_move=options.offers == "least_move",
        status_quo=options.status_quo,
        even_change=options.change == "even",
        most_rounds=options.most_rounds,
        still=options.still,
    )
