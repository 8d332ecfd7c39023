"""The two parties that a picture of the frontier is about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import sqrt

from detente.brief.charts.deals.thinning import evenly
from detente.errors import CommandError
from detente.results.deals import Deals

MOST_COMPARED = 1000


def pair_of(found: Deals, asked: Sequence[str] | None = None) -> tuple[str, str] | None:
    """The pair asked for; else the two with a veto; else the two most opposed; None where there is only one party.

    Most opposed are the two whose utilities on the frontier have the lowest correlation, over at most
    :data:`MOST_COMPARED` packages at even distances; of equal ones the first.

    Raises :class:`CommandError` where a party asked for is not at the table, or is named twice.
    """
    parties = list(found.parties)
    if asked is not None:
        return _checked(parties, asked)
    if len(parties) < 2:
        return None
    veto = [party for party in parties if found.parties[party].veto]
    if len(veto) == 2:
        return veto[0], veto[1]
    sample = evenly(found.frontier, MOST_COMPARED)
    centred = {party: _centred([one.utilities[party] for one in sample]) for party in parties}
    return min(combinations(parties, 2), key=lambda pair: round(_product(centred[pair[0]], centred[pair[1]]), 9))


def _checked(parties: list[str], asked: Sequence[str]) -> tuple[str, str]:
    first, second = asked
    for party in asked:
        if party not in parties:
            raise CommandError(
                f"--pair: {party} is not at the table", advice=f"parties at the table: {', '.join(parties)}"
            )
    if first == second:
        raise CommandError(f"--pair names {first} twice", advice="name two parties")
    return first, second


def _centred(values: list[float]) -> list[float]:
    """Values less their mean, scaled to length 1; zeros where they are all the same."""
    if not values:
        return []
    mean = sum(values) / len(values)
    away = [value - mean for value in values]
    length = sqrt(sum(value * value for value in away))
    return [value / length for value in away] if length > 1e-9 else [0.0] * len(values)


def _product(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
