"""The best split of a block into any number of camps (Davis 1967), exactly.

A split violates an edge in every cycle with exactly one hostile edge, and any set of edges that holds one of each such
cycle is violated by a split: so the least disagreement is the smallest such set. Small blocks are searched through; for
larger ones the sets are found by HiGHS, with the cycles added that its answers miss.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.engines.trust.negative_cycles import ALMOST, LEAST_VIOLATION
from detente.engines.trust.signed_graph import SignedGraph
from detente.engines.trust.two_camps import MOST_KEPT, Best

Array = npt.NDArray[np.float64]
MOST_STEPS = 300_000
MOST_ROUNDS = 200
MOST_SEARCHED = 16
STARTS = 25


class _TooLongError(Exception):
    """The search takes more steps than it may."""


def any_camps(graph: SignedGraph, seconds: float, known: Sequence[int] = ()) -> Best:
    """The best splits of a connected graph into any number of camps, each held together by friendly edges.

    ``known`` is a split to do no worse than, such as that into two camps.

    >>> any_camps(SignedGraph(3, ((0, 1, -1), (0, 2, -1), (1, 2, -1))), 1.0).splits
    ((0, 1, 2),)
    """
    if graph.size <= MOST_SEARCHED:
        try:
            return searched(graph, graph.size)
        except _TooLongError:
            pass
    return _integer_program(graph, seconds, known)


def within_camps(graph: SignedGraph, most: int) -> int | None:
    """The least disagreement of a block with at most so many camps; None where that would take too long."""
    try:
        return searched(graph, most).value if graph.size <= MOST_SEARCHED else None
    except _TooLongError:
        return None


def searched(graph: SignedGraph, most: int) -> Best:
    """All best splits into at most ``most`` camps, by putting one node after another into a camp or a new one.

    Camps that no friendly edge holds together are not counted where there may be as many as nodes.
    """
    order = sorted(range(graph.size), key=lambda node: -len(graph.neighbours[node]))
    start = local_moves(graph, most)
    search = _Search(graph, order, most, len(graph.disagreements(start)))
    search.place(0, 0, 0)
    splits = [it for it in search.found if most < graph.size or held_together(graph, it)]
    return Best(search.best, search.best, tuple(splits[:MOST_KEPT]), len(splits))


class _Search:
    def __init__(self, graph: SignedGraph, order: list[int], most: int, best: int) -> None:
        self.graph, self.order, self.most, self.best = graph, order, most, best
        self.camps = [-1] * graph.size
        self.found: list[tuple[int, ...]] = []
        self.steps = 0

    def place(self, depth: int, camps: int, wrong: int) -> None:
        """Put the node at ``depth`` of the order into every camp that can still lead to a best split."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _TooLongError
        if depth == len(self.order):
            if wrong < self.best:
                self.best, self.found = wrong, []
            self.found.append(_renumbered(self.camps))
            return
        node = self.order[depth]
        friends = 0
        balance = [0] * (camps + 1)
        for other, sign in self.graph.neighbours[node].items():
            camp = self.camps[other]
            if camp >= 0:
                balance[camp] += sign
                friends += sign > 0
        for camp in range(min(camps + 1, self.most)):
            more = (
                friends - balance[camp]
            )  # friends elsewhere and foes within: friends - (friends within - foes within)
            if wrong + more <= self.best:
                self.camps[node] = camp
                self.place(depth + 1, max(camps, camp + 1), wrong + more)
        self.camps[node] = -1


def _renumbered(camps: Sequence[int]) -> tuple[int, ...]:
    """The same split with its camps numbered as they first appear."""
    number: dict[int, int] = {}
    return tuple(number.setdefault(camp, len(number)) for camp in camps)


def held_together(graph: SignedGraph, camps: Sequence[int]) -> bool:
    """True where friendly edges within each camp join all of its nodes."""
    return refined(graph, camps) == _renumbered(camps)


def refined(graph: SignedGraph, camps: Sequence[int]) -> tuple[int, ...]:
    """The split with every camp parted into what friendly edges hold together; it violates no more edges."""
    number = [-1] * graph.size
    for root in range(graph.size):
        if number[root] >= 0:
            continue
        number[root], queue = root, [root]
        while queue:
            node = queue.pop()
            for other, sign in graph.neighbours[node].items():
                if sign > 0 and camps[other] == camps[node] and number[other] < 0:
                    number[other] = root
                    queue.append(other)
    return _renumbered(number)


