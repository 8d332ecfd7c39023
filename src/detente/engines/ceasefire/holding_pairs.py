"""The numbers of the repeated game for every ordered pair of signatories that have something to fight over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from detente.case.model import Case
from detente.engines.ceasefire import holding as formulas
from detente.engines.ceasefire.beliefs import MOST_VALUES, Array, Beliefs
from detente.engines.ceasefire.reading import Reading
from detente.errors import CommandError, MethodError
from detente.results.ceasefire.holding import Basis, Gain

Pair = tuple[str, str]
ARRAYS = ("gain", "licensed", "answered", "worth", "harm", "seen", "mixed", "false_alarm", "patience")


@dataclass(frozen=True)
class HoldingOptions:
    """How the model is used.

    ``model`` False: assumptions only, no verdict. ``rounds``: rounds of punishment, None for ever. ``perfect_monitoring``: every breach is
    seen and nobody is accused falsely. ``overlap`` False: mixed positions neither hide breaches nor draw lawful strikes.
    ``trust_strength``: how far trust that is handed in moves false alarm and collapse, 0 for not at all.
    """

    model: bool = True
    rounds: int | None = None
    perfect_monitoring: bool = False
    overlap: bool = True
    trust_strength: float = 0.5

    def __post_init__(self) -> None:
        if self.rounds is not None and not 1 <= self.rounds <= 10_000:
            raise MethodError(
                f"{self.rounds} rounds of punishment are not possible", advice="ask for 1 to 10,000, or none for ever"
            )
        if not 0 <= self.trust_strength <= 1:
            raise MethodError(f"a strength of trust of {self.trust_strength:g} is not possible", advice="choose 0 to 1")


@dataclass(frozen=True)
class PairNumbers:
    """The numbers of the judged pairs, each of shape (pairs, draws + 1), the best value first; all in points, chances or shares.

    ``gain`` is that of a fait accompli, ``licensed`` the harm of lawful strikes on the attacker while it keeps the ceasefire, by all
    signatories, ``answered`` the part of it that the target does, ``worth`` that of peace over war before it; ``seen`` the
    detection without overlap, ``mixed`` the target's overlap.
    """

    pairs: tuple[Pair, ...]
    gain: Array
    licensed: Array
    answered: Array
    worth: Array
    harm: Array
    seen: Array
    mixed: Array
    false_alarm: Array
    patience: Array
    rounds: int | None
    lacking: Mapping[Pair, tuple[str, ...]] = field(default_factory=dict)
    """The pairs that cannot be judged, with what the case lacks."""

    @cached_property
    def temptation(self) -> Array:
        """T - R: the gain, and the lawful strikes of the target that an attack would answer."""
        return self.gain + self.answered

    @cached_property
    def reward(self) -> Array:
        """R - P: what the ceasefire is worth over war, less the lawful strikes under it."""
        return self.worth - self.licensed

    @cached_property
    def detection(self) -> Array:
        """Chance that a breach is punished, where part of the target cannot be told from groups that may be struck."""
        return formulas.seen_through(self.seen, self.mixed)

    @cached_property
    def required(self) -> Array:
        """Least patience, infinity where none is enough."""
        return formulas.required_patience(self.temptation, self.reward, self.detection, self.false_alarm, self.rounds)

    @cached_property
    def slack(self) -> Array:
        """What a breach loses less what it gains."""
        return formulas.slack(
            self.temptation, self.reward, self.detection, self.false_alarm, self.patience, self.rounds
        )

    @cached_property
    def holds(self) -> formulas.Bools:
        """Where patience is at least what is required."""
        return np.asarray(self.patience >= self.required)

    @cached_property
    def all_hold(self) -> formulas.Bools:
        """Where every judged pair holds, shape (draws + 1,)."""
        return np.asarray(self.holds.all(axis=0), dtype=np.bool_)

    @cached_property
    def games(self) -> list[str]:
        """Which game each pair's attacker plays, at the best values."""
        t, r = self.temptation[:, 0] + self.reward[:, 0], self.reward[:, 0]
        return [formulas.GAMES[place] for place in formulas.game(t, r, 0.0, -self.harm[:, 0])]

    def with_overlap(self, share: Array | float) -> PairNumbers:
        """The same where only a share of all overlap remains: for the target's cover and for lawful strikes on the attacker."""
        return replace(self, mixed=self.mixed * share, licensed=self.licensed * share, answered=self.answered * share)

    def only(self, chosen: formulas.Bools) -> PairNumbers:
        """Chosen cells of (pairs, draws + 1) as arrays of one dimension, for work on these alone."""
        return replace(self, **{name: getattr(self, name)[chosen] for name in ARRAYS})


