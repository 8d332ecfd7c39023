"""The result of the deals engine. Utilities are points from 0 to 100; gains are utilities less reservations."""

from __future__ import annotations

from detente.results.deals.closing import Closing, JointRise, Refusal, Rise
from detente.results.deals.coalitions import Coalitions
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
from detente.results.deals.elicitation import Elicited
from detente.results.deals.packages import (
    Clause,
    PackageComparison,
    PackageView,
    PackageWorth,
    PartyChange,
    Trade,
    Verdict,
)
from detente.results.deals.positions import ChangedZone, SharedBottomLines, WithinBottomLines
from detente.results.deals.robustness import (
    DealsRobustness,
    DecidingNumber,
    HoldsUp,
    PackageRobustness,
    Survivor,
)
from detente.results.deals.side_payments import PaidPackage, SidePayments

__all__ = [
    "Blocker",
    "ChangedZone",
    "Clause",
    "Closing",
    "Coalitions",
    "Deals",
    "DealsRobustness",
    "DecidingNumber",
    "Elicited",
    "HoldsUp",
    "IssueAlternatives",
    "JointRise",
    "PackageComparison",
    "PackageRobustness",
    "PackageView",
    "PackageWorth",
    "PaidPackage",
    "PartyChange",
    "PartyStake",
    "Power",
    "Refusal",
    "Rise",
    "SampledShare",
    "SharedBottomLines",
    "SidePayments",
    "Solutions",
    "Survivor",
    "Trade",
    "Verdict",
    "WithinBottomLines",
    "Zone",
]
