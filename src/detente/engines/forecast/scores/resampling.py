"""How sure a mean is: a bootstrap that draws whole clusters, as the issues of one proposal are not independent."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.bootstrap import clustered_interval
from detente.results.scores import Estimate

Array = npt.NDArray[np.float64]


def estimate(values: Array, clusters: Sequence[str], *, seed: int = 0, resamples: int = 2000) -> Estimate:
    """Mean of ``values``, shape (issues,), with its 95 % percentile interval over resampled clusters.

    The interval is None with fewer than two clusters or without resamples.

    >>> estimate(np.array([1.0, 3.0]), ["a", "a"])
    Estimate(value=2.0, interval=None)
    >>> estimate(np.array([2.0, 2.0]), ["a", "b"]).interval
    (2.0, 2.0)
    """
    value = float(values.mean())
    if len(set(clusters)) < 2 or resamples < 1:
        return Estimate(value=value)
    return Estimate(value=value, interval=clustered_interval(values, clusters, resamples=resamples, seed=seed))
