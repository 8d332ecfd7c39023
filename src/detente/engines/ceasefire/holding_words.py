"""Whether a ceasefire holds, in words: the answer, each pair, and what the model assumes."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.model import Case
from detente.engines.ceasefire.beliefs import Beliefs
from detente.engines.ceasefire.holding import GAME_WORDS
from detente.engines.ceasefire.holding_pairs import HoldingOptions, Pair, PairNumbers
from detente.engines.ceasefire.reading import listed
from detente.results.ceasefire.estimate import Estimate
from detente.results.ceasefire.holding import Gain, Holding, Needed, PairHolding
from detente.results.shares import ShareOfDraws

MOST_PAIRS = 6


def assumptions_of(options: HoldingOptions, gains: bool, trust: bool) -> tuple[str, ...]:
    """What the model takes for granted, a sentence each."""
    after = "for ever" if options.rounds is None else f"for {options.rounds} round{'s' if options.rounds > 1 else ''}"
    found = [
        "Each ordered pair of signatories plays the same game round after round, on its own; what one pair does changes nothing for another.",
        f"A breach that is attributed ends the ceasefire for the party that broke it, {after}; one that is not attributed has no consequence.",
        "What signatories and groups that do not sign do to one another is not judged here.",
        "Each party weighs the next round by its patience, less its chance that the agreement collapses for outside reasons.",
        "Peace is worth `peace_worth` points a round over war, and an attack on a party that keeps the ceasefire costs it `harm` points.",
    ]
    if options.perfect_monitoring:
        found.append("Every breach is attributed and nobody is accused falsely.")
    else:
        found.append(
            "Breaches are attributed, and kept rounds falsely taken for breaches, with the two chances of the design (our simplification)."
        )
    if options.overlap:
        found.append(
            "Where a party is mixed with groups that may be struck, attacks on it pass for lawful in that share of cases, and lawful strikes hit it: "
            "its harm, times its overlap, times the signatories' present fire on it, at most 100 (our simplification)."
        )
    else:
        found.append("Mixed positions neither hide breaches nor draw lawful strikes.")
    if gains:
        found.append(
            "What an attack wins is its effect on the attacker's utility at the table, as computed from leverage."
        )
    else:
        found.append(
            "An attack wins nothing at the table, as no gains were handed in; this makes every pair look safer than it is."
        )
    if trust and options.trust_strength:
        found.append(
            f"Mistrust raises false alarms and the chance of collapse by up to {100 * options.trust_strength:.0f} %, trust lowers them as much (our simplification)."
        )
    return tuple(found)


def holding_sentence(case: Case, it: Holding) -> str:
    """The answer on a design in one to three sentences."""
    if it.model == "off":
        return "The model of holding is switched off; its assumptions are listed and no verdict is given."
    if not it.pairs:
        return "No two signatories fight or are hostile to one another, so there is nothing between them that could fail to hold."
    missing = [pair for pair in it.pairs if pair.lacking]
    if it.binding is None:
        return f"Not judged: the case lacks {listed(sorted({name for pair in missing for name in pair.lacking}))}."
    failing = [pair for pair in it.pairs if pair.holds is False]
    one, other = (case.party_name(party) for party in it.binding)
    judged = len(it.pairs) - len(missing)
    if failing:
        text = f"By this model the ceasefire does not hold{_draws(it.share, 'holds')}: {len(failing)} of {judged} pairs fail, first {one} toward {other}."
    else:
        text = f"By this model {'the ceasefire holds' if not missing else f'all {judged} pairs that could be judged hold'}{_draws(it.share, 'holds')}; the closest is {one} toward {other}."
    text += f" The answer is {it.verdict}." if it.share is not None else ""
    if not it.gains_given:
        text += " What an attack would win at the table is not counted, so this says too little about temptation."
    if missing:
        text += f" {len(missing)} pair{'s' if len(missing) > 1 else ''} could not be judged."
    return text


def pair_sentence(case: Case, it: PairHolding, given: bool) -> str:
    """One pair in words: the answer, what tempts it, what it takes and what is there."""
    return f"{case.party_name(it.attacker)} toward {case.party_name(it.target)}: {_about(it, given)}"


def _about(it: PairHolding, given: bool) -> str:
    """What is said of a pair, without its names."""
    if it.lacking:
        return f"not judged, as the case lacks {listed(list(it.lacking))}."
    text = f"{'kept' if it.holds else 'not kept'}{_draws(it.share, 'kept')}."
    if _counts(it.gain):
        text += f" An attack would win it {_points(it.gain)} at the table."
    if _counts(it.licensed_harm):
        text += f" Lawful strikes cost it {_points(it.licensed_harm)} while it keeps the ceasefire ({_points(it.answered)} of them by the other)."
    text += f" Peace is worth {_points(it.reward)} to it{' after that' if _counts(it.licensed_harm) else ''}."
    if it.game == "dilemma":
        text += f" Required patience {_needed(it.required)}, available {_number(it.available)}."
    elif it.game is not None:
        text += f" This is {GAME_WORDS[it.game]}."  # type: ignore[index]
    if not given and not _counts(it.gain):
        text += " No gain at the table was given for it."
    return text


def _counts(it: Estimate | None) -> bool:
    return it is not None and (it.best > 0 or (it.interval80 is not None and it.interval80[1] > 0))


def notes_of(
    case: Case,
    beliefs: Beliefs,
    design: str,
    numbers: PairNumbers,
    options: HoldingOptions,
    gains: Mapping[Pair, Gain],
    given: bool,
) -> tuple[str, ...]:
    """What was assumed for numbers that the case lacks."""
    found = []
    signing = {party for pair in numbers.pairs for party in pair[:1]}
    without = [
        case.party_name(party)
        for party in case.parties
        if party in signing and beliefs.of_party(party, "collapse") is None
    ]
    if without:
        found.append(f"No chance of collapse is given for {listed(without)}; it counts as 0.")
    if not options.perfect_monitoring:
        monitoring = case.ceasefires[design].monitoring
        if monitoring.false_alarm is None:
            found.append("The design gives no chance of false alarm; it counts as 0.")
        elif bool((numbers.seen[:, 0] <= numbers.false_alarm[:, 0]).any()):
            found.append(
                "Detection is not above false alarm for some pairs: an alarm then says nothing about guilt, and nobody acts on it."
            )
    if given:
        left_out = [pair for pair in numbers.pairs if pair not in gains]
        if left_out:
            found.append(
                f"No gain of an attack was handed in for {len(left_out)} of {len(numbers.pairs)} pairs; it counts as 0 for these."
            )
    else:
        found.append("What an attack would win at the table was not handed in and counts as 0 for every pair.")
    return tuple(found)


def holding_text(case: Case, it: Holding) -> tuple[str, ...]:
    """The answer as sentences to print: the verdict, pairs that fail or are least sure, what would make it hold."""
    if it.model == "off":
        return (it.sentence, *it.assumptions)
    pairs = sorted((pair for pair in it.pairs if pair.holds is not None), key=_least_sure)
    alike: dict[tuple[str, str], list[str]] = {}
    for pair in pairs:
        if not pair.holds or pair.verdict != "robust":
            what = _about(pair, pair.gain is not None and pair.gain.best > 0)
            alike.setdefault((pair.attacker, what), []).append(case.party_name(pair.target))
    shown = [f"{case.party_name(one)} toward {listed(others)}: {what}" for (one, what), others in alike.items()][
        :MOST_PAIRS
    ]
    binding = [remedy.sentence for remedy in it.remedies if remedy.pair is not None and remedy.pair == it.binding]
    together = [remedy.sentence for remedy in it.remedies if remedy.pair is None]
    return (it.sentence, *shown, *binding, *together, *it.notes)


def _least_sure(it: PairHolding) -> tuple[bool, float, float]:
    return (
        bool(it.holds),
        it.share.value if it.share is not None else 0.0,
        it.slack.best if it.slack is not None else 0.0,
    )


def _draws(share: ShareOfDraws | None, verb: str) -> str:
    return (
        f" ({verb} in {100 * share.value:.0f} % of draws [{100 * share.low:.0f} to {100 * share.high:.0f}])"
        if share is not None
        else ""
    )


def _points(it: Estimate | None) -> str:
    if it is None:
        return "no points"
    low_high = it.interval80
    spread = f" [{low_high[0]:.1f} to {low_high[1]:.1f}]" if low_high and low_high[0] < low_high[1] else ""
    return f"{it.best:.1f} points{spread}"


def _number(it: Estimate | None) -> str:
    if it is None:
        return "not given"
    spread = f" [{it.interval80[0]:.2f} to {it.interval80[1]:.2f}]" if it.interval80 else ""
    return f"{it.best:.2f}{spread}"


def _needed(it: Needed | None) -> str:
    if it is None:
        return "not known"
    if it.best is None:
        return "beyond any: no patience is enough"
    if it.interval80 is None:
        return f"{it.best:.2f}"
    low, high = ("more than any" if end is None else f"{end:.2f}" for end in it.interval80)
    return f"{it.best:.2f} [{low} to {high}]"
