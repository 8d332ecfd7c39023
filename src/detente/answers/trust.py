"""Trust on top of the forecast: what breaking a peace would gain comes from the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.answers.gains import gains_of
from detente.case.model import Case
from detente.engines.leverage.fait_accompli import CAPTURED
from detente.engines.trust import trust as compute
from detente.engines.uncertainty import Progress
from detente.results.trust import Trust


@dataclass(frozen=True)
class _Gain:
    best: float
    draws: Any


def trust(
    case: Case,
    *,
    captured: float = CAPTURED,
    draws: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Trust:
    """What each party can expect of the others' word, where that falls short, and what would help.

    A fait accompli is to take ``captured`` (a share) of the other's capability; what it gains is the change of the
    attacker's utility of the expected outcomes. All else as in :func:`detente.engines.trust.trust.trust`.

    >>> from detente.case.catalog import load_case
    >>> trust(load_case("vienna-2015"), draws=20).run.parameters["captured"]
    0.1
    """
    found = gains_of(case, captured, draws=draws, seed=seed) if 0 <= draws <= 100_000 else None
    gains = {pair: _Gain(it.best, np.array(it.draws) if it.draws else None) for pair, it in (found or {}).items()}
    return compute(
        case, draws=draws, seed=seed, workers=workers, progress=progress, gains=gains or None,
        parameters={"captured": captured, **(parameters or {})},
    )  # fmt: skip
