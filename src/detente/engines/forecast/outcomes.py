"""Outcomes alone, at the best values and draw by draw: what other engines ask of a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.engines.forecast.drawn import block_size, draw_block, joined
from detente.engines.forecast.method import within_limits
from detente.engines.forecast.methods import method_named
from detente.engines.forecast.options import chosen_options
from detente.engines.forecast.table import Tables
from detente.engines.uncertainty import in_blocks
from detente.errors import MethodError

Array = npt.NDArray[np.float64]


def outcomes(
    case: Case,
    method: str = "weighted_mean",
    *,
    draws: int = 0,
    seed: int = 0,
    options: Mapping[str, Any] | None = None,
    workers: int | None = None,
) -> Array:
    """Outcomes of every issue, shape (1 + draws, issues): first at the best values, then one row for each draw.

    In the units of each scale; NaN where undetermined. The draws are those of
    :func:`~detente.engines.forecast.forecast` with the same seed, and common to a case with and without a measure.

    >>> from detente.case.catalog import load_case
    >>> outcomes(load_case("emission-standards-1994"), draws=2).round(2).tolist()
    [[7.39], [7.39], [7.39]]
    """
    rule, issues = method_named(method), tuple(case.issues)
    if not issues:
        raise MethodError("the case has no issue to forecast", advice="add `issues` and `positions`")
    chosen = chosen_options(case, rule, options or {})
    best = Tables.best(case, list(issues), seed)
    within_limits(rule, best)
    first = rule.answer(best, chosen).outcomes[:1]
    evaluate = partial(draw_block, case, method, chosen, seed, issues)
    parts = in_blocks(evaluate, draws, block_size(best, rule), workers=workers)
    return np.concatenate([first, joined(parts, len(issues)).outcomes])
