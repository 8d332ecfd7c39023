"""Numbers at the best values with the middle 80 % of their draws, and how sure a yes or no is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.results.trust import Estimate

Array = npt.NDArray[np.float64]
ROBUST, SENSITIVE = 0.9, 2 / 3
"""Shares of draws that agree with the best values."""


def estimate(best: float, drawn: Array) -> Estimate:
    """The best value and the 10 % and 90 % quantiles of the draws that have a value."""
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return Estimate(best=_plain(best), interval80=None)
    low, high = np.quantile(known, [0.1, 0.9])
    return Estimate(best=_plain(best), interval80=(_plain(low), _plain(high)))


def verdict(answer: bool, share: float | None) -> str:
    """How sure an answer is, given the share of draws in which it is yes.

    Robust where at least 90 % of draws agree, sensitive where at least two thirds do, else undetermined.

    >>> verdict(True, 0.95), verdict(False, 0.3), verdict(True, 0.6)
    ('robust', 'sensitive', 'undetermined')
    """
    if share is None:
        return "undetermined"
    agreed = share if answer else 1 - share
    return "robust" if agreed >= ROBUST else "sensitive" if agreed >= SENSITIVE - 1e-9 else "undetermined"


def _plain(value: float) -> float:
    """A number without the noise of its sum."""
    return round(float(value), 12) + 0.0
