"""Packages of a space as results."""

from __future__ import annotations

from detente.engines.deals.space import Ints, Space
from detente.results.deals import PackageWorth


def package_worths(space: Space, packages: Ints) -> tuple[PackageWorth, ...]:
    """Packages given as choices of this space, shape (packages, blocks), by issue and alternative, with their utilities."""
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
    """A number of points without the noise of its sum.

    >>> plain(64.00000000000001)
    64.0
    """
    return round(value, 9) + 0.0
