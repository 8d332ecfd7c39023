"""Shares of draws with their intervals, and which uncertain number a share hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from detente.engines.deals.space import Array, Bools
from detente.engines.uncertainty import NORMAL_95, wilson

ERROR = 0.05  # that an interval, or any of several that are read together, misses


@dataclass(frozen=True)
class Share:
    """A share of draws with its 95 % interval (Wilson); NaN from 0 to 1 where there are no draws."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, hits: int, draws: int, z: float = NORMAL_95) -> Share:
        """The share of ``hits`` in ``draws``, its interval within ``z`` standard deviations.

        >>> share = Share.of(0, 10)
        >>> share.value, round(share.low, 3), round(share.high, 3)
        (0.0, 0.0, 0.278)
        """
        return cls(hits / draws if draws else float("nan"), *wilson(hits, draws, z))


@dataclass(frozen=True)
class Decider:
    """How a share differs between the draws in which a number is low and those in which it is high.

    ``lower`` is the share where the number is at most its median, ``upper`` where it is above; ``difference`` is
    upper less lower, from ``low`` to ``high``.
    """

    name: str
    lower: Share
    upper: Share
    difference: float
    low: float
    high: float


def deciders(numbers: Iterable[tuple[str, Array]], happened: Bools) -> tuple[Decider, ...]:
    """Which uncertain number decides whether something happens: the greatest difference between its halves first.

    ``numbers`` gives the name of each and its values in every draw, ``happened`` the event in every draw, both of
    shape (draws,). A number that never changes, or is nearly always the same, decides nothing and is left out. The
    interval of the difference is Newcombe's (1998,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I), from those of the two shares. As the
    greatest of many differences is picked out, all n intervals hold together with 95 %: each is taken at
    1 - 0.05 / n (Bonferroni). The shares themselves have their own 95 % interval.

    >>> found = deciders([("x", np.arange(100.0)), ("y", np.zeros(100))], np.arange(100) >= 50)
    >>> [(one.name, one.difference) for one in found]
    [('x', 1.0)]
    """
    halves: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
    for name, values in numbers:
        upper = values > np.median(values)
        if upper.any() and not upper.all():
            halves.append((name, _hits(happened, ~upper), _hits(happened, upper)))
    z = NormalDist().inv_cdf(1 - ERROR / 2 / len(halves)) if len(halves) > 1 else NORMAL_95
    found = (_decider(name, low, high, z) for name, low, high in halves)
    return tuple(sorted(found, key=lambda one: (-abs(one.difference), one.name)))


def _hits(happened: Bools, half: Bools) -> tuple[int, int]:
    return int(happened[half].sum()), int(half.sum())


def _decider(name: str, lower: tuple[int, int], upper: tuple[int, int], z: float) -> Decider:
    low, high = Share.of(*lower, z), Share.of(*upper, z)
    difference = high.value - low.value
    return Decider(
        name,
        Share.of(*lower),
        Share.of(*upper),
        difference,
        difference - sqrt((high.value - high.low) ** 2 + (low.high - low.value) ** 2),
        difference + sqrt((high.high - high.value) ** 2 + (low.value - low.low) ** 2),
    )
