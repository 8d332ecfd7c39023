"""The result of the deals engine. Utilities are points from 0 to 100; gains are utilities less reservations."""

from __future__ import annotations

from detente.results.deals.deals import (
    Blocker,
    Deals,
    IssueAlternatives,
    PartyStake,
    Power,
    SampledShare,
    Solutions,
    Zone,
)
from detente.results.deals.packages import (
    Clause,
    PackageComparison,
    PackageView,
    PackageWorth,
    PartyChange,
    Trade,
    Verdict,
)
from detente.results.deals.robustness import DealsRobustness, DecidingNumber, PackageRobustness, ShareOfDraws, Survivor

__all__ = [
    "Blocker",
    "Clause",
    "Deals",
    "DealsRobustness",
    "DecidingNumber",
    "IssueAlternatives",
    "PackageComparison",
    "PackageRobustness",
    "PackageView",
    "PackageWorth",
    "PartyChange",
    "PartyStake",
    "Power",
    "SampledShare",
    "ShareOfDraws",
    "Solutions",
    "Survivor",
    "Trade",
    "Verdict",
    "Zone",
]
