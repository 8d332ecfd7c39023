"""The checks: one named function each, in the file of what it looks at.

A check receives a :class:`Subject` and yields problems. Its docstring is its entry in the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from detente.case.checks import (
    conflicts,
    deals,
    events,
    evidence,
    experts,
    graph_model,
    issues,
    parties,
    positions,
    relations,
    ripeness,
    views,
)
from detente.case.checks.subject import Subject
from detente.case.findings import Problem
from detente.case.validation import MOST_PROBLEMS

Check = Callable[[Subject], Iterator[Problem]]

ALL: tuple[Check, ...] = (
    *parties.CHECKS,
    *issues.CHECKS,
    *positions.CHECKS,
    *relations.CHECKS,
    *events.CHECKS,
    *deals.CHECKS,
    *graph_model.CHECKS,
    *conflicts.CHECKS,
    *views.CHECKS,
    *ripeness.CHECKS,
    *experts.CHECKS,
    *evidence.CHECKS,
)


def run(subject: Subject) -> list[Problem]:
    """Everything all checks find."""
    return list(islice((problem for check in ALL for problem in check(subject)), MOST_PROBLEMS))


__all__ = ["ALL", "Check", "Subject", "run"]
