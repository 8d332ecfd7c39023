"""The turns of the spatial model, compiled: one implementation for a single run and for thousands of draws.

Arrays: positions and ideals (parties, issues) in 0 to 1, saliences (parties, issues) in 0 to 1 with sums of at
most 1 for each party, capabilities (parties,). Step numbers refer to the theory page.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.spatial_model.election import coalitions, elect, vote
from detente.engines.forecast.spatial_model.rules import Rules
from detente.engines.kernels import compiled

SMALLEST_GAIN = 1e-5  # a challenge has to be worth more
NOBODY = -1

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Record(NamedTuple):
    """What happened, turn by turn; turn t leads from ``positions[t]`` to ``positions[t + 1]``.

    ``positions`` (turns + 1, parties, issues); ``targets`` (turns, parties), -1 for no challenge; ``values``,
    ``answers`` and ``chances`` (turns, parties): the challenger's expected gain and the target's, each in its
    own eyes, and the challenger's chance in its own; ``offers`` (turns, parties, 2, 2, issues): by challenger,
    view (its own, the receiver's) and half (its own position, the receiver's); ``taken`` (turns, parties): twice
    the challenger whose bargain the party took, plus the view, or -1 for none.
    """

    positions: Floats
    targets: Ints
    values: Floats
    answers: Floats
    chances: Floats
    offers: Floats
    taken: Ints


def blank_record(most_turns: int, parties: int, issues: int) -> Record:
    """A record to be filled."""
    return Record(
        positions=np.zeros((most_turns + 1, parties, issues)),
        targets=np.full((most_turns, parties), NOBODY),
        values=np.zeros((most_turns, parties)),
        answers=np.zeros((most_turns, parties)),
        chances=np.zeros((most_turns, parties)),
        offers=np.zeros((most_turns, parties, 2, 2, issues)),
        taken=np.full((most_turns, parties), NOBODY),
    )


def play(
    rules: Rules,
    positions: Floats,
    saliences: Floats,
    capabilities: Floats,
    adjustment: Floats,
    uniforms: Floats,
    record: Record,
) -> tuple[int, bool]:
    """Play from some positions until little moves or the limit of turns; give the turns and whether it settled.

    ``adjustment`` (parties, parties) is step 10; ``uniforms`` (turns, parties) are only read in the stochastic
    mode. Fills ``record``.
    """
    record.positions[0] = positions
    ideals = positions.copy()
    totals = saliences.sum(axis=1)
    first = 0.0
    for turn in range(rules.most_turns):
        drawn = uniforms[turn] if rules.stochastic else uniforms[0]
        _turn(rules, turn, ideals, saliences, totals, capabilities, drawn, record)
        before, after = record.positions[turn], record.positions[turn + 1]
        moved = float(np.sqrt(((after - before) ** 2).sum(axis=1)).sum())
        first = first if turn else moved
        ideals = adjustment @ after + (1 - adjustment.sum(axis=1, keepdims=True)) * ideals
        if turn >= 1 and moved / (first + 1e-4) < rules.still:
            return turn + 1, True
    return rules.most_turns, False


@compiled
def _turn(
    rules: Rules,
    turn: int,
    ideals: Floats,
    saliences: Floats,
    totals: Floats,
    capabilities: Floats,
    drawn: Floats,
    record: Record,
) -> None:
    count = len(ideals)
    positions = record.positions[turn]
    weights = np.empty(count)
    for i in range(count):
        weights[i] = capabilities[i] * totals[i]
    distances = _distances(ideals, positions, saliences)
    risks = _risks(rules, distances, capabilities)
    own = np.empty((count, count))
    for i in range(count):
        for j in range(count):
            own[i, j] = _utility(distances[i, j], risks[i])
    seen = np.empty((count, count))
    for i in range(count):
        _seen_by(i, rules, distances, risks, seen)
        target, value, chance = _best_challenge(i, rules, seen, totals, weights)
        record.targets[turn, i] = target
        record.values[turn, i] = value
        record.chances[turn, i] = chance
        if target != NOBODY:
            _offer(rules, i, target, chance, positions, saliences, record.offers[turn, i, 0])
    for i in range(count):
        if record.targets[turn, i] != NOBODY:
            _seen_by(record.targets[turn, i], rules, distances, risks, seen)
            _receivers_view(rules, turn, i, positions, saliences, totals, capabilities, seen, weights, record)
    _choose_all(rules, turn, own, risks, ideals, saliences, capabilities, drawn, record)


@compiled
def _distances(ideals: Floats, positions: Floats, saliences: Floats) -> Floats:
    """Step 1: distance of every party's ideal to every position, in the party's own saliences."""
    count, issues = ideals.shape
    distances = np.zeros((count, count))
    for i in range(count):
        squares = 0.0
        for k in range(issues):
            squares += saliences[i, k] ** 2
        for j in range(count):
            distances[i, j] = _distance(ideals[i], positions[j], saliences[i], squares)
    return distances


@compiled
def _distance(ideal: Floats, position: Floats, salience: Floats, squares: float) -> float:
    if squares <= 0:
        return 0.0
    total = 0.0
    for k in range(len(ideal)):
        total += salience[k] ** 2 * (ideal[k] - position[k]) ** 2
    return np.sqrt(total / squares)


@compiled
def _utility(distance: float, risk: float) -> float:
    """Step 1: the more averse to risk, the later utility falls with distance."""
    if distance <= 1:
        return (1 - distance) * (1 + risk * distance)
    return (1 - distance) * (1 + risk)


@compiled
def _risks(rules: Rules, distances: Floats, capabilities: Floats) -> Floats:
    """Step 5: a party whose position would fare well in an election of all positions is averse to risk."""
    count = len(distances)
    strengths, chances = np.empty((count, count)), np.empty(count)
    closeness = np.empty((count, count))
    for i in range(count):
        for j in range(count):
            closeness[i, j] = 1 - distances[i, j]
    coalitions(rules.vote, capabilities, closeness, strengths)
    elect(rules.election, rules.victory, strengths, chances)
    low, high = chances[0], chances[0]
    for chance in chances:
        low, high = min(low, chance), max(high, chance)
    risks = np.zeros(count)
    if high > low:
        for i in range(count):
            if rules.risk_range == 0:
                risks[i] = (chances[i] - low) / (high - low)
            elif rules.risk_range == 1:
                risks[i] = (3 * chances[i] - high - 2 * low) / (2 * (high - low))
            else:
                risks[i] = (2 * chances[i] - high - low) / (high - low)
    return risks


@compiled
def _seen_by(viewer: int, rules: Rules, distances: Floats, risks: Floats, seen: Floats) -> None:
    """Step 5: every party's utility of every position as the viewer believes it."""
    count = len(distances)
    for i in range(count):
        risk = (1 - rules.risk_share) * risks[viewer] + rules.risk_share * risks[i]
        for j in range(count):
            seen[i, j] = _utility(distances[i, j], risk)


