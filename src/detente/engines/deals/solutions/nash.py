"""The Nash bargaining solution: the highest product of gains."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.engines.deals.solutions.definitions import nash_best, nash_means
from detente.engines.deals.solutions.egalitarian import egalitarian
from detente.engines.deals.solutions.found import Found
from detente.engines.deals.solutions.given import Given
from detente.engines.deals.solutions.kalai_smorodinsky import OVERRULED
from detente.engines.deals.solutions.leximin import leximin_rows
from detente.engines.deals.solutions.relaxation import FEW_NASH_STEPS, NASH_STEPS, prices_of_logs
from detente.engines.deals.solutions.search import Bound, Hits, nash_aim, search
from detente.engines.deals.space import TOLERANCE, Array

LEAST_SHARE = 1e-3  # a party with less cannot make a package worth dropping for being worse
ALL_ZERO = "Every product of gains is 0: chosen by the least gain, then the second-least, and so on (leximin)."


def nash(given: Given, powers: Array | None = None) -> Found:
    """The packages with the highest product of g_i^alpha_i among those that everybody accepts.

    g_i = u_i - r_i is the gain of party i; ``powers`` are the alpha_i, shape (parties,), not negative, by default
    equal; only their proportions matter. Packages tie where the weighted geometric means of their gains, in points,
    do. No acceptable package has a negative gain, so two negative gains never make a positive product. Where every
    product is 0, the packages are the egalitarian ones, and a note says so. There is no solution where nothing is
    acceptable to everybody.

    Source: Nash 1950, doi:10.2307/1907266; weighted: Kalai 1977, doi:10.1007/BF01774658.
    """
    if given.problem.ruled:
        return Found.nothing(given.space, OVERRULED)
    shares = shares_of(powers, given.problem.parties)
    if (shares < LEAST_SHARE).any():
        given = given.counting(shares >= LEAST_SHARE)
    hits = _nash_rows(given, shares)
    gains = given.problem.gains(hits.rows)
    if not nash_means(gains, shares).any():
        return egalitarian(given).noting(ALL_ZERO)
    return given.chosen(hits.rows, lambda gains, tolerance: nash_best(gains, shares, tolerance), hits=hits)


def shares_of(powers: Array | None, parties: int) -> Array:
    """Powers in proportion, summing to 1.

    Raises ``ValueError`` for powers that are negative, not finite, all 0 or not one to a party.
    """
    if powers is None:
        return np.full(parties, 1 / parties)
    given = np.asarray(powers, dtype=float)
    if given.shape != (parties,) or not np.isfinite(given).all() or (given < 0).any() or not given.any():
        raise ValueError("Nash weights: one number for each party, none negative and not all 0.")
    return np.asarray(given / given.sum())


def _nash_rows(given: Given, shares: Array) -> Hits:
    if given.few:
        return Hits(given.listing[0], 0.0, True, True)
    problem, counted = given.problem, np.flatnonzero(shares)
    if (given.ideals[0][counted] <= TOLERANCE).any():
        return Hits(given.listing[0][:0], 0.0, True, True)
    start = given.starts[nash_means(problem.gains(given.starts), shares) > 0]
    if not len(start):
        equal = leximin_rows(given, np.ones(problem.parties), counted)
        start = equal.rows[nash_means(problem.gains(equal.rows), shares) > 0]
        if not len(start):
            return replace(equal, rows=equal.rows[:0])
    gains = problem.gains(start)
    first = gains[nash_means(gains, shares).argmax()]
    prices = [prices_of_logs(problem.mixtures, shares, counted, first, FEW_NASH_STEPS if problem.quick else NASH_STEPS)]
    bounds: list[Bound] = [(price, float(_offset(price, shares))) for price in prices]
    return search(problem, nash_aim(shares), bounds, given.held, start)


def _offset(prices: Array, shares: Array) -> float:
    """The tangent at c of the weighted sum of logs is (w/c) . g + sum w log c - sum w."""
    counted = shares > 0
    w = shares[counted]
    return float(w @ np.log(w / prices[counted]) - w.sum())
