"""The result of the deals engine. Utilities are points from 0 to 100; gains are utilities less reservations."""

from __future__ import annotations

from pydantic import Field

from detente.results.history import Frozen
from detente.results.run import Run


class PackageWorth(Frozen):
    """A package, by issue and alternative, and what it is worth to each party."""

    package: dict[str, float]
    utilities: dict[str, float]


class IssueAlternatives(Frozen):
    """An issue on the table and the alternatives that a package may pick, with their wording."""

    name: str
    alternatives: dict[str, str]


class PartyStake(Frozen):
    """What a party brings to the deals: its weights (sum 1), its reservation, and its best and worst package.

    ``bottom`` and ``top`` are the least and the greatest utility of any possible package; ``alone_acceptable`` is
    the share of all packages that it would accept, None where there are too many to count.
    """

    name: str
    weights: dict[str, float]
    reservation: float
    bottom: float
    top: float
    alone_acceptable: float | None
    red_lines: dict[str, tuple[float, ...]]


class Zone(Frozen):
    """The zone of possible agreement: how many packages pass, of how many.

    ``count`` is exact unless ``at_least`` is True, where it is a lower bound; ``empty_because`` names, where the
    zone is empty, each smallest set of demands that cannot hold together, in words.
    """

    count: int
    at_least: bool
    packages: int
    empty_because: tuple[str, ...] = ()


class Solutions(Frozen):
    """What each solution picks among the packages of the zone; all ties are kept. ``notes`` say what was special."""

    nash: tuple[PackageWorth, ...] = ()
    kalai_smorodinsky: tuple[PackageWorth, ...] = ()
    egalitarian: tuple[PackageWorth, ...] = ()
    utilitarian: tuple[PackageWorth, ...] = ()
    relative_utilitarian: tuple[PackageWorth, ...] = ()
    notes: tuple[str, ...] = ()


class Blocker(Frozen):
    """What a party alone stands in the way of.

    ``kills`` counts the packages that would pass if it accepted everything and do not pass as it is. ``cheapest``
    is the one of them that it misses by least, ``short`` by how many points, and ``why`` the same in words.
    """

    party: str
    kills: int
    cheapest: PackageWorth | None
    short: float | None
    why: str


class Power(Frozen):
    """Voting power of a party under the pass rule: Banzhaf (normalised) and Shapley-Shubik, 0 to 1."""

    banzhaf: float
    shapley_shubik: float


class Deals(Frozen):
    """Everything the deals engine answers about a case."""

    run: Run
    issues: dict[str, IssueAlternatives]
    parties: dict[str, PartyStake]
    zone: Zone
    within: str
    frontier: tuple[PackageWorth, ...]
    frontier_count: int
    solutions: Solutions
    blockers: dict[str, Blocker] = Field(default_factory=dict)
    power: dict[str, Power] = Field(default_factory=dict)
    opening: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sentence: str
