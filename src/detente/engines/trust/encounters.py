"""What trust rests on: priors of the relations and events, counted once each, as numbers of good and bad encounters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812  (a field is called date)

import numpy as np
import numpy.typing as npt

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.trust import Event
from detente.engines.trust.opinion import Opinions, opinions, remaining

Array = npt.NDArray[np.float64]
Pair = tuple[str, str]
"""Who trusts, and who is trusted."""
Column = Callable[[Loc, Number], Array]
ASSUMED_HALF_LIFE, ASSUMED_BASE_RATE, ASSUMED_WEIGHT = Number.of(365), Number.of(0.5), Number.of(2)
ASSUMED_TRUST_WEIGHT, ASSUMED_INTENSITY = Number.of(2), Number.of(100)
CHUNK = 4096


@dataclass(frozen=True)
class Counted:
    """An event that counts, with the ids of all its reports, its own first, and its age in days."""

    key: str
    event: Event
    reports: tuple[str, ...]
    age: float

    @property
    def pair(self) -> Pair:
        """The one it was done to trusts, or not, the one that acted."""
        return self.event.to, self.event.from_


@dataclass(frozen=True)
class Record:
    """What the case knows of trust: the day ages count from, the place of each relation with a trust, and the events by pair."""

    case: Case
    as_of: Date | None
    priors: Mapping[Pair, int]
    events: Mapping[Pair, tuple[Counted, ...]]
    later: tuple[str, ...]
    unusable: tuple[str, ...]
    unweighted: int = field(default=0)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs with any information, in the order of the parties."""
        place = {party: number for number, party in enumerate(self.case.parties)}
        found = self.priors.keys() | self.events.keys()
        return tuple(sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]])))


def record_of(case: Case) -> Record:
    """Read a case's relations and events. Reports of one event count once, events after the case's day not at all."""
    parties = case.parties
    priors = {
        (it.from_, it.to): place
        for place, it in enumerate(case.relations)
        if it.from_ in parties and it.to in parties and it.from_ != it.to and _trust(case, place) is not None
    }
    unweighted = sum(
        _believed(case, ("relations", place, "trust_weight"), case.relations[place].trust_weight) is None
        for place in priors.values()
    )
    as_of = case.as_of or max((it.date for it in case.events.values()), default=None)
    reports: dict[str, list[str]] = {}
    unusable, later = [], []
    for key, event in case.events.items():
        if event.from_ not in parties or event.to not in parties or event.from_ == event.to:
            unusable.append(key)
        elif as_of is not None and event.date > as_of:
            later.append(key)
        else:
            reports.setdefault(_root(case, key), []).append(key)
    events: dict[Pair, list[Counted]] = {}
    for root, keys in reports.items():
        key = root if root in keys else keys[0]
        event = case.events[key]
        age = float((as_of - event.date).days) if as_of is not None else 0.0
        one = Counted(key, event, (key, *(it for it in keys if it != key)), age)
        events.setdefault(one.pair, []).append(one)
    return Record(
        case, as_of, priors, {pair: tuple(it) for pair, it in events.items()}, tuple(later), tuple(unusable), unweighted
    )


def _root(case: Case, key: str) -> str:
    """The event that a report is of; in a circle of reports the first of them."""
    seen = [key]
    while (following := case.events[seen[-1]].same_as) is not None and following in case.events:
        if following in seen:
            return min(seen)
        seen.append(following)
    return seen[-1]


def _believed(case: Case, loc: Loc, written: Number | None) -> Number | None:
    return case.believed(loc, written)


def _trust(case: Case, place: int) -> Number | None:
    return _believed(case, ("relations", place, "trust"), case.relations[place].trust)


