"""What a forecast method is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from detente.case.model import Case
from detente.engines.forecast.table import Table, Tables
from detente.errors import MethodError
from detente.results.history import History

Array = npt.NDArray[np.float64]
GRID = 101


class Options(BaseModel):
    """The named choices of a method; without any, it has none. Values come as text from the command line."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Answers:
    """What a method answers for each row.

    ``outcomes`` has shape (rows, issues), in each scale's units, NaN where undetermined; ``converged`` has
    shape (rows,) and is False where a dynamic method stopped at its limit of turns.
    """

    outcomes: Array
    converged: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Method:
    """A rule that turns the numbers of a case into an outcome per issue.

    ``title`` is what a sentence calls its answer, the name where empty. ``assumes`` says in a sentence what the method takes for granted. ``answer(tables, options)`` gives the
    answers of every row. ``density(table, options)`` gives the probability of each point of a grid of 101
    points from the low to the high end of the scale, shape (rows, 101), NaN where undetermined.
    ``history(case, tables, options)`` tells what happens at the first row. ``joint``: the issues are solved
    together, so one issue's numbers can move another's outcome. ``most_parties`` is how many parties it can hold,
    together or on one issue. ``steps(parties, issues)`` is about how many steps of
    some nanoseconds one run takes, for methods that take long. ``translated(name, value)`` gives an option in
    this method's own words, for methods that people know from another program.
    """

    name: str
    assumes: str
    answer: Callable[[Tables, Any], Answers]
    options: type[Options] = Options
    density: Callable[[Table, Any], Array] | None = None
    history: Callable[[Case, Tables, Any], History] | None = None
    joint: bool = False
    title: str = ""
    most_parties: int | None = None
    steps: Callable[[int, int], float] | None = None
    translated: Callable[[str, str], tuple[str, str]] | None = None


def within_limits(method: Method, tables: Tables) -> None:
    """Raise :class:`MethodError` where there are more parties than the method can hold."""
    counts = [len(table.parties) for table in tables.tables]
    if method.joint:
        counts = [len({party for table in tables.tables for party in table.parties})]
    if method.most_parties is not None and max(counts, default=0) > method.most_parties:
        raise MethodError(
            f"{method.name} holds {method.most_parties} parties{'' if method.joint else ' on an issue'}, there are "
            f"{max(counts)}",
            advice="join parties that act together, or use weighted_mean",
        )


def titled(method: Method) -> str:
    """What a sentence calls the method's answer."""
    return method.title or method.name.replace("_", " ")


def issue_by_issue(rule: Callable[[Table, Any], Array]) -> Callable[[Tables, Any], Answers]:
    """The answer of a method that takes each issue alone; ``rule(table, options)`` gives shape (rows,)."""

    def answer(tables: Tables, options: Any) -> Answers:
        outcomes = np.empty((tables.rows, len(tables.tables)))
        for column, table in enumerate(tables.tables):
            outcomes[:, column] = rule(table, options)
        return Answers(outcomes, np.ones(tables.rows, dtype=bool))

    return answer


def averaging(rule: Callable[[Array, Array], Array]) -> Callable[[Tables, Any], Answers]:
    """The answer of a rule that needs positions and weights only."""
    return issue_by_issue(lambda table, _: rule(table.positions, table.weights))
