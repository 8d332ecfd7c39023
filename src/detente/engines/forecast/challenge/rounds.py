"""The rounds of the challenge model on one issue, compiled: one implementation for one run and for thousands of draws.

Arrays of shape (parties,): positions on 0 to 1 of the scale, saliences in 0 to 1, weights (capability times salience).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.challenge.choices import Rules
from detente.engines.kernels import compiled

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
NOBODY = -1
TINY = 1e-12  # below, an expected gain is none: rounding does not make a challenge
SAME = 1e-9  # offers this close are equal: rounding does not choose between them


class Record(NamedTuple):
    """What happened, round by round; round t leads from ``positions[t]`` to ``positions[t + 1]``.

    ``gains`` and ``chances`` may hold fewer rounds than are played; then later rounds overwrite earlier ones.

    ``positions`` (rounds + 1, parties); ``gains`` and ``chances`` (rounds, parties, parties): what the party of
    the row expects to gain by challenging that of the column, and its chance to prevail; ``risks`` (rounds,
    parties): the exponents; ``makers`` (rounds, parties): whose offer a party took, -1 for none.
    """

    positions: Floats
    gains: Floats
    chances: Floats
    risks: Floats
    makers: Ints


def blank_record(most_rounds: int, parties: int, pairs_of: int | None = None) -> Record:
    """A record to be filled; it keeps the pairs of ``pairs_of`` rounds, without a number of all."""
    kept = most_rounds if pairs_of is None else pairs_of
    return Record(
        positions=np.zeros((most_rounds + 1, parties)),
        gains=np.zeros((kept, parties, parties)),
        chances=np.zeros((kept, parties, parties)),
        risks=np.ones((most_rounds, parties)),
        makers=np.full((most_rounds, parties), NOBODY),
    )


@compiled
def play(rules: Rules, positions: Floats, saliences: Floats, weights: Floats, record: Record) -> tuple[int, bool]:
    """Play from some positions until nobody moves far or the limit of rounds; give the rounds and whether it settled."""
    count = len(positions)
    for i in range(count):
        record.positions[0, i] = positions[i]
    for turn in range(rules.most_rounds):
        now, after = record.positions[turn], record.positions[turn + 1]
        kept = turn % len(record.gains)
        gains, chances, risks = record.gains[kept], record.chances[kept], record.risks[turn]
        middle = _weighted_median(now, weights)
        _chances(now, weights, chances)
        if turn > 0 and rules.fixed_risk:
            for i in range(count):
                risks[i] = record.risks[0, i]
        else:
            for i in range(count):
                risks[i] = 1.0
            _expect(rules, now, saliences, chances, risks, middle, gains)
            _attitudes(rules, gains, risks)
        _expect(rules, now, saliences, chances, risks, middle, gains)
        centre = (middle - _weighted_median(-now, weights)) / 2
        if _answer(rules, now, gains, centre, after, record.makers[turn]) <= rules.still:
            return turn + 1, True
    return rules.most_rounds, False


@compiled
def _weighted_median(positions: Floats, weights: Floats) -> float:
    order = np.argsort(positions)
    total = 0.0
    for weight in weights:
        total += weight
    reached = 0.0
    for place in order:
        reached += weights[place]
        if reached >= total * (0.5 - TINY):
            return positions[place]
    return positions[order[-1]]


@compiled
def _chances(positions: Floats, weights: Floats, chances: Floats) -> None:
    """P_i of prevailing over j: the share of all votes between the two positions that go to i's."""
    count = len(positions)
    least = TINY * weights.sum()
    for i in range(count):
        chances[i, i] = 0.5
        for j in range(i):
            mine, all_votes = 0.0, 0.0
            for k in range(count):
                vote = weights[k] * (abs(positions[k] - positions[j]) - abs(positions[k] - positions[i]))
                mine += max(vote, 0.0)
                all_votes += abs(vote)
            chance = mine / all_votes if all_votes > least else 0.5
            chances[i, j], chances[j, i] = chance, 1 - chance


