"""Intervals of averages over issues that are not independent of one another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
MOST_CELLS = 500_000  # of the draws held at once, so that memory stays bounded


def clustered_interval(
    values: Array, groups: Sequence[str], share: float = 0.95, *, resamples: int = 4000, seed: int = 0
) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean of ``values``, of shape (issues,), whole groups drawn at a time.

    Issues of one group (a proposal) share their circumstances, so that drawing them one by one would make the
    interval too narrow. Cameron, Gelbach & Miller 2008, doi:10.1162/rest.90.3.414.

    >>> clustered_interval(np.array([1.0, 1.0, 1.0]), ["a", "a", "b"])
    (1.0, 1.0)
    """
    _, member = np.unique(np.asarray(groups), return_inverse=True)
    sums, sizes = np.bincount(member, values), np.bincount(member)
    rng, means = np.random.default_rng(seed), np.empty(resamples)
    step = max(1, MOST_CELLS // len(sums))
    for start in range(0, resamples, step):
        stop = min(start + step, resamples)
        drawn = rng.integers(len(sums), size=(stop - start, len(sums)))
        means[start:stop] = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)
