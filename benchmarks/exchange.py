"""The compiled exchange model against the plain Python loops of its tests, on the same numbers in the same run.

    python benchmarks/exchange.py [--parties 12] [--issues 8] [--rows 1000]

Run it from the root of the repository. Prints the time of all rows compiled, the time of a few rows in plain
Python, the ratio for one row, and the largest difference between their outcomes.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from detente.engines.forecast.exchange import METHOD, ExchangeOptions
from detente.engines.forecast.table import Table, Tables

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.engines.forecast import exchange_reference


def tables(parties: int, issues: int, rows: int) -> Tables:
    """Positions, saliences and capabilities drawn uniformly, with a fixed seed."""
    made, names = np.random.default_rng(0), tuple(f"p{party:03}" for party in range(parties))
    shape = (rows, parties)
    return Tables(
        tuple(
            Table(
                f"i{issue:03}", names, 0.0, 100.0,
                made.uniform(0, 100, shape), made.uniform(1, 100, shape), made.uniform(1, 100, shape), np.full(rows, np.nan),
            )
            for issue in range(issues)
        )
    )  # fmt: skip


def plain(it: Tables, row: int) -> list[float]:
    """The outcomes of one row by the plain loops."""
    table = {
        one.issue: {
            party: (one.positions[row, place], one.saliences[row, place] / 100, one.capabilities[row, place])
            for place, party in enumerate(one.parties)
        }
        for one in it.tables
    }
    return list(exchange_reference.run(table)[0].values())


def main() -> None:
    """Time both and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=12)
    parser.add_argument("--issues", type=int, default=8)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--plain-rows", type=int, default=3)
    options = parser.parse_args()
    METHOD.answer(tables(2, 2, 1), ExchangeOptions())  # compile before the clock starts
    it = tables(options.parties, options.issues, options.rows)
    start = time.perf_counter()
    found = METHOD.answer(it, ExchangeOptions()).outcomes
    compiled = time.perf_counter() - start
    start = time.perf_counter()
    expected = [plain(it, row) for row in range(min(options.plain_rows, options.rows))]
    loops = time.perf_counter() - start
    ratio = (loops / len(expected)) / (compiled / options.rows)
    print(f"compiled: {options.rows} rows in {compiled:.2f} s; plain Python: {len(expected)} rows in {loops:.2f} s")
    print(
        f"one row: {ratio:.0f} times as fast; largest difference {np.abs(found[: len(expected)] - expected).max():.1e}"
    )


if __name__ == "__main__":
    main()
