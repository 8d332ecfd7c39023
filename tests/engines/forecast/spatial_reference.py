"""The spatial model of politics in plain loops, as the theory writes it: slow, and close to the formulas.

Parties i hold positions in several dimensions. Each turn every party looks for the one party it gains most by
challenging, the two bargain, and each party takes the proposal that a vote of all parties finds most likely.
The names of the options are those of the literature; the numbers are on the 0-100 scale outside, 0-1 inside.
"""

from __future__ import annotations

import math

import numpy as np

COMMITMENT = {"none": 0.0, "one_third": 1 / 3, "half": 0.5, "two_thirds": 2 / 3, "full": 1.0}
EXPONENT = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}
SMALLEST_COALITION = 1e-8
SMALLEST_GAIN = 1e-5
SMALLEST_PULL = 1e-6


def run(
    positions,
    saliences,
    capabilities,
    *,
    voting_rule="proportional",
    victory_probability="linear",
    pce_model="conditional",
    risk_range="mid",
    risk_adjustment="one_third",
    third_party_commitment="semi",
    vector_bargain="s2p2",
    bargain_view="initiator",
    ideal_adjustment=None,
    most_turns=100,
    still=0.02,
):
    """Positions (N, D) on the 0-100 scale after each turn, turn 0 first.

    ``positions`` and ``saliences`` (N, D) run from 0 to 100, the saliences of a party summing to at most 100;
    ``capabilities`` (N,). ``ideal_adjustment`` is the matrix A of shape (N, N) that draws the ideals toward the
    new positions, the identity without it.
    """
    theta = np.array(positions, dtype=float) / 100
    salience = np.array(saliences, dtype=float) / 100
    capability = np.array(capabilities, dtype=float)
    parties = len(theta)
    adjustment = np.eye(parties) if ideal_adjustment is None else np.array(ideal_adjustment, dtype=float)
    ideal = theta.copy()
    rule = Rule(voting_rule, victory_probability, pce_model)
    found = [theta]
    while not _ended(found, most_turns, still):
        theta = _turn(
            theta,
            ideal,
            salience,
            capability,
            rule,
            risk_range=risk_range,
            belief=COMMITMENT[risk_adjustment],
            commitment=third_party_commitment,
            vector_bargain=vector_bargain,
            bargain_view=bargain_view,
        )
        kept = 1 - adjustment.sum(axis=1)
        ideal = adjustment @ theta + kept[:, None] * ideal
        found.append(theta)
    return [100 * it for it in found]


class Rule:
    """How votes, coalitions and the probabilistic election are counted."""

    def __init__(self, voting, victory, election):
        self.voting, self.victory, self.election = voting, victory, election

    def vote(self, weight, du):
        sign = min(1.0, max(-1.0, du / 1e-8))
        if self.voting == "proportional":
            return weight * du
        if self.voting == "binary":
            return weight * sign
        if self.voting == "cubic":
            return weight * du**3
        if self.voting == "prop_bin":
            return weight * (0.8 * du + 0.2 * sign)
        assert self.voting == "prop_cubic"
        return weight * (0.5 * du + 0.5 * du**3)

    def wins(self, one, other):
        """Probability that coalition ``one`` beats coalition ``other``."""
        if self.victory != "binary":
            e = EXPONENT[self.victory]
            return one**e / (one**e + other**e)
        share = one / (one + other)
        if one >= 1.1 * other:
            return 1 / (1 + 1e-6)
        if other >= 1.1 * one:
            return 1e-6 / (1 + 1e-6)
        return (2.1 * share - 1) / 0.1

    def elect(self, utilities, weights):
        """Probability of each alternative; ``utilities[k][x]`` is alternative x to voter k."""
        voters, count = utilities.shape
        coalition = np.full((count, count), SMALLEST_COALITION)
        for x in range(count):
            for y in range(count):
                for k in range(voters):
                    coalition[x, y] += max(0.0, self.vote(weights[k], utilities[k, x] - utilities[k, y]))
        victory = np.full((count, count), 0.5)
        for x in range(count):
            for y in range(count):
                if x != y:
                    victory[x, y] = self.wins(coalition[x, y], coalition[y, x])
        if self.election == "conditional":
            chance = np.array([math.prod(victory[x]) for x in range(count)])
            return chance / chance.sum()
        if self.election == "markov_uniform":
            return _settled(count, 1e-6, lambda p: _uniform_step(p, victory))
        assert self.election == "markov_incentive"
        return _settled(count, 1e-8, lambda p: _incentive_step(p, victory, coalition))


