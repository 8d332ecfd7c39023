"""The spatial model over many draws, against plain loops of the same model in the same run.

    python benchmarks/spatial_model.py [--parties 20] [--issues 2] [--draws 1000] [--turns 10] [--workers N]

The reference plays a few of the same draws; the ratio is of the times for one draw.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from scenario import scenario
from tests.engines.forecast import spatial_reference

from detente.engines.forecast import forecast
from detente.engines.forecast.table import Tables


def main() -> None:
    """Time both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("parties", 20), ("issues", 2), ("draws", 1000), ("turns", 10)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--workers", type=int, default=None)
    asked = parser.parse_args()
    case = scenario(asked.parties, asked.issues, salience=100 / asked.issues)
    options = {"most_turns": asked.turns, "still": 0}
    start = time.perf_counter()
    forecast(case, "spatial_model", draws=0, options=options)
    print(f"first forecast, compiling or loading what was compiled: {time.perf_counter() - start:.2f} s")
    start, cpu = time.perf_counter(), time.process_time()
    forecast(case, "spatial_model", draws=asked.draws, options=options, workers=asked.workers)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(
        f"{asked.parties} parties x {asked.issues} issues, {asked.draws} draws x {asked.turns} turns, pulls and swings "
        f"included: {wall:.2f} s wall, {cpu:.2f} s CPU"
    )
    few = 3
    (tables,) = Tables.drawn(case, [list(case.issues)], 0, 0, few)
    joint = tables.joint()
    start = time.process_time()
    for row in range(few):
        spatial_reference.run(
            joint.positions[row].T, joint.saliences[row].T, joint.capabilities[row, 0], most_turns=asked.turns, still=0
        )
    slow = (time.process_time() - start) / few
    print(f"plain loops: {slow:.2f} s CPU a draw, {slow / (cpu / asked.draws):.0f} times as much")


if __name__ == "__main__":
    main()
