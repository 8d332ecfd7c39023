"""What the trust engine computes for one case, at the best values and over draws, with the same code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from detente.case.acts import case_with
from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.engines.trust.encounters import Column, Counted, Pair, Record, Tally, record_of
from detente.engines.uncertainty import Sampler
from detente.errors import MethodError

Array = npt.NDArray[np.float64]
MOST_PARTIES = 150
MOST_CELLS = 10_000_000
MOST_EVENTS_TOLD = 200
BLOCK = 250


class Gain(Protocol):
    """What a fait accompli brings a party against another, in points of its utility: at the best values and over the draws."""

    @property
    def best(self) -> float:
        """At the best values."""

    @property
    def draws(self) -> Array | None:
        """Over the draws, shape (draws,); None where it is the same in all."""


@dataclass(frozen=True)
class Moved:
    """A measure that changes trust: its id, the pairs whose trust it changes, and the case with it taken."""

    measure: str
    pairs: tuple[Pair, ...]
    record: Record


@dataclass(frozen=True)
class Values:
    """Numbers of all rows.

    Trust and stated trust of the plan's pairs, shape (pairs, rows); payoffs of parties by id, shape (rows,); effects of the events
    told, shape (events, rows); and trust of each measure's pairs with it taken.
    """

    trust: Array
    stated: Array
    peace_worth: Mapping[str, Array]
    harm: Mapping[str, Array]
    effects: Array
    measures: tuple[Array, ...]


@dataclass(frozen=True)
class Plan:
    """The pairs looked at: those with information first, then those that fight without any."""

    case: Case
    record: Record
    known: tuple[Pair, ...]
    pairs: tuple[Pair, ...]
    told: tuple[Counted, ...]
    measures: tuple[Moved, ...]

    @cached_property
    def places(self) -> dict[Pair, int]:
        """The place of each pair."""
        return {pair: number for number, pair in enumerate(self.pairs)}

    @cached_property
    def best_tally(self) -> Tally:
        """The encounters at the best values, one row."""
        return Tally(self.record, self.pairs, at_best)

    def best(self) -> Values:
        """All numbers at the best values, one row."""
        return self._values(at_best)

    def drawn(self, seed: int, start: int, stop: int) -> Values:
        """All numbers in draws ``start`` to ``stop``, a row each."""
        return self._values(_column(self.case, seed, start, stop), seed, start, stop)

    def _values(self, column: Column, seed: int = 0, start: int = 0, stop: int = 0) -> Values:
        tally = Tally(self.record, self.pairs, column)
        payoffs = {name: self._payoffs(name, column) for name in ("peace_worth", "harm")}
        measures = []
        for one in self.measures:
            own = _column(one.record.case, seed, start, stop) if stop > start else column
            measures.append(Tally(one.record, one.pairs, own).opinions.expectation)
        effects = [tally.effect(one) for one in self.told]
        rows = tally.good.shape[1]
        return Values(
            trust=tally.opinions.expectation,
            stated=tally.stated,
            peace_worth=payoffs["peace_worth"],
            harm=payoffs["harm"],
            effects=np.array(effects).reshape(len(effects), rows),
            measures=tuple(measures),
        )

    def _payoffs(self, name: str, column: Column) -> dict[str, Array]:
        found = {}
        for party, it in self.case.parties.items():
            loc: Loc = ("parties", party, name)
            number = self.case.believed(loc, getattr(it, name))
            if number is not None:
                found[party] = column(loc, number)
        return found


def at_best(loc: Loc, number: Number) -> Array:
    """The best value of a number, as one row."""
    return np.array([number.best])


def _column(case: Case, seed: int, start: int, stop: int) -> Column:
    sampler = Sampler(case, seed)
    return lambda loc, number: sampler.draw(loc, number, start, stop)


def plan_of(case: Case, draws: int) -> Plan:
    """The plan of a case; :class:`MethodError` where it would be too large."""
    if len(case.parties) > MOST_PARTIES:
        raise MethodError(
            f"trust among {len(case.parties)} parties is too much to look at",
            advice=f"join parties until there are {MOST_PARTIES} at most",
        )
    record = record_of(case)
    known = record.pairs
    fighting = [pair for it in case.fighting for pair in ((it.from_, it.to), (it.to, it.from_))]
    sides = [pair for pair in dict.fromkeys(fighting) if set(pair) <= set(case.parties) and pair[0] != pair[1]]
    pairs = (*known, *(pair for pair in sides if pair not in set(known)))
    if len(pairs) * draws > MOST_CELLS:
        raise MethodError(
            f"{draws:,} draws of {len(pairs):,} pairs are too many",
            advice=f"ask for {MOST_CELLS // len(pairs):,} at most",
        )
    measures = tuple(_moved(case, record, name) for name in case.measures)
    plan = Plan(case, record, known, pairs, (), tuple(it for it in measures if it.pairs))
    return replace(plan, told=_told(plan))


def _moved(case: Case, record: Record, name: str) -> Moved:
    effects = case.measures[name].effects
    named = dict.fromkeys((it.from_ or "", it.to or "") for it in effects if it.trust is not None)
    pairs = tuple(pair for pair in named if pair in record.priors)
    return Moved(name, pairs, replace(record, case=case_with(case, measures=[name])) if pairs else record)


def _told(plan: Plan) -> tuple[Counted, ...]:
    """The events that moved trust most, as many as are told, in that order."""
    tally = plan.best_tally
    moved: list[tuple[float, Counted]] = []
    for pair, events in plan.record.events.items():
        moved += zip(np.abs(tally.best_effects(pair)).tolist(), events, strict=True)
    moved.sort(key=lambda it: (-it[0], it[1].event.date, it[1].key))
    return tuple(one for _, one in moved[:MOST_EVENTS_TOLD])


def joined(blocks: Sequence[Values], plan: Plan) -> Values:
    """Blocks of draws as one; without any draws, numbers of no rows."""
    if not blocks:
        pairs = len(plan.pairs)
        empty = {party: np.empty(0) for party in plan.case.parties}
        none = tuple(np.empty((len(it.pairs), 0)) for it in plan.measures)
        return Values(np.empty((pairs, 0)), np.empty((pairs, 0)), empty, empty, np.empty((len(plan.told), 0)), none)
    return Values(
        trust=np.concatenate([it.trust for it in blocks], axis=1),
        stated=np.concatenate([it.stated for it in blocks], axis=1),
        peace_worth={
            party: np.concatenate([it.peace_worth[party] for it in blocks]) for party in blocks[0].peace_worth
        },
        harm={party: np.concatenate([it.harm[party] for it in blocks]) for party in blocks[0].harm},
        effects=np.concatenate([it.effects for it in blocks], axis=1),
        measures=tuple(np.concatenate(its, axis=1) for its in zip(*(it.measures for it in blocks), strict=True)),
    )