def pairs_of(case: Case, beliefs: Beliefs, reading: Reading) -> dict[Pair, Basis]:
    """The ordered pairs of signatories that fight, or of which one is hostile to the other, with the reason."""
    fights, found = set(beliefs.engagements), {}
    for one in reading.signatories:
        for other in reading.signatories:
            if one == other:
                continue
            basis: Basis | None = None
            if (one, other) in fights:
                basis = "attacks it"
            elif (other, one) in fights:
                basis = "is attacked by it"
            elif -1 in (beliefs.sign(one, other), beliefs.sign(other, one)):
                basis = "hostile to it"
            if basis is not None:
                found[one, other] = basis
    return found


def numbers_of(
    beliefs: Beliefs, design: str, reading: Reading, options: HoldingOptions,
    gains: Mapping[Pair, Gain] | None = None, trust: Mapping[Pair, Array] | None = None,
) -> PairNumbers:  # fmt: skip
    """The numbers of every pair of a reading; those that lack a number are named in ``lacking`` and left out of the arrays.

    ``trust`` gives, for ordered pairs, the chance (0 to 1, shape (draws + 1,) or a single number) that the first gives the second of keeping
    a promise. A negative gain counts as none. Raises :class:`MethodError` where a gain or trust does not fit the draws,
    :class:`CommandError` where there are too many pairs and draws to hold at once.
    """
    pairs = pairs_of(beliefs.case, beliefs, reading)
    if len(pairs) * beliefs.rows > MOST_VALUES:
        raise CommandError(
            f"{beliefs.draws} draws of {len(pairs)} pairs need too much memory",
            advice=f"ask for at most {max(0, MOST_VALUES // len(pairs) - 1)} draws",
        )
    source = _Numbers(beliefs, design, reading, options, gains or {}, trust or {})
    rows, lacking = {}, {}
    for pair in pairs:
        missing = source.missing(pair)
        if missing:
            lacking[pair] = missing
        else:
            rows[pair] = source.row(pair)
    arrays = {
        name: np.array([row[place] for row in rows.values()]).reshape(len(rows), beliefs.rows)
        for place, name in enumerate(ARRAYS)
    }
    return PairNumbers(tuple(rows), **arrays, rounds=options.rounds, lacking=lacking)