def local_moves(graph: SignedGraph, most: int) -> tuple[int, ...]:
    """A good split into at most ``most`` camps: each node moves to the camp that suits it best, from several starts."""
    numbers = np.random.default_rng(graph.size)
    best: tuple[int, ...] = (0,) * graph.size
    for start in range(STARTS):
        few = min(most, 2 + start % 5)
        camps = (
            list(range(graph.size))
            if start == 0 and most >= graph.size
            else numbers.integers(0, few, graph.size).tolist()
        )
        for _ in range(50):
            if not _moved(graph, camps, most):
                break
        if len(graph.disagreements(camps)) < len(graph.disagreements(best)):
            best = tuple(camps)
    return _renumbered(best)


def _moved(graph: SignedGraph, camps: list[int], most: int) -> bool:
    moved = False
    for node in range(graph.size):
        balance: dict[int, int] = {}
        for other, sign in graph.neighbours[node].items():
            balance[camps[other]] = balance.get(camps[other], 0) + sign
        empty = next((it for it in range(most) if it not in set(camps)), None)
        if empty is not None:
            balance.setdefault(empty, 0)
        here = balance.get(camps[node], 0)
        camp = max(balance, key=balance.__getitem__, default=camps[node])
        if balance.get(camp, 0) > here:
            camps[node], moved = camp, True
    return moved


def _integer_program(graph: SignedGraph, seconds: float, known: Sequence[int]) -> Best:
    """By cycles with exactly one hostile edge: first as a linear program, then with whole numbers."""
    import scipy.optimize as optimize
    import scipy.sparse as sparse

    until = time.monotonic() + seconds
    split = _better(graph, refined(graph, local_moves(graph, graph.size)), known)
    value, edges = len(graph.disagreements(split)), len(graph.edges)
    cycles: dict[tuple[int, ...], None] = {}
    at_least, whole = 0, False
    for _ in range(MOST_ROUNDS):
        left = until - time.monotonic()
        if at_least >= value or left <= 0:
            break
        violation = np.zeros(edges)
        if cycles:
            rows = np.repeat(np.arange(len(cycles)), [len(it) for it in cycles])
            matrix = sparse.csr_array(
                (np.ones(len(rows)), (rows, np.concatenate([np.array(it) for it in cycles]))),
                shape=(len(cycles), edges),
            )
            solved = optimize.milp(
                np.ones(edges), integrality=np.full(edges, int(whole)), bounds=optimize.Bounds(0, 1),
                constraints=optimize.LinearConstraint(matrix, 1, np.inf), options={"time_limit": left, "mip_rel_gap": 0},
            )  # fmt: skip
            bound = solved.mip_dual_bound if whole else solved.fun
            if bound is not None and np.isfinite(bound):
                at_least = max(at_least, int(np.ceil(bound - ALMOST)))
            if solved.x is not None and whole:
                split = _better(graph, split, _cut(graph, solved.x))
                value = len(graph.disagreements(split))
            if solved.status != 0:
                break
            violation = solved.x
        new = {it: None for it in _missed(graph, violation) if it not in cycles}
        if not new and whole:
            break
        whole = whole or not new
        cycles.update(new)
    return Best(value, min(at_least, value), (split,), None)


def _better(graph: SignedGraph, split: tuple[int, ...], other: Sequence[int]) -> tuple[int, ...]:
    """The one of two splits that violates fewer edges, the first where both violate as many or there is no other."""
    if other and len(graph.disagreements(other)) < len(graph.disagreements(split)):
        return refined(graph, other)
    return split


def _missed(graph: SignedGraph, violation: Array) -> list[tuple[int, ...]]:
    """For every hostile edge the cycle through friendly ones with the least violation, where that is below one."""
    import scipy.sparse as sparse
    from scipy.sparse.csgraph import dijkstra

    place = {edge[:2]: number for number, edge in enumerate(graph.edges)}
    one, other, sign = np.array(graph.edges, dtype=np.int64).T
    friendly = sign > 0
    length = violation[friendly] + 1e-9  # a zero is no edge to the sparse matrix
    matrix = sparse.csr_array((length, (one[friendly], other[friendly])), shape=(graph.size, graph.size))
    distance, before = dijkstra(matrix, directed=False, return_predecessors=True)
    found = []
    for first, last, kind in graph.edges:
        if kind < 0 and distance[first, last] + violation[place[first, last]] < 1 - LEAST_VIOLATION:
            cycle, at = [place[first, last]], last
            while at != first:
                came = int(before[first, at])
                cycle.append(place[min(at, came), max(at, came)])
                at = came
            found.append(tuple(sorted(cycle)))
    return found


def _cut(graph: SignedGraph, violation: Array) -> tuple[int, ...]:
    """The split whose camps are what is left together when violated friendly edges are cut."""
    kept = tuple(edge for edge, cut in zip(graph.edges, violation, strict=True) if edge[2] > 0 and cut < 0.5)
    return refined(SignedGraph(graph.size, kept), [0] * graph.size)
