"""Trust: opinions, what a promise needs, the signed network."""

from detente.results.trust.assurance import Assurance, ConfidenceMeasure, Guarantor, Guarantors
from detente.results.trust.network import Reconciliation, SignedNetwork, SignedPair, Split, Triads
from detente.results.trust.opinions import Estimate, EventEffect, Opinion, Voucher, Wall
from detente.results.trust.trust import Trust

__all__ = [
    "Assurance",
    "ConfidenceMeasure",
    "Estimate",
    "EventEffect",
    "Guarantor",
    "Guarantors",
    "Opinion",
    "Reconciliation",
    "SignedNetwork",
    "SignedPair",
    "Split",
    "Triads",
    "Trust",
    "Voucher",
    "Wall",
]
