"""Which of many points nobody dominates, compiled."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.kernels import compiled

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


def efficient(points: Floats, tolerance: float, most: int | None = None, counted: int | None = None) -> Bools | None:
    """Which rows no other row dominates, shape (points,); ``points`` has shape (points, criteria), more is better.

    None where there are more than ``most`` such rows. Of ``counted`` the first so many columns can make a row
    better; the others only keep it from dominating.

    A row dominates another where it is nowhere lower by more than the tolerance, and somewhere higher by more
    than it. Equal rows do not dominate one another.
    """
    if len(points) == 0:
        return np.zeros(0, dtype=bool)
    better = points.shape[1] if counted is None else counted
    order = np.argsort(-points[:, :better].sum(axis=1), kind="stable")
    kept = np.zeros(len(points), dtype=bool)
    limit = len(points) if most is None else most
    return kept if _sweep(np.ascontiguousarray(points), order, tolerance, limit, better, kept) else None


@compiled
def _sweep(points: Floats, order: Ints, tolerance: float, most: int, counted: int, kept: Bools) -> bool:
    """From the highest sum down: a row can only be dominated by one with a higher sum, so by one kept before it."""
    count, criteria = points.shape
    front = np.empty(count, np.int64)
    size = 0
    for place in order:
        dominated = False
        for rank in range(size):
            other = front[rank]
            higher = False
            lower = False
            for k in range(criteria):
                difference = points[other, k] - points[place, k]
                if difference < -tolerance:
                    lower = True
                    break
                if difference > tolerance and k < counted:
                    higher = True
            if higher and not lower:
                dominated = True
                # what dominates once often dominates again: look there first
                if rank > 0:
                    front[rank], front[rank // 2] = front[rank // 2], front[rank]
                break
        if not dominated:
            if size == most:
                return False
            front[size] = place
            size += 1
            kept[place] = True
    return True