def _settled(count, tolerance, step):
    p = np.full(count, 1 / count)
    for _ in range(100_000):
        q = step(p)
        change = max(abs(q - p))
        p = (p + q) / 2
        if change <= tolerance:
            return p
    raise AssertionError("the election did not settle")


def _uniform_step(p, victory):
    count = len(p)
    return np.array([sum(victory[x, y] * (p[x] + p[y]) for y in range(count)) / count for x in range(count)])


def _incentive_step(p, victory, coalition):
    count = len(p)
    incentive = coalition * victory + 1e-10 * np.eye(count)
    flow = np.empty((count, count))
    for x in range(count):
        for y in range(count):
            flow[x, y] = p[x] * incentive[y, x] / sum(incentive[z, x] for z in range(count))
    return np.array([sum(victory[x, y] * (flow[x, y] + flow[y, x]) for y in range(count)) for x in range(count)])


def _ended(found, most_turns, still):
    turn = len(found) - 1
    if turn >= most_turns:
        return True
    if turn < 2:
        return False
    first = sum(_length(one, other) for one, other in zip(found[1], found[0], strict=True))
    last = sum(_length(one, other) for one, other in zip(found[-1], found[-2], strict=True))
    return last / (first + 1e-4) < still


def _length(one, other):
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)))


def _distance(salience, ideal, position):
    above = sum(s**2 * (a - b) ** 2 for s, a, b in zip(salience, ideal, position, strict=True))
    return math.sqrt(above / sum(s**2 for s in salience))


def _utility(distance, risk):
    return (1 - distance) * (1 + risk * distance) if distance <= 1 else (1 - distance) * (1 + risk)


def _risks(theta, ideal, salience, capability, rule, risk_range):
    parties = len(theta)
    plain = np.empty((parties, parties))
    for k in range(parties):
        for x in range(parties):
            plain[k, x] = _utility(_distance(salience[k], ideal[k], theta[x]), 0.0)
    p = rule.elect(plain, capability)
    low, high = min(p), max(p)
    if high == low:
        return np.zeros(parties)
    if risk_range == "min":
        return (p - low) / (high - low)
    if risk_range == "max":
        return (2 * p - high - low) / (high - low)
    assert risk_range == "mid"
    return (3 * p - high - 2 * low) / (2 * (high - low))


def _chance(i, j, u, weights, rule, commitment):
    """Chance that i prevails over j, with the utilities ``u`` of one observer."""
    a = b = 1e-10
    for n, du in ((i, u[i, i] - u[i, j]), (j, u[j, i] - u[j, j])):
        v = rule.vote(weights[n], du)
        a, b = a + max(0.0, v), b + max(0.0, -v)
    a0, b0 = a, b
    for n in range(len(u)):
        if n in (i, j) or commitment != "semi":
            continue
        v = rule.vote(weights[n], u[n, i] - u[n, j])
        p = (a0 + max(0.0, v)) / (a0 + b0 + abs(v))
        join_i = p * (2 * u[n, i] + u[n, n]) + (1 - p) * 3 * u[n, j]
        join_j = p * 3 * u[n, i] + (1 - p) * (2 * u[n, j] + u[n, n])
        v = rule.vote(weights[n], join_i - join_j)
        a, b = a + max(0.0, v), b + max(0.0, -v)
    return a / (a + b)


def _change(k, i, j, u, chance, salience):
    """What i's challenge of j is worth to k."""
    quo = u[k, i] + u[k, j]
    victory = 2 * u[k, i]
    contest = chance * 2 * u[k, i] + (1 - chance) * 2 * u[k, j]
    s = sum(salience[j])
    return (1 - s) * victory + s * contest - quo


