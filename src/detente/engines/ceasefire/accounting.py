"""What becomes of the baseline violence: stopped, permitted, ambiguous or outside, by attacker and target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.case.model import Case
from detente.engines.ceasefire.beliefs import Array, Beliefs
from detente.engines.ceasefire.reading import Reading, listed
from detente.engines.ceasefire.words import percent, share_words
from detente.results.ceasefire.accounting import Accounting, Engaged, Fate, Fates
from detente.results.ceasefire.estimate import Estimate

FATES: tuple[Fate, ...] = ("stopped", "permitted", "ambiguous", "outside")
STOPPED, PERMITTED, AMBIGUOUS, OUTSIDE = range(4)
MIXED = "the target is mixed with a group that may be struck"
SILENT = "the text does not say whether the target may be attacked"
UNBOUND = "the target signs but the attacker is not bound"
OPEN_WORDS = {
    UNBOUND: "attacks on signatories by others, who are not bound",
    SILENT: "attacks on a group that neither signs nor is excluded",
    MIXED: "attacks on signatories that are mixed with a group that may be struck",
}


@dataclass(frozen=True)
class Sorted:
    """How much of each engagement meets each fate: shares of the engagement, shape (engagements, 4, draws + 1).

    ``reasons`` say why, ``open_because`` why a part of it is ambiguous (empty where none is).
    """

    shares: Array
    reasons: tuple[str, ...]
    open_because: tuple[str, ...]


def sorted_violence(beliefs: Beliefs, reading: Reading, *, split: bool = True) -> Sorted:
    """Sort every engagement by what the text says about it.

    - attacker and target both sign: stopped; the share of the target that overlaps groups which may be struck is ambiguous,
      since the attacker can say that it struck them (``split`` False: stopped in whole);
    - the attacker signs and the target is excluded: permitted, or stopped where excluding protects;
    - the attacker signs and the target neither signs nor is excluded: ambiguous;
    - the attacker is not bound and the target signs: ambiguous, as the text protects the target and binds nobody to it;
    - neither is bound: outside.
    """
    found = np.zeros((len(beliefs.engagements), 4, beliefs.rows))
    reasons, opened = [], []
    overlaps: dict[str, Array] = {}
    for place, (one, other) in enumerate(beliefs.engagements):
        if other not in overlaps:
            overlaps[other] = beliefs.overlap(other, reading.licensed) if split else np.zeros(beliefs.rows)
        fate, reason = _fate(reading, one, other)
        because = reason if fate == AMBIGUOUS else ""
        found[place, fate] = 1.0
        if fate == STOPPED and other in reading.signatories and overlaps[other].any():
            found[place, STOPPED], found[place, AMBIGUOUS] = 1 - overlaps[other], overlaps[other]
            because = MIXED
            reason += f", but {MIXED}"
        reasons.append(reason)
        opened.append(because)
    return Sorted(found, tuple(reasons), tuple(opened))


def _fate(reading: Reading, one: str, other: str) -> tuple[int, str]:
    binds, covers = one in reading.signatories, other in reading.signatories
    if binds and covers:
        return STOPPED, "both sign"
    if binds and other in reading.excluded:
        if reading.means == "unprotected":
            return PERMITTED, "the target is excluded and may be attacked"
        return STOPPED, "attacks on the excluded are ruled out"
    if binds:
        return AMBIGUOUS, SILENT
    if covers:
        return AMBIGUOUS, UNBOUND
    return OUTSIDE, "neither is bound"


def accounting(case: Case, beliefs: Beliefs, reading: Reading, *, split: bool = True) -> Accounting:
    """The violence accounting of one reading of a design; shares are of the sum of all intensities, draw by draw."""
    violence = sorted_violence(beliefs, reading, split=split)
    amounts = violence.shares * beliefs.intensity[:, np.newaxis, :]
    whole = amounts.sum(axis=(0, 1))
    if not whole.any():
        return Accounting(
            excluded_means=reading.means, total=None, by_attacker={}, by_target={}, engagements=(), open_because={}, half_stopped=None,
            verdict="undetermined", split_by_overlap=split,
            sentence="The case gives no fighting, so there is no violence to account for; add `fighting`.",
        )  # fmt: skip
    total = amounts.sum(axis=0)
    more = total[STOPPED] > whole / 2
    fates = _fates(beliefs, total, whole)
    by_target = dict(_by(beliefs, amounts, whole, 1))
    opened = {
        because: beliefs.estimate(amounts[mine, AMBIGUOUS].sum(axis=0) / np.where(whole > 0, whole, 1.0))
        for because in OPEN_WORDS
        if (mine := [place for place, it in enumerate(violence.open_because) if it == because])
    }
    return Accounting(
        excluded_means=reading.means,
        total=fates,
        by_attacker=dict(_by(beliefs, amounts, whole, 0)),
        by_target=by_target,
        engagements=tuple(
            Engaged(
                attacker=one,
                target=other,
                fates=_fates(beliefs, amounts[place], whole),
                reason=violence.reasons[place],
                evidence=case.fighting[beliefs.places[place]].evidence,
            )
            for place, (one, other) in enumerate(beliefs.engagements)
        ),
        open_because=opened,
        half_stopped=beliefs.frequency(more),
        verdict=beliefs.verdict(more),
        split_by_overlap=split,
        sentence=_sentence(case, fates, by_target, opened),
    )


def totals(beliefs: Beliefs, reading: Reading, *, split: bool = True) -> Fates | None:
    """What becomes of all violence under a reading, without the parts; None where there is no fighting."""
    shares = sorted_violence(beliefs, reading, split=split).shares
    total = np.einsum("efr,er->fr", shares, beliefs.intensity)
    return _fates(beliefs, total, total.sum(axis=0)) if total.any() else None


def _by(beliefs: Beliefs, amounts: Array, whole: Array, end: int) -> Iterator[tuple[str, Fates]]:
    for party in beliefs.case.parties:
        mine = [place for place, pair in enumerate(beliefs.engagements) if pair[end] == party]
        if mine and amounts[mine].any():
            yield party, _fates(beliefs, amounts[mine].sum(axis=0), whole)


def _fates(beliefs: Beliefs, amounts: Array, whole: Array) -> Fates:
    """Shares of some violence, shape (4, draws + 1), and its share of the whole."""
    some = amounts.sum(axis=0)
    parts = amounts / np.where(some > 0, some, 1.0)
    each = {name: beliefs.estimate(parts[place]) for place, name in enumerate(FATES)}
    return Fates(**each, weight=beliefs.estimate(some / np.where(whole > 0, whole, 1.0)))


def _sentence(case: Case, fates: Fates, by_target: dict[str, Fates], opened: dict[str, Estimate]) -> str:
    text = (
        f"Of the fighting today {share_words(fates.stopped)} would be prohibited, {share_words(fates.permitted)} would stay permitted, "
        f"{share_words(fates.ambiguous)} is ambiguous, and {share_words(fates.outside)} lies outside the text."
    )
    reasons = [f"{OPEN_WORDS[because]} ({percent(it.best)})" for because, it in opened.items() if it.best > 0]
    if reasons:
        text += f" Ambiguous are {listed(reasons)}."
    helped = sorted(by_target, key=lambda party: -by_target[party].stopped.best * by_target[party].weight.best)
    helped = [party for party in helped if by_target[party].stopped.best > 0][:2]
    if helped:
        each = [
            f"{case.party_name(party)} ({percent(by_target[party].stopped.best)} of the attacks on it)"
            for party in helped
        ]
        text += f" Most of what stops is aimed at {listed(each)}."
    return text
