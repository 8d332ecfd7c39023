"""The frustration index of a block: the fewest edges that violate a split into two camps, exactly.

The integer program follows Aref, Mason and Wilson (2020, doi:10.1002/net.21907): minimise sum f_e with x_i in {0, 1},
f_ij >= x_i - x_j and f_ij >= x_j - x_i for friendly edges, f_ij >= x_i + x_j - 1 and f_ij >= 1 - x_i - x_j for hostile
ones. Added are cuts by negative cycles, and that the answer be better than that of a local search.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.engines.trust.negative_cycles import ALMOST, CycleBound, cycle_bound
from detente.engines.trust.signed_graph import SignedGraph

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
MOST_ENUMERATED = 16
MOST_KEPT = 256
STARTS = 60


@dataclass(frozen=True)
class Best:
    """Best splits of a block: the disagreement, a lower bound, one camp number a node for each split kept.

    ``count`` is the number of best splits, None where they were not counted.
    """

    value: int
    at_least: int
    splits: tuple[tuple[int, ...], ...]
    count: int | None

    @property
    def proven(self) -> bool:
        """True where nothing better exists."""
        return self.at_least >= self.value


def two_camps(graph: SignedGraph, seconds: float) -> Best:
    """The best splits of a connected graph into two camps.

    >>> two_camps(SignedGraph(3, ((0, 1, 1), (0, 2, 1), (1, 2, -1))), 1.0).value
    1
    """
    if graph.size <= MOST_ENUMERATED:
        return _enumerated(graph)
    until = time.monotonic() + seconds
    split = local_search(graph)
    value = len(graph.disagreements(split))
    bound = cycle_bound(graph, value, seconds / 2)
    at_least = int(np.ceil(bound.value - ALMOST))
    if at_least < value:
        value, split, at_least = _integer_program(graph, bound, value, split, at_least, until - time.monotonic())
    return Best(value, at_least, (split,), None)


def _enumerated(graph: SignedGraph) -> Best:
    """By looking at every split; the first node is in the first camp."""
    codes = np.arange(1 << max(graph.size - 1, 0), dtype=np.int64)
    wrong = np.zeros(len(codes), dtype=np.int64)
    shifts = [0 if node == 0 else 1 << (node - 1) for node in range(graph.size)]
    for one, other, sign in graph.edges:
        across = ((codes & shifts[one]) != 0) ^ ((codes & shifts[other]) != 0)
        wrong += across == (sign > 0)
    value = int(wrong.min(initial=len(graph.edges)))
    best = codes[wrong == value]
    splits = tuple(tuple(int(bool(code & shift)) for shift in shifts) for code in best[:MOST_KEPT].tolist())
    return Best(value, value, splits, len(best))


def local_search(graph: SignedGraph, starts: int = STARTS) -> tuple[int, ...]:
    """A good split: from many starts, change single sides and then swap pairs while that helps; repeatable."""
    signs = np.zeros((graph.size, graph.size))
    for one, other, sign in graph.edges:
        signs[one, other] = signs[other, one] = sign
    numbers = np.random.default_rng(graph.size)
    best, sides = -np.inf, np.ones(graph.size)
    for _ in range(starts):
        trial = numbers.choice([-1.0, 1.0], graph.size)
        _improve(signs, trial)
        agreed = trial @ signs @ trial
        if agreed > best + 0.5:
            best, sides = agreed, trial
    return tuple(int(side != sides[0]) for side in sides)


def _improve(signs: Array, sides: Array) -> None:
    pull = signs @ sides  # of each node toward the first camp
    while True:
        gain = -sides * pull
        node = int(gain.argmax())
        if gain[node] > 0:
            sides[node] = -sides[node]
            pull += 2 * signs[:, node] * sides[node]
            continue
        both = gain[:, None] + gain[None, :] + 2 * signs * np.outer(sides, sides)
        np.fill_diagonal(both, -1)
        one, other = np.unravel_index(int(both.argmax()), both.shape)
        if both[one, other] <= 0:
            return
        for place in (one, other):
            sides[place] = -sides[place]
            pull += 2 * signs[:, place] * sides[place]


def _integer_program(
    graph: SignedGraph, bound: CycleBound, value: int, split: tuple[int, ...], at_least: int, seconds: float
) -> tuple[int, tuple[int, ...], int]:
    """Value, split and lower bound by HiGHS, with what the bound knows; nothing better than ``value`` proves it."""
    import scipy.optimize as optimize
    import scipy.sparse as sparse

    size, edges = graph.size, len(graph.edges)
    one, other, sign = np.array(graph.edges, dtype=np.int64).T
    number, friendly = np.arange(edges), sign > 0
    rows = np.concatenate([2 * number, 2 * number + 1] * 3)
    columns = np.concatenate([one, one, other, other, size + number, size + number])
    first = np.concatenate([-np.ones(edges), np.ones(edges)])
    second = np.concatenate([np.where(friendly, 1.0, -1.0), np.where(friendly, -1.0, 1.0)])
    values = np.concatenate([first, second, np.ones(2 * edges)])
    sides = sparse.csr_array((values, (rows, columns)), shape=(2 * edges, size + edges))
    least = np.zeros(2 * edges)
    least[::2], least[1::2] = np.where(friendly, 0.0, -1.0), np.where(friendly, 0.0, 1.0)
    cuts = [it for it in bound.cycles if bound.violation[list(it)].sum() < 1 + 0.1]
    cut_rows = np.repeat(np.arange(len(cuts)), [len(it) for it in cuts])
    cut_columns = np.array([edge for it in cuts for edge in it], dtype=np.int64) + size
    cycles = sparse.csr_array((np.ones(len(cut_rows)), (cut_rows, cut_columns)), shape=(len(cuts), size + edges))
    cost = np.concatenate([np.zeros(size), np.ones(edges)])
    better = sparse.csr_array(cost[np.newaxis])
    lower, upper = np.zeros(size + edges), np.ones(size + edges)
    degrees = [len(it) for it in graph.neighbours]
    lower[int(np.argmax(degrees))] = 1  # of a split and its mirror image one is enough
    solved = optimize.milp(
        cost,
        integrality=np.concatenate([np.ones(size), np.zeros(edges)]),
        bounds=optimize.Bounds(lower, upper),
        constraints=[
            optimize.LinearConstraint(sides, least, np.inf),
            optimize.LinearConstraint(cycles, 1, np.inf),
            optimize.LinearConstraint(better, at_least, value - 1),
        ],
        options={"time_limit": max(seconds, 0.1), "mip_rel_gap": 0},
    )
    if solved.status == 2:
        return value, split, value
    shown = solved.mip_dual_bound if solved.mip_dual_bound is not None else at_least
    at_least = max(at_least, int(np.ceil(shown - ALMOST))) if np.isfinite(shown) else at_least
    if solved.x is not None:
        split = tuple(np.round(solved.x[:size]).astype(int).tolist())
        value = len(graph.disagreements(split))
    return value, split, min(at_least, value)
