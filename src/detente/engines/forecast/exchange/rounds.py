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
    its shifts, and the party that demands p before the one that demands q.
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
    best, most = 0.0, 0.0
    for i in range(board.votes.shape[1]):
        if board.sides[p, i] == 0 or board.sides[q, i] == 0:
            continue
        for j in range(i + 1, board.votes.shape[1]):
            if board.sides[p, i] != -board.sides[p, j] or board.sides[q, i] != -board.sides[q, j]:
                continue
            leaning = board.saliences[p, i] * board.saliences[q, j] - board.saliences[p, j] * board.saliences[q, i]
            one, other = (i, j) if leaning > 0 else (j, i)
            on_p, on_q = _shifts(board, one, other, p, q)
            gain = on_p * board.saliences[p, one] - on_q * board.saliences[q, one]
            if gain > rules.least_gain and _better(rules, gain, on_p + on_q, best, most):
                best, most = gain, on_p + on_q
                board.pairs[p, q, 0], board.pairs[p, q, 1] = one, other
    board.best[p, q], board.shifts[p, q] = best, most


@compiled
def _shifts(board: Board, i: int, j: int, p: int, q: int) -> tuple[float, float]:
    """How far the outcomes on p, which i demands, and on q, which j demands, shift so that both gain the same."""
    most_p, most_q = _most(board, i, j, p), _most(board, j, i, q)
    ratio = (board.saliences[p, i] + board.saliences[p, j]) / (board.saliences[q, i] + board.saliences[q, j])
    if most_p * ratio <= most_q:
        return most_p, most_p * ratio
    return most_q / ratio, most_q


@compiled
def _most(board: Board, asks: int, gives: int, issue: int) -> float:
    """How far one party can shift the outcome to please another: up to its position, by vote and by outcome."""
    side = board.sides[issue, asks]
    if board.moved[issue, gives] == -side:
        return 0.0  # a vote that has moved does not turn back
    wanted = board.positions[issue, asks]
    room = side * (wanted - board.votes[issue, gives])
    if room <= CLOSE:
        return 0.0
    return min(room * board.shares[issue, gives], abs(wanted - board.outcomes[issue]))


@compiled
def _realise(board: Board, record: Record, number: int, count: int, p: int, q: int) -> None:
    i, j = board.pairs[p, q]
    on_p, on_q = _shifts(board, i, j, p, q)
    gain = board.best[p, q]
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
        record.rounds[count], record.gains[count] = number, gain
