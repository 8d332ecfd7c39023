"""Compiled searches over pairs of a state and its last mover; a pair is the node ``state * parties + party``."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.kernels import compiled

Integers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


@compiled
def searched(
    starts: Integers, targets: Positions, movers: Flags, start: int, goal: Flags, most: int
) -> tuple[int, Integers]:
    """Breadth first from a state: the first node with ``goal``, or -1, and for each node whence it was reached.

    ``parents`` holds the node before, -1 for the first move, -2 where a node was not reached. Nobody moves twice in a row.
    """
    count, states = starts.shape[0], starts.shape[1] - 1
    parents = np.full(states * count, -2, np.int64)
    queue = np.empty(states * count, np.int64)
    tail = 0
    for party in range(count):
        if movers[party]:
            for place in range(starts[party, start], starts[party, start + 1]):
                node = np.int64(targets[place]) * count + party
                parents[node] = -1
                queue[tail] = node
                tail += 1
                if goal[targets[place]]:
                    return node, parents
    head, depth, level = 0, 1, tail
    while head < tail:
        if head == level:
            depth += 1
            level = tail
        if depth == most:
            break
        node = queue[head]
        head += 1
        state, last = node // count, node % count
        for party in range(count):
            if movers[party] and party != last:
                for place in range(starts[party, state], starts[party, state + 1]):
                    there = np.int64(targets[place]) * count + party
                    if parents[there] == -2:
                        parents[there] = node
                        queue[tail] = there
                        tail += 1
                        if goal[targets[place]]:
                            return there, parents
    return -1, parents


@compiled
def improving_moves(indptr: Integers, indices: Positions, ranks: Positions) -> tuple[Integers, Positions]:
    """A party's moves that lead to what it prefers, as (indptr, indices)."""
    count = len(indptr) - 1
    ends = np.zeros(count + 1, np.int64)
    for state in range(count):
        found = 0
        for place in range(indptr[state], indptr[state + 1]):
            found += ranks[indices[place]] > ranks[state]
        ends[state + 1] = ends[state] + found
    kept = np.empty(ends[count], np.int32)
    at = 0
    for state in range(count):
        for place in range(indptr[state], indptr[state + 1]):
            if ranks[indices[place]] > ranks[state]:
                kept[at] = indices[place]
                at += 1
    return ends, kept
