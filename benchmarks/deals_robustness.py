"""Robustness of packages over draws, against looking at the packages of each draw with NumPy in the same run.

    python benchmarks/deals_robustness.py [--issues 5] [--alternatives 10] [--parties 6] [--draws 1000] [--seed 0]

Run it from the root of the repository. Values, weights and reservations of random parties are drawn anew in every
draw; the candidates are the packages of greatest sum at the middle of the draws and as many at random. Prints the
time of all draws, of all draws with the solutions worked out in each as `detente deals --draws` does, of a few draws in NumPy (zone and regret of all packages, candidates dominated or not), the
ratio for one draw, and whether they agree.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

import numpy as np

from detente.engines.deals.drawn import picks
from detente.engines.deals.robustness import robustness
from detente.engines.deals.space import TOLERANCE, Block, Rule, Space


def middle(options: argparse.Namespace) -> tuple[Space, np.ndarray, np.ndarray]:
    """A space, and the weights (parties, issues) and values (issues, parties, alternatives) that draws move."""
    made = np.random.default_rng(options.seed)
    shape = (options.parties, options.alternatives)
    weights = made.dirichlet(np.ones(options.issues) * options.evenness, options.parties)
    values = made.uniform(0, 100, (options.issues, *shape))
    return space_of(options, weights, values, np.full(options.parties, options.reservation)), weights, values


def space_of(options: argparse.Namespace, weights: np.ndarray, values: np.ndarray, reservations: np.ndarray) -> Space:
    """The space of given numbers."""
    places = np.arange(options.alternatives)[:, None]
    none = np.zeros((options.parties, options.alternatives), dtype=bool)
    blocks = tuple(
        Block((issue,), places, weights[:, [issue]] * values[issue], none) for issue in range(options.issues)
    )
    return Space(
        tuple(f"p{party}" for party in range(options.parties)),
        tuple(f"i{issue}" for issue in range(options.issues)),
        (tuple(float(mark) for mark in range(options.alternatives)),) * options.issues,
        blocks,
        reservations,
        Rule.unanimity(options.parties),
    )


def draws(options: argparse.Namespace, start: Space, weights: np.ndarray, values: np.ndarray) -> Iterator[Space]:
    """Draws in which every weight, value and reservation moves by up to a fifth."""
    made = np.random.default_rng(options.seed + 1)
    for _ in range(options.draws):
        moved = weights * made.uniform(0.8, 1.2, weights.shape)
        moved /= moved.sum(axis=1, keepdims=True)
        new = np.clip(values * made.uniform(0.8, 1.2, values.shape), 0, 100)
        yield space_of(options, moved, new, start.reservations * made.uniform(0.8, 1.2, options.parties))


def plain(space: Space, packages: np.ndarray, candidates: np.ndarray) -> tuple[int, int]:
    """How many packages pass, and how many candidates pass and are not dominated."""
    utilities = space.utilities_of(packages)
    zone = utilities[(utilities >= space.reservations - TOLERANCE).all(axis=1)]
    efficient = 0
    for own in space.utilities_of(candidates)[space.in_zone(candidates)]:
        at_least, more = (zone >= own - TOLERANCE).all(axis=1), (zone > own + TOLERANCE).any(axis=1)
        efficient += not (at_least & more).any()
    return len(zone), efficient


def main() -> None:
    """Time both and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=5)
    parser.add_argument("--alternatives", type=int, default=10)
    parser.add_argument("--parties", type=int, default=6)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--candidates", type=int, default=100)
    parser.add_argument("--reservation", type=float, default=40.0)
    parser.add_argument("--evenness", type=float, default=2.0, help="of the weights; small is skewed")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain-draws", type=int, default=5)
    options = parser.parse_args()
    start, weights, values = middle(options)
    packages = start.all_packages()
    best = np.argsort(-start.utilities_of(packages).sum(axis=1))[: options.candidates // 2]
    some = np.random.default_rng(options.seed).choice(len(packages), options.candidates - len(best), replace=False)
    candidates = packages[np.concatenate([best, some])]
    robustness([start], candidates, picks)  # compile before the clock starts

    begun = time.perf_counter()
    found = robustness(draws(options, start, weights, values), candidates)
    compiled_seconds = time.perf_counter() - begun
    begun, worked = time.perf_counter(), time.process_time()
    robustness(draws(options, start, weights, values), candidates, picks)
    picking_seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    few = list(draws(replace_draws(options), start, weights, values))
    begun = time.perf_counter()
    expected = [plain(space, packages, candidates) for space in few]
    plain_seconds = time.perf_counter() - begun
    again = robustness(few, candidates)
    efficient = sum(round(one.efficient.value * len(few)) for one in again.candidates)
    agree = efficient == sum(one for _, one in expected) and again.zone_open.tolist() == [n > 0 for n, _ in expected]
    ratio = plain_seconds / len(few) / (compiled_seconds / options.draws)
    print(f"{len(packages):,} packages, {options.parties} parties, {len(candidates)} candidates")
    print(f"{options.draws} draws: {compiled_seconds:.2f} s; a zone in {found.open.value:.0%} of them")
    print(f"with the solutions of each draw: {picking_seconds:.2f} s, {worked:.2f} s of them on the processor")
    print(f"NumPy, {len(few)} draws: {plain_seconds:.2f} s; one draw takes {ratio:.1f} times as long")
    print("they agree" if agree else "THEY DIFFER")


def replace_draws(options: argparse.Namespace) -> argparse.Namespace:
    """The same options with only the few draws that NumPy looks at."""
    return argparse.Namespace(**{**vars(options), "draws": options.plain_draws})


if __name__ == "__main__":
    main()
