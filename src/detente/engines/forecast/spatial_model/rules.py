"""The choices of the spatial model, as options for people and as codes for the compiled parts."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from pydantic import Field

from detente.engines.forecast.method import Options

VotingRule = Literal["proportional", "binary", "cubic", "prop_bin", "prop_cubic"]
VictoryProbability = Literal["linear", "square", "quartic", "octic", "binary"]
PceModel = Literal["conditional", "markov_uniform", "markov_incentive"]
RiskRange = Literal["min", "mid", "max"]
RiskAdjustment = Literal["none", "one_third", "half", "two_thirds", "full"]
ThirdPartyCommitment = Literal["none", "semi", "full"]
VectorBargain = Literal["s1p1", "s2p2", "s2pmax"]
BargainView = Literal["initiator", "receiver", "power_weighted"]
ReceiversView = Literal["ktab", "corrected"]

SHARES = {"none": 0.0, "one_third": 1 / 3, "half": 1 / 2, "two_thirds": 2 / 3, "full": 1.0}
MOST_TURNS = 1000


class SpatialOptions(Options):
    """The choices of the spatial model; the defaults are KTAB's."""

    voting_rule: VotingRule = Field("proportional", description="How a difference of utility becomes a vote.")
    victory_probability: VictoryProbability = Field(
        "linear", description="How the strengths of two coalitions become a chance of prevailing."
    )
    pce_model: PceModel = Field("conditional", description="The probabilistic Condorcet election.")
    risk_range: RiskRange = Field("mid", description="The scale of risk attitudes: 0 to 1, -1/2 to 1, or -1 to 1.")
    risk_adjustment: RiskAdjustment = Field(
        "one_third", description="How far a party knows the others' risk attitudes rather than assuming its own."
    )
    third_party_commitment: ThirdPartyCommitment = Field(
        "semi", description="Whether third parties weigh in on a challenge, expecting it to go either way."
    )
    vector_bargain: VectorBargain = Field(
        "s2p2", description="How a bargain lies between two positions, by salience and chance of prevailing."
    )
    bargain_view: BargainView = Field(
        "initiator", description="Whose estimate of the chances a bargain is built on; `receiver` proposes two."
    )
    receivers_view: ReceiversView = Field(
        "ktab",
        description="`ktab` puts the receiver's expected gain for the initiator where its chance belongs and "
        "weighs with the initiator's capability twice, as that program does; `corrected` does neither.",
    )
    state_transitions: Literal["deterministic", "stochastic"] = Field(
        "deterministic", description="Whether a party takes its likeliest bargain, or one drawn by its probability."
    )
    ideal_adjustment: dict[str, dict[str, float]] = Field(
        {},
        description="How far a party's ideal follows the positions of each party every turn, its own included; "
        "without it, a party's ideal is its position.",
    )
    most_turns: int = Field(100, ge=1, le=MOST_TURNS, description="The limit of turns.")
    still: float = Field(
        0.02, ge=0, le=1, description="Stop when all moves of a turn are below this share of the first turn's."
    )
    outcome: Literal["weighted_mean", "weighted_median"] = Field(
        "weighted_mean", description="How the final positions become an outcome."
    )


class Rules(NamedTuple):
    """The choices as codes: the place of each value among its options."""

    vote: int
    victory: int
    election: int
    risk_range: int
    risk_share: float
    third_parties: bool
    bargain: int
    outlook: int
    corrected: bool
    stochastic: bool
    most_turns: int
    still: float


def rules_of(options: SpatialOptions) -> Rules:
    """The codes of some options.

    >>> rules_of(SpatialOptions(victory_probability="square")).victory
    1
    """
    return Rules(
        vote=get_args(VotingRule).index(options.voting_rule),
        victory=get_args(VictoryProbability).index(options.victory_probability),
        election=get_args(PceModel).index(options.pce_model),
        risk_range=get_args(RiskRange).index(options.risk_range),
        risk_share=SHARES[options.risk_adjustment],
        third_parties=options.third_party_commitment == "semi",
        bargain=get_args(VectorBargain).index(options.vector_bargain),
        outlook=get_args(BargainView).index(options.bargain_view),
        corrected=options.receivers_view == "corrected",
        stochastic=options.state_transitions == "stochastic",
        most_turns=options.most_turns,
        still=options.still,
    )