@dataclass(frozen=True)
class _Numbers:
    beliefs: Beliefs
    design: str
    reading: Reading
    options: HoldingOptions
    gains: Mapping[Pair, Gain]
    trust: Mapping[Pair, Array]
    read: dict[Pair, Array | None] = field(default_factory=dict)

    def missing(self, pair: Pair) -> tuple[str, ...]:
        """What the case would have to say before this pair can be judged."""
        party = self.beliefs.case.parties[pair[0]]
        name = self.beliefs.case.party_name(pair[0])
        found = [f"{field} of {name}" for field in ("patience", "peace_worth") if self._number(pair[0], field) is None]
        if party.harm is None and self._exposed(pair[0]).any():
            found.append(f"harm of {name}")
        if self._monitoring("detection") is None:
            found.append("detection of the design")
        return tuple(found)

    def row(self, pair: Pair) -> tuple[Array, ...]:
        """The numbers of one pair, in the order of the fields."""
        one, other = pair
        zero = np.zeros(self.beliefs.rows)
        harm = self._or(self._number(one, "harm"), zero)
        detection, alarm = self._monitoring("detection"), self._or(self._monitoring("false_alarm"), zero)
        licensed = harm * self._exposed(one)
        collapse = self._or(self._number(one, "collapse"), zero)
        patience = self._or(self._number(one, "patience"), zero) * (1 - self._trusted(collapse, (one, other)))
        return (
            np.maximum(self._gain(pair), 0.0), licensed, licensed * self._part(pair), self._or(self._number(one, "peace_worth"), zero), harm,
            self._or(detection, zero), self._overlaps[other], self._trusted(alarm, (other, one)), patience,
        )  # fmt: skip

    def _number(self, party: str, name: str) -> Array | None:
        if (party, name) not in self.read:
            self.read[party, name] = self.beliefs.of_party(party, name)
        return self.read[party, name]

    def _monitoring(self, name: str) -> Array | None:
        if self.options.perfect_monitoring:
            return np.full(self.beliefs.rows, 1.0 if name == "detection" else 0.0)
        written = getattr(self.beliefs.case.ceasefires[self.design].monitoring, name)
        return self.beliefs.number(("ceasefires", self.design, "monitoring", name), written)

    @cached_property
    def _overlaps(self) -> dict[str, Array]:
        """Overlap of each signatory with the groups that may be struck."""
        if not self.options.overlap:
            return dict.fromkeys(self.reading.signatories, np.zeros(self.beliefs.rows))
        return {party: self.beliefs.overlap(party, self.reading.licensed) for party in self.reading.signatories}

    @cached_property
    def _fire(self) -> dict[Pair, Array]:
        """Intensity of each attack of a signatory on a signatory; twice the same pair adds up."""
        found: dict[Pair, Array] = {}
        for pair, row in zip(self.beliefs.engagements, self.beliefs.intensity, strict=True):
            if pair[0] in self.reading.signatories and pair[1] in self.reading.signatories:
                found[pair] = found.get(pair, np.zeros(self.beliefs.rows)) + row
        return found

    @cached_property
    def _fire_on(self) -> dict[str, Array]:
        """Sum of the signatories' fire on each signatory."""
        found = {party: np.zeros(self.beliefs.rows) for party in self.reading.signatories}
        for (_, target), row in self._fire.items():
            found[target] = found[target] + row
        return found

    def _exposed(self, party: str) -> Array:
        """Share of the harm of war that lawful strikes still do to a party: its overlap times the fire on it over 100, at most 1."""
        return self._overlaps[party] * np.minimum(1.0, self._fire_on[party] / 100)

    def _part(self, pair: Pair) -> Array:
        """The target's part of the signatories' fire on the attacker, 0 to 1."""
        whole = self._fire_on[pair[0]]
        part = self._fire.get((pair[1], pair[0]), np.zeros(self.beliefs.rows))
        return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)

    def _gain(self, pair: Pair) -> Array:
        given = self.gains.get(pair, Gain(best=0.0))
        draws = given.draws or (given.best,) * self.beliefs.draws
        if len(draws) != self.beliefs.draws:
            raise MethodError(
                f"the gain of {pair[0]} against {pair[1]} has {len(draws)} draws, and {self.beliefs.draws} are asked for",
                advice="compute the gains with the same number of draws and the same seed",
            )
        values = np.array([given.best, *draws], dtype=np.float64)
        if not np.isfinite(values).all():
            raise MethodError(
                f"the gain of {pair[0]} against {pair[1]} is not finite", advice="leave the pair out of the gains"
            )
        return values

    def _trusted(self, chance: Array, pair: Pair) -> Array:
        if pair not in self.trust or not self.options.trust_strength:
            return chance
        trust = np.asarray(self.trust[pair], dtype=np.float64)
        if trust.shape not in ((), chance.shape) or not ((trust >= 0) & (trust <= 1)).all():
            raise MethodError(
                f"the trust of {pair[0]} in {pair[1]} is not a chance for each of {self.beliefs.draws} draws",
                advice="give one number from 0 to 1, or the best value followed by one for each draw",
            )
        return formulas.moved_by_trust(chance, trust, self.options.trust_strength)

    @staticmethod
    def _or(value: Array | None, otherwise: Array) -> Array:
        return otherwise if value is None else value
