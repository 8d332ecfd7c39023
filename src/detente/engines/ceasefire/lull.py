"""The lull: who grows stronger while a ceasefire holds, and whether the one that declines would rather fight at once.

Growth is our own simplification. A party's capability after a quiet round is its capability times 1 + g. Where the case gives
``regrowth``, that is g. Else g = F (recovery + resupply P): F is the share of its capability with which it fights today and that the
ceasefire stops, P what its patrons can give, 1 - prod(1 - influence / 100) over the friends who move it more than it moves them,
and 0 where the design has a workable ``resupply_freeze`` (quality 2 or 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.case.model import Case
from detente.engines.ceasefire.beliefs import Array, Beliefs
from detente.engines.ceasefire.holding_pairs import pairs_of
from detente.engines.ceasefire.reading import Reading, listed, reading_of
from detente.engines.ceasefire.words import percent, share_words
from detente.engines.contests import commitment, difference_form, ratio_form
from detente.errors import MethodError
from detente.results.ceasefire.lull import Declining, Growth, Lull

MOST_ROUNDS = 1000
MOST_GROWTH = 200.0  # as a logarithm, so that products stay finite
FREEZE = "resupply_freeze"
WORKABLE = 2
SMALL = 1e-12


@dataclass(frozen=True)
class LullOptions:
    """How long the lull lasts and what is assumed of growth in it.

    ``rounds`` that the ceasefire lasts; ``recovery`` and ``resupply`` as shares a round, both 0 to switch assumed growth off;
    ``contest`` the ratio or difference form of contest success with its ``decisiveness`` m or ``steepness`` k.
    """

    rounds: int = 1
    recovery: float = 0.05
    resupply: float = 0.05
    contest: Literal["ratio", "difference"] = "ratio"
    decisiveness: float = 1.0
    steepness: float = 0.05

    def __post_init__(self) -> None:
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise MethodError(
                f"a lull of {self.rounds} rounds is not possible", advice=f"ask for 1 to {MOST_ROUNDS} rounds"
            )
        for name in ("recovery", "resupply"):
            if not 0 <= getattr(self, name) <= 1:
                raise MethodError(f"{name} {getattr(self, name):g} is not a share", advice="choose 0 to 1 a round")
        for name in ("decisiveness", "steepness"):
            if not 0 <= getattr(self, name) <= 100:
                raise MethodError(f"{name} {getattr(self, name):g} is not possible", advice="choose 0 to 100")


DEFAULTS = LullOptions()


def lull(case: Case, beliefs: Beliefs, design: str, options: LullOptions = DEFAULTS) -> Lull:
    """Who grows stronger while a design holds, and which signatories would rather fight before another does.

    For each ordered pair of signatories that fight or are hostile, p is the contest success of their capabilities, delta the patience less the
    chance of collapse over the whole lull, and the costs of war are each side's ``peace_worth`` over 100. Raises
    :class:`MethodError` for an unknown design or options that make no sense.

    >>> from detente.case.catalog import load_case
    >>> case = load_case("vienna-2015")
    >>> found = lull(case, Beliefs(case, 0, 0), "exclude_isis")
    >>> found.growth[0].party, any(it.fights for it in found.declining)
    ('opposition', False)
    """
    if design not in case.ceasefires:
        raise MethodError(
            f"no ceasefire design is called `{design}`", advice=f"designs: {', '.join(case.ceasefires) or 'none'}"
        )
    it = _Lull(case, beliefs, design, reading_of(case, design), options)
    growth = sorted((it.party(party) for party in case.parties), key=lambda one: (-one.growth.best, one.party))
    declining = [one for pair in pairs_of(case, beliefs, it.reading) if (one := it.pair(*pair)) is not None]
    declining.sort(key=_distance)
    found = Lull(
        design=design, rounds=options.rounds, growth=tuple(growth), declining=tuple(declining), assumptions=_assumptions(options, it.frozen),
        notes=_notes(case, growth), sentence="",
    )  # fmt: skip
    return found.model_copy(update={"sentence": lull_sentence(case, found)})


def _compounded(rate: Array, rounds: int) -> Array:
    """(1 + rate)^rounds, from 0 up to a limit far beyond any use."""
    left = np.maximum(1 + rate, 0.0)
    grown = np.exp(np.minimum(rounds * np.log(np.where(left > 0, left, 1.0)), MOST_GROWTH))
    return np.where(left > 0, grown, 0.0)


def _distance(it: Declining) -> float:
    return it.restraint.best - it.pressure.best if it.pressure is not None and it.restraint is not None else np.inf


class _Lull:
    def __init__(self, case: Case, beliefs: Beliefs, design: str, reading: Reading, options: LullOptions) -> None:
        self.case, self.beliefs, self.reading, self.options = case, beliefs, reading, options
        freeze = case.ceasefires[design].provisions.get(FREEZE)
        self.frozen = freeze is not None and freeze.quality >= WORKABLE
        self.zero = np.zeros(beliefs.rows)
        self.influence = {
            (it.from_, it.to): values
            for place, it in enumerate(case.relations)
            if (values := beliefs.number(("relations", place, "influence"), it.influence)) is not None
        }
        self.rates = {party: self._rate(party) for party in case.parties}
        self.after = {
            party: beliefs.capability[party] * _compounded(rate, options.rounds) for party, rate in self.rates.items()
        }

    def freed(self, party: str) -> Array:
        """Share of its capability with which a party fights today in engagements that the ceasefire stops."""
        found = self.zero
        for (one, other), row in zip(self.beliefs.engagements, self.beliefs.effort, strict=True):
            if one == party and self._stops(one, other):
                found = found + row
        strength = self.beliefs.capability[party]
        return np.divide(found, strength, out=np.zeros_like(found), where=strength > 0)

    def _stops(self, one: str, other: str) -> bool:
        """Both sign, or a signatory would attack an excluded group that the design protects."""
        covered = other in self.reading.signatories or (
            other in self.reading.excluded and self.reading.means == "protected"
        )
        return one in self.reading.signatories and covered

    def patrons(self, party: str) -> dict[str, float]:
        """Friends with influence on a party, the best value of it, the greatest first."""
        found = {one: float(self.influence[one, party][0]) for one in self._patrons(party)}
        return dict(sorted(found.items(), key=lambda one: -one[1]))

    def _patrons(self, party: str) -> list[str]:
        """Friends who move a party more than it moves them, at the best values."""
        friends = [it.from_ for it in self.case.relations if it.to == party and it.from_ != party and it.sign == 1]
        return [
            one
            for one in dict.fromkeys(friends)
            if (one, party) in self.influence
            and self.influence[one, party][0] > self.influence.get((party, one), self.zero)[0]
        ]

    def resupplied(self, party: str) -> Array:
        """Growth a round through friendly patrons."""
        if self.frozen or not self.options.resupply:
            return self.zero
        apart = np.ones(self.beliefs.rows)
        for one in self._patrons(party):
            apart = apart * (1 - self.influence[one, party] / 100)
        return self.freed(party) * self.options.resupply * (1 - apart)

    def _rate(self, party: str) -> Array:
        given = self.beliefs.of_party(party, "regrowth")
        if given is not None:
            return given
        return self.options.recovery * self.freed(party) + self.resupplied(party)

    def party(self, party: str) -> Growth:
        now, after = self.beliefs.capability[party], self.after[party]
        growth = np.divide(after - now, now, out=np.zeros_like(now), where=now > 0)
        given = self.case.believed(("parties", party, "regrowth"), self.case.parties[party].regrowth) is not None
        freed = self.freed(party)
        return Growth(
            party=party, now=self.beliefs.estimate(now), after=self.beliefs.estimate(after), growth=self.beliefs.estimate(growth),
            freed=self.beliefs.estimate(freed), resupplied=self.beliefs.estimate(self.resupplied(party)),
            patrons=self.patrons(party), source="given" if given else "assumed", stronger=self.beliefs.frequency(after > now),
            evidence=self.case.parties[party].evidence,
        )  # fmt: skip

    def pair(self, one: str, other: str) -> Declining | None:
        """The commitment problem of one party against another; None where it does not decline at the best values or in any draw."""
        before = self._success(self.beliefs.capability[one], self.beliefs.capability[other])
        after = self._success(self.after[one], self.after[other])
        if not (before - after > SMALL).any():
            return None
        names = (("patience", one), ("peace_worth", one), ("peace_worth", other))
        lacking = tuple(
            f"{field} of {self.case.party_name(party)}"
            for field, party in names
            if self.beliefs.of_party(party, field) is None
        )
        pressure = restraint = None
        fights = np.zeros(self.beliefs.rows, dtype=np.bool_)
        if not lacking:
            delta = (self._number(one, "patience") * (1 - self._number(one, "collapse"))) ** self.options.rounds
            costs = [np.maximum(self._number(party, "peace_worth"), 0.0) / 100 for party in (one, other)]
            waits, holds_back = commitment(before, after, delta, *costs)
            pressure, restraint = self.beliefs.estimate(waits), self.beliefs.estimate(holds_back)
            fights = np.asarray(waits > holds_back)
        found = Declining(
            party=one, rising=other, before=self.beliefs.estimate(before), after=self.beliefs.estimate(after), pressure=pressure,
            restraint=restraint, fights=None if lacking else bool(fights[0]), share=None if lacking else self.beliefs.frequency(fights),
            verdict="undetermined" if lacking else self.beliefs.verdict(fights), lacking=lacking, sentence="",
        )  # fmt: skip
        return found.model_copy(update={"sentence": declining_sentence(self.case, found)})

    def _number(self, party: str, field: str) -> Array:
        value = self.beliefs.of_party(party, field)
        return self.zero if value is None else value

    def _success(self, own: Array, other: Array) -> Array:
        if self.options.contest == "ratio":
            return ratio_form(own, other, self.options.decisiveness)
        return difference_form(own, other, self.options.steepness)


def _assumptions(options: LullOptions, frozen: bool) -> tuple[str, ...]:
    supply = (
        "Patrons do not resupply anybody, as the design freezes resupply."
        if frozen
        else f"Friendly patrons add up to {percent(options.resupply)} a round of the same part, by their influence on the party."
    )
    return (
        f"A party without a `regrowth` of its own recovers {percent(options.recovery)} a round of the part of its capability that the ceasefire frees "
        "(our simplification).",
        f"{supply} (Our simplification.)",
        "What is at stake between two parties is the whole of their quarrel, won by the stronger with the chance of contest success; war costs "
        "each side its `peace_worth` as a share of that.",
    )


def _notes(case: Case, growth: list[Growth]) -> tuple[str, ...]:
    given = [case.party_name(it.party) for it in growth if it.source == "given"]
    if not given:
        return ("The case gives no `regrowth`; all growth in the lull is assumed.",)
    return (f"Growth is given in the case for {listed(given)} and assumed for the others.",)


def lull_sentence(case: Case, it: Lull) -> str:
    """Who grows most, and whether anybody would rather fight before that."""
    rising = [one for one in it.growth if one.growth.best > SMALL][:3]
    time = "in a round" if it.rounds == 1 else f"in {it.rounds} rounds"
    if not rising:
        text = "Nobody is judged to grow stronger while the ceasefire holds."
    else:
        text = f"While the ceasefire holds, those who grow most {time} are {listed([f'{case.party_name(one.party)} (by {share_words(one.growth)})' for one in rising])}."
    fighting = [one for one in it.declining if one.fights]
    judged = [one for one in it.declining if one.fights is not None]
    if fighting:
        named = [f"{case.party_name(one.party)} against {case.party_name(one.rising)}" for one in fighting[:3]]
        text += f" Rather than wait, {listed(named)} would be better off fighting now."
    elif judged:
        text += " No signatory declines so fast that fighting now would serve it better than waiting."
    return text


def declining_sentence(case: Case, it: Declining) -> str:
    """One pair in words."""
    one, other = case.party_name(it.party), case.party_name(it.rising)
    text = (
        f"{one} against {other}: chance to prevail {share_words(it.before)} now, {share_words(it.after)} after the lull"
    )
    if it.pressure is None or it.restraint is None:
        return f"{text}; not judged, as the case lacks {listed(list(it.lacking))}."
    return (
        f"{text}; waiting loses it {share_words(it.pressure)} of the stake, fighting now {share_words(it.restraint)}, so it would rather "
        f"{'fight' if it.fights else 'wait'}{f' (fights in {percent(it.share)} of draws)' if it.share is not None else ''}."
    )


def lull_text(case: Case, it: Lull) -> tuple[str, ...]:
    """The lull as sentences to print."""
    near = [one.sentence for one in it.declining if one.fights or (one.share or 0) >= 0.1][:5]
    rising = [one for one in it.growth if one.patrons and one.growth.best > SMALL][:3]
    patrons = [
        f"{case.party_name(one.party)} could be resupplied by {listed([case.party_name(key) for key in list(one.patrons)[:4]])}."
        for one in rising
    ]
    return (it.sentence, *near, *patrons, *it.notes)
