"""The deals of a case in a sentence or two."""

from __future__ import annotations

from detente.case.model import Case
from detente.engines.deals.analysis_words import any_of, listed
from detente.results.deals import Deals, PackageWorth, SampledShare


def summary_sentence(case: Case, found: Deals) -> str:
    """Whether a zone exists, how large it is, and who is most in the way."""
    zone = found.zone
    if zone.count == 0 and not zone.at_least:
        text = f"None of {zone.packages:,} packages passes."
        return f"{text} {found.opening[0]}" if found.opening else text
    count = f"{'At least ' if zone.at_least else ''}{zone.count:,}"
    verb = "passes" if zone.count == 1 else "pass"
    text = f"{count} of {zone.packages:,} packages {verb}"
    whole = found.within == "zone" and "near" not in found.run.parameters
    are = "is" if found.frontier_count == 1 else "are"
    text += f"; {found.frontier_count:,} of them {are} efficient." if whole and found.frontier_count else "."
    if zone.share is not None:
        text += f" {sampled_words(zone.share)}"
    stopping = {party: it.kills for party, it in found.blockers.items() if it.kills}
    if stopping:
        most = max(stopping, key=stopping.__getitem__)
        text += f" {case.party_name(most)} alone stands in the way of the most others ({stopping[most]:,})."
    return text


def blocker_sentences(case: Case, found: Deals) -> tuple[str, ...]:
    """Who stands in the way of what, those who stop most first; those who alone stop nothing in one sentence."""
    stopping = sorted((it for it in found.blockers.values() if it.kills), key=lambda it: -it.kills)
    idle = [case.party_name(party) for party, it in found.blockers.items() if not it.kills and not it.at_least]
    unsure = [case.party_name(party) for party, it in found.blockers.items() if not it.kills and it.at_least]
    if len(idle) == len(found.blockers) > 1:
        return ("No party alone stops a package.",)
    none = [f"{listed(idle, len(idle))} alone stop{'s' if len(idle) == 1 else ''} no package."] if idle else []
    if unsure:
        who = "any party" if len(unsure) == len(found.blockers) else any_of(unsure)
        none.append(f"No package was found that {who} alone stops; there may be some.")
    return (*(it.sentence for it in stopping), *none)


def sampled_words(share: SampledShare) -> str:
    """What share of all packages passes, by a sample."""
    if not share.value:
        return f"Of {share.sample:,} drawn at random none passes: it is less than {100 * share.high:.2g} % of all."
    low, high = (f"{100 * it:.3g}" for it in (share.low, share.high))
    return f"By a sample of {share.sample:,}, {low} % to {high} % of all packages pass."


def package_lines(case: Case, found: PackageWorth) -> tuple[str, ...]:
    """A package in the wording of its issues, a line for each."""
    lines = []
    for issue, mark in found.package.items():
        words = case.issues[issue].scale.get(mark, "")
        lines.append(f"{case.issue_name(issue)}: {words or f'{mark:g}'}")
    return tuple(lines)
