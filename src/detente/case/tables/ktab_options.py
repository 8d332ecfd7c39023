"""The options of KTAB's spatial model and their values, in detente's words."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from detente.errors import CaseError

METHOD = "spatial_model"
"""The method whose options these are."""

NAMES: Mapping[str, str] = {
    "VotingRule": "voting_rule",
    "VictoryProbModel": "victory_probability",
    "PCEModel": "pce_model",
    "BigRRange": "risk_range",
    "BigRAdjust": "risk_adjustment",
    "ThirdPartyCommit": "third_party_commitment",
    "InterVecBrgn": "vector_bargain",
    "BargnModel": "bargain_view",
    "StateTransitions": "state_transitions",
}
"""KTAB's name of each option and detente's."""

VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "voting_rule": {
        "proportional": ("Prop", "Proportional"),
        "binary": ("Binary",),
        "cubic": ("Cubic",),
        "prop_bin": ("PropBin",),
        "prop_cubic": ("PropCbc", "PropCubic"),
    },
    "victory_probability": {
        "linear": ("Linear",),
        "square": ("Square",),
        "quartic": ("Quartic",),
        "octic": ("Octic",),
        "binary": ("Binary",),
    },
    "pce_model": {
        "conditional": ("Conditional", "ConditionalPCM"),
        "markov_uniform": ("MarkovUniform", "MarkovUPCM"),
        "markov_incentive": ("MarkovIncentive", "MarkovIPCM"),
    },
    "risk_range": {"min": ("Min",), "mid": ("Mid",), "max": ("Max",)},
    "risk_adjustment": {
        "none": ("None", "No", "NoRA"),
        "one_third": ("OneThird", "OneThirdRA"),
        "half": ("Half", "HalfRA"),
        "two_thirds": ("TwoThirds", "TwoThirdsRA"),
        "full": ("Full", "FullRA"),
    },
    "third_party_commitment": {
        "none": ("NoCommit", "No"),
        "semi": ("SemiCommit", "Semi"),
        "full": ("FullCommit", "Full"),
    },
    "vector_bargain": {"s1p1": ("S1P1",), "s2p2": ("S2P2",), "s2pmax": ("S2PMax",)},
    "bargain_view": {
        "initiator": ("InitOnlyInterp", "InitOnlyInterpSMPBM"),
        "receiver": ("InitRcvrInterp", "InitRcvrInterpSMPBM"),
        "power_weighted": ("PWCompInterp", "PWCompInterpSMPBM", "PWCompInterSMPBM"),
    },
    "state_transitions": {
        "deterministic": ("Deterministic", "DeterministicSTM"),
        "stochastic": ("Stochastic", "StochasticSTM"),
    },
}
"""The values of each option, with every spelling that KTAB's programs and files have for them."""

UNSUPPORTED = {("voting_rule", "asymprosp"): "detente has no asymmetric prospect voting"}
"""Values that KTAB has and detente has not, and why."""


def translated(name: str, value: str) -> tuple[str, str]:
    """An option and its value in detente's words, given in detente's or in KTAB's, capital letters or not.

    Raises :class:`CaseError` with near names where there is no such option or value.

    >>> translated("VictoryProbModel", "Quartic"), translated("pce_model", "MARKOVUPCM")
    (('victory_probability', 'quartic'), ('pce_model', 'markov_uniform'))

    Source: KAPSARC Toolkit for Behavioral Analysis (KTAB), 2015-2019, MIT licence: names and values of its scenarios.
    """
    option = _option(name)
    spellings = {_bare(it): ours for ours, theirs in VALUES[option].items() for it in (ours, *theirs)}
    found = spellings.get(_bare(value))
    if found is None:
        why = UNSUPPORTED.get((option, _bare(value)))
        near = {} if why else spellings
        advice = _offer(_bare(value), near, VALUES[option])
        raise CaseError(f"{name[:80]}={value[:80]}: {why or 'no such value'}", advice=advice)
    return option, found


def is_known(name: str) -> bool:
    """True for the name of an option, in detente's or in KTAB's words.

    >>> is_known("VotingRule"), is_known("voting rule"), is_known("votes")
    (True, True, False)
    """
    return _bare(name) in _spellings()


def _spellings() -> dict[str, str]:
    return {_bare(it): ours for theirs, ours in NAMES.items() for it in (theirs, ours)}


def _option(name: str) -> str:
    spellings = _spellings()
    found = spellings.get(_bare(name))
    if found is None:
        advice = _offer(_bare(name), spellings, VALUES)
        raise CaseError(f"{name[:80]}: the spatial model has no such option", advice=advice)
    return found


def _bare(text: str) -> str:
    """Letters and digits alone, in lower case: all spellings that differ in nothing else are one."""
    return "".join(filter(str.isalnum, text)).casefold()


def _offer(bare: str, spellings: Mapping[str, str], known: Mapping[str, object]) -> str:
    near = get_close_matches(bare[:80], spellings, n=1)
    return f"did you mean `{spellings[near[0]]}`?" if near else f"there are {', '.join(known)}"
