"""Checks of the parties."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.subject import Subject
from detente.case.findings import Problem


def no_parties(subject: Subject) -> Iterator[Problem]:
    """A case needs parties."""
    if not subject.parties:
        yield Problem("no-parties", (), "the case names no party", "add `parties` with at least two of them")


def party_without_position(subject: Subject) -> Iterator[Problem]:
    """A party without any position, or value of a package, has no say on the issues that there are."""
    if not subject.issues:
        return
    for party in sorted(subject.parties - subject.stances - subject.case.deals.values.keys()):
        yield Problem(
            "party-without-position", ("parties", party), f"party `{party}` has no position on any issue",
            "add it under `positions`, or leave it: it then has no weight in forecasts and deals",
            "warning", at_key=True,
        )  # fmt: skip


def alias_claimed_twice(subject: Subject) -> Iterator[Problem]:
    """A name or alias that two parties claim cannot be told apart in coverage."""
    claimed: dict[str, str] = {}
    for party, it in subject.case.parties.items():
        for place, alias in [(-1, it.name), *enumerate(it.aliases)]:
            word = " ".join(alias.casefold().split())
            owner = claimed.setdefault(word, party) if word else party
            if owner != party:
                field = ("name",) if place < 0 else ("aliases", place)
                yield Problem(
                    "alias-claimed-twice", ("parties", party, *field),
                    f"`{alias}` is a name of both `{owner}` and `{party}`", "keep it with one of them",
                )  # fmt: skip


def capability_missing(subject: Subject) -> Iterator[Problem]:
    """Capability is on any one scale, so a missing one has no natural value once others are given."""
    parties = subject.case.parties
    given = [party for party in parties if parties[party].capability is not None]
    lacking = [party for party in subject.case.positions if party in parties and party not in given]
    for party in lacking:
        own = {issue for issue, it in subject.case.issues.items() if party in it.capability}
        if own >= set(subject.case.positions[party]):
            continue
        if given:
            yield Problem(
                "capability-missing", ("parties", party, "capability"),
                f"party `{party}` has positions but no capability, while others have one",
                "give it a capability or a range on the same scale; 0 if it carries no weight", at_key=True,
            )  # fmt: skip
        else:
            yield Problem(
                "capability-assumed", ("parties", party, "capability"), f"party `{party}` has no capability; 1 is assumed",
                "give every party a capability, on any one scale", "warning", at_key=True,
            )  # fmt: skip


CHECKS = (no_parties, party_without_position, alias_claimed_twice, capability_missing)
