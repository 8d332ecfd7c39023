"""The weighted mean over a million draws of every number, against plain NumPy in the same run.

    python benchmarks/weighted_mean.py [--parties 25] [--issues 10] [--draws 1000000] [--workers N]

The reference draws the same distributions with NumPy's own triangular generator, an array for each kind of
number, for a twentieth of the draws; the ratio is of the times for one draw.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np
from scenario import scenario

from detente.case import Case
from detente.case.stances import stances
from detente.engines.forecast import forecast


def plain(case: Case, draws: int) -> np.ndarray:
    """Outcomes by NumPy alone, shape (draws, issues)."""
    made, outcomes = np.random.default_rng(0), []
    for issue in case.issues:
        held = stances(case, issue)
        arrays = []
        for field in ("position", "salience", "capability"):
            numbers = [getattr(it, field) for it in held]
            low, best, high = (np.array([getattr(it, part) for it in numbers]) for part in ("low", "best", "high"))
            arrays.append(made.triangular(low, best, high, (draws, len(held))))
        weights = arrays[1] * arrays[2]
        outcomes.append((weights * arrays[0]).sum(axis=1) / weights.sum(axis=1))
    return np.stack(outcomes, axis=1)


def main() -> None:
    """Time both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("parties", 25), ("issues", 10), ("draws", 1_000_000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--workers", type=int, default=None)
    asked = parser.parse_args()
    case = scenario(asked.parties, asked.issues)
    start, cpu = time.perf_counter(), time.process_time()
    answer = forecast(case, draws=asked.draws, workers=asked.workers)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{asked.parties} parties x {asked.issues} issues, {asked.draws:,} draws: {wall:.2f} s wall, {cpu:.2f} s CPU, peak {peak:.0f} MB"
    )
    few = max(1, asked.draws // 20)
    start = time.process_time()
    outcomes = plain(case, few)
    slow = (time.process_time() - start) / few
    print(f"plain NumPy: {slow * 1e6:.1f} us CPU a draw, {slow / (cpu / asked.draws):.1f} times as much")
    means = [it.draws_summary.mean for it in answer.issues.values()]
    print(f"largest difference of the means: {np.abs(outcomes.mean(axis=0) - means).max():.3f}")


if __name__ == "__main__":
    main()
