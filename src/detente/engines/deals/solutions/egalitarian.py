"""The egalitarian solution: the highest least gain, ties decided by the second-least, and so on (leximin)."""

from __future__ import annotations

import numpy as np

from detente.engines.deals.solutions.definitions import leximin_best
from detente.engines.deals.solutions.found import Found
from detente.engines.deals.solutions.given import Given
from detente.engines.deals.solutions.leximin import leximin_rows


def egalitarian(given: Given) -> Found:
    """The packages whose gains, in order from the least, are the highest.

    The gain of party i is g_i = u_i - r_i, its utility less its reservation, in points. The packages are those that
    everybody accepts if there are any, else those that pass, where a gain may be negative. A party whose gain is the
    same in every package does not change the order.

    Source: Kalai 1977, doi:10.2307/1913954; leximin: Imai 1983, doi:10.2307/1911998.
    """
    hits = leximin_rows(given, np.ones(given.problem.parties), given.concerned)
    return given.chosen(hits.rows, leximin_best, hits=hits)
