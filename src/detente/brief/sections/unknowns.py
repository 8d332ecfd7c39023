"""What is not known: said by the case itself, and seen by counting."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.contents import Bullets, Section, Text
from detente.brief.evidence import Evidence
from detente.case.model import Case
from detente.results.forecast import Forecast


def unknowns(case: Case, forecast: Forecast, evidence: Evidence) -> Section:
    """The case's own unknowns, undetermined answers, positions without evidence, unverified evidence."""
    lines = [Text(text) for text in case.unknowns]
    lines += [Text(text) for text in _counted(case, forecast, evidence)]
    return Section(
        "unknowns", "What is not known", (Bullets(tuple(lines)),) if lines else (Text("Nothing is recorded here."),)
    )


def _counted(case: Case, forecast: Forecast, evidence: Evidence) -> Iterator[str]:
    undetermined = [it.name for it in forecast.issues.values() if it.outcome is None]
    if undetermined:
        yield f"The answer is undetermined on: {', '.join(undetermined)}."
    silent = [case.party_name(party) for party in case.parties if party not in case.positions]
    if silent:
        yield f"No position is recorded for: {', '.join(silent)}."
    held = [it for stances in case.positions.values() for it in stances.values()]
    bare = sum(not it.evidence for it in held)
    if bare:
        yield f"{bare} of {len(held)} positions rest on no evidence."
    assumed = sum(it.salience is None for it in held)
    if assumed:
        yield f"{assumed} of {len(held)} positions have no salience; 50 is assumed."
    counts = evidence.counts
    if counts.get("unverified"):
        yield (
            f"{counts['unverified']} of {sum(counts.values())} pieces of evidence are unverified: their source is not at "
            "hand or they are background knowledge, still to be checked."
        )
    if counts.get("misquoted"):
        yield f"{counts['misquoted']} quotes were not found in their source. They are marked among the evidence."
