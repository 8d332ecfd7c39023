"""The space of packages: what can be agreed, what it is worth to each party, and whose consent it takes.

Everything is additive over *blocks*. A block is one issue, or several that constraints or interactions tie together;
its choices are the combinations of their alternatives that can be. A package picks one choice from each block.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import Self

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = Array

TOLERANCE = 1e-9  # in points of utility; smaller differences are none


@dataclass(frozen=True)
class Block:
    """Issues that go together, and their possible choices.

    ``issues`` are places in the space's list of issues; ``choices``, shape (choices, issues), holds the place of
    the alternative of each; ``values``, shape (parties, choices), what a choice adds to each party's utility, in
    points; ``refused``, shape (parties, choices), is True where a choice lies beyond a red line of the party.
    """

    issues: tuple[int, ...]
    choices: Ints
    values: Array
    refused: Bools

    @property
    def size(self) -> int:
        """How many choices there are."""
        return len(self.choices)


@dataclass(frozen=True)
class Rule:
    """The pass rule.

    A package passes where all with a veto accept, at least ``at_least`` parties do, and those who accept have at
    least ``quota`` of the ``weights``. ``veto`` and ``weights`` have shape (parties,).
    """

    veto: Bools
    at_least: int
    weights: Array
    quota: float

    @classmethod
    def unanimity(cls, parties: int) -> Self:
        """Everybody has to accept."""
        return cls(np.ones(parties, dtype=bool), parties, np.ones(parties), 0.0)

    @property
    def is_unanimity(self) -> bool:
        """True where nothing passes without everybody."""
        return self.at_least >= len(self.veto) or bool(self.veto.all())

    def passes(self, accepted: Bools) -> Bools:
        """Whether packages pass; ``accepted`` has shape (..., parties), the answer shape (...)."""
        return np.asarray(
            (accepted | ~self.veto).all(axis=-1)
            & (accepted.sum(axis=-1) >= self.at_least)
            & ((accepted * self.weights).sum(axis=-1) >= self.quota - TOLERANCE)
        )


@dataclass(frozen=True)
class Space:
    """All packages of a negotiation.

    ``alternatives`` holds the marks of each issue, in order; ``reservations``, shape (parties,), the utility of no
    agreement, which may lie below every package. A package is acceptable to a party where its utility reaches the
    reservation (to :data:`TOLERANCE`) and no choice is refused.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    alternatives: tuple[tuple[float, ...], ...]
    blocks: tuple[Block, ...]
    reservations: Array
    rule: Rule

    def __post_init__(self) -> None:
        object.__setattr__(self, "reservations", np.asarray(self.reservations, dtype=float))

    @cached_property
    def size(self) -> int:
        """How many packages there are."""
        return prod(block.size for block in self.blocks)

    def alternatives_of(self, packages: Ints) -> Ints:
        """Places of the alternatives, shape (packages, issues), of packages given as choices, shape (packages, blocks)."""
        found = np.empty((len(packages), len(self.issues)), dtype=np.int64)
        for number, block in enumerate(self.blocks):
            found[:, block.issues] = block.choices[packages[:, number]]
        return found

    def utilities_of(self, packages: Ints) -> Array:
        """Utilities, shape (packages, parties), of packages given as choices, shape (packages, blocks)."""
        total = np.zeros((len(packages), len(self.parties)))
        for number, block in enumerate(self.blocks):
            total += block.values[:, packages[:, number]].T
        return total

    def acceptable(self, packages: Ints) -> Bools:
        """To whom packages are acceptable, shape (packages, parties)."""
        accepted = self.utilities_of(packages) >= self.reservations - TOLERANCE
        for number, block in enumerate(self.blocks):
            accepted &= ~block.refused[:, packages[:, number]].T
        return np.asarray(accepted)

    def in_zone(self, packages: Ints) -> Bools:
        """Which packages pass, shape (packages,)."""
        return self.rule.passes(self.acceptable(packages))

    def all_packages(self) -> Ints:
        """Every package as choices, shape (packages, blocks), the last block fastest; for spaces small enough."""
        grids = np.indices([block.size for block in self.blocks], dtype=np.int64)
        return np.ascontiguousarray(grids.reshape(len(self.blocks), -1).T)

    def with_reservations(self, reservations: Array) -> Self:
        """The same with other reservations."""
        return replace(self, reservations=reservations)
