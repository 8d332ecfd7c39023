"""A candidate party and what a draft finds: what is known of them while pages are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from detente.sources.drafting import groups
from detente.sources.drafting.known import Sort

Key = tuple[Sort, str]
Place = tuple[int, int, int]
"""A page and the start and end of words on it."""


@dataclass
class Side:
    """A candidate party: how often it was named and spoke, by which names, who speaks for it and where that is said."""

    name: str
    sort: Sort
    named: int = 0
    spoke: int = 0
    weight: float = 0.0
    """How much its namings say that it is a party; see :data:`detente.sources.drafting.namings.ENOUGH`."""
    aliases: Counter[str] = field(default_factory=Counter)
    people: dict[str, Place] = field(default_factory=dict)
    """Name of a person to the page and span of the words that say whom it speaks for."""
    first: Place | None = None
    """Page and span of the first place that names it."""
    signs: Counter[str] = field(default_factory=Counter)
    """What else the pages say of it: ``armed``, ``government``, ``unrecognised``, ``mediates``, ``backs``."""

    @property
    def armed(self) -> bool:
        """True where its name, or what the pages call it, is that of an armed group."""
        return self.sort == "group" and (groups.is_armed(self.name) or self.signs["armed"] > 0)


@dataclass
class Found:
    """The candidate parties, most named first, the people without a side that the pages tell, and short names of people."""

    sides: list[Side]
    unplaced: list[str]
    called: dict[str, str]
    """A person's whole name to the one word by which the pages call it."""


def pour(side: Side, target: Side) -> None:
    """Add what is known of one side to another."""
    target.weight += side.weight
    target.named += side.named
    target.spoke += side.spoke
    target.aliases += side.aliases
    target.signs += side.signs
    target.first = min((it for it in (target.first, side.first) if it is not None), default=None)