def _bargain(i, j, p_i, p_j, theta, salience, vector_bargain):
    """Where i and j would settle, dimension by dimension, with their chances in one view."""
    m = SMALLEST_PULL
    new_i, new_j = theta[i].copy(), theta[j].copy()
    for k in range(theta.shape[1]):
        s_i, s_j, t_i, t_j = salience[i, k], salience[j, k], theta[i, k], theta[j, k]
        if vector_bargain == "s2pmax":
            d_i, d_j = max(0.0, p_j - p_i), max(0.0, p_i - p_j)
            x = d_i * s_j**2 / (d_i * s_j**2 + m + (1 - d_i) * s_i**2)
            y = d_j * s_i**2 / (d_j * s_i**2 + m + (1 - d_j) * s_j**2)
            new_i[k], new_j[k] = t_i + x * (t_j - t_i), t_j + y * (t_i - t_j)  # KTAB does not round these
        else:
            e = {"s1p1": 1, "s2p2": 2}[vector_bargain]
            a, b = (s_i * p_i) ** e, (s_j * p_j) ** e
            b_i = ((a + m) * t_i + b * t_j) / (a + m + b)
            b_j = (a * t_i + (b + m) * t_j) / (a + m + b)
            new_i[k], new_j[k] = _rounded(b_i), _rounded(b_j)
    return new_i, new_j


def _rounded(x):
    return math.floor(0.5 + 1e4 * x) / 1e4


def _turn(
    theta,
    ideal,
    salience,
    capability,
    rule,
    *,
    risk_range,
    belief,
    commitment,
    vector_bargain,
    bargain_view,
):
    parties = len(theta)
    distance = np.array([[_distance(salience[i], ideal[i], theta[j]) for j in range(parties)] for i in range(parties)])
    risk = _risks(theta, ideal, salience, capability, rule, risk_range)
    weights = salience.sum(axis=1) * capability
    views = []
    for h in range(parties):
        view = np.empty((parties, parties))
        for i in range(parties):
            for j in range(parties):
                view[i, j] = _utility(distance[i, j], (1 - belief) * risk[h] + belief * risk[i])
        views.append(view)

    queues = [[None] for _ in range(parties)]  # None is the status quo
    proposals = []
    for i in range(parties):
        best, target, prevails = SMALLEST_GAIN, None, 0.0
        for j in range(parties):
            if j == i:
                continue
            chance = _chance(i, j, views[i], weights, rule, commitment)
            worth = _change(i, i, j, views[i], chance, salience)
            if worth > best:
                best, target, prevails = worth, j, chance
        if target is None:
            continue
        j = target
        own = _bargain(i, j, prevails, 1 - prevails, theta, salience, vector_bargain)
        if bargain_view == "initiator":
            offers = [own]
        else:
            # The receiver's view takes the worth of the challenge in its eyes where a chance should stand.
            seen = _change(i, i, j, views[j], _chance(i, j, views[j], weights, rule, commitment), salience)
            theirs = _bargain(i, j, seen, 1 - seen, theta, salience, vector_bargain)
            if bargain_view == "receiver":
                offers = [own, theirs]
            else:
                assert bargain_view == "power_weighted"
                one, other = capability[i] * sum(salience[i]), capability[i] * sum(salience[j])
                offers = [
                    tuple((one * mine + other * yours) / (one + other) for mine, yours in zip(own, theirs, strict=True))
                ]
        proposals += [(i, j, offer) for offer in offers]
    for proposal in proposals:
        queues[proposal[0]].append(proposal)
    for proposal in proposals:
        queues[proposal[1]].append(proposal)

    after = theta.copy()
    for k in range(parties):
        worth = np.empty((parties, len(queues[k])))
        for m, proposal in enumerate(queues[k]):
            state = theta.copy()
            if proposal is not None:
                i, j, (b_i, b_j) = proposal
                state[i], state[j] = b_i, b_j
            for a in range(parties):
                worth[a, m] = (
                    sum(_utility(_distance(salience[a], ideal[a], state[n]), risk[a]) for n in range(parties)) / parties
                )
        chances = rule.elect(worth, capability)
        chosen = queues[k][int(np.argmax(chances))]
        if chosen is not None:
            i, j, (b_i, b_j) = chosen
            after[k] = b_i if k == i else b_j
    return after
