"""The rounds of exchanges, compiled: one implementation for a single run and for thousands of draws.

Arrays: positions and votes (issues, parties) on 0 to 100, saliences (issues, parties) in 0 to 1, shares (issues,
parties): capability times salience as a share of the issue's sum, 0 for a party that takes no part there.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.exchange.choices import Rules
from detente.engines.kernels import compiled

CLOSE = 1e-9  # points of the scale, or of gain, that count as none

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Record(NamedTuple):
    """What happened: the exchanges in order, and where each round began and ended.

    Exchange n is between ``parties[n, 0]``, which moves on ``issues[n, 0]`` from ``before[n, 0]`` to
    ``after[n, 0]``, and ``parties[n, 1]`` likewise; both gain ``gains[n]``. ``starts`` and ``ends`` have shape
    (rounds, issues, parties).
    """

    rounds: Ints
    parties: Ints
    issues: Ints
    before: Floats
    after: Floats
    gains: Floats
    starts: Floats
    ends: Floats


def blank_record(rounds: int, issues: int, parties: int, exchanges: int) -> Record:
    """A record to be filled, with room for some exchanges; what finds no room is not recorded."""
    return Record(
        rounds=np.zeros(exchanges, dtype=np.int64),
        parties=np.zeros((exchanges, 2), dtype=np.int64),
        issues=np.zeros((exchanges, 2), dtype=np.int64),
        before=np.zeros((exchanges, 2)),
        after=np.zeros((exchanges, 2)),
        gains=np.zeros(exchanges),
        starts=np.zeros((rounds, issues, parties)),
        ends=np.zeros((rounds, issues, parties)),
    )


class Board(NamedTuple):
    """The state of a round, changed in place.

    ``sides`` (issues, parties) is 1 where a party wants the outcome higher, -1 lower, 0 where it takes no part
    or has what it wants. ``moved`` is the direction of a vote that has moved. ``best``, ``shifts`` (issues,
    issues) and ``pairs`` (issues, issues, 2) hold the best exchange on two issues p < q: its gain, the sum of
    its shifts, and the party that demands p before the one that demands q. ``ones`` and ``others`` are for lists
    of parties.
    """

    positions: Floats
    saliences: Floats
    shares: Floats
    votes: Floats
    outcomes: Floats
    sides: Ints
    moved: Ints
    best: Floats
    shifts: Floats
    pairs: Ints
    ones: Ints
    others: Ints


@compiled
def play_all(
    rules: Rules, positions: Floats, saliences: Floats, shares: Floats, record: Record, votes: Floats, settled: Bools
) -> None:
    """Play every row; final votes (rows, issues, parties) and whether no gain was left (rows,) are filled in."""
    for row in range(len(positions)):
        settled[row] = play(rules, positions[row], saliences[row], shares[row], record)[1]
        votes[row] = record.ends[-1]


@compiled
def play(rules: Rules, positions: Floats, saliences: Floats, shares: Floats, record: Record) -> tuple[int, bool]:
    """Play all rounds; gives the number of exchanges and whether no gain was left at the end of each."""
    count, settled = 0, True
    held = positions.copy()
    for number in range(rules.rounds):
        board = _board(held, saliences, shares)
        record.starts[number] = held
        count, done = _round(rules, board, record, number, count)
        settled = settled and done
        record.ends[number] = board.votes
        for issue in range(held.shape[0]):
            for party in range(held.shape[1]):
                share = min(1.0, rules.fixed_share + rules.salience_share * (1 - saliences[issue, party]))
                held[issue, party] += share * (board.votes[issue, party] - held[issue, party])
    return count, settled


@compiled
def _board(positions: Floats, saliences: Floats, shares: Floats) -> Board:
    issues, parties = positions.shape
    board = Board(
        positions,
        saliences,
        shares,
        positions.copy(),
        np.zeros(issues),
        np.zeros((issues, parties), np.int64),
        np.zeros((issues, parties), np.int64),
        np.zeros((issues, issues)),
        np.zeros((issues, issues)),
        np.zeros((issues, issues, 2), np.int64),
        np.zeros(parties, np.int64),
        np.zeros(parties, np.int64),
    )
    for issue in range(issues):
        _weigh(board, issue)
    return board


@compiled
def _weigh(board: Board, issue: int) -> None:
    """The outcome of the votes on an issue, and on which side of it each party's position lies."""
    outcome = 0.0
    for party in range(board.votes.shape[1]):
        outcome += board.shares[issue, party] * board.votes[issue, party]
    board.outcomes[issue] = outcome
    for party in range(board.votes.shape[1]):
        gap = board.positions[issue, party] - outcome
        if board.shares[issue, party] == 0 or abs(gap) <= CLOSE:
            board.sides[issue, party] = 0
        else:
            board.sides[issue, party] = 1 if gap > 0 else -1


