"""Votes, chances of prevailing and the probabilistic Condorcet election, compiled."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.kernels import compiled

Floats = npt.NDArray[np.float64]
TINY = 1e-8  # every coalition's strength, and the width of a binary vote's turn
THRESHOLD = 1.1  # a binary contest is certain from this ratio of strengths on
UPSET = 1e-6  # and the weaker side's chance there, before normalising
STEPS = 100_000  # of a Markov election, which settles in some dozens


@compiled
def vote(rule: int, weight: float, difference: float) -> float:
    """The vote of a party of some weight for the first of two outcomes, whose utilities differ by ``difference``."""
    if rule == 0:
        return weight * difference
    if rule == 2:
        return weight * difference**3
    if rule == 4:
        return weight * (0.5 * difference + 0.5 * difference**3)
    sign = min(1.0, max(-1.0, difference / TINY))
    if rule == 1:
        return weight * sign
    return weight * (0.8 * difference + 0.2 * sign)


@compiled
def prevails(victory: int, mine: float, other: float) -> float:
    """Chance that a coalition of strength ``mine`` prevails over one of strength ``other``."""
    if victory == 4:
        if mine >= THRESHOLD * other:
            return 1.0 / (1.0 + UPSET)
        if other >= THRESHOLD * mine:
            return UPSET / (1.0 + UPSET)
        return (mine / (mine + other) * (THRESHOLD + 1.0) - 1.0) / (THRESHOLD - 1.0)
    for _ in range(victory):
        mine *= mine
        other *= other
    return mine / (mine + other)


@compiled
def coalitions(rule: int, weights: Floats, utilities: Floats, strengths: Floats) -> None:
    """Fill ``strengths[x, y]``: all votes for x over y. ``utilities`` has shape (voters, outcomes)."""
    voters, outcomes = utilities.shape
    for x in range(outcomes):
        strengths[x, x] = TINY
        for y in range(x):
            mine, other = TINY, TINY
            for k in range(voters):
                cast = vote(rule, weights[k], utilities[k, x] - utilities[k, y])
                if cast > 0:
                    mine += cast
                else:
                    other -= cast
            strengths[x, y] = mine
            strengths[y, x] = other


@compiled
def elect(election: int, victory: int, strengths: Floats, chances: Floats) -> None:
    """Fill ``chances``: the probability of each outcome in an election on the strengths of all pairs."""
    count = len(strengths)
    if election == 0:
        _conditional(victory, strengths, chances)
        return
    beats = np.empty((count, count))
    turnover = np.empty((count, count))
    for x in range(count):
        for y in range(count):
            turnover[x, y] = 1.0 / count
            beats[x, y] = 0.5 if x == y else prevails(victory, strengths[x, y], strengths[y, x])
    if election == 2:
        for y in range(count):
            total = 0.0
            for x in range(count):
                turnover[x, y] = strengths[x, y] * beats[x, y] + (1e-10 if x == y else 0.0)
                total += turnover[x, y]
            for x in range(count):
                turnover[x, y] /= total
    _markov(beats, turnover, 1e-6 if election == 1 else 1e-8, chances)


@compiled
def _conditional(victory: int, strengths: Floats, chances: Floats) -> None:
    """In proportion to the chance of prevailing in every pair."""
    count = len(strengths)
    total = 0.0
    for x in range(count):
        product = 1.0
        for y in range(count):
            product *= 0.5 if x == y else prevails(victory, strengths[x, y], strengths[y, x])
        chances[x] = product
        total += product
    for x in range(count):
        chances[x] = chances[x] / total if total > 0 else 1.0 / count


@compiled
def _markov(beats: Floats, turnover: Floats, limit: float, chances: Floats) -> None:
    """Limit of challenges to the outcome in power: y is challenged by x with probability ``turnover[x, y]``."""
    count = len(beats)
    following = np.empty(count)
    for x in range(count):
        chances[x] = 1.0 / count
    for _ in range(STEPS):
        change = 0.0
        for x in range(count):
            total = 0.0
            for y in range(count):
                total += beats[x, y] * (chances[x] * turnover[y, x] + chances[y] * turnover[x, y])
            following[x] = total
            change = max(change, abs(total - chances[x]))
        for x in range(count):
            chances[x] = (chances[x] + following[x]) / 2
        if change <= limit:
            return
