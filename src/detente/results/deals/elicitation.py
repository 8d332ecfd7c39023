"""What statements about packages say of a party's weights."""

from __future__ import annotations

from pydantic import Field

from detente.case.numbers import Number
from detente.results.history import Frozen


class Elicited(Frozen):
    """What statements say of a party's weights, which sum to 1.

    ``weights`` gives each issue the least and the greatest weight that any weights in keeping with all statements give
    it, and as best value the centre of them all; it is empty where there are none. Then ``conflict`` holds the places
    of a smallest set of statements that cannot be true together, counted from 0. ``statements`` are those that were
    looked at, in words, and ``sentences`` what follows from them, in words.
    """

    party: str
    statements: tuple[str, ...] = ()
    weights: dict[str, Number] = Field(default_factory=dict)
    conflict: tuple[int, ...] = ()
    sentences: tuple[str, ...] = ()
