"""What is said about one package: whether it passes, who refuses it and by how much, and what is still open in its text."""

from __future__ import annotations

import numpy as np

from detente.case.model import Case
from detente.engines.deals.analysis_words import MOST_NAMES, in_points, listed, points
from detente.engines.deals.packages.marks import clause_words
from detente.engines.deals.space import TOLERANCE, Bools, Ints, Space
from detente.results.deals import Clause

EFFICIENT = {
    "zone": ("No package that passes is at least as good for all and better for one.",
             "Another package that passes is at least as good for all and better for one."),
    "all": ("No package is at least as good for all and better for one.",
            "Another package is at least as good for all and better for one."),
}  # fmt: skip
COSTS = "The package is efficient, so what these trades give to some they take from others."
UNKNOWN = "Whether another package is at least as good for all and better for one could not be found out in time."


def view_sentence(case: Case, space: Space, package: Ints, within: str, efficient: bool | None) -> str:
    """Whether the package passes; who refuses it, and why by how many points; whether it is efficient."""
    accepted = space.acceptable(package[np.newaxis])[0]
    names = [case.party_name(party) for party in space.parties]
    passes = bool(space.rule.passes(accepted))
    last = UNKNOWN if efficient is None else EFFICIENT[within][0 if efficient else 1]
    if accepted.all():
        return f"The package passes: {_everybody(names)} it. {last}"
    verb = "passes" if passes else "does not pass"
    against = sorted(np.flatnonzero(~accepted).tolist(), key=lambda party: not space.rule.veto[party])
    told = [_refusal(case, space, package, party) for party in against[:MOST_NAMES]]
    if len(against) > MOST_NAMES:
        told.append(f"{len(against) - MOST_NAMES} more refuse")
    reasons = "; ".join(told)
    why = "" if passes else f" {_what_is_missing(space, accepted, names)}"
    who = listed(name for name, yes in zip(names, accepted, strict=True) if yes) or "nobody"
    count = int(accepted.sum())
    accept = f"{who} {'accepts' if count < 2 else 'accept'} it" if count else "Nobody accepts it"
    return f"The package {verb}. {reasons}. {accept}.{why} {last}"


def _everybody(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} accepts"
    return "both parties accept" if len(names) == 2 else f"all {len(names)} parties accept"


def _refusal(case: Case, space: Space, package: Ints, party: int) -> str:
    """Why a party refuses: what it misses its reservation by, and where it would cross its red lines."""
    utility = float(space.utilities_of(package[np.newaxis])[0, party])
    reservation = float(space.reservations[party])
    name = case.party_name(space.parties[party])
    reasons = []
    if utility < reservation - TOLERANCE:
        short = in_points(reservation - utility)
        reasons.append(
            f"it gets {points(utility, reservation)}, {short} less than without agreement ({points(reservation, utility)})"
        )
    crossed = [
        case.issue_name(space.issues[issue])
        for block, choice in zip(space.blocks, package, strict=True)
        if block.refused[party, choice]
        for issue in _crossed(block.issues, block.refused[party], block.choices, int(choice))
    ]
    if crossed:
        reasons.append(f"it goes beyond its red line on {listed(crossed)}")
    return f"{name} refuses: {' and '.join(reasons)}"


def _crossed(issues: tuple[int, ...], refused: Bools, choices: Ints, choice: int) -> list[int]:
    """The issues of a block whose alternative alone is beyond the red line: no choice that has it is free."""
    alone = [
        issue
        for column, issue in enumerate(issues)
        if refused[choices[:, column] == choices[choice, column]].all()
    ]  # fmt: skip
    return alone or list(issues)


def _what_is_missing(space: Space, accepted: Bools, names: list[str]) -> str:
    """Which part of the pass rule is not met."""
    rule = space.rule
    if rule.is_unanimity:
        return "Nothing passes unless all accept."
    missing = [name for name, veto, yes in zip(names, rule.veto, accepted, strict=True) if veto and not yes]
    parts = [f"Nothing passes without {listed(missing)}."] if missing else []
    if accepted.sum() < rule.at_least:
        parts.append(f"{int(accepted.sum())} of {len(names)} parties accept, and it takes {rule.at_least}.")
    weight = float((accepted * rule.weights).sum())
    if weight < rule.quota - TOLERANCE:
        parts.append(f"Those who accept have a weight of {weight:g}, and it takes {rule.quota:g}.")
    return " ".join(parts)


def open_points(case: Case, text: tuple[Clause, ...], accepted_by: tuple[str, ...]) -> tuple[str, ...]:
    """What the draft text leaves unresolved: clauses without wording, and clauses that parties refuse by themselves.

    ``accepted_by`` are the parties that accept the package as a whole.
    """
    found = []
    for number, clause in enumerate(text, 1):
        if not clause_words(case.issues[clause.issue], clause.alternative)[1]:
            found.append(f"Clause {number}, {clause.name}: the wording is still to be agreed.")
    for number, clause in enumerate(text, 1):
        against = [party for party, verdict in clause.verdicts.items() if verdict == "refuses"]
        for made_up in (False, True):
            parties = [party for party in against if (party in accepted_by) == made_up]
            if parties:
                verb = "refuses" if len(parties) == 1 else "refuse"
                rest = "the other clauses make up for it" if made_up else "the other clauses do not make up for it"
                who = listed(map(case.party_name, parties))
                found.append(f"Clause {number}, {clause.name}: {who} {verb} it by itself; {rest}.")
    return tuple(found)
