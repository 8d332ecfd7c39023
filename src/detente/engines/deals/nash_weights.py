"""Weights of the Nash solution, by party."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

import numpy as np

from detente.case.model import Case
from detente.engines.deals.analysis_words import listed
from detente.engines.deals.space import Array, Space
from detente.errors import MethodError


def nash_powers(case: Case, space: Space, given: Mapping[str, float]) -> Array | None:
    """The exponents alpha_i of prod g_i^alpha_i, shape (parties,); None where none are given, as all are then equal.

    A party at the table that is not named has weight 1; only proportions matter. Raises :class:`MethodError` for a
    party that the case lacks or that is not at the table, and for a weight that is no number above 0.
    """
    if not given:
        return None
    for party, weight in given.items():
        if party not in case.parties:
            raise MethodError(f"the case has no party {party}", advice=f"parties: {', '.join(case.parties)}")
        if party not in space.parties:
            raise MethodError(
                f"{party} has a Nash weight and is not at the table",
                advice=f"at the table: {', '.join(space.parties)}; --seat brings others to it",
            )
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not isfinite(weight) or weight <= 0:
            raise MethodError(
                f"the Nash weight of {party} is {weight}; it has to be a number above 0",
                advice="give a greater number to the party whose gains are to count more, such as 2 against 1",
            )
    return np.array([float(given.get(party, 1.0)) for party in space.parties])


def weights_sentence(case: Case, space: Space, given: Mapping[str, float]) -> str:
    """What the weights do, in words."""
    named = [f"{case.party_name(party)} {given[party]:g}" for party in space.parties if party in given]
    others = " and all others 1" if len(named) < len(space.parties) else ""
    return f"The Nash pick weighs gains: {listed(named, len(named))}{',' if others else ''}{others}."


def weights_named(text: str) -> dict[str, float]:
    """Weights as given on a command line.

    >>> weights_named("usa=2, russia=1.5")
    {'usa': 2.0, 'russia': 1.5}
    """
    found: dict[str, float] = {}
    advice = "write PARTY=WEIGHT, joined by commas, such as usa=2,russia=1"
    for part in text.split(","):
        party, sign, number = (one.strip() for one in part.partition("="))
        if not sign or not party:
            raise MethodError(f"the Nash weights have a part {part.strip()!r:.60} that names no weight", advice=advice)
        if party in found:
            raise MethodError(f"{party} has two Nash weights", advice="keep one of them")
        try:
            found[party] = float(number)
        except ValueError:
            raise MethodError(f"the Nash weight of {party} is no number: {number!r:.60}", advice=advice) from None
    return found
