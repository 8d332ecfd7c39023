"""All solutions of a space of packages by search, against plain NumPy over every package, in the same run.

    python benchmarks/deals_solutions.py [--seeds 3]

Each seed draws a fresh case, once with equal and once with skewed weights. Prints the seconds of all five solutions
(the quickest of three times, with finding out which packages everybody accepts), the ratio to NumPy where all
packages fit into memory, whether both find the same packages, and the peak of memory of the searches, before NumPy
looks at everything.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np

from detente.engines.deals.solutions import NAMES, solutions
from detente.engines.deals.solutions.definitions import leximin_best, nash_best, ratio_best, sum_best
from detente.engines.deals.solutions.relative_utilitarian import relative_weights
from detente.engines.deals.space import TOLERANCE, Block, Rule, Space

CASES = {  # parties, issues, alternatives, share of the way from worst to best where the reservation lies
    "10^6 x 12, binding reservations": (12, 6, 10, 0.38),
    "10^6 x 12, loose reservations": (12, 6, 10, 0.25),
    "10^6 x 8, reservation 0": (8, 6, 10, None),
    "10^6 x 4, reservation 0": (4, 6, 10, None),
    "one block of 10^6 x 8": (8, 1, 10**6, 0.2),
    "10^12 x 2, reservation 0": (2, 12, 10, None),
    "10^10 x 3, reservation 0": (3, 10, 10, None),
    "10^10 x 3, binding reservations": (3, 10, 10, 0.6),
    "10^12 x 6, reservation 0": (6, 12, 10, None),
}
FEW = 10**6  # packages that NumPy looks at
Found = TypeVar("Found")


def drawn_space(seed: int, parties: int, issues: int, alternatives: int, share: float | None, skewed: bool) -> Space:
    """Values uniform; weights equal, or drawn so that a party cares for few issues."""
    drawn = np.random.default_rng(seed)
    weights = drawn.dirichlet(np.full(issues, 0.4), parties) if skewed else np.full((parties, issues), 1 / issues)
    values = [100 * weights[:, [issue]] * drawn.random((parties, alternatives)) for issue in range(issues)]
    bottom, top = sum(table.min(axis=1) for table in values), sum(table.max(axis=1) for table in values)
    choices = np.arange(alternatives)[:, np.newaxis]
    nothing = np.zeros((parties, alternatives), dtype=bool)
    return Space(
        tuple(f"p{party}" for party in range(parties)),
        tuple(f"i{issue}" for issue in range(issues)),
        tuple(tuple(map(float, range(alternatives))) for _ in range(issues)),
        tuple(Block((issue,), choices, table, nothing) for issue, table in enumerate(values)),
        np.zeros(parties) if share is None else bottom + share * (top - bottom),
        Rule.unanimity(parties),
    )


def plain(space: Space) -> dict[str, np.ndarray]:
    """Places of the solutions among all packages, by definition."""
    utilities = np.zeros((1, len(space.parties)))
    for block in space.blocks:
        utilities = (utilities[:, np.newaxis] + block.values.T).reshape(-1, len(space.parties))
    gains = utilities - space.reservations
    rational = np.flatnonzero((gains >= -TOLERANCE).all(axis=1))
    gains = gains[rational]
    if not len(gains):
        return dict.fromkeys(NAMES, rational)
    shares = np.full(len(space.parties), 1 / len(space.parties))
    best = {
        "nash": nash_best(gains, shares),
        "kalai_smorodinsky": ratio_best(gains, gains.max(axis=0)),
        "egalitarian": leximin_best(gains),
        "utilitarian": sum_best(gains, np.ones(len(space.parties))),
        "relative_utilitarian": sum_best(gains, relative_weights(space)),
    }
    return {name: rational[where] for name, where in best.items()}


def quickest(made: Callable[[], Found]) -> tuple[Found, float]:
    """What is made, and the seconds of the quickest of three times: others use the machine too."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        found = made()
        seconds.append(time.perf_counter() - start)
    return found, min(seconds)


def main() -> None:
    """Time the search, then NumPy, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    for parties in (2, 5):
        solutions(drawn_space(0, parties, 7, 7, None, skewed=True))  # compile before the clock starts
    cases = [(name, seed, skewed) for name in CASES for skewed in (False, True) for seed in range(1, options.seeds + 1)]
    taken, found = {}, {}
    for name, seed, skewed in cases:
        space = drawn_space(seed, *CASES[name], skewed)
        found[name, seed, skewed], taken[name, seed, skewed] = quickest(lambda space=space: solutions(space))
    print(f"peak memory of all searches: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for name, seed, skewed in cases:
        space, ours, seconds = (
            drawn_space(seed, *CASES[name], skewed),
            found[name, seed, skewed],
            taken[name, seed, skewed],
        )
        proven = "proven" if all(one.proven for one in ours.values()) else "CUT SHORT"
        said = f"{name}, {'skewed' if skewed else 'equal'} weights, seed {seed}: {seconds:.3f} s, {len(ours['egalitarian'].packages)} egalitarian, {proven}"
        if space.size <= FEW:
            theirs, numpy_seconds = quickest(lambda space=space: plain(space))
            sizes = [block.size for block in space.blocks]
            same = all(
                np.array_equal(np.sort(np.ravel_multi_index(tuple(one.packages.T), sizes)), theirs[key])
                for key, one in ours.items()
            )
            said += (
                f"; NumPy {numpy_seconds:.2f} s, ratio {numpy_seconds / seconds:.1f}, {'same' if same else 'DIFFERENT'}"
            )
        print(said, flush=True)


if __name__ == "__main__":
    main()
