"""Opinions from encounters: the Beta reputation with ageing, and discounting through third parties.

With r good and s bad encounters, base rate a and its weight W (2 in the Beta reputation):

    belief b = r / (r + s + W), disbelief d = s / (r + s + W), uncertainty u = W / (r + s + W), E = b + a u,

which for W = 2 and a = 1/2 is E = (r + 1) / (r + s + 2) (Josang and Ismail 2002, "The Beta Reputation System", 15th Bled
Electronic Commerce Conference; Josang 2016, doi:10.1007/978-3-319-42337-1). All arrays broadcast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Opinions:
    """Belief, disbelief and uncertainty, which sum to 1, and the base rate; arrays of one shape."""

    belief: Array
    disbelief: Array
    uncertainty: Array
    base_rate: Array

    @property
    def expectation(self) -> Array:
        """The chance that the next promise is kept: belief, and the base rate's share of the uncertainty."""
        return np.asarray(self.belief + self.base_rate * self.uncertainty)


def opinions(good: Array, bad: Array, base_rate: Array | float = 0.5, weight: Array | float = 2.0) -> Opinions:
    """Opinions from good and bad encounters; without any, and without weight, all is uncertain.

    >>> opinions(np.array(3.0), np.array(2.0)).expectation.round(3).item()
    0.571
    """
    good, bad = np.asarray(good, dtype=np.float64), np.asarray(bad, dtype=np.float64)
    weight = np.broadcast_to(np.asarray(weight, dtype=np.float64), np.broadcast_shapes(good.shape, np.shape(weight)))
    total = good + bad + weight
    safe = np.where(total > 0, total, 1.0)
    uncertainty = np.where(total > 0, weight / safe, 1.0)
    return Opinions(good / safe, bad / safe, uncertainty, np.broadcast_to(np.asarray(base_rate), total.shape))


def remaining(age: Array | float, half_life: Array | float) -> Array:
    """What is left of an event after ``age`` days: 2 ** (-age / half_life).

    For events one step apart this is the ageing r <- lambda r + hit with lambda = 2 ** (-step / half_life).

    >>> remaining(365.0, 365.0).item()
    0.5
    """
    return np.asarray(np.exp2(-np.asarray(age, dtype=np.float64) / np.asarray(half_life, dtype=np.float64)))


def discounted(first: Opinions, second: Opinions) -> Opinions:
    """The opinion that A forms of C through B: b = b_AB b_BC, d = b_AB d_BC, and the rest is uncertain.

    >>> one = opinions(np.array(8.0), np.array(0.0))
    >>> discounted(one, one).belief.round(2).item()
    0.64
    """
    belief, disbelief = first.belief * second.belief, first.belief * second.disbelief
    return Opinions(belief, disbelief, 1 - belief - disbelief, second.base_rate)