@compiled
def _round(rules: Rules, board: Board, record: Record, number: int, count: int) -> tuple[int, bool]:
    """Realise the exchange with the highest gain until none is left; only pairs with a changed issue are looked at again."""
    issues = len(board.outcomes)
    for p in range(issues):
        for q in range(p + 1, issues):
            _look(rules, board, p, q)
    while True:
        p, q = _highest(rules, board)
        if p == q:
            return count, True
        if count == rules.most_exchanges:
            return count, False
        _realise(board, record, number, count, p, q)
        count += 1
        _weigh(board, p)
        _weigh(board, q)
        for one in range(issues):
            for other in range(one + 1, issues):
                if one in (p, q) or other in (p, q):
                    _look(rules, board, one, other)


@compiled
def _highest(rules: Rules, board: Board) -> tuple[int, int]:
    """The pair of issues with the best exchange; twice the same issue where there is none."""
    issues = len(board.outcomes)
    one, other, gain, shift = 0, 0, 0.0, 0.0
    for p in range(issues):
        for q in range(p + 1, issues):
            if board.best[p, q] > 0 and _better(rules, board.best[p, q], board.shifts[p, q], gain, shift):
                one, other, gain, shift = p, q, board.best[p, q], board.shifts[p, q]
    return one, other


@compiled
def _better(rules: Rules, gain: float, shift: float, than_gain: float, than_shift: float) -> bool:
    if abs(gain - than_gain) > CLOSE:
        return gain > than_gain
    return rules.preference * (shift - than_shift) > CLOSE


@compiled
def _look(rules: Rules, board: Board, p: int, q: int) -> None:
    """The best exchange on two issues, between parties on opposite sides of the outcome on both."""
    on_p, on_q = board.sides[p], board.sides[q]
    care_p, care_q = board.saliences[p], board.saliences[q]
    want_p, want_q = board.positions[p], board.positions[q]
    votes_p, votes_q = board.votes[p], board.votes[q]
    shares_p, shares_q = board.shares[p], board.shares[q]
    moved_p, moved_q = board.moved[p], board.moved[q]
    middle_p, middle_q = board.outcomes[p], board.outcomes[q]
    best, most, first, second = 0.0, 0.0, 0, 0
    ones, others = board.ones, board.others
    for side in (-1, 1):  # those who want p lower and q on this side, against those who want the reverse
        some = more = 0
        for party in range(len(on_p)):
            if on_p[party] == -1 and on_q[party] == side:
                ones[some] = party
                some += 1
            elif on_p[party] == 1 and on_q[party] == -side:
                others[more] = party
                more += 1
        for one in ones[:some]:
            for other in others[:more]:
                leaning = care_p[one] * care_q[other] - care_p[other] * care_q[one]
                i, j = (one, other) if leaning > 0 else (other, one)
                both_p, both_q = care_p[i] + care_p[j], care_q[i] + care_q[j]
                # d_p = amount * both_q and d_q = amount * both_p bring each side amount * |leaning|
                amount = min(
                    _reach(on_p[i], want_p[i], middle_p, moved_p[j], votes_p[j], shares_p[j]) / both_q,
                    _reach(on_q[j], want_q[j], middle_q, moved_q[i], votes_q[i], shares_q[i]) / both_p,
                )
                gain, shift = amount * abs(leaning), amount * (both_p + both_q)
                if gain <= rules.least_gain or _better(rules, best, most, gain, shift):
                    continue
                earlier = (min(i, j), max(i, j)) < (min(first, second), max(first, second))
                if earlier or _better(rules, gain, shift, best, most):
                    best, most, first, second = gain, shift, i, j
    board.best[p, q], board.shifts[p, q] = best, most
    board.pairs[p, q, 0], board.pairs[p, q, 1] = first, second


@compiled
def _reach(side: int, wanted: float, outcome: float, moved: int, vote: float, share: float) -> float:
    """How far a vote can shift the outcome to please a party: up to its position, by the vote and by the outcome."""
    room = side * (wanted - vote)
    if room <= CLOSE or moved == -side:  # a vote that has moved does not turn back
        return 0.0
    return min(room * share, abs(wanted - outcome))


@compiled
def _realise(board: Board, record: Record, number: int, count: int, p: int, q: int) -> None:
    """Move both votes as the best exchange on two issues says, and write it down where there is room."""
    i, j = board.pairs[p, q]
    both_p = board.saliences[p, i] + board.saliences[p, j]
    both_q = board.saliences[q, i] + board.saliences[q, j]
    on_p, on_q = board.shifts[p, q] * both_q / (both_p + both_q), board.shifts[p, q] * both_p / (both_p + both_q)
    first = 0 if i < j else 1
    for place, asks, gives, issue, shift in ((first, j, i, q, on_q), (1 - first, i, j, p, on_p)):
        before, wanted, side = board.votes[issue, gives], board.positions[issue, asks], board.sides[issue, asks]
        after = before + side * shift / board.shares[issue, gives]
        if side * (wanted - after) <= CLOSE:
            after = wanted
        board.votes[issue, gives] = after
        board.moved[issue, gives] = side
        if count < len(record.gains):
            record.parties[count, place], record.issues[count, place] = gives, issue
            record.before[count, place], record.after[count, place] = before, after
    if count < len(record.gains):
        record.rounds[count], record.gains[count] = number, board.best[p, q]
