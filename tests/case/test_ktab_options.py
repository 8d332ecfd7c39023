"""KTAB's options in detente's words."""

from __future__ import annotations

from typing import get_args

import pytest

from detente.case.tables.ktab_options import NAMES, VALUES, translated
from detente.engines.forecast.spatial_model.rules import SpatialOptions
from detente.errors import CaseError


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("VotingRule", "Prop", ("voting_rule", "proportional")),
        ("votingrule", "PROPORTIONAL", ("voting_rule", "proportional")),
        ("VotingRule", "PropCbc", ("voting_rule", "prop_cubic")),
        ("BigRAdjust", "None", ("risk_adjustment", "none")),
        ("BigRAdjust", "No", ("risk_adjustment", "none")),
        ("BigRAdjust", "NoRA", ("risk_adjustment", "none")),
        ("BigRAdjust", "TwoThirdsRA", ("risk_adjustment", "two_thirds")),
        ("BigRRange", "Mid", ("risk_range", "mid")),
        ("PCEModel", "ConditionalPCM", ("pce_model", "conditional")),
        ("PCEModel", "MarkovIPCM", ("pce_model", "markov_incentive")),
        ("PCEModel", "MarkovUniform", ("pce_model", "markov_uniform")),
        ("ThirdPartyCommit", "NoCommit", ("third_party_commitment", "none")),
        ("InterVecBrgn", "S2PMax", ("vector_bargain", "s2pmax")),
        ("BargnModel", "InitOnlyInterp", ("bargain_view", "initiator")),
        ("BargnModel", "InitRcvrInterp", ("bargain_view", "receiver")),
        ("bargnModel", "PWCompInterp", ("bargain_view", "power_weighted")),
        ("StateTransitions", "StochasticSTM", ("state_transitions", "stochastic")),
        ("victory_probability", " quartic ", ("victory_probability", "quartic")),
    ],
)
def test_known_translations(name: str, value: str, wanted: tuple[str, str]) -> None:
    assert translated(name, value) == wanted


def test_every_spelling_of_every_value_is_read_in_any_capitals_and_under_both_names() -> None:
    assert set(NAMES.values()) == set(VALUES)
    for theirs, ours in NAMES.items():
        for value, spellings in VALUES[ours].items():
            for spelling in (value, *spellings):
                for name in (theirs, ours, theirs.lower(), ours.upper()):
                    assert {translated(name, it) for it in (spelling, spelling.lower(), spelling.upper())} == {
                        (ours, value)
                    }


def test_the_values_are_those_of_the_spatial_model() -> None:
    fields = SpatialOptions.model_fields
    assert {option: set(get_args(fields[option].annotation)) for option in VALUES} == {
        option: set(values) for option, values in VALUES.items()
    }


@pytest.mark.parametrize(
    ("name", "value", "message", "advice"),
    [
        ("VotingRuel", "Prop", "VotingRuel: the spatial model has no such option", "did you mean `voting_rule`?"),
        ("zzz", "Prop", "zzz: the spatial model has no such option", "there are voting_rule, victory_probability,"),
        ("VotingRule", "Binari", "VotingRule=Binari: no such value", "did you mean `binary`?"),
        ("VotingRule", "ASymProsp", "VotingRule=ASymProsp: detente has no asymmetric prospect voting", "there are proportional, binary,"),
        ("PCEModel", "", "PCEModel=: no such value", "there are conditional, markov_uniform, markov_incentive"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_refused_with_near_names(name: str, value: str, message: str, advice: str) -> None:
    with pytest.raises(CaseError) as raised:
        translated(name, value)
    assert raised.value.message == message
    assert raised.value.advice.startswith(advice)
