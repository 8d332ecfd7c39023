"""What a solution found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from detente.engines.deals.space import Array, Ints, Space

MOST_TIES = 10_000  # packages listed of a solution


@dataclass(frozen=True)
class Found:
    """The packages that a solution picks, all ties among them, and what it has to say.

    ``packages`` has shape (n, blocks), as choices; ``utilities`` and ``gains`` (utilities less reservations) shape
    (n, parties), in points. ``proven`` is False where the search was cut short and something better may exist, and
    ``complete`` is False where more packages tie than are listed.
    """

    packages: Ints
    utilities: Array
    gains: Array
    notes: tuple[str, ...] = ()
    proven: bool = True
    complete: bool = True

    @classmethod
    def of(cls, space: Space, packages: Ints, *notes: str, proven: bool = True, complete: bool = True) -> Self:
        """With the utilities worked out, in the order of the packages' choices."""
        ordered = packages[np.lexsort(packages.T[::-1])] if packages.size else packages
        utilities = space.utilities_of(ordered)
        said = list(notes)
        if not proven:
            said.append("The search was cut short: these packages are the best it found, and there may be better ones.")
        if not complete:
            said.append(f"More packages tie than the {len(ordered):,} that are listed.")
        return cls(ordered, utilities, utilities - space.reservations, tuple(said), proven, complete)

    @classmethod
    def nothing(cls, space: Space, *notes: str) -> Self:
        """No package."""
        return cls.of(space, np.empty((0, len(space.blocks)), dtype=np.int64), *notes)

    def noting(self, *notes: str) -> Self:
        """With more to say."""
        return replace(self, notes=notes + self.notes)
