"""Draws in blocks, on one core or several, with the same answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
SMALLEST_BLOCK = 1_000


def in_blocks(evaluate: Callable[[int, int], Array], draws: int, workers: int = 1) -> Array:
    """Evaluate draws 0 to ``draws`` in contiguous blocks and join the results along the first axis.

    ``evaluate(start, stop)`` returns an array of shape (stop - start, ...) and has to be picklable where
    ``workers`` is above 1.

    >>> in_blocks(lambda start, stop: np.arange(start, stop, dtype=float), 3)
    array([0., 1., 2.])
    """
    count = max(1, min(workers, draws // SMALLEST_BLOCK))
    edges = np.linspace(0, draws, count + 1).astype(int).tolist()
    if count == 1:
        return evaluate(0, draws)
    with ProcessPoolExecutor(count) as pool:
        return np.concatenate(list(pool.map(evaluate, edges[:-1], edges[1:])))
