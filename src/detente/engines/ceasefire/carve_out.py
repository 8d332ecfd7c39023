"""Who gains and who loses by leaving a group out of a ceasefire: V(with the exclusion) - V(without it), in four terms.

Our own simplification, from numbers of the case: intensity x (0-100), capability c, peace_worth w, harm h, overlap o, the sign of
relations. "Without" means that the group is covered as signatories are. For party i and group k, with signatories S:

- e_ik, the effort of i against k, is its capability times the intensity over 100 (over i's sum, where that is above 100);
- a_ik is 1 for a rival and -1 for a friend (by the relation; without one, whoever fights is a rival); m_ik is k's share of the
  capability of all i's rivals (or friends);
- D_k = F / (F + c_k) - N / (N + c_k): how much likelier k is to be beaten with the effort F of all than with that N of those
  who are not bound.

licensed strikes = a w m D e_ik / sum_S e_jk; rival weakened = a w m D less that; own exposure = -h s (o with k less o without),
s the intensity of the signatories' attacks on i over 100, at most 1 (for k itself o is 1); acceptance gained = w z times the capability-
weighted mean over the other signatories of the share of their fighting that is aimed at k (z the share of all violence that
the design stops), less h times the intensity over 100 of k's own attacks on i where k could have signed (its role is not
`excluded`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.case.model import Case
from detente.engines.ceasefire.accounting import STOPPED, sorted_violence
from detente.engines.ceasefire.beliefs import Array, Beliefs
from detente.engines.ceasefire.reading import Reading, listed
from detente.engines.ceasefire.words import points
from detente.engines.contests import ratio_form
from detente.results.ceasefire.carve_out import CarveOut, CarveOutRow

TERMS = ("licensed_strikes", "rival_weakened", "own_exposure", "acceptance_gained")
MOST_NAMED = 2
SMALL = 0.05  # points: too little to be named in a sentence


@dataclass(frozen=True)
class Terms:
    """The four terms for one party, each of shape (draws + 1,), and the numbers that the case lacks."""

    licensed_strikes: Array
    rival_weakened: Array
    own_exposure: Array
    acceptance_gained: Array
    not_judged: tuple[str, ...] = ()

    @property
    def total(self) -> Array:
        """Their sum."""
        return self.licensed_strikes + self.rival_weakened + self.own_exposure + self.acceptance_gained


class CarveOuts:
    """The worth of exclusions to parties, from one set of beliefs."""

    def __init__(self, case: Case, beliefs: Beliefs, *, split: bool = True) -> None:
        self.case, self.beliefs, self.split = case, beliefs, split
        self._reach: dict[Reading, Array] = {}
        self._against: dict[tuple[Reading, str], tuple[Array, Array]] = {}
        self.zero = np.zeros(beliefs.rows)

    def worth(self, reading: Reading, groups: tuple[str, ...], party: str) -> Terms:
        """What it is worth to a party that ``groups``, all on the list, are excluded rather than covered."""
        if reading.means == "protected":
            return Terms(self.zero, self.zero, self.zero, self.zero)
        stake, harm = self._positive(party, "peace_worth"), self._positive(party, "harm")
        own, others = self.zero, self.zero
        accepted, reach = self.zero, self._stopped(reading)
        for group in groups:
            if group == party:
                continue
            by_self, by_others = self._weakened(reading, group, party)
            own, others = own + stake * by_self, others + stake * by_others
            accepted = (
                accepted
                + stake * reach * self._brought_in(reading, group, party)
                - harm * self._goes_on(reading, group, party)
            )
        exposed = -harm * self._exposure(reading, groups, party)
        lacking = [name for name in ("peace_worth", "harm") if getattr(self.case.parties[party], name) is None]
        return Terms(own, others, exposed, accepted, tuple(lacking))

    def _stopped(self, reading: Reading) -> Array:
        """Share of all violence that a reading stops."""
        if reading not in self._reach:
            shares = sorted_violence(self.beliefs, reading, split=self.split).shares[:, STOPPED]
            whole = self.beliefs.intensity.sum(axis=0)
            self._reach[reading] = (shares * self.beliefs.intensity).sum(axis=0) / np.where(whole > 0, whole, 1.0)
        return self._reach[reading]

    def _positive(self, party: str, field: str) -> Array:
        value = self.beliefs.of_party(party, field)
        return self.zero if value is None else np.maximum(value, 0.0)

    def _weakened(self, reading: Reading, group: str, party: str) -> tuple[Array, Array]:
        """How far the group is weakened as that counts for the party: by its own strikes, and by those of the others."""
        signing, free = self._forces(reading, group)
        strength = self.beliefs.capability[group]
        gained = ratio_form(signing + free, strength) - ratio_form(free, strength)
        counts = self._attitude(party, group) * self._importance(party, group) * gained
        mine = self.efforts.get((party, group), self.zero) if party in reading.signatories else self.zero
        part = mine / np.where(signing > 0, signing, 1.0)
        return counts * part, counts * (1 - part)

    def _forces(self, reading: Reading, group: str) -> tuple[Array, Array]:
        """Effort of the signatories, and of those who are not bound, against a group."""
        if (reading, group) not in self._against:
            mine = {one: self.efforts[one, group] for one in self.attackers.get(group, ())}
            signing = sum((it for one, it in mine.items() if one in reading.signatories), self.zero)
            self._against[reading, group] = signing, sum(mine.values(), self.zero) - signing
        return self._against[reading, group]

    @cached_property
    def attackers(self) -> dict[str, list[str]]:
        """Who attacks each party."""
        found: dict[str, list[str]] = {}
        for one, other in self.beliefs.engagements:
            found.setdefault(other, []).append(one)
        return found

    @cached_property
    def efforts(self) -> dict[tuple[str, str], Array]:
        """Effort by attacker and target."""
        return dict(zip(self.beliefs.engagements, self.beliefs.effort, strict=True))

    @cached_property
    def intensities(self) -> dict[tuple[str, str], Array]:
        """Intensity by attacker and target."""
        return dict(zip(self.beliefs.engagements, self.beliefs.intensity, strict=True))

    def _attitude(self, party: str, group: str) -> int:
        """1 for a rival, -1 for a friend, 0 for neither."""
        sign = self.beliefs.sign(party, group)
        if sign is None:
            return int((party, group) in self.intensities or (group, party) in self.intensities)
        return -sign

    def _importance(self, party: str, group: str) -> Array:
        """The group's share of the capability of all those to whom the party has the same attitude."""
        attitude = self._attitude(party, group)
        alike = [it for it in self.case.parties if it != party and self._attitude(party, it) == attitude]
        whole = sum((self.beliefs.capability[it] for it in alike), self.zero)
        return self.beliefs.capability[group] / np.where(whole > 0, whole, 1.0)

    def _exposure(self, reading: Reading, groups: Sequence[str], party: str) -> Array:
        """How much more of the signatories' fire on a party is lawful, 0 to 1."""
        fire = sum(
            (self.intensities[one, party] for one in self.attackers.get(party, ()) if one in reading.signatories),
            self.zero,
        )
        struck = np.minimum(1.0, fire / 100)
        if party in groups:
            return struck
        if party not in reading.signatories:
            return self.zero
        without = [group for group in reading.licensed if group not in groups]
        return struck * (self.beliefs.overlap(party, reading.licensed) - self.beliefs.overlap(party, without))

    def _brought_in(self, reading: Reading, group: str, party: str) -> Array:
        """Mean over the other signatories, by capability, of the share of their fighting that is aimed at the group."""
        if party not in reading.signatories:
            return self.zero
        others = [one for one in reading.signatories if one != party]
        weight = sum((self.beliefs.capability[one] for one in others), self.zero)
        aimed = self.zero
        for one in others:
            if (one, group) in self.intensities:
                whole = self.beliefs.fought_by[one]
                share = self.intensities[one, group] / np.where(whole > 0, whole, 1.0)
                aimed = aimed + self.beliefs.capability[one] * share
        return aimed / np.where(weight > 0, weight, 1.0)

    def _goes_on(self, reading: Reading, group: str, party: str) -> Array:
        """The group's attacks on a signatory, which a group that could have signed would have stopped."""
        if party not in reading.signatories or self.case.parties[group].role == "excluded":
            return self.zero
        return np.minimum(1.0, self.intensities.get((group, party), self.zero) / 100)

    # -- as results -----------------------------------------------------------------------------------------------------

    def table(self, reading: Reading) -> tuple[CarveOut, ...]:
        """One entry for each excluded group."""
        return tuple(self._group(reading, group) for group in reading.excluded)

    def _group(self, reading: Reading, group: str) -> CarveOut:
        rows = sorted(self._rows(reading, group), key=lambda row: -row.total.best)
        return CarveOut(group=group, rows=tuple(rows), sentence=self._sentence(reading, group, rows))

    def _rows(self, reading: Reading, group: str) -> Iterator[CarveOutRow]:
        for party in self.case.parties:
            terms = self.worth(reading, (group,), party)
            values = {name: getattr(terms, name) for name in TERMS}
            if not any(it.any() for it in values.values()) and party != group:
                continue
            above = terms.total > 0
            yield CarveOutRow(
                party=party,
                total=self.beliefs.estimate(terms.total),
                **{name: self.beliefs.estimate(it) for name, it in values.items()},
                gains=self.beliefs.frequency(above),
                verdict=self.beliefs.verdict(above),
                why=_why({name: float(it[0]) for name, it in values.items()}, party == group, terms.not_judged),
                not_judged=terms.not_judged,
                evidence=self._evidence(party, group),
            )

    def _evidence(self, party: str, group: str) -> tuple[str, ...]:
        """Evidence of the party's own numbers and of what stands between it and the group."""
        found = list(self.case.parties[party].evidence)
        pairs = {(party, group), (group, party)}
        for fight in self.case.fighting:
            found += fight.evidence if (fight.from_, fight.to) in pairs else ()
        for relation in self.case.relations:
            found += relation.evidence if (relation.from_, relation.to) in pairs else ()
        for mixed in self.case.overlap:
            found += mixed.evidence if (mixed.party, mixed.with_) == (party, group) else ()
        return tuple(dict.fromkeys(found))

    def _sentence(self, reading: Reading, group: str, rows: list[CarveOutRow]) -> str:
        name = self.case.party_name(group)
        if reading.means == "protected":
            return f"{name} is excluded and protected: the exclusion licenses no attack, so nobody gains or loses by it here."
        gain = [row for row in rows if row.total.best > SMALL]
        lose = [row for row in rows if row.total.best < -SMALL][::-1]
        if not gain and not lose:
            return f"Leaving out {name} changes little for anyone, as far as the numbers of the case tell."
        worse = [
            f"{self.case.party_name(row.party)} ({points(row.total)} points: {row.why})" for row in lose[:MOST_NAMED]
        ]
        better = [f"{self.case.party_name(row.party)} ({points(row.total)}: {row.why})" for row in gain[:MOST_NAMED]]
        rest = len(gain) - len(better)
        text = f"Leaving out {name} is worse for {listed(worse) or 'no party, as far as the numbers tell'}"
        return (
            f"{text}; it is better for {listed(better)}{f' and for {rest} more' if rest > 0 else ''}."
            if better
            else f"{text}."
        )


def _why(values: dict[str, float], excluded: bool, lacking: tuple[str, ...]) -> str:
    """The terms that matter, the greatest first."""
    words = {
        "licensed_strikes": ("it may go on attacking", "it may go on attacking a friend"),
        "rival_weakened": ("others weaken a rival", "others weaken a friend"),
        "own_exposure": ("", "it may be attacked" if excluded else "it is mixed with the group and may be hit"),
        "acceptance_gained": ("others sign who otherwise would not", "the group's own attacks on it go on"),
    }
    ordered = sorted((name for name in values if abs(values[name]) > SMALL), key=lambda name: -abs(values[name]))
    return listed([f"{words[name][values[name] < 0]} {values[name]:+.1f}" for name in ordered]) or (
        f"not judged: the case gives no {listed(list(lacking), 'or')} for it" if lacking else "too little to name"
    )
