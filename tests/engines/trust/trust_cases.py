"""Small cases and signed graphs for the tests of trust."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from detente.case.model import Case
from detente.engines.trust.signed_graph import SignedGraph

NAMES = ("anna", "ben", "cleo", "dan")


def case_of(**fields: Any) -> Case:
    """A case of four parties with payoffs and what is given."""
    parties = {name: {"peace_worth": 30, "harm": 20, "layer": "internal"} for name in NAMES}
    return Case.model_validate({"id": "small", "as_of": "2020-06-01", "parties": parties, **fields})


def event(day: str, kind: str = "cooperative", one: str = "ben", other: str = "anna", **fields: Any) -> dict[str, Any]:
    """An event of ``one`` toward ``other``."""
    return {"date": day, "from": one, "to": other, "kind": kind, **fields}


@st.composite
def graphs(draw: st.DrawFn, most: int = 8) -> SignedGraph:
    """A signed graph of up to ``most`` nodes."""
    size = draw(st.integers(1, most))
    edges = [
        (one, other, sign)
        for one, other in combinations(range(size), 2)
        if (sign := draw(st.sampled_from([-1, -1, 0, 0, 1, 1])))
    ]
    return SignedGraph(size, tuple(edges))


def partitions(size: int, most: int) -> list[tuple[int, ...]]:
    """Every split of nodes into at most ``most`` camps, numbered as they first appear."""
    found: list[tuple[int, ...]] = [()]
    for _ in range(size):
        found = [(*it, camp) for it in found for camp in range(min(max(it, default=-1) + 2, most))]
    return found