@compiled
def _best_challenge(i: int, rules: Rules, seen: Floats, totals: Floats, weights: Floats) -> tuple[int, float, float]:
    """Step 7: the challenge that gains most in i's own eyes; the first of equals."""
    target, best, chance = NOBODY, SMALLEST_GAIN, 0.0
    for j in range(len(seen)):
        if j != i:
            worth, prevailing = _challenge(i, j, rules, seen, totals[j], weights)
            if worth[0] > best:
                target, best, chance = j, worth[0], prevailing
    return target, best if target != NOBODY else 0.0, chance


@compiled
def _challenge(
    i: int, j: int, rules: Rules, seen: Floats, resistance: float, weights: Floats
) -> tuple[tuple[float, float], float]:
    """Step 6: what i's challenge of j is worth to i and to j, and i's chance in it, in the eyes that ``seen`` holds."""
    mine, other = 1e-10, 1e-10
    for party in (i, j):
        cast = vote(rules.vote, weights[party], seen[party, i] - seen[party, j])
        if cast > 0:
            mine += cast
        else:
            other -= cast
    if rules.third_parties:
        alone_mine, alone_other = mine, other
        for n in range(len(seen)):
            if n not in (i, j):
                for_i, for_j, at_home = seen[n, i], seen[n, j], seen[n, n]
                cast = vote(rules.vote, weights[n], for_i - for_j)
                chance = (alone_mine + max(cast, 0.0)) / (alone_mine + alone_other + abs(cast))
                joining_i = chance * (2 * for_i + at_home) + (1 - chance) * 3 * for_j
                joining_j = chance * 3 * for_i + (1 - chance) * (2 * for_j + at_home)
                cast = vote(rules.vote, weights[n], joining_i - joining_j)
                if cast > 0:
                    mine += cast
                else:
                    other -= cast
    chance = mine / (mine + other)
    worth_i = _gain(chance, resistance, seen[i, i], seen[i, j])
    worth_j = _gain(chance, resistance, seen[j, i], seen[j, j])
    return (worth_i, worth_j), chance


@compiled
def _gain(chance: float, resistance: float, for_i: float, for_j: float) -> float:
    """Step 6: expected change of utility for a party that values i's position ``for_i`` and j's ``for_j``."""
    contest = chance * 2 * for_i + (1 - chance) * 2 * for_j
    return (1 - resistance) * 2 * for_i + resistance * contest - (for_i + for_j)


@compiled
def _offer(rules: Rules, i: int, j: int, chance: float, positions: Floats, saliences: Floats, halves: Floats) -> None:
    """Step 8: the bargain on each issue: where i and where j would go."""
    for k in range(positions.shape[1]):
        at_i, at_j, mine, other = positions[i, k], positions[j, k], saliences[i, k], saliences[j, k]
        if rules.bargain == 2:
            halves[0, k] = at_i + _step(max(0.0, 1 - 2 * chance), other**2, mine**2) * (at_j - at_i)
            halves[1, k] = at_j + _step(max(0.0, 2 * chance - 1), mine**2, other**2) * (at_i - at_j)
            continue
        pull_i, pull_j = mine * chance, other * (1 - chance)
        if rules.bargain == 1:
            pull_i, pull_j = pull_i**2, pull_j**2
        total = pull_i + pull_j + 1e-6
        halves[0, k] = _rounded(((pull_i + 1e-6) * at_i + pull_j * at_j) / total)
        halves[1, k] = _rounded((pull_i * at_i + (pull_j + 1e-6) * at_j) / total)


