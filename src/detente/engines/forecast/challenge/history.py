"""The history of a run of the challenge model on every issue, in names and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from detente.case.model import Case
from detente.engines.forecast.challenge.answers import start_of
from detente.engines.forecast.challenge.choices import ChallengeOptions, Rules, rules_of
from detente.engines.forecast.challenge.rounds import NOBODY, SAME, TINY, Record, blank_record, play
from detente.engines.forecast.sentences import shown
from detente.engines.forecast.table import Table, Tables
from detente.engines.forecast.words import listed, places
from detente.results.history import Bargain, Challenge, History, Move, Turn

MOST_CHALLENGES = 20_000  # in a result; beyond, only those whose offer was taken


@dataclass(frozen=True)
class _Run:
    """The rounds on one issue."""

    table: Table
    parties: tuple[str, ...]  # in the order of the record
    width: float
    record: Record
    rounds: int
    settled: bool

    def at(self, turn: int) -> dict[str, float]:
        """Positions after a turn; the last ones where the issue came to rest before."""
        row = self.record.positions[min(turn, self.rounds)] * self.width + self.table.low
        found = dict(zip(self.parties, row.tolist(), strict=True))
        return {party: found[party] for party in self.table.parties}


def history(case: Case, tables: Tables, options: ChallengeOptions) -> History:
    """What happens at the first row on every issue, round by round; the issues are played side by side."""
    rules = rules_of(options)
    runs = [_run(table, rules) for table in tables.tables if table.parties]
    last = max((run.rounds for run in runs), default=0)
    made = sum(int(np.count_nonzero(run.record.gains[: run.rounds] > TINY)) for run in runs)
    shortened = made > MOST_CHALLENGES
    notes = (f"Of {made:,} challenges only those whose offer was taken are listed.",) if shortened else ()
    return History(
        turns=tuple(Turn(turn=turn, positions=_positions(runs, turn)) for turn in range(last + 1)),
        challenges=tuple(it for turn in range(last) for run in runs for it in _challenges(run, turn, shortened)),
        bargains=tuple(it for turn in range(last) for run in runs for it in _bargains(run, turn)),
        moves=tuple(it for turn in range(last) for run in runs for it in _moves(case, run, turn, options)),
        converged=all(run.settled for run in runs),
        ended=_ended(case, runs, options),
        notes=notes,
    )


def _run(table: Table, rules: Rules) -> _Run:
    start = start_of(table)
    record = blank_record(rules.most_rounds, len(table.parties))
    rounds, settled = play(rules, start.positions[0], start.saliences[0], start.weights[0], record)
    parties = tuple(table.parties[place] for place in start.order[0])
    return _Run(table, parties, start.width, record, int(rounds), bool(settled))


def _positions(runs: list[_Run], turn: int) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for run in runs:
        for party, x in run.at(turn).items():
            found.setdefault(party, {})[run.table.issue] = x
    return found


def _pairs(run: _Run, turn: int) -> Iterator[tuple[int, int, float, float]]:
    """Every challenge that its maker expects to gain by: from, to, the gain, what the other expects of it in turn."""
    if turn < run.rounds:
        gains = run.record.gains[turn]
        for i, j in np.argwhere(gains > TINY).tolist():
            yield i, j, float(gains[i, j]), float(gains[j, i])


def _challenges(run: _Run, turn: int, only_taken: bool) -> Iterator[Challenge]:
    names = run.parties
    for i, j, gain, answer in _pairs(run, turn):
        if only_taken and run.record.makers[turn, j] != i:
            continue
        yield Challenge(
            turn=turn + 1,
            by=names[i],
            to=names[j],
            issue=run.table.issue,
            value=gain,
            answer_value=answer,
            chance=float(run.record.chances[turn, i, j]),
            meaning=meaning(gain, answer),
        )


def meaning(gain: float, answer: float) -> str:
    """What comes of a challenge, by what either side expects.

    >>> meaning(0.4, 0.1), meaning(0.4, -0.1), meaning(0.4, -0.6), meaning(0.4, 0.0)
    ('conflict', 'compromise', 'compel', 'no answer')
    """
    if answer > TINY:
        return "conflict"
    if answer >= -TINY:
        return "no answer"
    return "compromise" if gain >= -answer else "compel"


def _taken(run: _Run, turn: int) -> Iterator[tuple[str, str]]:
    if turn < run.rounds:
        for j, i in enumerate(run.record.makers[turn].tolist()):
            if i != NOBODY:
                yield run.parties[i], run.parties[j]


def _bargains(run: _Run, turn: int) -> Iterator[Bargain]:
    """The offers that were taken."""
    before, after = run.at(turn), run.at(turn + 1)
    for by, to in _taken(run, turn):
        issue = run.table.issue
        offered = {by: {issue: before[by]}, to: {issue: after[to]}}
        yield Bargain(turn=turn + 1, by=by, to=to, offered=offered, taken=(to,))


def _moves(case: Case, run: _Run, turn: int, options: ChallengeOptions) -> Iterator[Move]:
    before, after, issue = run.at(turn), run.at(turn + 1), run.table.issue
    place = {party: number for number, party in enumerate(run.parties)}
    for by, to in _taken(run, turn):
        start, end = {issue: before[to]}, {issue: after[to]}
        gain, answer = (float(run.record.gains[turn, place[a], place[b]]) for a, b in ((by, to), (to, by)))
        gains, answers = run.record.gains[turn, :, place[to]], run.record.gains[turn, place[to], :]
        offers = sum(map(partial(_offers, options), gains.tolist(), answers.tolist()))
        why = (
            f"{case.party_name(to)} moves {places(case, start, end)}: {case.party_name(by)} challenged it, expecting to gain "
            f"{shown_gain(gain)} where {case.party_name(to)} expected {shown_gain(answer)} of challenging back ({meaning(gain, answer)})."
        )
        if offers > 1:
            chosen = (
                "asked for the smallest move"
                if options.offers == "least_move"
                else "came from the side with most to gain"
            )
            why += f" Of {offers} offers this one {chosen}."
        yield Move(turn=turn + 1, party=to, before=start, after=end, why=why)


def _offers(options: ChallengeOptions, gain: float, answer: float) -> bool:
    """Whether a challenge comes with an offer."""
    weaker = options.conflict == "weaker_moves" and TINY < answer < gain - SAME
    return gain > TINY and (answer < -TINY or weaker)


def shown_gain(value: float) -> str:
    """An expected gain as a person reads it.

    >>> shown_gain(0.4167), shown_gain(-0.002)
    ('0.42', '-0.00')
    """
    return f"{value:.2f}"


def _ended(case: Case, runs: list[_Run], options: ChallengeOptions) -> str:
    share = f"{shown(options.still * 100)} % of the scale"
    open_ones = [case.issue_name(run.table.issue) for run in runs if not run.settled]
    if not runs:
        return "No party has a position."
    if open_ones:
        return (
            f"Not converged: stopped at the limit of {options.most_rounds} rounds while some party still moved by more than "
            f"{share} on {listed(open_ones)}."
        )
    return f"After {max(run.rounds for run in runs)} rounds: nobody moved by more than {share} in the last one."
