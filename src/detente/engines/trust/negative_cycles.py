"""Lower bounds of the frustration index from negative cycles: every cycle with an odd number of hostile edges holds a violated edge.

The linear program min sum f_e with f >= 0 and sum over C of f >= 1 for every negative cycle C is solved by adding
the cycles that its solution violates, found as shortest paths from a node to its mirror image in the graph doubled by sign
(Barahona and Mahjoub 1986, doi:10.1007/BF02592023, for the cuts).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.trust.signed_graph import SignedGraph

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
ALMOST = 1e-6
LEAST_VIOLATION = 1e-4
MOST_ROUNDS = 200


@dataclass(frozen=True)
class CycleBound:
    """The bound, the violation it gives each edge, and the cycles it rests on (each the places of its edges)."""

    value: float
    violation: Array
    cycles: tuple[tuple[int, ...], ...]


def cycle_bound(graph: SignedGraph, enough: int, seconds: float) -> CycleBound:
    """The bound by all negative cycles, or as far as ``seconds`` go; ends early once it shows ``enough``."""
    import scipy.optimize as optimize
    import scipy.sparse as sparse

    until = time.monotonic() + seconds
    edges = len(graph.edges)
    found: dict[tuple[int, ...], None] = dict.fromkeys(_negative_triangles(graph)) if edges else {}
    best = CycleBound(0.0, np.zeros(edges), ())
    for _ in range(MOST_ROUNDS):
        cycles = list(found)
        if cycles:
            rows = np.repeat(np.arange(len(cycles)), [len(it) for it in cycles])
            columns = np.concatenate([np.array(it) for it in cycles])
            matrix = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(cycles), edges))
            left = until - time.monotonic()
            if left <= 0:
                return best
            solved = optimize.linprog(
                np.ones(edges), A_ub=-matrix, b_ub=-np.ones(len(cycles)), bounds=(0, 1), method="highs",
                options={"time_limit": left},
            )  # fmt: skip
            if solved.status != 0:
                return best
            best = CycleBound(float(solved.fun), solved.x, tuple(cycles))
        if np.ceil(best.value - ALMOST) >= enough:
            return best
        new = [it for it in violated_cycles(graph, best.violation) if it not in found]
        if not new:
            return best
        found.update(dict.fromkeys(new))
    return best


def violated_cycles(graph: SignedGraph, violation: Array) -> list[tuple[int, ...]]:
    """For every node the negative closed walk with the least violation, where that is below one."""
    import scipy.sparse as sparse
    from scipy.sparse.csgraph import dijkstra

    size, place = graph.size, {edge[:2]: number for number, edge in enumerate(graph.edges)}
    one, other, sign = np.array(graph.edges, dtype=np.int64).reshape(-1, 3).T
    hostile = sign < 0
    length = violation + 1e-9  # a zero is no edge to the sparse matrix
    ends = np.concatenate([np.where(hostile, other + size, other), np.where(hostile, other, other + size)])
    starts = np.concatenate([one, one + size])
    doubled = sparse.csr_array((np.concatenate([length, length]), (starts, ends)), shape=(2 * size, 2 * size))
    distance, before = dijkstra(doubled, directed=False, indices=np.arange(size), return_predecessors=True)
    found: dict[tuple[int, ...], None] = {}
    for node in range(size):
        if distance[node, node + size] < 1 - LEAST_VIOLATION:
            found[_walk(before[node], node, size, place)] = None
    return list(found)


def _walk(before: Ints, node: int, size: int, place: dict[tuple[int, int], int]) -> tuple[int, ...]:
    """The edges of a shortest walk from a node to its mirror image; an edge walked twice stands for nothing and is left out."""
    counted: dict[int, int] = {}
    at = node + size
    while at != node:
        came = int(before[at])
        pair = (min(at % size, came % size), max(at % size, came % size))
        counted[place[pair]] = counted.get(place[pair], 0) + 1
        at = came
    return tuple(sorted(edge for edge, times in counted.items() if times % 2))


def _negative_triangles(graph: SignedGraph) -> list[tuple[int, ...]]:
    place = {edge[:2]: number for number, edge in enumerate(graph.edges)}
    found: list[tuple[int, ...]] = []
    for one, other, sign in graph.edges:
        for third, second in graph.neighbours[other].items():
            last = graph.neighbours[one].get(third)
            if third > other and last is not None and sign * second * last < 0:
                found.append((place[one, other], place[other, third], place[one, third]))
    return found
