"""The zone and the frontier of random spaces, against looking at every package with NumPy in the same run.

    python benchmarks/deals_frontier.py [--seed 0] [--plain-seconds 60]

Run it from the root of the repository. Values are uniform; weights are equal or skewed (Dirichlet, 0.5); every issue has
ten alternatives, and all parties have to accept. Prints the times of the zone's count and of the frontier within
it, and where there are at most a million packages the time of NumPy, the ratio, and whether they agree. NumPy takes the
packages from the highest sum of utilities down and drops what each dominates; it is stopped after
``--plain-seconds``, and its ratio is then at least what is printed.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np

from detente.engines.deals.frontier import frontier
from detente.engines.deals.space import TOLERANCE, Block, Rule, Space
from detente.engines.deals.zone import zone_count

CASES = (  # issues, parties, reservation
    (6, 4, 0.0),
    (12, 2, 0.0),
    (12, 2, 50.0),
    (10, 3, 0.0),
    (10, 3, 45.0),
    (6, 12, 45.0),
    (6, 12, 40.0),
    (6, 8, 0.0),
)
ALTERNATIVES = 10
MOST_PLAIN = 1_000_000


def space_of(issues: int, parties: int, reservation: float, *, skewed: bool, seed: int) -> Space:
    """A random space."""
    made = np.random.default_rng([seed, issues, parties, skewed])
    equal = np.full((parties, issues), 1 / issues)
    weights = made.dirichlet(np.full(issues, 0.5), parties) if skewed else equal
    places, none = np.arange(ALTERNATIVES)[:, None], np.zeros((parties, ALTERNATIVES), dtype=bool)
    blocks = tuple(
        Block((issue,), places, weights[:, [issue]] * made.uniform(0, 100, (parties, ALTERNATIVES)), none)
        for issue in range(issues)
    )
    marks = (tuple(float(mark) for mark in range(ALTERNATIVES)),) * issues
    names, parties_ = tuple(f"i{number}" for number in range(issues)), tuple(f"p{number}" for number in range(parties))
    return Space(parties_, names, marks, blocks, np.full(parties, reservation), Rule.unanimity(parties))


def plain(space: Space, seconds: float) -> tuple[int, int | None]:
    """How many packages pass, and how many of them are efficient; None where that takes too long."""
    until = time.perf_counter() + seconds
    utilities = space.utilities_of(space.all_packages())
    left = utilities[(utilities >= space.reservations - TOLERANCE).all(axis=1)]
    zone, efficient = len(left), 0
    left = left[np.argsort(-left.sum(axis=1))]
    while len(left):
        first, efficient = left[0], efficient + 1
        no_better = (left <= first + TOLERANCE).all(axis=1)
        left = left[1:][~(no_better & (left < first - TOLERANCE).any(axis=1))[1:]]
        if time.perf_counter() > until:
            return zone, None
    return zone, efficient


def timed(case: tuple[int, int, float], *, skewed: bool, options: argparse.Namespace) -> str:
    """One line of the table."""
    issues, parties, reservation = case
    space = space_of(issues, parties, reservation, skewed=skewed, seed=options.seed)
    begun = time.perf_counter()
    count, at_least = zone_count(space)
    counted = time.perf_counter()
    front = frontier(space)
    merged = time.perf_counter()
    own = merged - begun
    line = (
        f"10^{issues:<3} {parties:>3}  {reservation:>4.0f}  {'skewed' if skewed else 'equal':<6}"
        f"  {'>=' if at_least else '  '}{count:>17,}  {counted - begun:6.3f} s"
        f"  {f'{front.count:,}' if front.counted else 'unknown':>9}  {merged - counted:6.3f} s"
    )
    if space.size > MOST_PLAIN:
        return line
    begun = time.perf_counter()
    zone, efficient = plain(space, options.plain_seconds)
    took = time.perf_counter() - begun
    ratio = f"{'> ' if efficient is None else ''}{took / own:.0f}"
    agree = zone == count and efficient in (None, front.count)
    return f"{line}  {took:6.1f} s  {ratio:>6}  {'agree' if agree else 'DIFFER'}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain-seconds", type=float, default=60.0)
    options = parser.parse_args()
    small = space_of(3, 3, 50.0, skewed=False, seed=0)  # compile before the clock starts
    two = space_of(4, 2, 50.0, skewed=False, seed=0)
    for space in (small, two):
        zone_count(space)
        frontier(space)
    print("packages, parties, reservation, weights; zone; frontier; NumPy for both, ratio, agreement")
    for case in CASES:
        for skewed in (False, True):
            print(timed(case, skewed=skewed, options=options), flush=True)
    print(f"greatest memory, NumPy's included: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
