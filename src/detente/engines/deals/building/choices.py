"""Blocks of issues that go together, and the combinations of their alternatives that can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.case.constraints import Exclusion, exclusions, tied
from detente.case.expressions import ExpressionError
from detente.case.model import Case
from detente.errors import MethodError

Ints = npt.NDArray[np.int64]
MOST_COMBINATIONS = 1_000_000  # of all issues that are tied to others; in memory, 8 bytes for each party


@dataclass(frozen=True)
class Choices:
    """Issues that go together, as places in the case's list, and their possible combinations.

    ``table``, shape (choices, issues), holds the place of each issue's alternative, the last issue fastest.
    """

    issues: tuple[int, ...]
    table: Ints


def choices_of(
    case: Case, marks: tuple[tuple[float, ...], ...], interactions: Iterable[tuple[str, str]]
) -> tuple[Choices, ...]:
    """The blocks of a case: issues that exclusions or interactions tie together, each other issue by itself.

    Raises :class:`MethodError` where an exclusion cannot be read, nothing is left of a block, or too much.
    """
    try:
        excluded = exclusions(case)
    except ExpressionError as error:
        raise MethodError(f"deals.exclude: {error.message}", advice=f"mend it there:\n{error.pointer}") from None
    place = {issue: number for number, issue in enumerate(case.issues)}
    ties = [it.issues for it in excluded] + list(interactions)
    found, left = [], MOST_COMBINATIONS
    for group in tied(case.issues, ties):
        found.append(_combined(group, place, marks, excluded, left))
        left -= len(found[-1].table) if len(group) > 1 else 0
    return tuple(found)


def _combined(
    group: tuple[str, ...],
    place: dict[str, int],
    marks: tuple[tuple[float, ...], ...],
    excluded: tuple[Exclusion, ...],
    most: int,
) -> Choices:
    """Issue by issue, each exclusion applied as soon as all its issues are there."""
    due = {
        issue: [it for it in excluded if issue in it.issues and set(it.issues) <= {*group[: number + 1]}]
        for number, issue in enumerate(group)
    }
    table = np.zeros((1, 0), dtype=np.int16)
    for number, issue in enumerate(group):
        options = len(marks[place[issue]])
        if number and len(table) * options > most:
            others = ", with those of other issues that are tied together," if most < MOST_COMBINATIONS else ""
            raise MethodError(
                f"exclusions and interactions tie {len(group)} issues together, which makes{others} more than "
                f"{MOST_COMBINATIONS:,} combinations: {', '.join(group)}",
                advice="tie fewer issues together: drop or split entries of deals.exclude and deals.interactions that "
                "name many issues or form a chain; or give these issues fewer alternatives under deals.alternatives",
            )
        column = np.tile(np.arange(options, dtype=np.int16), len(table))[:, np.newaxis]
        table = np.hstack([np.repeat(table, options, axis=0), column])
        picked = {
            name: np.array(marks[place[name]])[table[:, column]]
            for column, name in enumerate(group[: number + 1])
            if due[issue]
        }
        for it in due[issue]:
            keep = ~it.holds(picked)
            table, picked = table[keep], {name: values[keep] for name, values in picked.items()}
    if not len(table):
        named = ", ".join(f"`{issue}`" for issue in group)
        raise MethodError(
            f"every combination of {named} is excluded, so no package can be",
            advice="take back an entry of deals.exclude",
        )
    return Choices(tuple(place[issue] for issue in group), table.astype(np.int64))
