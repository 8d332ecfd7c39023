"""Where the freed effort goes: the fight against the excluded before and after, who carries it, who takes the ground.

Our own simplification: a party's freed effort is that of its attacks which stop; what it turns on the excluded is spread as its
present effort against them (as their capability, where it has none). Ground is taken by those who fight in
proportion to the effort of each, times the contest success of all; attacks from the air alone take none, which
the numbers of a case do not show.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.case.model import Case
from detente.engines.ceasefire.accounting import STOPPED, sorted_violence
from detente.engines.ceasefire.beliefs import Array, Beliefs
from detente.engines.ceasefire.reading import Reading, listed
from detente.engines.ceasefire.words import amount, percent, share_words
from detente.engines.contests import difference_form, ratio_form
from detente.errors import MethodError
from detente.results.ceasefire.realignment import Against, Burden, Freed, Realignment

SCENARIOS = ("as_before", "stated", "all_guns")
DECISIVENESS = 1.0
STEEPNESS = 5.0
"""Of the difference form, over the greatest capability of the case, so that the scale of capability does not matter."""


def realignment(
    case: Case,
    beliefs: Beliefs,
    design: str,
    reading: Reading,
    *,
    split: bool = True,
    decisiveness: float = DECISIVENESS,
    steepness: float = STEEPNESS,
) -> Realignment | None:
    """The fight against each excluded group if nobody moves, by the stated shares, and with all freed effort.

    None where no group may be struck. Raises :class:`MethodError` for a decisiveness or steepness that is not above 0.
    """
    for name, value in (("decisiveness", decisiveness), ("steepness", steepness)):
        if not 0 < value <= 1000:
            raise MethodError(f"a {name} of {value:g} is not possible", advice="give a number above 0, up to 1000")
    if not reading.licensed:
        return None
    it = _Realigned(case, beliefs, design, reading, split)
    against = tuple(
        it.against(group, scenario, decisiveness, steepness) for group in reading.licensed for scenario in SCENARIOS
    )
    return Realignment(
        freed=dict(it.freed_parties()), against=against, decisiveness=decisiveness, steepness=steepness,
        sentences=tuple(_sentences(case, reading, against)),
    )  # fmt: skip


class _Realigned:
    def __init__(self, case: Case, beliefs: Beliefs, design: str, reading: Reading, split: bool) -> None:
        self.case, self.beliefs, self.design, self.reading = case, beliefs, design, reading
        stopped = sorted_violence(beliefs, reading, split=split).shares[:, STOPPED]
        self.freed: dict[str, Array] = {}
        self.fought: dict[str, Array] = {}
        self.on: dict[tuple[str, str], Array] = {}
        for (one, other), effort, share in zip(beliefs.engagements, beliefs.effort, stopped, strict=True):
            self.fought[one] = self.fought.get(one, 0.0) + effort
            self.on[one, other] = self.on.get((one, other), 0.0) + effort
            if one in reading.signatories:
                self.freed[one] = self.freed.get(one, 0.0) + effort * share

    def freed_parties(self) -> Iterator[tuple[str, Freed]]:
        for party in self.reading.signatories:
            freed = self.freed.get(party)
            if freed is None:
                continue
            share = self.beliefs.redirect(self.design, party)
            has, fought = self.beliefs.capability[party], self.fought[party]
            yield (
                party,
                Freed(
                    effort=self.beliefs.estimate(freed),
                    of_fighting=self.beliefs.estimate(freed / np.where(fought > 0, fought, 1.0)),
                    of_capability=self.beliefs.estimate(freed / np.where(has > 0, has, 1.0)),
                    redirect=None if share is None else self.beliefs.estimate(share),
                ),
            )

    def _moved(self, party: str, group: str, scenario: str) -> Array | float:
        """Effort that a party turns on a group beyond what it spends on it now."""
        if scenario == "as_before" or party not in self.freed:
            return 0.0
        share = self.beliefs.redirect(self.design, party) if scenario == "stated" else np.ones(self.beliefs.rows)
        return 0.0 if share is None else self.freed[party] * share * self._spread(party, group)

    def _spread(self, party: str, group: str) -> Array:
        """The group's part in what a party turns on the excluded."""
        groups, zero = self.reading.licensed, np.zeros(self.beliefs.rows)
        now = {it: self.on.get((party, it), zero) for it in groups}
        spent = sum(now.values(), zero)
        strength = {it: self.beliefs.capability[it] for it in groups}
        strong = sum(strength.values(), zero)
        even = np.where(strong > 0, strength[group] / np.where(strong > 0, strong, 1.0), 1 / len(groups))
        return np.where(spent > 0, now[group] / np.where(spent > 0, spent, 1.0), even)

    def against(self, group: str, scenario: str, decisiveness: float, steepness: float) -> Against:
        beliefs = self.beliefs
        zero = np.zeros(beliefs.rows)
        parties = [party for party in self.case.parties if party != group]
        each = {it: self.on.get((it, group), zero) + self._moved(it, group, scenario) for it in parties}
        force = sum(each.values(), zero)
        strength = beliefs.capability[group]
        success = ratio_form(force, strength, decisiveness)
        greatest = np.maximum.reduce(list(beliefs.capability.values()))
        by_difference = difference_form(force, strength, steepness / np.where(greatest > 0, greatest, 1.0))
        fighting = sorted((it for it in parties if each[it].any()), key=lambda it: -each[it][0])
        part = {it: each[it] / np.where(force > 0, force, 1.0) for it in fighting}
        return Against(
            group=group,
            scenario=scenario,
            force=beliefs.estimate(force),
            ratio=beliefs.estimate(force / strength) if (strength > 0).all() else None,
            ratio_form=beliefs.estimate(success),
            difference_form=beliefs.estimate(by_difference),
            burden={
                it: Burden(force=beliefs.estimate(part[it]), ground=beliefs.estimate(part[it] * success))
                for it in fighting
            },
            kept_ground=beliefs.estimate(1 - success),
            evidence=tuple(
                dict.fromkeys(
                    key for it in self.case.fighting if it.to == group and it.from_ in fighting for key in it.evidence
                )
            ),
        )