@compiled
def _step(lead: float, theirs: float, ours: float) -> float:
    return lead * theirs / (lead * theirs + 1e-6 + (1 - lead) * ours)


@compiled
def _rounded(x: float) -> float:
    return np.floor(0.5 + 1e4 * x) / 1e4


@compiled
def _receivers_view(
    rules: Rules,
    turn: int,
    i: int,
    positions: Floats,
    saliences: Floats,
    totals: Floats,
    capabilities: Floats,
    seen: Floats,
    weights: Floats,
    record: Record,
) -> None:
    """Step 8: what i's challenge is worth to its receiver, and the bargain built on the receiver's view if asked for."""
    j = record.targets[turn, i]
    worth, chance = _challenge(i, j, rules, seen, totals[j], weights)
    record.answers[turn, i] = worth[1]
    if rules.outlook == 0:
        return
    offers = record.offers[turn, i]
    _offer(rules, i, j, chance if rules.corrected else worth[0], positions, saliences, offers[1])
    if rules.outlook == 2:
        one = weights[i]
        other = (capabilities[j] if rules.corrected else capabilities[i]) * totals[j]
        if one + other > 0:
            for half in range(2):
                for k in range(positions.shape[1]):
                    offers[0, half, k] = (one * offers[0, half, k] + other * offers[1, half, k]) / (one + other)


@compiled
def _choose_all(
    rules: Rules,
    turn: int,
    own: Floats,
    risks: Floats,
    ideals: Floats,
    saliences: Floats,
    capabilities: Floats,
    drawn: Floats,
    record: Record,
) -> None:
    """Step 9: every party resolves its own queue of bargains and takes its half of the one elected."""
    count, issues = ideals.shape
    views = 2 if rules.outlook == 1 else 1
    makers, looks = np.empty(2 * count + 1, np.int64), np.empty(2 * count + 1, np.int64)
    worth = _worths(rules, turn, own, risks, ideals, saliences, record)
    for k in range(count):
        makers[0], looks[0] = NOBODY, 0
        length = 1
        for place in range(count):
            # its own proposal first, then those received
            maker = k if place == 0 else (place - 1 if place - 1 < k else place)
            if record.targets[turn, maker] != NOBODY and (maker == k or record.targets[turn, maker] == k):
                for view in range(views):
                    makers[length], looks[length] = maker, view
                    length += 1
        for issue in range(issues):
            record.positions[turn + 1, k, issue] = record.positions[turn, k, issue]
        record.taken[turn, k] = NOBODY
        if length > 1:
            chosen = _chosen(rules, worth, makers[:length], looks[:length], capabilities, drawn[k])
            if chosen > 0:
                half = 0 if makers[chosen] == k else 1
                for issue in range(issues):
                    record.positions[turn + 1, k, issue] = record.offers[
                        turn, makers[chosen], looks[chosen], half, issue
                    ]
                record.taken[turn, k] = 2 * makers[chosen] + looks[chosen]


@compiled
def _worths(
    rules: Rules, turn: int, own: Floats, risks: Floats, ideals: Floats, saliences: Floats, record: Record
) -> Floats:
    """Step 9: each party's mean utility of all positions after each bargain; the last column is the status quo."""
    count = len(own)
    views = 2 if rules.outlook == 1 else 1
    worth = np.zeros((count, 2 * count + 1))
    for a in range(count):
        squares = 0.0
        for k in range(saliences.shape[1]):
            squares += saliences[a, k] ** 2
        for n in range(count):
            worth[a, 2 * count] += own[a, n] / count
        for maker in range(count):
            target = record.targets[turn, maker]
            if target == NOBODY:
                continue
            for view in range(views):
                total = 0.0
                for half in range(2):
                    there = _distance(ideals[a], record.offers[turn, maker, view, half], saliences[a], squares)
                    total += _utility(there, risks[a])
                for n in range(count):
                    if n not in (maker, target):
                        total += own[a, n]
                worth[a, 2 * maker + view] = total / count
    return worth


@compiled
def _chosen(rules: Rules, worth: Floats, makers: Ints, looks: Ints, capabilities: Floats, drawn: float) -> int:
    """Place in the queue of the bargain elected; 0 is the status quo."""
    count, length = len(worth), len(makers)
    utilities = np.empty((count, length))
    for a in range(count):
        utilities[a, 0] = worth[a, 2 * count]
        for m in range(1, length):
            utilities[a, m] = worth[a, 2 * makers[m] + looks[m]]
    strengths, chances = np.empty((length, length)), np.empty(length)
    coalitions(rules.vote, capabilities, utilities, strengths)
    elect(rules.election, rules.victory, strengths, chances)
    if not rules.stochastic:
        best = 0
        for m in range(1, length):
            if chances[m] > chances[best]:
                best = m
        return best
    reached = 0.0
    for m in range(length):
        reached += chances[m]
        if drawn < reached:
            return m
    return length - 1
