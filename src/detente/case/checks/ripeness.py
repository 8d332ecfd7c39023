"""Checks of spoilers, of how parties see their own position, and of growth in a lull."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.subject import Subject
from detente.case.findings import Problem


def spoiler_parties(subject: Subject) -> Iterator[Problem]:
    """Spoilers are declared parties, each named once; one inside signs some design, one outside does not sign all."""
    designs = subject.case.ceasefires.values()
    seen: set[str] = set()
    for place, it in enumerate(subject.case.spoilers):
        yield from subject.unknown_parties(("spoilers", place, "party"), [it.party])
        if it.party in seen:
            yield Problem(
                "spoiler-repeated",
                ("spoilers", place, "party"),
                f"`{it.party}` stands twice under `spoilers`",
                "keep one entry",
            )
        seen.add(it.party)
        signs = [it.party in design.signatories for design in designs]
        if signs and it.place == "inside" and not any(signs):
            yield Problem(
                "spoiler-place", ("spoilers", place, "place"), f"`{it.party}` is inside but signs no ceasefire design",
                "write `place: outside`, or add it to the signatories of a design", "warning",
            )  # fmt: skip
        if signs and it.place == "outside" and all(signs):
            yield Problem(
                "spoiler-place", ("spoilers", place, "place"), f"`{it.party}` is outside but signs every ceasefire design",
                "write `place: inside`, or remove it from the signatories of a design", "warning",
            )  # fmt: skip


def ripeness_parties(subject: Subject) -> Iterator[Problem]:
    """Ripeness is that of declared parties."""
    for party in subject.case.ripeness:
        yield from subject.unknown_parties(("ripeness", party), [party])


def regrowth_below_loss(subject: Subject) -> Iterator[Problem]:
    """A party cannot lose more than all of its capability in a round."""
    for key, party in subject.case.parties.items():
        if party.regrowth is not None and party.regrowth.low < -1:
            yield Problem(
                "regrowth-below-loss", ("parties", key, "regrowth"), f"regrowth {party.regrowth} goes below -1",
                "write a share of its capability a round, such as 0.05 or -0.1",
            )  # fmt: skip


CHECKS = (spoiler_parties, ripeness_parties, regrowth_below_loss)
