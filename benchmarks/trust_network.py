"""How long the signed network of 60 parties takes: camps with some relations turned around, and relations at random.

Run it as `python benchmarks/trust_network.py [--seconds 20]`. It prints, for each network, the frustration index and the
least disagreement over any number of camps, each with its lower bound and the time it took.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from detente.engines.trust.camps import split_freely, split_in_two
from detente.engines.trust.signed_graph import SignedGraph

PARTIES = 60
NETWORKS = (  # camps, share of pairs with a sign, share of signs turned around
    (2, 0.1, 0.1),
    (2, 0.2, 0.2),
    (3, 0.2, 0.1),
    (4, 0.3, 0.1),
    (2, 0.5, 0.1),
    (2, 1.0, 0.1),
    (2, 0.1, 0.5),
    (2, 0.2, 0.5),
    (2, 0.3, 0.5),
    (2, 0.5, 0.5),
)


def network(camps: int, density: float, turned: float, seed: int) -> SignedGraph:
    """Friendly within camps and hostile across, but for the relations turned around."""
    numbers = np.random.default_rng(seed)
    of = numbers.integers(0, camps, PARTIES)
    edges = []
    for one in range(PARTIES):
        for other in range(one + 1, PARTIES):
            if numbers.random() < density:
                sign = 1 if of[one] == of[other] else -1
                edges.append((one, other, -sign if numbers.random() < turned else sign))
    return SignedGraph(PARTIES, tuple(edges))


def main() -> None:
    """Time both kinds of split on each network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--seeds", type=int, default=1)
    options = parser.parse_args()
    for camps, density, turned in NETWORKS:
        for seed in range(1, options.seeds + 1):
            graph = network(camps, density, turned, seed)
            start = time.perf_counter()
            two, solved = split_in_two(graph, options.seconds)
            middle = time.perf_counter()
            free = split_freely(graph, options.seconds, solved)
            end = time.perf_counter()
            print(
                f"{camps} camps, {density:.0%} of pairs, {turned:.0%} turned, seed {seed}: {len(graph.edges)} relations; two camps "
                f"{two.at_least} to {two.value} in {middle - start:.2f} s; any number {free.at_least} to {free.value} in {end - middle:.2f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
