"""The challenge model in plain loops, close to the printed formulas: slow, and for one issue."""

from __future__ import annotations


def run(positions, saliences, capabilities, span, *, rounds=1, status_quo=1.0, conflict="stay", risk="per_round",
        security="from_others", offers="best_offer", change="near_middle"):  # fmt: skip
    """Positions after each round, the start first, and the rounds' gains and risk exponents."""
    x, found, kept = list(map(float, positions)), [list(map(float, positions))], None
    details = []
    for _ in range(rounds):
        middle = median(x, saliences, capabilities)
        neutral = expect(x, saliences, capabilities, span, [1.0] * len(x), middle, status_quo, change)
        exponents = kept if kept is not None and risk == "fixed" else attitudes(neutral, security)
        kept = exponents
        gains = expect(x, saliences, capabilities, span, exponents, middle, status_quo, change)
        centre = (middle - median([-at for at in x], saliences, capabilities)) / 2
        details.append((neutral, exponents, gains))
        x = [_settle(x, gains, j, conflict, offers, centre, span) for j in range(len(x))]
        found.append(x)
    return found, details


def median(x, saliences, capabilities):
    weights = [c * s for c, s in zip(capabilities, saliences, strict=True)]
    for place in sorted(set(x)):
        if sum(w for at, w in zip(x, weights, strict=True) if at <= place) >= sum(weights) / 2 - 1e-12:
            return place
    return max(x)


def prevail(x, saliences, capabilities, i, j):
    mine = everything = 0.0
    for k in range(len(x)):
        vote = capabilities[k] * saliences[k] * (abs(x[k] - x[j]) - abs(x[k] - x[i]))
        mine += vote if vote > 0 else 0.0
        everything += abs(vote)
    return mine / everything if everything > 1e-9 else 0.5


def expect(x, saliences, capabilities, span, exponents, middle, status_quo, change="near_middle"):
    size = len(x)
    gains = [[0.0] * size for _ in range(size)]
    for i in range(size):
        r = exponents[i]
        for j in range(size):
            if x[i] == x[j]:
                continue
            apart, out = abs(x[i] - x[j]) / span, abs(x[i] - middle) / span
            success, failure = 2 - 4 * (0.5 - 0.5 * apart) ** r, 2 - 4 * (0.5 + 0.5 * apart) ** r
            better, worse = 2 - 4 * (0.5 - 0.25 * (out + apart)) ** r, 2 - 4 * (0.5 + 0.25 * (out + apart)) ** r
            toward = 0.5 if change == "even" else 1 if out < apart - 1e-9 else 0
            p, s = prevail(x, saliences, capabilities, i, j), saliences[j]
            gains[i][j] = (
                s * (p * success + (1 - p) * failure)
                + (1 - s) * success
                - status_quo * (2 - 4 * 0.5**r)
                - (1 - status_quo) * (toward * better + (1 - toward) * worse)
            )
    return gains


def attitudes(gains, security):
    size = len(gains)
    if security == "from_others":
        sums = [sum(gains[j][i] for j in range(size) if j != i) for i in range(size)]
    else:
        sums = [sum(gains[i][j] for j in range(size) if j != i) for i in range(size)]
    low, high = min(sums), max(sums)
    if high - low < 1e-12:
        return [1.0] * size
    return [(1 - r / 3) / (1 + r / 3) for r in ((2 * s - high - low) / (high - low) for s in sums)]


def _settle(x, gains, j, conflict, offers, centre, span):
    made = []
    for i in range(len(x)):
        gain, answer = gains[i][j], gains[j][i]
        if i == j or gain <= 1e-12:
            continue
        if answer < -1e-12:
            made.append((gain, (x[i] - x[j]) * min(1.0, -answer / gain)))
        elif conflict == "weaker_moves" and 1e-12 < answer < gain - 1e-9:
            made.append((gain, x[i] - x[j]))
    made = [(gain, move) for gain, move in made if move]
    if not made:
        return x[j]

    def rank(gain, move):
        gain, size = -round(gain, 8), round(abs(move) / span, 8)
        return (*((size, gain) if offers == "least_move" else (gain, size)), round(abs(x[j] + move - centre) / span, 8))

    best = min(rank(*it) for it in made)
    moves = [move for gain, move in made if rank(gain, move) == best]
    return x[j] if min(moves) < 0 < max(moves) else x[j] + moves[0]
