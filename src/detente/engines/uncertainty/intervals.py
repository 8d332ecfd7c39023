"""Intervals of shares: how far a count of draws or events lets the share behind it lie."""

from __future__ import annotations

from math import sqrt

NORMAL_95 = 1.959963984540054  # the standard normal lies within plus and minus this with 95 %


def wilson(hits: int, count: int, z: float = NORMAL_95) -> tuple[float, float]:
    """Interval of a share of ``hits`` in ``count``, within ``z`` standard deviations: 95 % by default.

    With p = hits / count and n = count: (p + z^2 / 2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n). From 0
    to 1 where the count is 0. It always holds p itself, whatever the rounding. Wilson 1927,
    doi:10.1080/01621459.1927.10502953.

    >>> [round(end, 3) for end in wilson(0, 10)], wilson(0, 0)
    ([0.0, 0.278], (0.0, 1.0))
    """
    if not count:
        return 0.0, 1.0
    share, z2 = hits / count, z * z
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = z / (1 + z2 / count) * sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    return max(min(middle - half, share), 0.0), min(max(middle + half, share), 1.0)
