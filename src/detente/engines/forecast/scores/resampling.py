"""How sure a mean is: a bootstrap that draws whole clusters, as the issues of one proposal are not independent."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.results.scores import Estimate

Array = npt.NDArray[np.float64]

LEVEL = 0.95
MOST_CELLS = 500_000  # of the draws held at once, so that memory stays bounded


def estimate(values: Array, clusters: Sequence[str], *, seed: int = 0, resamples: int = 2000) -> Estimate:
    """Mean of ``values``, shape (issues,), with its 95 % percentile interval over resampled clusters.

    Clusters are drawn with replacement, as many as there are; a resample's mean is the sum of its values over
    their number. The interval is None with fewer than two clusters or without resamples. Cameron, Gelbach &
    Miller 2008, doi:10.1162/rest.90.3.414.

    >>> estimate(np.array([1.0, 3.0]), ["a", "a"])
    Estimate(value=2.0, interval=None)
    >>> estimate(np.array([2.0, 2.0]), ["a", "b"]).interval
    (2.0, 2.0)
    """
    value = float(values.mean())
    _, place = np.unique(np.asarray(clusters), return_inverse=True)
    groups = int(place.max()) + 1
    if groups < 2 or resamples < 1:
        return Estimate(value=value)
    sums, sizes = np.bincount(place, values), np.bincount(place).astype(float)
    rng = np.random.default_rng(seed)
    means = np.empty(resamples)
    step = max(1, MOST_CELLS // groups)
    for start in range(0, resamples, step):
        stop = min(start + step, resamples)
        drawn = rng.integers(groups, size=(stop - start, groups))
        means[start:stop] = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value=value, interval=(float(low), float(high)))
