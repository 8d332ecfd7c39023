"""Checks of overlap, ceasefire designs, links and settings of methods."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.subject import Subject, unknown
from detente.case.findings import Problem
from detente.case.walk import believed_numbers


def overlap_parties(subject: Subject) -> Iterator[Problem]:
    """Overlap is between two different declared parties."""
    for place, it in enumerate(subject.case.overlap):
        yield from subject.unknown_parties(("overlap", place, "party"), [it.party])
        yield from subject.unknown_parties(("overlap", place, "with"), [it.with_])
        if it.party == it.with_:
            yield Problem("self-overlap", ("overlap", place), f"`{it.party}` overlaps itself", "name two parties")


def overlap_above_one(subject: Subject) -> Iterator[Problem]:
    """The shares of one party's positions that overlap different groups are parts of one whole."""
    sums: dict[str, float] = {}
    for place, it in enumerate(subject.case.overlap):
        sums[it.party] = sums.get(it.party, 0.0) + it.share.best
        if sums[it.party] > 1 >= sums[it.party] - it.share.best:
            yield Problem(
                "overlap-above-one", ("overlap", place, "share"),
                f"the overlap shares of `{it.party}` sum to {sums[it.party]:.3g}, more than all its positions",
                "lower them, unless the same positions are mixed with several groups", "warning",
            )  # fmt: skip


def redirect_without_signing(subject: Subject) -> Iterator[Problem]:
    """A ceasefire frees effort of signatories alone."""
    for key, design in subject.case.ceasefires.items():
        for party in design.redirect:
            if party in subject.parties and design.signatories and party not in design.signatories:
                yield Problem(
                    "redirect-without-signing", ("ceasefires", key, "redirect", party),
                    f"`{party}` redirects effort under a design that it does not sign",
                    "add it to `signatories`, or remove its share", "warning", at_key=True,
                )  # fmt: skip


def ceasefire_parties(subject: Subject) -> Iterator[Problem]:
    """Ceasefire designs name declared parties, and nobody both signs and is excluded."""
    for key, design in subject.case.ceasefires.items():
        loc = ("ceasefires", key)
        for field in ("signatories", "excluded"):
            for place, party in enumerate(getattr(design, field)):
                yield from subject.unknown_parties((*loc, field, place), [party])
        for party in design.redirect:
            yield from subject.unknown_parties((*loc, "redirect", party), [party])
        for place, party in enumerate(design.excluded):
            if party in design.signatories:
                yield Problem(
                    "excluded-signatory", (*loc, "excluded", place), f"`{party}` both signs and is excluded",
                    "remove it from one of the lists",
                )  # fmt: skip
        if not design.signatories:
            yield Problem(
                "no-signatories", (*loc,), f"design `{key}` binds nobody", "add `signatories`", "warning", at_key=True
            )


def excluded_means_missing(subject: Subject) -> Iterator[Problem]:
    """A design that excludes a group can be read both ways, so it has to say which is meant."""
    for key, design in subject.case.ceasefires.items():
        if design.excluded and design.excluded_means is None:
            yield Problem(
                "excluded-means-missing", ("ceasefires", key), f"design `{key}` does not say what being excluded means",
                "add `excluded_means: unprotected` (the ceasefire does not protect them: signatories may still strike the "
                "excluded) or `excluded_means: protected` (striking the excluded is what the design rules out: signatories "
                "may strike neither one another nor them)", at_key=True,
            )  # fmt: skip


def monitoring_worse_than_chance(subject: Subject) -> Iterator[Problem]:
    """Monitoring that accuses the innocent more often than the guilty says nothing."""
    for key, design in subject.case.ceasefires.items():
        seen = design.monitoring
        if seen.detection is None or seen.false_alarm is None or seen.detection.best >= seen.false_alarm.best:
            continue
        yield Problem(
            "detection-below-false-alarm", ("ceasefires", key, "monitoring"),
            f"detection {seen.detection} is below false alarm {seen.false_alarm}",
            "check the two numbers: an alarm would then speak for innocence", "warning",
        )  # fmt: skip


def link_paths(subject: Subject) -> Iterator[Problem]:
    """Links name numbers of the case, each at most once."""
    known = {".".join(map(str, loc)) for loc, _ in believed_numbers(subject.case)}
    seen: set[str] = set()
    for place, link in enumerate(subject.case.links):
        for field in ("numbers", "opposite"):
            for index, path in enumerate(getattr(link, field)):
                loc = ("links", place, field, index)
                if path not in known:
                    yield unknown("number", loc, path, known)
                elif path in seen:
                    yield Problem("link-repeated", loc, f"`{path}` is linked twice", "keep it in one link")
                seen.add(path)


def method_parties(subject: Subject) -> Iterator[Problem]:
    """Settings of a method name declared parties."""
    for method, settings in subject.case.methods.items():
        for party, followed in settings.ideal_adjustment.items():
            loc = ("methods", method, "ideal_adjustment", party)
            yield from subject.unknown_parties(loc, [party])
            for other in followed:
                yield from subject.unknown_parties((*loc, other), [other])


CHECKS = (
    overlap_parties,
    overlap_above_one,
    ceasefire_parties,
    redirect_without_signing,
    excluded_means_missing,
    monitoring_worse_than_chance,
    link_paths,
    method_parties,
)
