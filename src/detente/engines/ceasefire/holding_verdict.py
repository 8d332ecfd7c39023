"""Whether a ceasefire design holds: every pair judged, the binding pair named, what would make it hold."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.case.model import Case
from detente.engines.ceasefire.beliefs import FIRM, Array, Beliefs
from detente.engines.ceasefire.holding import Bools
from detente.engines.ceasefire.holding_pairs import HoldingOptions, Pair, PairNumbers, numbers_of, pairs_of
from detente.engines.ceasefire.holding_words import assumptions_of, holding_sentence, notes_of, pair_sentence
from detente.engines.ceasefire.reading import Reading, reading_of
from detente.engines.ceasefire.remedies import Recount, remedies, remedy_sentences
from detente.engines.uncertainty import wilson
from detente.errors import MethodError
from detente.results.ceasefire.holding import Basis, Gain, Holding, HoldingVerdict, Needed, PairHolding
from detente.results.shares import ShareOfDraws

DEFAULTS = HoldingOptions()


def holding(
    case: Case, beliefs: Beliefs, design: str, *, gains: Mapping[Pair, Gain] | None = None,
    trust: Mapping[Pair, Array] | None = None, options: HoldingOptions = DEFAULTS,
) -> Holding:  # fmt: skip
    """Whether each signatory keeps a design out of its own interest, and which pair fails first.

    ``gains`` says what a fait accompli of the first against the second is worth to the first at the table, in points of its utility;
    without them the gain is 0 and the result says so. ``trust`` (0 to 1, one number or shape (draws + 1,)) moves false alarm and
    collapse. A pair holds where patience (1 - collapse) is at least the required patience of
    :func:`~detente.engines.ceasefire.holding.required_patience`; the design holds where all pairs do. Raises
    :class:`MethodError` for an unknown design, and for one that does not say what being excluded means.

    >>> from detente.case.catalog import load_case
    >>> case = load_case("vienna-2015")
    >>> found = holding(case, Beliefs(case, 0, 0), "exclude_isis_nusra", gains={("syria_gov", "opposition"): Gain(best=12)})
    >>> found.holds, found.binding
    (False, ('syria_gov', 'opposition'))
    """
    if design not in case.ceasefires:
        raise MethodError(
            f"no ceasefire design is called `{design}`", advice=f"designs: {', '.join(case.ceasefires) or 'none'}"
        )
    reading = reading_of(case, design)
    numbers = numbers_of(beliefs, design, reading, options, gains, trust)
    bases = pairs_of(case, beliefs, reading)
    given = gains is not None
    if not options.model:
        return _off(case, beliefs, design, options, given, trust is not None)
    pairs = _pairs(case, beliefs, numbers, bases, gains or {})
    every = numbers.all_hold
    judged, lacking = bool(numbers.pairs), bool(numbers.lacking)
    holds = None if not judged or (lacking and every[0]) else bool(every[0])
    first = first_to_fail(numbers)
    found = Holding(
        design=design,
        model="on",
        punishment_rounds=options.rounds,
        gains_given=given,
        pairs=pairs,
        holds=holds,
        share=_share(every) if judged and not (lacking and holds is None) else None,
        verdict=_verdict(every) if holds is not None else "undetermined",
        binding=numbers.pairs[first[0]] if judged else None,
        remedies=tuple(
            remedy_sentences(case, remedies(numbers, reading, _recount(beliefs, design, options, gains, trust)))
        ),
        assumptions=assumptions_of(options, given, trust is not None),
        notes=notes_of(case, beliefs, design, numbers, options, gains or {}, given),
        sentence="",
    )
    return found.model_copy(update={"sentence": holding_sentence(case, found)})


def _off(case: Case, beliefs: Beliefs, design: str, options: HoldingOptions, gains: bool, trust: bool) -> Holding:
    """The answer where the model is switched off: its assumptions, and no verdict."""
    found = Holding(
        design=design, model="off", punishment_rounds=options.rounds, gains_given=gains, pairs=(), holds=None, share=None,
        verdict="undetermined", binding=None, remedies=(), assumptions=assumptions_of(options, gains, trust), notes=(), sentence="",
    )  # fmt: skip
    return found.model_copy(update={"sentence": holding_sentence(case, found)})


def _recount(
    beliefs: Beliefs,
    design: str,
    options: HoldingOptions,
    gains: Mapping[Pair, Gain] | None,
    trust: Mapping[Pair, Array] | None,
) -> Recount:
    def recount(reading: Reading) -> PairNumbers:
        return numbers_of(beliefs, design, reading, options, gains, trust)

    return recount


def first_to_fail(numbers: PairNumbers) -> Array:
    """Place of the binding pair in each draw, shape (draws + 1,): the least margin of patience, ties by the least slack.

    -1 where no pair was judged.
    """
    if not numbers.pairs:
        return np.full(numbers.patience.shape[1], -1)
    margin = numbers.patience - numbers.required
    tied = margin <= margin.min(axis=0)
    return np.asarray(np.where(tied, numbers.slack, np.inf).argmin(axis=0))


def _pairs(
    case: Case, beliefs: Beliefs, numbers: PairNumbers, bases: Mapping[Pair, Basis], gains: Mapping[Pair, Gain]
) -> tuple[PairHolding, ...]:
    """One entry for each pair, judged or not, in the order of the signatories."""
    first, holds, required, slack, games = (
        first_to_fail(numbers),
        numbers.holds,
        numbers.required,
        numbers.slack,
        numbers.games,
    )
    detection, reward = numbers.detection, numbers.reward
    places = {pair: place for place, pair in enumerate(numbers.pairs)}
    found = []
    for pair, basis in bases.items():
        evidence = _evidence(case, pair)
        if pair not in places:
            it = PairHolding(
                attacker=pair[0], target=pair[1], basis=basis, lacking=numbers.lacking[pair], evidence=evidence
            )
        else:
            at = places[pair]
            binds = first[1:] == at
            it = PairHolding(
                attacker=pair[0], target=pair[1], basis=basis, game=games[at],
                gain=beliefs.estimate(numbers.gain[at]), licensed_harm=beliefs.estimate(numbers.licensed[at]), answered=beliefs.estimate(numbers.answered[at]),
                reward=beliefs.estimate(reward[at]), harm=beliefs.estimate(numbers.harm[at]),
                overlap=beliefs.estimate(numbers.mixed[at]), detection=beliefs.estimate(detection[at]),
                false_alarm=beliefs.estimate(numbers.false_alarm[at]), required=needed(required[at]),
                available=beliefs.estimate(numbers.patience[at]), margin=needed(numbers.patience[at] - required[at]),
                slack=beliefs.estimate(slack[at]), holds=bool(holds[at, 0]), share=_share(holds[at]),
                binds=float(binds.mean()) if binds.size else None, verdict=_verdict(holds[at]), evidence=evidence,
            )  # fmt: skip
        found.append(it.model_copy(update={"sentence": pair_sentence(case, it, pair in gains)}))
    return tuple(found)


def _evidence(case: Case, pair: Pair) -> tuple[str, ...]:
    """What the numbers of a pair rest on: both directions of fighting and of relations, overlap, and the attacker's own numbers."""
    both = (pair, pair[::-1])
    fights = [it.evidence for it in case.fighting if (it.from_, it.to) in both]
    relations = [it.evidence for it in case.relations if (it.from_, it.to) in both]
    mixed = [it.evidence for it in case.overlap if it.party in pair]
    found = (*fights, *relations, *mixed, case.parties[pair[0]].evidence)
    return tuple(dict.fromkeys(key for keys in found for key in keys))


