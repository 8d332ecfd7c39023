"""What statements say of a party's weights, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.case.model import Case
from detente.case.numbers import Number
from detente.engines.deals.analysis_words import listed

LEAST = 0.005  # of the whole: ends this near to nothing or to everything say nothing


def weight_sentences(
    case: Case, party: str, found: Mapping[str, Number], against: Sequence[int] = ()
) -> tuple[str, ...]:
    """Which issue weighs most, within what limits the weights lie, and of which issues nothing follows, of 100 in all.

    ``against`` holds the places of the statements that the weights of the case now contradict.
    """
    name = case.party_name(party)
    sentences = []
    first = max(found, key=lambda issue: found[issue].low)
    if len(found) > 1 and all(found[first].low > it.high for issue, it in found.items() if issue != first):
        sentences.append(f"{case.issue_name(first)} surely weighs most to {name}.")
    limits = [f"{case.issue_name(issue)} {_limits(it)}" for issue, it in found.items() if _limits(it)]
    if limits:
        sentences.append(f"Of a weight of 100 in all, {'; '.join(limits)}.")
    open_ = [issue for issue, it in found.items() if not _limits(it)]
    if open_:
        alone = "for the weight of" if limits else "yet for the weight of"
        sentences.append(
            f"Next to nothing follows {alone} {listed(map(case.issue_name, open_))} alone; compare packages that differ "
            f"on more issues."
        )
    if against:
        many = len(against) > 1
        said = f"statement{'s' if many else ''} {listed(str(place + 1) for place in against)}"
        sentences.append(f"The weights that the case has now contradict {said}.")
    else:
        sentences.append("The weights that the case has now agree with all that was said.")
    return tuple(sentences)


def _limits(number: Number) -> str:
    """Within what limits a weight lies; empty where there are none."""
    low, high = f"{100 * number.low:.3g}", f"{100 * number.high:.3g}"
    if number.high <= LEAST:
        return "weighs nothing"
    if low == high:
        return f"weighs {low}"
    if number.low > LEAST and number.high < 1 - LEAST:
        return f"weighs {low} to {high}"
    if number.low > LEAST:
        return f"weighs at least {low}"
    return f"weighs at most {high}" if number.high < 1 - LEAST else ""


def conflict_sentence(case: Case, party: str, statements: Sequence[str], conflict: Sequence[int]) -> str:
    """Which statements cannot be true together."""
    name = case.party_name(party)
    if len(conflict) == 1:
        which = f"Statement {conflict[0] + 1} cannot be true"
    else:
        both = "both" if len(conflict) == 2 else "all"
        numbers = [str(place + 1) for place in conflict]
        which = f"Statements {', '.join(numbers[:-1])} and {numbers[-1]} cannot {both} be true"
    said = "; ".join(f"{place + 1}: {statements[place]}" for place in conflict)
    return f"{which}, whatever {name}'s weights are. {said}."
