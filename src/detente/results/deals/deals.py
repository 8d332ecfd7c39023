"""The result of the deals engine. Utilities are points from 0 to 100; gains are utilities less reservations."""

from __future__ import annotations

from detente.results.deals.closing import Closing
from detente.results.deals.coalitions import Coalitions
from detente.results.deals.packages import PackageView, PackageWorth
from detente.results.deals.positions import ChangedZone, WithinBottomLines
from detente.results.deals.robustness import DealsRobustness
from detente.results.deals.side_payments import SidePayments
from detente.results.history import Frozen
from detente.results.run import Run


class IssueAlternatives(Frozen):
    """An issue on the table and the alternatives that a package may pick, with their wording."""

    name: str
    alternatives: dict[str, str]


class PartyStake(Frozen):
    """What a party brings to the deals, in points of its utility.

    ``reservation`` is the utility of no agreement, which may lie below every package; ``bottom`` and ``top`` are
    the least and the greatest utility that any combination of choices gives; ``red_lines`` are the alternatives it
    refuses, by issue; ``veto`` says that nothing passes without it.
    """

    name: str
    reservation: float
    bottom: float
    top: float
    veto: bool
    red_lines: dict[str, tuple[float, ...]]


class SampledShare(Frozen):
    """A share of all packages by a sample: ``value`` with its 95 % interval (Wilson), and how many were looked at."""

    value: float
    low: float
    high: float
    sample: int


class Zone(Frozen):
    """The zone of possible agreement: how many packages pass, of how many.

    ``count`` is exact unless ``at_least`` is True, where it is a lower bound, which may lie far below. Then
    ``share`` says what share of all packages passes, by a sample of 200,000 packages drawn at random, with its 95 %
    interval; it is null where the count is exact. ``empty_because`` names, where the zone is empty, each smallest set
    of demands that cannot hold together, in words.
    """

    count: int
    at_least: bool
    packages: int
    share: SampledShare | None = None
    empty_because: tuple[str, ...] = ()


class Solutions(Frozen):
    """What each solution picks among the packages of the zone; all ties are kept."""

    nash: tuple[PackageWorth, ...] = ()
    kalai_smorodinsky: tuple[PackageWorth, ...] = ()
    egalitarian: tuple[PackageWorth, ...] = ()
    utilitarian: tuple[PackageWorth, ...] = ()
    relative_utilitarian: tuple[PackageWorth, ...] = ()


class Blocker(Frozen):
    """What a party alone stands in the way of.

    ``kills`` counts the packages that would pass if it accepted everything and do not pass as it is (at least so
    many where ``at_least``); ``nearest`` is the one of them that it misses by least, ``short`` by how many points;
    ``sentence`` says so in words, with the cheapest ways to win it over.
    """

    kills: int
    at_least: bool
    nearest: PackageWorth | None
    short: float | None
    sentence: str


class Power(Frozen):
    """Voting power of a party under the pass rule: Banzhaf (normalised) and Shapley-Shubik, 0 to 1."""

    banzhaf: float
    shapley_shubik: float


class Deals(Frozen):
    """Everything the deals engine answers about a case.

    ``frontier`` holds the efficient packages within ``within`` (zone or all); where there are too many to list or to
    compare, ``frontier_complete`` is False and it holds those of the greatest sum of utilities, or none; with
    ``near`` in the run's parameters, only those near a solution. ``frontier_count`` says how many there are (near a
    solution), null where that is not known. ``opening`` says, where the zone is empty, what would open it;
    ``heels`` what becomes of it where a party digs in its heels, ``bottom_lines`` where it goes to its bottom line,
    ``within_bottom_lines`` whose bottom lines can be met together, and ``at_the_table`` all three in short;
    ``closing`` the smallest changes that close an open zone (null where it is empty, or too large to search);
    ``coalitions`` who can pass a package together and who can stop every one; ``side_payments`` the packages judged
    with side payments, null where these were not asked for. ``package`` is the package asked for, looked at closely;
    ``robustness`` says how all of it holds up over draws. Both are null where not asked for.
    """

    run: Run
    issues: dict[str, IssueAlternatives]
    parties: dict[str, PartyStake]
    zone: Zone
    within: str
    frontier: tuple[PackageWorth, ...]
    frontier_complete: bool
    frontier_count: int | None = None
    solutions: Solutions
    blockers: dict[str, Blocker]
    power: dict[str, Power]
    opening: tuple[str, ...]
    heels: tuple[ChangedZone, ...]
    bottom_lines: tuple[ChangedZone, ...] = ()
    within_bottom_lines: WithinBottomLines | None = None
    at_the_table: tuple[str, ...] = ()
    closing: Closing | None = None
    coalitions: Coalitions | None = None
    side_payments: SidePayments | None = None
    package: PackageView | None = None
    robustness: DealsRobustness | None = None
    notes: tuple[str, ...]
    sentence: str
