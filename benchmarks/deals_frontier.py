"""Zone, frontier, solutions and what is near them, of random spaces, against NumPy over every package in the same run.

    python benchmarks/deals_frontier.py [--seeds 1 2 3] [--plain-seconds 20]

Run it from the root of the repository. Values are uniform; weights are equal or skewed (Dirichlet, 0.5); every issue has
ten alternatives, and all parties have to accept. Prints the processor seconds, the median of three times, of the zone's
count, the whole frontier, all solutions, and the efficient packages within 5 points of a solution; and the greatest
memory so far. Where there are at most a million packages NumPy does zone and frontier as well: the ratio of
its time to that of both here, and whether they agree. NumPy takes the packages from the highest sum of utilities
down and drops what each dominates; it is stopped after ``--plain-seconds``, and its ratio is then at least what is
printed. NumPy comes last, so that its memory is not counted.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

import numpy as np

from detente.engines.deals.frontier import Frontier, frontier
from detente.engines.deals.near import near
from detente.engines.deals.solutions import solutions
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
    (12, 5, 0.0),
)
ALTERNATIVES = 10
MOST_PLAIN = 1_000_000
POINTS = 5.0
Case = tuple[int, int, float, bool, int]
Found = TypeVar("Found")


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
    until = time.process_time() + seconds
    utilities = space.utilities_of(space.all_packages())
    left = utilities[(utilities >= space.reservations - TOLERANCE).all(axis=1)]
    zone, efficient = len(left), 0
    left = left[np.argsort(-left.sum(axis=1))]
    while len(left):
        first, efficient = left[0], efficient + 1
        no_better = (left <= first + TOLERANCE).all(axis=1)
        left = left[1:][~(no_better & (left < first - TOLERANCE).any(axis=1))[1:]]
        if time.process_time() > until:
            return zone, None
    return zone, efficient


def timed(made: Callable[[], Found]) -> tuple[Found, float]:
    """What is made, and the median of three times, in processor seconds: others may use the machine too."""
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        found = made()
        seconds.append(time.process_time() - begun)
    return found, median(seconds)


def near_solutions(space: Space) -> Frontier:
    """The efficient packages near a solution, with finding the solutions."""
    worth = [space.utilities_of(found.packages) for found in solutions(space).values()]
    return near(space, np.concatenate(worth), POINTS)


def line(case: Case) -> tuple[str, int, int | None, float]:
    """One line of the table; the zone, how many are efficient, and the seconds that both take."""
    issues, parties, reservation, skewed, seed = case
    space = space_of(issues, parties, reservation, skewed=skewed, seed=seed)
    (count, at_least), counting = timed(lambda: zone_count(space))
    front, merging = timed(lambda: frontier(space))
    picked, solving = timed(lambda: solutions(space))
    close, looking = timed(lambda: near_solutions(space))
    proven = all(found.proven for found in picked.values())
    cells = (
        f"10^{issues:<2} {parties:>2} {reservation:>3.0f} {'skewed' if skewed else 'equal':<6} {seed:>3}",
        f"{'>=' if at_least else '  '}{count:>17,} {counting:6.3f} s",
        f"{f'{front.count:,}' if front.counted else 'unknown':>9} {merging:6.3f} s",
        f"{solving:6.3f} s {'' if proven else 'CUT SHORT'}",
        f"{len(close.packages):>6,}{' ' if close.complete else '+'} {looking:6.3f} s",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB",
    )
    return "  ".join(cells), count, front.count if front.counted else None, counting + merging


def compared(case: Case, count: int, efficient: int | None, own: float, seconds: float) -> str:
    """What NumPy takes for the same."""
    issues, parties, reservation, skewed, seed = case
    space = space_of(issues, parties, reservation, skewed=skewed, seed=seed)
    begun = time.process_time()
    zone, found = plain(space, seconds)
    took = time.process_time() - begun
    agree = zone == count and (found is None or found == efficient)
    about = f"10^{issues:<2} {parties:>2} {reservation:>3.0f} {'skewed' if skewed else 'equal':<6} {seed:>3}"
    more = "> " if found is None else ""
    return f"{about}  NumPy {more}{took:.1f} s, ratio {more}{took / own:.0f}, {'agree' if agree else 'DIFFER'}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--plain-seconds", type=float, default=20.0)
    options = parser.parse_args()
    for parties in (2, 3, 6):  # compile before the clock starts
        space = space_of(4, parties, 30.0, skewed=False, seed=0)
        zone_count(space)
        near_solutions(space)
        frontier(space)
    cases = [(*case, skewed, seed) for case in CASES for skewed in (False, True) for seed in options.seeds]
    print("packages, parties, reservation, weights, seed; zone; frontier; solutions; near them; greatest memory")
    small = []
    for case in cases:
        text, *found = line(case)
        print(text, flush=True)
        if ALTERNATIVES ** case[0] <= MOST_PLAIN:
            small.append((case, *found))
    for it in small:
        print(compared(*it, options.plain_seconds), flush=True)


if __name__ == "__main__":
    main()
