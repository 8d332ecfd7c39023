"""The history of the exchanges: who gave what to whom, in names and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from detente.case.model import Case
from detente.engines.forecast.exchange.answers import Array, Inputs, inputs_of
from detente.engines.forecast.exchange.choices import ExchangeOptions, rules_of
from detente.engines.forecast.exchange.rounds import Record, blank_record, play
from detente.engines.forecast.sentences import shown
from detente.engines.forecast.table import Tables
from detente.engines.forecast.words import listed, places, told_apart
from detente.results.history import Exchange, History, Move, Turn


def history(case: Case, tables: Tables, options: ExchangeOptions) -> History:
    """What happens at the first row: turn 0 is the start, each turn after it the votes at the end of a round."""
    if not any(table.parties for table in tables.tables):
        return History(turns=(Turn(turn=0, positions={}),), converged=True, ended="No party has a position.")
    it, rules = inputs_of(tables), rules_of(options)
    record = blank_record(rules.rounds, len(it.issues), len(it.parties), rules.most_exchanges)
    count, settled = play(rules, it.positions[0], it.saliences[0], it.shares[0], record)
    teller = _Teller(case, it, record, int(count), rules.rounds)
    return History(
        turns=tuple(teller.turns()),
        exchanges=tuple(teller.exchange(number) for number in range(int(count))),
        moves=tuple(teller.moves()),
        converged=bool(settled),
        ended=_ended(int(count), bool(settled), options),
        notes=tuple(_notes(case, it, options)),
    )


def _ended(count: int, settled: bool, options: ExchangeOptions) -> str:
    rounds = "1 round" if options.rounds == 1 else f"{options.rounds} rounds"
    exchanges = "1 exchange" if count == 1 else f"{count} exchanges"
    if not settled:
        return f"Not converged: stopped at the limit of {count} exchanges while two parties could still gain."
    if not count:
        return "No exchange: no two parties can both gain by giving way to each other."
    return f"After {exchanges} in {rounds}: no two parties can both gain more by giving way to each other."


def _notes(case: Case, it: Inputs, options: ExchangeOptions) -> Iterator[str]:
    missing = [
        f"{case.party_name(party)} on {case.issue_name(issue)}"
        for row, issue in enumerate(it.issues)
        for column, party in enumerate(it.parties)
        if not it.held[0, row, column]
    ]
    if missing:
        yield f"Without a position, so with no part in exchanges there: {listed(missing)}."
    if it.weighed[0].sum() < 2:
        yield "An exchange takes two issues on which parties have capability and salience; there are not two."
    if options.rounds > 1 and not options.fixed_share and not options.salience_share:
        yield "Positions stay from round to round, so every round is like the first."


class _Side(NamedTuple):
    """One side of an exchange; positions in the units of the scale."""

    place: int
    party: str
    issue: str
    before: float
    after: float


class _Teller:
    """Turns a record into named results; positions in the units of the scales."""

    def __init__(self, case: Case, it: Inputs, record: Record, count: int, rounds: int) -> None:
        self.case, self.it, self.record, self.count, self.rounds = case, it, record, count, rounds

    def turns(self) -> Iterator[Turn]:
        for turn, votes in enumerate([self.record.starts[0], *self.record.ends]):
            yield Turn(turn=turn, positions={name: self._at(votes, at) for at, name in enumerate(self.it.parties)})

    def exchange(self, number: int) -> Exchange:
        one, other = self._sides(number)
        return Exchange(
            turn=int(self.record.rounds[number]) + 1,
            one=one.party,
            issue_one=one.issue,
            from_one=one.before,
            to_one=one.after,
            other=other.party,
            issue_other=other.issue,
            from_other=other.before,
            to_other=other.after,
            gain=float(self.record.gains[number]),
        )

    def moves(self) -> Iterator[Move]:
        number = 0
        for turn in range(1, self.rounds + 1):
            if turn > 1:
                yield from self._settling(turn)
            while number < self.count and self.record.rounds[number] == turn - 1:
                yield from self._exchanged(number, turn)
                number += 1

    def _exchanged(self, number: int, turn: int) -> Iterator[Move]:
        one, other = self._sides(number)
        for mine, theirs in ((one, other), (other, one)):
            yield Move(
                turn=turn,
                party=mine.party,
                before={mine.issue: mine.before},
                after={mine.issue: mine.after},
                why=self._why(mine, theirs, float(self.record.gains[number])),
            )

    def _settling(self, turn: int) -> Iterator[Move]:
        """Between two rounds every position follows the vote a part of the way."""
        voted, after = self.record.ends[turn - 2], self.record.starts[turn - 1]
        for column, party in enumerate(self.it.parties):
            vote, end = self._at(voted, column), self._at(after, column)
            changed = {issue: value for issue, value in end.items() if value != vote[issue]}
            if changed:
                why = (
                    f"{self.case.party_name(party)} moves {places(self.case, vote, changed)}: in a new round a party "
                    "stands between its position in the last round and its vote, nearer the vote where the issue "
                    "matters less to it."
                )
                before = {issue: vote[issue] for issue in changed}
                yield Move(turn=turn, party=party, before=before, after=changed, why=why)

    def _sides(self, number: int) -> tuple[_Side, _Side]:
        record = self.record
        one, other = (
            _Side(
                place=int(record.parties[number, side]),
                party=self.it.parties[record.parties[number, side]],
                issue=self.it.issues[record.issues[number, side]],
                before=self._in_units(int(record.issues[number, side]), float(record.before[number, side])),
                after=self._in_units(int(record.issues[number, side]), float(record.after[number, side])),
            )
            for side in (0, 1)
        )
        return one, other

    def _at(self, grid: Array, column: int) -> dict[str, float]:
        return {
            issue: self._in_units(row, float(grid[row, column]))
            for row, issue in enumerate(self.it.issues)
            if self.it.held[0, row, column]
        }

    def _in_units(self, issue: int, value: float) -> float:
        there = float(self.it.low[issue] + value * self.it.width[issue] / 100)
        return float(f"{there:.12g}")  # what the way to 0-100 and back adds by rounding is no position

    def _why(self, mine: _Side, theirs: _Side, gain: float) -> str:
        me, them = self.case.party_name(mine.party), self.case.party_name(theirs.party)
        given, asked = self.case.issue_name(mine.issue), self.case.issue_name(theirs.issue)
        start, end = told_apart(mine.before, mine.after)
        their_start, their_end = told_apart(theirs.before, theirs.after)
        less = (
            "which matters less to it"
            if self._salience(mine, mine.issue) < self._salience(mine, theirs.issue)
            else f"which, compared with {asked}, matters less to it than to {them}"
        )
        return (
            f"{me} moves from {start} to {end} on {given}, {less}, and {them} moves from {their_start} to {their_end} "
            f"on {asked} in return; each gains {_gain(gain)}."
        )

    def _salience(self, side: _Side, issue: str) -> float:
        return float(self.it.saliences[0, self.it.issues.index(issue), side.place])


def _gain(value: float) -> str:
    """A gain with as many digits as it takes to see that it is one.

    >>> _gain(1.9736), _gain(0.00123)
    ('2', '0.0012')
    """
    return shown(value) if value >= 0.95 else f"{value:.2g}"
