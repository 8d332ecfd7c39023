"""Checks of the issues."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.subject import Subject
from detente.case.deals import PartyValues
from detente.case.findings import Problem


def no_issues(subject: Subject) -> Iterator[Problem]:
    """A case needs issues, or a graph model of the conflict."""
    if not subject.issues and not subject.raw.get("conflict"):
        yield Problem("no-issues", (), "the case names no issue", "add `issues` with at least one of them")


def scale_too_short(subject: Subject) -> Iterator[Problem]:
    """A scale needs two different marks, or there is nothing to disagree about."""
    for issue, it in subject.case.issues.items():
        if len(it.scale) < 2:
            yield Problem(
                "scale-too-short", ("issues", issue, "scale"), f"the scale of `{issue}` has fewer than two marks",
                "write at least its two ends, such as {0: words, 100: words}",
            )  # fmt: skip


def reference_off_scale(subject: Subject) -> Iterator[Problem]:
    """What holds without agreement lies on the scale too."""
    for issue, it in subject.case.issues.items():
        if it.reference is None or len(it.scale) < 2:
            continue
        if it.reference.low < it.low or it.reference.high > it.high:
            yield Problem(
                "reference-off-scale", ("issues", issue, "reference"),
                f"reference {it.reference} lies off the scale of `{issue}`, {it.low:g} to {it.high:g}",
                "move it onto the scale, or extend the scale",
            )  # fmt: skip


def issue_without_position(subject: Subject) -> Iterator[Problem]:
    """An issue on which nobody has a position, or values of its alternatives, has no answer."""
    taken = {issue for stances in subject.case.positions.values() for issue in stances}
    taken |= {issue for values in subject.case.deals.values.values() for issue in values.tables}
    for issue in subject.case.issues:
        if issue not in taken:
            yield Problem(
                "issue-without-position", ("issues", issue), f"no party has a position on `{issue}`",
                "add positions, or remove the issue", "warning", at_key=True,
            )  # fmt: skip


def issue_capability(subject: Subject) -> Iterator[Problem]:
    """Capabilities on one issue belong to declared parties."""
    for issue, it in subject.case.issues.items():
        for party in it.capability:
            yield from subject.unknown_parties(("issues", issue, "capability", party), [party])


def issue_id_reserved(subject: Subject) -> Iterator[Problem]:
    """Under ``deals.values`` the issues stand beside the fields of a party's values, so none may bear a field's name."""
    for issue in subject.case.issues:
        if issue in PartyValues.model_fields:
            yield Problem(
                "issue-id-reserved", ("issues", issue), f"no issue can have the id `{issue}`: `deals.values` has a field of that name",
                f"rename it wherever it stands, to `{issue}_issue` for instance; its `name` may stay", at_key=True,
            )  # fmt: skip


CHECKS = (no_issues, scale_too_short, reference_off_scale, issue_without_position, issue_capability, issue_id_reserved)
