"""Calibrated: a probability distribution over the scale, learned on EU legislation."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from detente.engines.forecast import densities
from detente.engines.forecast.calibrated.density import density
from detente.engines.forecast.calibrated.model import LEARNED_ON, Model, learn, published
from detente.engines.forecast.method import GRID, Method, Options, issue_by_issue
from detente.engines.forecast.table import Table

Array = npt.NDArray[np.float64]


class CalibratedOptions(Options):
    """The choices of the calibrated method."""

    marks: Literal["auto", "yes", "no"] = Field(
        "auto",
        description="Whether the ends, the middle and round numbers of the scale attract outcomes of their own; "
        "`auto`: on scales from 0 to 100.",
    )


def _density(table: Table, options: CalibratedOptions) -> Array:
    if table.high <= table.low or not table.parties:
        return np.full((table.rows, GRID), np.nan)
    marks = options.marks == "yes" or (options.marks == "auto" and (table.low, table.high) == (0, 100))
    return density(table.positions, table.weights, table.capabilities, table.reference, table.low, table.high, marks)


def _median(table: Table, options: CalibratedOptions) -> Array:
    shares = _density(table, options)
    return np.asarray(table.low + (table.high - table.low) * densities.median(shares) / (GRID - 1))


METHOD = Method(
    "calibrated",
    "Outcomes lie to positions, weights and round marks as they did in EU legislation.",
    issue_by_issue(_median),
    CalibratedOptions,
    density=_density,
    title="median of the calibrated distribution (learned on EU legislation)",
)

__all__ = ["LEARNED_ON", "METHOD", "CalibratedOptions", "Model", "density", "learn", "published"]
