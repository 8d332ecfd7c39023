"""The picks of the solutions in pictures: each has a shape and a line of its own, the same in every picture."""

from __future__ import annotations

from dataclasses import dataclass

from detente.results.deals import Deals, PackageWorth
from detente.results.deals.picks import picks

SHAPES = {
    "nash": "diamond",
    "kalai_smorodinsky": "square",
    "egalitarian": "triangle-up",
    "utilitarian": "circle",
    "relative_utilitarian": "triangle-down",
}
DASHES = {
    "nash": (),
    "kalai_smorodinsky": (8, 3),
    "egalitarian": (2, 2),
    "utilitarian": (9, 3, 2, 3),
    "relative_utilitarian": (5, 2),
}
OTHERS: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("cross", (12, 3)),
    ("triangle-right", (4, 4)),
    ("triangle-left", (12, 2, 2, 2, 2, 2)),
)


@dataclass(frozen=True)
class Mark:
    """A pick: its title, shape, dashes, and the packages, equally good ones all."""

    title: str
    shape: str
    dash: tuple[int, ...]
    packages: tuple[PackageWorth, ...]


def marks(found: Deals) -> tuple[Mark, ...]:
    """The picks of a result with their shapes and lines; a joint pick has those of its first solution."""
    drawn, spare = [], iter(OTHERS * 5)
    for pick in picks(found):
        name = pick.solutions[0]
        other = next(spare) if name not in SHAPES else ("", ())
        drawn.append(Mark(pick.title, SHAPES.get(name, other[0]), DASHES.get(name, other[1]), pick.packages))
    return tuple(drawn)
