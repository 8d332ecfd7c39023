"""The challenge model over many draws, against plain NumPy, one run at a time, in the same run.

    python benchmarks/challenge.py [--parties 20] [--draws 10000] [--rounds 10] [--workers N]

The reference plays a few of the same draws with arrays of all pairs; the ratio is of the times for one draw.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from scenario import scenario

from detente.engines.forecast import forecast
from detente.engines.forecast.table import Tables
from detente.engines.forecast.weighted_median import weighted_median


def gains(apart: np.ndarray, chances: np.ndarray, saliences: np.ndarray, risks: np.ndarray) -> np.ndarray:
    """What each expects to gain by challenging each other one, for all pairs at once."""
    r = risks[:, np.newaxis]
    success, failure = 2 - 4 * (0.5 - 0.5 * apart) ** r, 2 - 4 * (0.5 + 0.5 * apart) ** r
    contest = chances * success + (1 - chances) * failure
    return saliences * contest + (1 - saliences) * success - (2 - 4 * 0.5**r)


def plain(positions: np.ndarray, saliences: np.ndarray, weights: np.ndarray, rounds: int) -> np.ndarray:
    """Final positions on 0 to 1 with the default options, by NumPy on arrays of pairs and triples."""
    x = positions.copy()
    places = np.arange(len(x))
    for _ in range(rounds):
        apart = np.abs(x[:, np.newaxis] - x)
        votes = weights[:, np.newaxis, np.newaxis] * (apart[:, np.newaxis, :] - apart[:, :, np.newaxis])
        everything = np.abs(votes).sum(axis=0)
        chances = np.divide(
            np.maximum(votes, 0).sum(axis=0), everything, out=np.full_like(apart, 0.5), where=everything > 0
        )

        security = gains(apart, chances, saliences, np.ones(len(x))).sum(axis=0)
        attitude = (2 * security - security.max() - security.min()) / (np.ptp(security) or 1)
        expected = gains(apart, chances, saliences, (1 - attitude / 3) / (1 + attitude / 3))
        asked = (expected > 1e-12) & (expected.T < -1e-12)
        share = np.where(
            asked, np.minimum(1, np.divide(-expected.T, expected, where=asked, out=np.zeros_like(apart))), 0
        )
        best = np.where(asked, expected, -np.inf).argmax(axis=0)
        x = x + share[best, places] * (x[best] - x)
    return x


def main() -> None:
    """Time both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("parties", 20), ("draws", 10_000), ("rounds", 10)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--workers", type=int, default=None)
    asked = parser.parse_args()
    case = scenario(asked.parties, 1)
    options = {"most_rounds": asked.rounds, "still": 0}
    start = time.perf_counter()
    forecast(case, "challenge", draws=0, options=options)
    print(f"first forecast, compiling or loading what was compiled: {time.perf_counter() - start:.2f} s")
    start, cpu = time.perf_counter(), time.process_time()
    forecast(case, "challenge", draws=asked.draws, options=options, workers=asked.workers)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(
        f"{asked.parties} parties, {asked.draws:,} draws x {asked.rounds} rounds, pulls and swings included: "
        f"{wall:.2f} s wall, {cpu:.2f} s CPU"
    )
    few = 20
    (tables,) = Tables.drawn(case, [["i0"]], 0, 0, few)
    table = tables.tables[0]
    start = time.process_time()
    finals = np.stack([
        plain(table.positions[row] / 100, table.saliences[row] / 100, table.weights[row], asked.rounds)
        for row in range(few)
    ])  # fmt: skip
    slow = (time.process_time() - start) / few
    print(f"plain NumPy: {slow * 1000:.2f} ms CPU a draw, {slow / (cpu / asked.draws):.0f} times as much")
    print(f"medians of the first draws: {np.round(weighted_median(finals * 100, table.weights)[:5], 3).tolist()}")


if __name__ == "__main__":
    main()
