"""The marks of a scale as regions: which mark an outcome lies nearest to."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.case.model import Issue
from detente.engines.forecast.table import Array


def marks_of(issue: Issue) -> Array:
    """The worded marks of a scale in order; all marks where fewer than two have words."""
    worded = [mark for mark, words in issue.scale.items() if words]
    return np.array(sorted(worded if len(worded) > 1 else issue.scale), dtype=float)


def borders(marks: Array) -> Array:
    """Midpoints between neighbouring marks."""
    return (marks[1:] + marks[:-1]) / 2


def region(outcomes: Array, edges: Array) -> npt.NDArray[np.intp]:
    """How many edges lie below each outcome; -1 where there is no outcome."""
    return np.asarray(np.where(np.isnan(outcomes), -1, np.searchsorted(edges, outcomes)))
