"""A method over draws of the uncertain numbers, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.engines.forecast.method import GRID, Method, Options
from detente.engines.forecast.methods import method_named
from detente.engines.forecast.table import Tables

Array = npt.NDArray[np.float64]
MOST_CELLS = 6_000_000  # of all arrays of one table, or of all tables where they are solved together: bounds memory
LARGEST_BLOCK = 65_536
LARGEST_DYNAMIC_BLOCK = 128  # a draw of a dynamic method takes long, so that several cores can share a thousand


@dataclass(frozen=True)
class Drawn:
    """Outcomes of shape (draws, issues), NaN where undetermined, and ``converged`` of shape (draws,).

    ``densities``, shape (issues, 101), are the sums over the draws of the method's own densities, for
    methods that have one.
    """

    outcomes: Array
    converged: npt.NDArray[np.bool_]
    densities: Array


def draw_block(
    case: Case, method: str, options: Options, seed: int, issues: tuple[str, ...], start: int, stop: int
) -> Drawn:
    """The method's answers to draws ``start`` to ``stop``."""
    rule = method_named(method)
    outcomes = np.empty((stop - start, len(issues)))
    converged = np.ones(stop - start, dtype=bool)
    densities = np.zeros((len(issues), GRID))
    together = [issues] if rule.joint else [(issue,) for issue in issues]
    for tables in Tables.drawn(case, together, seed, start, stop):
        answers = rule.answer(tables, options)
        columns = [issues.index(table.issue) for table in tables.tables]
        outcomes[:, columns] = answers.outcomes
        converged &= answers.converged
        if rule.density is not None:
            for column, table in zip(columns, tables.tables, strict=True):
                densities[column] = np.nansum(rule.density(table, options), axis=0)
    return Drawn(outcomes, converged, densities)


def block_size(best: Tables, method: Method) -> int:
    """How many draws a block holds; depends on the case and the method only."""
    parties = [len(table.parties) for table in best.tables]
    cells = 3 * (sum(parties) if method.joint else max(parties, default=0)) + 1
    if method.density is not None:
        cells += GRID * 20
    largest = LARGEST_BLOCK if method.history is None else LARGEST_DYNAMIC_BLOCK
    return max(16, min(largest, MOST_CELLS // cells))


def joined(parts: Sequence[Drawn], issues: int) -> Drawn:
    """Blocks in order as one."""
    if not parts:
        return Drawn(np.empty((0, issues)), np.empty(0, dtype=bool), np.zeros((issues, GRID)))
    return Drawn(
        np.concatenate([part.outcomes for part in parts]),
        np.concatenate([part.converged for part in parts]),
        np.sum([part.densities for part in parts], axis=0),
    )
