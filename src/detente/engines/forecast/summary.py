"""Draws as a summary."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.case.model import Issue
from detente.results.forecast import DrawsSummary

Array = npt.NDArray[np.float64]
SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def summary_of(issue: Issue, outcomes: Array, converged: npt.NDArray[np.bool_]) -> DrawsSummary:
    """Mean, spread, quantiles and nearest marks of the outcomes of shape (draws,)."""
    known = outcomes[~np.isnan(outcomes)]
    marks = np.array(sorted(issue.scale))
    nearest = np.searchsorted((marks[1:] + marks[:-1]) / 2, known)
    counts = np.bincount(nearest, minlength=len(marks)) / max(1, known.size)
    quantiles: list[float] = np.quantile(known, SHARES).tolist() if known.size else []
    return DrawsSummary(
        count=len(outcomes),
        mean=float(known.mean()) if known.size else None,
        standard_deviation=float(known.std()) if known.size else None,
        quantiles={f"{share * 100:g}": value for share, value in zip(SHARES, quantiles, strict=False)},
        nearest={f"{mark:.15g}": float(share) for mark, share in zip(marks, counts, strict=True)} if known.size else {},
        undetermined=1 - len(known) / len(outcomes) if len(outcomes) else 0.0,
        converged=float(converged.mean()) if len(converged) else 1.0,
    )
