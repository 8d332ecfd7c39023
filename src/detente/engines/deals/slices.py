"""All packages, slice by slice, for spaces small enough to look at each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.engines.deals.space import Ints, Space

ROWS = 65_536
MOST_LOOKED_AT = 2_000_000  # packages; larger spaces are searched


def slices(space: Space, rows: int = ROWS) -> Iterator[Ints]:
    """Every package as choices, shape (up to ``rows``, blocks), in the order of :meth:`Space.all_packages`."""
    shape = tuple(block.size for block in space.blocks)
    for start in range(0, space.size, rows):
        places = np.arange(start, min(start + rows, space.size))
        if shape:
            yield np.stack(np.unravel_index(places, shape), axis=1).astype(np.int64)
        else:
            yield np.zeros((1, 0), dtype=np.int64)
