"""The history of a run of the spatial model, in names and words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.case.model import Case
from detente.engines.forecast.spatial_model.answers import Inputs, adjustment_of, inputs_of, uniforms_of
from detente.engines.forecast.spatial_model.rules import SpatialOptions, rules_of
from detente.engines.forecast.spatial_model.turns import NOBODY, Floats, Record, blank_record, play
from detente.engines.forecast.table import Tables
from detente.engines.forecast.words import listed, places
from detente.results.history import Bargain, Challenge, History, Move, Turn


def history(case: Case, tables: Tables, options: SpatialOptions) -> History:
    """What happens at the first row, turn by turn."""
    if not any(table.parties for table in tables.tables):
        return History(turns=(Turn(turn=0, positions={}),), converged=True, ended="No party has a position.")
    it, rules = inputs_of(tables), rules_of(options)
    _, parties, issues = it.positions.shape
    record = blank_record(rules.most_turns, parties, issues)
    uniforms = uniforms_of(it.parties, rules, tables, slice(0, 1))
    turns, settled = play(
        rules,
        it.positions[0],
        it.saliences[0],
        it.capabilities[0],
        adjustment_of(options, it.parties),
        uniforms[0],
        record,
    )
    teller = _Teller(case, it, record, int(turns), views=2 if options.bargain_view == "receiver" else 1)
    return History(
        turns=tuple(teller.turns()),
        challenges=tuple(teller.challenges()),
        bargains=tuple(teller.bargains()),
        moves=tuple(teller.moves()),
        converged=bool(settled),
        ended=_ended(int(turns), bool(settled), options),
        notes=tuple(_notes(case, it)),
    )


def _ended(turns: int, settled: bool, options: SpatialOptions) -> str:
    share = f"{options.still * 100:g} % of the moves of the first turn"
    if settled:
        return f"After {turns} turns: the moves of the last one came to less than {share}."
    return f"Not converged: stopped at the limit of {turns} turns while moves were still above {share}."


def _notes(case: Case, it: Inputs) -> Iterator[str]:
    if it.over:
        yield (
            f"Saliences of one party sum to {it.over:g}, over 100: all saliences are divided by "
            f"{it.over / 100:g}, the largest sum of a party over 100."
        )
    if it.mixed:
        names = listed(map(case.party_name, it.mixed))
        yield f"Capability differs between issues for {names}: its mean, weighted by salience, is used."
    if it.silent:
        pairs = listed(f"{case.party_name(party)} on {case.issue_name(issue)}" for party, issue in it.silent)
        yield f"Without a position, so with no salience and placed at the weighted mean: {pairs}."


class _Teller:
    """Turns a record into named results; positions in the units of the scales."""

    def __init__(self, case: Case, it: Inputs, record: Record, count: int, views: int) -> None:
        self.case, self.it, self.record, self.count, self.views = case, it, record, count, views
        self.held = np.array([[(party, issue) not in it.silent for issue in it.issues] for party in it.parties])

    def turns(self) -> Iterator[Turn]:
        for turn in range(self.count + 1):
            rows = self.record.positions[turn]
            positions = {party: self._at(place, rows[place]) for place, party in enumerate(self.it.parties)}
            yield Turn(turn=turn, positions=positions)

    def challenges(self) -> Iterator[Challenge]:
        for turn, place, target in self._challenges():
            gain, chance = self.record.values[turn, place], self.record.chances[turn, place]
            yield Challenge(
                turn=turn + 1,
                by=self.it.parties[place],
                to=self.it.parties[target],
                issue=None,
                value=float(gain),
                answer_value=float(self.record.answers[turn, place]),
                chance=float(chance),
                meaning="challenge",
            )

    def bargains(self) -> Iterator[Bargain]:
        for turn, place, target in self._challenges():
            for view in range(self.views):
                halves = self.record.offers[turn, place, view]
                sides = (place, target)
                taken = (side for side in sides if self.record.taken[turn, side] == 2 * place + view)
                yield Bargain(
                    turn=turn + 1,
                    by=self.it.parties[place],
                    to=self.it.parties[target],
                    offered={self.it.parties[side]: self._at(side, halves[half]) for half, side in enumerate(sides)},
                    taken=tuple(self.it.parties[side] for side in taken),
                )

    def moves(self) -> Iterator[Move]:
        for turn in range(self.count):
            for place, party in enumerate(self.it.parties):
                before = self._at(place, self.record.positions[turn, place])
                after = self._at(place, self.record.positions[turn + 1, place])
                if before != after:
                    why = self._why(turn, place, before, after)
                    yield Move(turn=turn + 1, party=party, before=before, after=after, why=why)

    def _challenges(self) -> Iterator[tuple[int, int, int]]:
        for turn in range(self.count):
            for place, target in enumerate(self.record.targets[turn].tolist()):
                if target != NOBODY:
                    yield turn, place, target

    def _at(self, place: int, row: Floats) -> dict[str, float]:
        values = row * self.it.width + self.it.low
        return {
            issue: float(value)
            for issue, value, held in zip(self.it.issues, values, self.held[place], strict=True)
            if held
        }

    def _why(self, turn: int, place: int, before: dict[str, float], after: dict[str, float]) -> str:
        maker = int(self.record.taken[turn, place]) // 2
        target = int(self.record.targets[turn, maker])
        names = [self.case.party_name(party) for party in self.it.parties]
        chance = f"{self.record.chances[turn, maker] * 100:.0f} %"
        changes = places(self.case, before, after)
        offers = sum(1 for _, by, to in self._in_turn(turn) if place in (by, to))
        among = f" Of {offers} bargains before it, this one was the likeliest to win the vote." if offers > 1 else ""
        if maker == place:
            bargain = f"the bargain it proposed to {names[target]}, giving itself a {chance} chance to prevail"
        else:
            bargain = f"the bargain that {names[maker]} proposed, giving itself a {chance} chance to prevail"
        return f"{names[place]} moves {changes}: its half of {bargain}.{among}"

    def _in_turn(self, turn: int) -> Iterator[tuple[int, int, int]]:
        return (it for it in self._challenges() if it[0] == turn)
