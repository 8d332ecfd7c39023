"""Shares of draws with their intervals, and which uncertain number a share hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from detente.engines.deals.space import Array, Bools
from detente.engines.uncertainty.shares import wilson


@dataclass(frozen=True)
class Share:
    """A share of draws with its 95 % interval (Wilson); NaN from 0 to 1 where there are no draws."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, hits: int, draws: int) -> Share:
        """The share of ``hits`` in ``draws``. Wilson 1927, doi:10.1080/01621459.1927.10502953.

        >>> share = Share.of(0, 10)
        >>> share.value, round(share.low, 3), round(share.high, 3)
        (0.0, 0.0, 0.278)
        """
        if not draws:
            return cls(float("nan"), 0.0, 1.0)
        return cls(hits / draws, *wilson(hits, draws))


@dataclass(frozen=True)
class Decider:
    """How a share differs between the draws in which a number is low and those in which it is high.

    ``lower`` is the share where the number is at most its median, ``upper`` where it is above; ``difference`` is
    upper less lower, from ``low`` to ``high`` (95 %); ``correlation`` the one of the number and the event.
    """

    name: str
    lower: Share
    upper: Share
    difference: float
    low: float
    high: float
    correlation: float


def deciders(numbers: Mapping[str, Array], happened: Bools) -> tuple[Decider, ...]:
    """Which uncertain number decides whether something happens: the greatest difference between its halves first.

    ``numbers`` holds the values of each in every draw, ``happened`` the event in every draw, both of shape
    (draws,). A number that never changes, or is nearly always the same, decides nothing and is left out. The
    interval of the difference is Newcombe's (1998,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I), from those of the two shares.

    >>> found = deciders({"x": np.arange(10.0), "y": np.zeros(10)}, np.arange(10) >= 5)
    >>> [(one.name, one.difference) for one in found]
    [('x', 1.0)]
    """
    found = []
    for name, values in numbers.items():
        upper = values > np.median(values)
        if not upper.any() or upper.all():
            continue
        low, high = (Share.of(int(happened[half].sum()), int(half.sum())) for half in (~upper, upper))
        difference = high.value - low.value
        found.append(
            Decider(
                name,
                low,
                high,
                difference,
                difference - sqrt((high.value - high.low) ** 2 + (low.high - low.value) ** 2),
                difference + sqrt((high.high - high.value) ** 2 + (low.value - low.low) ** 2),
                _correlation(values, happened.astype(float)),
            )
        )
    return tuple(sorted(found, key=lambda one: (-abs(one.difference), one.name)))


def _correlation(one: Array, other: Array) -> float:
    if np.ptp(one) <= 0 or np.ptp(other) <= 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