def _sentences(case: Case, reading: Reading, against: tuple[Against, ...]) -> Iterator[str]:
    found = {(it.group, it.scenario): it for it in against}
    for group in reading.licensed:
        before, stated, all_guns = (found[group, scenario] for scenario in SCENARIOS)
        name = case.party_name(group)
        if not before.force.best and not all_guns.force.best:
            yield f"Nobody fights {name}, and the ceasefire frees nothing to fight it with."
            continue
        if before.ratio is None or stated.ratio is None or all_guns.ratio is None:
            yield f"{name} has no capability in the case, so the force against it cannot be compared with its own."
            continue
        if abs(all_guns.ratio.best - before.ratio.best) < 0.05 * before.ratio.best:
            yield f"The force against {name} is {amount(before.ratio)} times its capability; the ceasefire frees too little to change that."
            continue
        yield (
            f"The force against {name} is {amount(before.ratio)} times its capability today; it would be {amount(stated.ratio)} times "
            f"with the stated shares of the freed effort and {amount(all_guns.ratio)} times with all of it. The chance of those who "
            f"fight it to prevail (ratio form) goes from {share_words(before.ratio_form)} to {share_words(stated.ratio_form)} or "
            f"{share_words(all_guns.ratio_form)}."
        )
        top = list(stated.burden)[:3]
        if top:
            shares = listed([f"{case.party_name(it)} ({percent(stated.burden[it].force.best)})" for it in top])
            first = max(stated.burden, key=lambda it: stated.burden[it].ground.best)
            yield (
                f"With the stated shares most of that burden would be on {shares}; of the ground of {name}, "
                f"{case.party_name(first)} would take the largest part ({percent(stated.burden[first].ground.best)}) if ground goes by effort."
            )
