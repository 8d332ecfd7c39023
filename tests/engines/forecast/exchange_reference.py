"""The exchange model in plain Python: every possible exchange looked at anew, gains taken from their definition.

A table is ``{issue: {party: (position, salience, capability)}}`` with positions 0 to 100 and saliences 0 to 1.
"""

from __future__ import annotations

from itertools import combinations

CLOSE = 1e-9


def run(table, *, rounds=1, least_gain=1e-6, tie_order="larger_shift", fixed_share=0.1, salience_share=0.4):
    """Outcome by issue (None without any weight) and the exchanges in order."""
    positions = {issue: {party: it[0] for party, it in held.items()} for issue, held in table.items()}
    exchanges, votes = [], positions
    for _ in range(rounds):
        votes = {issue: dict(held) for issue, held in positions.items()}
        turned = {}
        while (best := _highest(table, positions, votes, turned, least_gain, tie_order)) is not None:
            for party, issue, vote in best["moves"]:
                turned[issue, party] = vote > votes[issue][party]
                votes[issue][party] = vote
            exchanges.append(best)
        for issue, held in positions.items():
            for party, place in held.items():
                share = min(1, (1 - table[issue][party][1]) * salience_share + fixed_share)
                held[party] = share * votes[issue][party] + (1 - share) * place
    return {issue: outcome(table, votes, issue) for issue in table}, exchanges


def outcome(table, votes, issue):
    total = sum(c * s for _, s, c in table[issue].values())
    if total == 0:
        return None
    return sum(c * s * votes[issue][party] for party, (_, s, c) in table[issue].items()) / total


def loss(table, positions, votes, party, issues):
    """How far the outcomes are from what a party wants, times salience."""
    return sum(table[issue][party][1] * abs(positions[issue][party] - outcome(table, votes, issue)) for issue in issues)


def _highest(table, positions, votes, turned, least_gain, tie_order):
    found = []
    for p, q in combinations(sorted(table), 2):
        for one, other in combinations(sorted(set(table[p]) & set(table[q])), 2):
            for i, j in ((one, other), (other, one)):
                made = _exchange(table, positions, votes, turned, i, j, p, q)
                if made is not None and made["gain"] > least_gain:
                    found.append(made)
    if not found:
        return None
    top = max(it["gain"] for it in found)
    found = [it for it in found if it["gain"] >= top - CLOSE]
    if tie_order != "names":
        sign = 1 if tie_order == "larger_shift" else -1
        top = max(sign * it["shift"] for it in found)
        found = [it for it in found if sign * it["shift"] >= top - CLOSE]
    return found[0]


def _exchange(table, positions, votes, turned, i, j, p, q):
    """The exchange in which i demands p and j demands q, or None."""
    if any(table[issue][party][1] * table[issue][party][2] == 0 for issue in (p, q) for party in (i, j)):
        return None
    s = {(party, issue): table[issue][party][1] for party in (i, j) for issue in (p, q)}
    if s[i, p] / s[i, q] <= s[j, p] / s[j, q]:
        return None
    for issue in (p, q):
        middle = outcome(table, votes, issue)
        gaps = [positions[issue][party] - middle for party in (i, j)]
        if min(map(abs, gaps)) <= CLOSE or gaps[0] * gaps[1] > 0:
            return None
    farthest_j = _farthest(table, positions, votes, turned, i, j, p)
    farthest_i = _farthest(table, positions, votes, turned, j, i, q)
    if farthest_i is None or farthest_j is None:
        return None
    ratio = (s[i, p] + s[j, p]) / (s[i, q] + s[j, q])
    vote_j = farthest_j  # try the full move of j
    shift_p = _shift(table, votes, j, p, vote_j)
    vote_i = _vote_for(table, votes, positions, i, q, abs(shift_p) * ratio, towards=farthest_i)
    if abs(vote_i - votes[q][i]) > abs(farthest_i - votes[q][i]):
        vote_i = farthest_i  # else the full move of i
        shift_q = _shift(table, votes, i, q, vote_i)
        vote_j = _vote_for(table, votes, positions, j, p, abs(shift_q) / ratio, towards=farthest_j)
    after = {issue: dict(held) for issue, held in votes.items()}
    after[q][i], after[p][j] = vote_i, vote_j
    gain = loss(table, positions, votes, i, (p, q)) - loss(table, positions, after, i, (p, q))
    return {
        "moves": ((i, q, vote_i), (j, p, vote_j)),
        "gain": gain,
        "shift": abs(_shift(table, votes, j, p, vote_j)) + abs(_shift(table, votes, i, q, vote_i)),
    }


def _farthest(table, positions, votes, turned, asks, gives, issue):
    """The vote that pleases most: at the position of the one who asks, or where the outcome reaches it."""
    wanted, vote = positions[issue][asks], votes[issue][gives]
    up = wanted > outcome(table, votes, issue)
    if turned.get((issue, gives), up) != up or (wanted - vote if up else vote - wanted) <= CLOSE:
        return None
    reached = vote + (wanted - outcome(table, votes, issue)) / _share(table, gives, issue)
    return min(wanted, reached) if up else max(wanted, reached)


def _share(table, party, issue):
    _, s, c = table[issue][party]
    return c * s / sum(c * s for _, s, c in table[issue].values())


def _shift(table, votes, party, issue, vote):
    return (vote - votes[issue][party]) * _share(table, party, issue)


def _vote_for(table, votes, positions, party, issue, shift, *, towards):
    way = shift / _share(table, party, issue)
    vote = votes[issue][party]
    return vote + way if towards > vote else vote - way
