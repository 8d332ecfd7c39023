"""The value of finding out: how much surer the verdict would be if one number were known.

The expected value of partial perfect information under 0-1 loss, by sorting the sample into bins of the
number (Strong and Oakley 2013, doi:10.1177/0272989X12465123).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.table import Array

FOLDS = 10
MOST_BINS, LEAST_IN_BIN = 20, 50
QUANTILE = 1.959964


@dataclass(frozen=True)
class Gain:
    """Expected rise of the chance to name the right mark, with its 95 % interval."""

    mean: float
    low: float
    high: float


def gain(values: Array, nearest: npt.NDArray[np.intp], marks: int, generator: np.random.Generator) -> Gain:
    """G = E_x[max_m P(m | x)] - max_m P(m), for a number's ``values`` and the ``nearest`` marks, shape (draws,).

    P(m | x) is the frequency within a bin of equally many draws with neighbouring values. The mark to name is
    chosen on nine tenths of the draws and tried on the rest, in turn: chosen and tried on the same draws it
    would look better than it is. So the estimate errs, if at all, on the low side. The interval is
    +- 1.96 standard errors of the mean over draws.

    >>> x = np.linspace(0, 1, 1000)
    >>> gain(x, (x > 0.5).astype(int), 2, np.random.default_rng(1)).mean > 0.45
    True
    """
    draws = len(values)
    bins = max(1, min(MOST_BINS, draws // LEAST_IN_BIN))
    place = np.empty(draws, dtype=np.intp)
    place[np.argsort(values, kind="stable")] = np.arange(draws) * bins // max(1, draws)
    fold = generator.permutation(draws) % FOLDS
    known = _right(place, bins, nearest, marks, fold)
    unknown = _right(np.zeros(draws, dtype=np.intp), 1, nearest, marks, fold)
    better = known.astype(float) - unknown
    if draws < 2:
        return Gain(0.0, 0.0, 0.0)
    mean, half = float(better.mean()), QUANTILE * float(better.std(ddof=1)) / draws**0.5
    return Gain(mean, mean - half, mean + half)


def _right(
    place: npt.NDArray[np.intp], bins: int, nearest: npt.NDArray[np.intp], marks: int, fold: npt.NDArray[np.intp]
) -> npt.NDArray[np.bool_]:
    """Whether the mark most frequent among the other folds of its bin is a draw's own, shape (draws,)."""
    counts = np.zeros((bins, FOLDS, marks))
    np.add.at(counts, (place, fold, nearest), 1)
    named = (counts.sum(axis=1, keepdims=True) - counts).argmax(axis=2)
    return np.asarray(named[place, fold] == nearest)
