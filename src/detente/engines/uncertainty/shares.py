"""Shares of draws, or of questions, and how sure they are."""

from __future__ import annotations

from math import sqrt

NORMAL_95 = 1.959963984540054  # standard normal quantile at 97.5 %


def wilson(hits: int, count: int) -> tuple[float, float]:
    """95 % interval of a share of ``hits`` in ``count``; 0 to 1 where ``count`` is 0.

    Wilson 1927, doi:10.1080/01621459.1927.10502953.

    >>> [round(end, 3) for end in wilson(0, 10)]
    [0.0, 0.278]
    """
    if not count:
        return 0.0, 1.0
    share, z2 = hits / count, NORMAL_95**2
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = NORMAL_95 / (1 + z2 / count) * sqrt(share * (1 - share) / count + z2 / (4 * count**2))
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))
