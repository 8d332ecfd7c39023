"""Checks of the positions."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.subject import Subject
from detente.case.findings import Problem
from detente.case.model import Position


def _positions(subject: Subject) -> Iterator[tuple[str, str, Position]]:
    for party, stances in subject.case.positions.items():
        for issue, it in stances.items():
            yield party, issue, it


def position_of_unknown_party(subject: Subject) -> Iterator[Problem]:
    """Positions belong to declared parties."""
    for party in subject.case.positions:
        yield from subject.unknown_parties(("positions", party), [party])


def position_on_unknown_issue(subject: Subject) -> Iterator[Problem]:
    """Positions are on declared issues."""
    for party, issue, _ in _positions(subject):
        yield from subject.unknown_issues(("positions", party, issue), [issue])


def position_off_scale(subject: Subject) -> Iterator[Problem]:
    """Positions, stated positions, bottom lines and red lines lie on the issue's scale, ends included."""
    for party, issue, it in _positions(subject):
        scale = subject.case.issues.get(issue)
        if scale is None or len(scale.scale) < 2:
            continue
        for name in ("position", "stated", "bottom_line", "red_line"):
            value = getattr(it, name)
            if value is not None and (value.low < scale.low or value.high > scale.high):
                yield Problem(
                    "off-scale", ("positions", party, issue, name),
                    f"{name} {value} lies off the scale of `{issue}`, {scale.low:g} to {scale.high:g}",
                    "positions are in the scale's own units; move it onto the scale, or extend the scale",
                )  # fmt: skip


def salience_assumed(subject: Subject) -> Iterator[Problem]:
    """A position without salience counts with 50, and that is said."""
    for party, issue, it in _positions(subject):
        if it.salience is None:
            yield Problem(
                "salience-assumed", ("positions", party, issue, "salience"), f"`{party}` has no salience on `{issue}`; 50 is assumed",
                "say how much the issue matters to it, 0 to 100", "warning", at_key=True,
            )  # fmt: skip


def bottom_line_beyond_red_line(subject: Subject) -> Iterator[Problem]:
    """Nobody accepts what it excludes: the bottom line lies on the near side of the red line."""
    for party, issue, it in _positions(subject):
        if it.bottom_line is None or it.red_line is None:
            continue
        side = it.red_line.best - it.position.best
        if side * (it.bottom_line.best - it.red_line.best) > 0:
            yield Problem(
                "bottom-line-beyond-red-line", ("positions", party, issue, "bottom_line"),
                f"the bottom line {it.bottom_line} lies beyond the red line {it.red_line}",
                "move one of them: a party cannot accept what it excludes", "warning",
            )  # fmt: skip


CHECKS = (
    position_of_unknown_party,
    position_on_unknown_issue,
    position_off_scale,
    salience_assumed,
    bottom_line_beyond_red_line,
)
