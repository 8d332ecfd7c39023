"""A case in which every number is uncertain, for the benchmarks."""

from __future__ import annotations

import numpy as np

from detente.case import Case


def scenario(parties: int, issues: int, *, salience: float = 100) -> Case:
    """Some parties on some issues; saliences run from 10 to ``salience``."""
    made = np.random.default_rng(0)

    def number(low: float, high: float) -> list[float]:
        return sorted(made.uniform(low, high, 3).round(2).tolist())

    return Case.model_validate({
        "id": "benchmark",
        "parties": {f"p{i}": {"capability": number(10, 100)} for i in range(parties)},
        "issues": {f"i{k}": {"scale": {0: "low", 50: "middle", 100: "high"}} for k in range(issues)},
        "positions": {
            f"p{i}": {f"i{k}": {"position": number(0, 100), "salience": number(10, salience)} for k in range(issues)}
            for i in range(parties)
        },
    })  # fmt: skip