@compiled
def _expect(
    rules: Rules, positions: Floats, saliences: Floats, chances: Floats, risks: Floats, middle: float, gains: Floats
) -> None:
    """What each party expects to gain by challenging each other one, E_i(U_ij)."""
    count = len(positions)
    for i in range(count):
        unmoved = _utility(0.5, risks[i])
        from_middle = abs(positions[i] - middle)
        for j in range(count):
            gains[i, j] = 0.0
            apart = abs(positions[i] - positions[j])
            if i == j or apart == 0:
                continue
            success, failure = _utility(0.5 - 0.5 * apart, risks[i]), _utility(0.5 + 0.5 * apart, risks[i])
            contest = chances[i, j] * success + (1 - chances[i, j]) * failure
            alone = rules.status_quo * unmoved
            if rules.status_quo < 1:
                shift = 0.25 * (from_middle + apart)
                better = 0.5 if rules.even_change else 1.0 if from_middle < apart - SAME else 0.0
                change = better * _utility(0.5 - shift, risks[i]) + (1 - better) * _utility(0.5 + shift, risks[i])
                alone += (1 - rules.status_quo) * change
            gains[i, j] = saliences[j] * contest + (1 - saliences[j]) * success - alone


@compiled
def _utility(base: float, risk: float) -> float:
    base = max(base, 0.0)
    return 2 - 4 * (base if risk == 1.0 else base**risk)


@compiled
def _attitudes(rules: Rules, gains: Floats, risks: Floats) -> None:
    """Risk exponents from security: r = (1 - R/3)/(1 + R/3), R from -1 to 1; 1 for all where all are as secure."""
    count = len(risks)
    security = np.zeros(count)
    for i in range(count):
        for j in range(count):
            security[i] += gains[i, j] if rules.from_own else gains[j, i]
    low, high = security[0], security[0]
    for value in security:
        low, high = min(low, value), max(high, value)
    for i in range(count):
        attitude = (2 * security[i] - high - low) / (high - low) if high - low > TINY else 0.0
        risks[i] = (1 - attitude / 3) / (1 + attitude / 3)


@compiled
def _answer(rules: Rules, now: Floats, gains: Floats, centre: float, after: Floats, makers: Ints) -> float:
    """Every party takes one of the offers made to it; gives the largest move."""
    largest = 0.0
    moves = np.zeros(len(now))
    for j in range(len(now)):
        for i in range(len(now)):
            moves[i] = _asked(rules, gains[i, j], gains[j, i]) * (now[i] - now[j])
        maker = _taken(rules, moves, gains[:, j], np.abs(now[j] + moves - centre))
        makers[j] = maker
        after[j] = now[j] if maker == NOBODY else now[j] + moves[maker]
        largest = max(largest, abs(after[j] - now[j]))
    return largest


@compiled
def _taken(rules: Rules, moves: Floats, gains: Floats, from_centre: Floats) -> int:
    """Whose offer a party takes; nobody's where equal offers, as far from the centre, pull it both ways.

    What is left of the offers after each comparison does not depend on the order of the parties.
    """
    left = moves != 0
    if not left.any():
        return NOBODY
    sizes = np.abs(moves)
    if rules.least_move:
        _keep_least(left, sizes)
        _keep_least(left, -gains)
    else:
        _keep_least(left, -gains)
        _keep_least(left, sizes)
    _keep_least(left, from_centre)
    first = int(np.argmax(left))
    for i in range(len(moves)):
        if left[i] and moves[i] * moves[first] < 0:
            return NOBODY
    return first


@compiled
def _keep_least(left: Flags, values: Floats) -> None:
    """Keep those with the least value; values that differ by rounding only count as equal."""
    least = np.inf
    for i in range(len(values)):
        if left[i]:
            least = min(least, values[i])
    for i in range(len(values)):
        left[i] = left[i] and values[i] <= least + SAME


@compiled
def _asked(rules: Rules, gain: float, answer: float) -> float:
    """The share of the way to the challenger that a challenge asks for; 0 for none."""
    if gain <= TINY:
        return 0.0
    if answer < -TINY:
        return min(1.0, -answer / gain)
    if rules.weaker_moves and answer > TINY and gain > answer + SAME:
        return 1.0
    return 0.0
