"""``detente deals CASE --near POINTS``: the efficient packages near a solution."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.results.deals import Deals, PackageWorth

MOST_SHOWN = 12


def show_near(result: Deals, say: Callable[..., None], show: Callable[[PackageWorth], None]) -> None:
    """Efficient packages that are not solutions themselves, those nearest to a solution first."""
    points = result.run.parameters.get("near")
    if points is None:
        return
    picks = [package for _, packages in result.solutions for package in packages]
    others = [package for package in result.frontier if all(package.package != pick.package for pick in picks)]
    others.sort(key=lambda package: min(_distance(package, pick) for pick in picks))
    say(f"\nOther efficient packages within {points:g} points of one of these for every party:", "bold")
    for package in others[:MOST_SHOWN]:
        show(package)
    if len(others) > MOST_SHOWN:
        say(f"  and {len(others) - MOST_SHOWN:,} more; --json has them all")
    if not others:
        say("  none" if result.frontier_complete else "  none found")


def _distance(one: PackageWorth, other: PackageWorth) -> float:
    """The greatest difference for a party, in points."""
    return max((abs(one.utilities[party] - other.utilities[party]) for party in one.utilities), default=0.0)
