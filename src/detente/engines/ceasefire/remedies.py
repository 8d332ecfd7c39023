"""What would make a ceasefire hold: the least change of one thing, by closed form, or by bisection where two things move at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from detente.case.model import Case
from detente.engines.ceasefire import holding as formulas
from detente.engines.ceasefire.beliefs import FIRM, Array
from detente.engines.ceasefire.holding_pairs import Pair, PairNumbers
from detente.engines.ceasefire.reading import Reading
from detente.results.ceasefire.holding import Remedy, RemedyKind

STEPS = 50
TOLERANCE = 1e-9
MOST_PUNISHMENT = 100.0  # points: the whole range of a utility
Recount = Callable[[Reading], PairNumbers]


@dataclass(frozen=True)
class Threshold:
    """How far one number has to go: what it is and what it would have to be, for each pair and draw, shape (pairs, draws + 1).

    ``needed`` is NaN where no value is enough. ``rising``: the number has to rise to it (else fall to it).
    """

    kind: RemedyKind
    now: Array
    needed: Array
    rising: bool


def thresholds(numbers: PairNumbers) -> tuple[Threshold, ...]:
    """The four single changes for every pair.

    Detection: d = (f + (T-R)(1/A + f)/(R-P)) / (1 - o), at most 1. Delineation: the greatest share of all overlap (the target's and the
    attacker's own) that may remain, by bisection. Smaller gain: the greatest fait accompli that is still forgone, at least
    0. Added punishment: the points by which war would have to be worse for the attacker, at most 100, the whole range of utility.
    """
    least = formulas.required_detection(
        numbers.temptation, numbers.reward, numbers.false_alarm, numbers.patience, numbers.rounds
    )
    clear = 1 - numbers.mixed
    detection = np.divide(least, clear, out=np.where(least > 0, np.inf, 0.0), where=clear > 0)
    gain = formulas.greatest_gain(
        numbers.reward, numbers.detection, numbers.false_alarm, numbers.patience, numbers.rounds
    )
    gain = np.where(numbers.reward < 0, np.nan, gain - numbers.answered)
    worth = formulas.required_worth(
        numbers.temptation, numbers.detection, numbers.false_alarm, numbers.patience, numbers.rounds
    )
    punishment = np.maximum(worth - numbers.reward, 0.0)
    return (
        Threshold("detection", numbers.seen, _where(detection <= 1, detection), True),
        Threshold("delineation", np.ones_like(numbers.seen), remaining_overlap(numbers), False),
        Threshold("smaller gain", numbers.gain, _where(gain >= 0, gain), False),
        Threshold(
            "added punishment", np.zeros_like(numbers.seen), _where(punishment <= MOST_PUNISHMENT, punishment), True
        ),
    )


def remaining_overlap(numbers: PairNumbers) -> Array:
    """The greatest share of all overlap, 0 to 1, with which each pair holds in each draw; NaN where it fails even without any."""
    never, always = ~numbers.with_overlap(0.0).holds, numbers.holds
    found = np.where(never, np.nan, 1.0)
    open_ = ~(never | always)
    if open_.any():
        between = numbers.only(open_)
        low, high = np.zeros_like(between.seen), np.ones_like(between.seen)
        for _ in range(STEPS):
            middle = (low + high) / 2
            enough = between.with_overlap(middle).holds
            low, high = np.where(enough, middle, low), np.where(enough, high, middle)
        found[open_] = low
    return found


def _where(possible: formulas.Bools, values: Array) -> Array:
    return np.where(possible, values, np.nan)


def remedies(numbers: PairNumbers, reading: Reading, recount: Recount) -> tuple[Remedy, ...]:
    """The single changes for every pair that fails at the best values, then those for all pairs together.

    ``recount`` gives the numbers under another reading. Where nothing fails there is nothing to remedy.
    """
    failing = np.flatnonzero(~numbers.holds[:, 0])
    if not failing.size:
        return ()
    found = thresholds(numbers)
    shorter = [(group, recount(_without(reading, group))) for group in reading.licensed]
    each = [
        remedy
        for place in failing
        for remedy in (
            *(_single(it, int(place), numbers.pairs[place]) for it in found),
            *(_shorter(group, after, numbers.pairs[place]) for group, after in shorter),
        )
    ]
    together = [_together(it, numbers) for it in found]
    return (*each, *together, *(_shorter(group, after, None) for group, after in shorter))


def _single(it: Threshold, place: int, pair: Pair | None) -> Remedy:
    return _remedy(it.kind, it.now[place], it.needed[place], it.rising, pair)


def _together(it: Threshold, numbers: PairNumbers) -> Remedy:
    """One value for all pairs: the hardest to satisfy. Gains are told as the share of each that may remain."""
    needed, now = it.needed, it.now
    if it.kind == "smaller gain":
        share = np.divide(needed, now, out=np.ones_like(now), where=needed < now)
        short = np.where(now > 0, np.isnan(needed), ~numbers.holds)  # where there is no gain to make smaller
        needed, now = np.where(short, np.nan, share), np.ones_like(now)
    hardest = needed.max(axis=0) if it.rising else needed.min(axis=0)
    return _remedy(it.kind, now.max(axis=0), hardest, it.rising, None)


def _remedy(kind: RemedyKind, now: Array, needed: Array, rising: bool, pair: Pair | None) -> Remedy:
    """A threshold as a result; the share of draws counts those in which some value is enough."""
    draws = needed[1:]
    value = None if np.isnan(needed[0]) else float(needed[0])
    return Remedy(
        kind=kind,
        pair=pair,
        now=float(now[0]),
        needed=value,
        holds=value is not None,
        enough=float(1 - np.isnan(draws).mean()) if draws.size else None,
        in_most=in_most(draws, rising),
    )


def in_most(draws: Array, rising: bool) -> float | None:
    """The least (or, falling, the greatest) value that is enough in 90 % of the draws; None where there is none.

    >>> in_most(np.arange(1.0, 11.0), True), in_most(np.arange(1.0, 11.0), False)
    (9.0, 2.0)
    """
    if not draws.size:
        return None
    worst = np.sort(np.where(np.isnan(draws), np.inf, draws if rising else -draws))
    value = worst[int(np.ceil(FIRM * draws.size - TOLERANCE)) - 1]
    return None if np.isinf(value) else float(value if rising else -value)


def _without(reading: Reading, group: str) -> Reading:
    """The same text without one group on its list; it neither signs nor may be struck under the text."""
    return Reading(reading.signatories, tuple(it for it in reading.excluded if it != group), reading.means)


def _shorter(group: str, after: PairNumbers, pair: Pair | None) -> Remedy:
    holds = after.holds[after.pairs.index(pair)] if pair is not None else after.all_hold
    return Remedy(
        kind="shorter list",
        pair=pair,
        group=group,
        holds=bool(holds[0]),
        enough=float(holds[1:].mean()) if holds.size > 1 else None,
    )


def remedy_sentences(case: Case, found: tuple[Remedy, ...]) -> Iterator[Remedy]:
    """The remedies with their sentences."""
    for it in found:
        yield it.model_copy(update={"sentence": remedy_sentence(case, it)})


def remedy_sentence(case: Case, it: Remedy) -> str:
    """One remedy in words."""
    name = case.party_name(it.pair[0]) if it.pair else ""
    keeps = (
        f"{name} would keep it toward {case.party_name(it.pair[1])}"
        if it.pair
        else "every pair that was judged would keep it"
    )
    whom = f" for {name} toward {case.party_name(it.pair[1])}" if it.pair else " for all pairs"
    if it.kind == "shorter list":
        group = case.party_name(it.group or "")
        if it.holds:
            return f"With {group} off the list, {keeps}{_share(it)}."
        return f"Taking {group} off the list would not be enough{whom}{_share(it)}."
    if it.needed is None:
        return f"{_ALONE[it.kind]} would not be enough{whom}{_share(it)}."
    return f"{_enough(it)}, {keeps}{_share(it)}{_most(it)}."


_ALONE: dict[RemedyKind, str] = {
    "detection": "Monitoring alone",
    "delineation": "Telling mixed positions apart alone",
    "smaller gain": "A guarantee that takes away the gain of an attack alone",
    "added punishment": "A guarantee that adds to the cost of renewed war alone",
    "shorter list": "A shorter list alone",
}


def _enough(it: Remedy) -> str:
    needed, now = it.needed or 0.0, it.now or 0.0
    if it.kind == "detection":
        return f"If {100 * needed:.0f} % of breaches were attributed (now {100 * now:.0f} %)"
    if it.kind == "delineation":
        return f"If mixed positions fell to {100 * needed:.0f} % of what they are"
    if it.kind == "smaller gain":
        if it.pair is None:
            return f"If guarantees left at most {100 * needed:.0f} % of what each attack wins"
        return f"If a guarantee left at most {needed:.1f} points of what an attack wins it (now {now:.1f})"
    return f"If renewed war cost {'it' if it.pair else 'each attacker'} {needed:.1f} points more a round"


def _share(it: Remedy) -> str:
    if it.enough is None:
        return ""
    return (
        f" (possible in {100 * it.enough:.0f} % of draws)"
        if it.kind != "shorter list"
        else f" (in {100 * it.enough:.0f} % of draws)"
    )


def _most(it: Remedy) -> str:
    if it.enough is None or it.kind == "shorter list":
        return ""
    if it.in_most is None:
        return "; no value is enough in 90 % of draws"
    shown = (
        f"{it.in_most:.1f}"
        if it.kind == "added punishment" or (it.kind == "smaller gain" and it.pair)
        else f"{100 * it.in_most:.0f} %"
    )
    return f"; {shown} is enough in 90 % of draws"