class Tally:
    """Good and bad encounters of pairs, a row of numbers each, through ``column``, which gives a number its values."""

    def __init__(self, record: Record, pairs: tuple[Pair, ...], column: Column) -> None:
        self.record, self.pairs, self.column = record, pairs, column
        self.places = {pair: number for number, pair in enumerate(pairs)}
        settings = record.case.trust
        self.half_life = self._number(("trust", "half_life"), settings.half_life, ASSUMED_HALF_LIFE)
        self.base_rate = self._number(("trust", "base_rate"), settings.base_rate, ASSUMED_BASE_RATE)
        self.weight = self._number(("trust", "prior_weight"), settings.prior_weight, ASSUMED_WEIGHT)
        rows = len(self.half_life)
        self.stated = np.full((len(pairs), rows), np.nan)
        self.good, self.bad = np.zeros((len(pairs), rows)), np.zeros((len(pairs), rows))
        for number, pair in enumerate(pairs):
            self._count(number, pair)

    def _number(self, loc: Loc, written: Number | None, assumed: Number) -> Array:
        return self.column(loc, _believed(self.record.case, loc, written) or assumed)

    def _count(self, number: int, pair: Pair) -> None:
        place = self.record.priors.get(pair)
        if place is not None:
            relation = self.record.case.relations[place]
            trust = self._number(("relations", place, "trust"), relation.trust, Number.of(0)) / 100
            weight = self._number(("relations", place, "trust_weight"), relation.trust_weight, ASSUMED_TRUST_WEIGHT)
            self.stated[number] = trust
            self.good[number] += trust * weight
            self.bad[number] += (1 - trust) * weight
        events = self.record.events.get(pair, ())
        exact = [(one, self._intensity(one)) for one in events]
        for one, intensity in exact:
            if not intensity.is_exact:
                self._into(one)[number] += self.weight_of(one)
        for kind, into in (("cooperative", self.good), ("conflictual", self.bad)):
            sure = [(it.best / 100, one.age) for one, it in exact if it.is_exact and one.event.kind == kind]
            for start in range(0, len(sure), CHUNK):
                whole, age = np.array(sure[start : start + CHUNK]).T
                into[number] += self._remaining_sum(whole, age)

    def _into(self, one: Counted) -> Array:
        return self.good if one.event.kind == "cooperative" else self.bad

    def _intensity(self, one: Counted) -> Number:
        return _believed(self.record.case, ("events", one.key, "intensity"), one.event.intensity) or ASSUMED_INTENSITY

    def _remaining_sum(self, whole: Array, age: Array) -> Array:
        """What is left of many events together, a number for each row; the same half-life in all rows is worked out once."""
        half_life = self.half_life[:1] if (self.half_life == self.half_life[0]).all() else self.half_life
        return np.asarray(whole @ np.exp2(-age[:, np.newaxis] / half_life))

    def weight_of(self, one: Counted) -> Array:
        """How many encounters an event counts: its intensity of 100, less what time has taken."""
        intensity = self.column(("events", one.key, "intensity"), self._intensity(one))
        return np.asarray(intensity / 100 * remaining(one.age, self.half_life))

    @property
    def opinions(self) -> Opinions:
        """The opinions of all pairs, shape (pairs, rows)."""
        return opinions(self.good, self.bad, self.base_rate, self.weight)

    def effect(self, one: Counted) -> Array:
        """Trust with an event less trust without it, shape (rows,)."""
        number, weight = self.places[one.pair], self.weight_of(one)
        good, bad = self.good[number], self.bad[number]
        without = (good - weight, bad) if one.event.kind == "cooperative" else (good, bad - weight)
        before = opinions(np.maximum(without[0], 0), np.maximum(without[1], 0), self.base_rate, self.weight)
        return np.asarray(opinions(good, bad, self.base_rate, self.weight).expectation - before.expectation)

    def best_effects(self, pair: Pair) -> Array:
        """The effects of all events of a pair at once, from the first row, shape (events,)."""
        events, number = self.record.events[pair], self.places[pair]
        whole = np.array([self._intensity(one).best for one in events]) / 100
        weight = whole * remaining(np.array([one.age for one in events]), self.half_life[0])
        kept = np.array([one.event.kind == "cooperative" for one in events])
        good, bad = self.good[number, 0], self.bad[number, 0]
        base, beside = self.base_rate[0], self.weight[0]
        without = opinions(np.maximum(good - weight * kept, 0), np.maximum(bad - weight * ~kept, 0), base, beside)
        return np.asarray(opinions(good, bad, base, beside).expectation - without.expectation)