def needed(values: Array) -> Needed:
    """A threshold whose infinities are told as null.

    >>> needed(np.array([0.5, 0.2, 0.4, np.inf]))
    Needed(best=0.5, interval80=(0.2, None))
    """
    interval = None
    if values.size > 1:
        low, high = np.quantile(values[1:], [0.1, 0.9], method="inverted_cdf")
        interval = (_finite(low), _finite(high))
    return Needed(best=_finite(values[0]), interval80=interval)


def _finite(value: float) -> float | None:
    return round(float(value), 12) + 0.0 if np.isfinite(value) else None


def _share(holds: Bools) -> ShareOfDraws | None:
    """Share of draws in which something holds, with its 95 % interval (Wilson); None without draws."""
    if holds.size < 2:
        return None
    hits, draws = int(holds[1:].sum()), holds.size - 1
    low, high = wilson(hits, draws)
    return ShareOfDraws(value=hits / draws, low=low, high=high)


def _verdict(holds: Bools) -> HoldingVerdict:
    """Robust: the best values' answer stands in 90 % of draws. Undetermined: no draws, or about as many say the opposite."""
    share = _share(holds)
    if share is None or share.low <= 0.5 <= share.high:
        return "undetermined"
    agree = share.value if holds[0] else 1 - share.value
    return "robust" if agree >= FIRM else "sensitive"
