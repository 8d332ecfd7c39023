"""Packages as choices, written as the results show them: alternatives by issue, utilities by party."""

from __future__ import annotations

from detente.engines.deals.space import Ints, Space
from detente.results.deals import PackageWorth


def worths(space: Space, packages: Ints) -> tuple[PackageWorth, ...]:
    """Each package, given as choices of shape (packages, blocks), with its alternatives and utilities."""
    utilities = space.utilities_of(packages)
    marks = space.alternatives_of(packages)
    return tuple(
        PackageWorth(
            package={issue: space.alternatives[place][row[place]] for place, issue in enumerate(space.issues)},
            utilities=dict(zip(space.parties, map(plain, worth), strict=True)),
        )
        for row, worth in zip(marks.tolist(), utilities.tolist(), strict=True)
    )


def plain(value: float) -> float:
    """A utility without the noise of its sum.

    >>> plain(64.00000000000001)
    64.0
    """
    return round(value, 9) + 0.0
