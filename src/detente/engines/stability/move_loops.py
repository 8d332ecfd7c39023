"""Compiled loops: lists of moves from groups of states that differ only in one party's options."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.kernels import compiled

Integers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int32]


@compiled
def linked_moves(
    states: Integers,
    group: Positions,
    members: Positions,
    start: Integers,
    free: bool,
    can_take: Integers,
    can_drop: Integers,
) -> tuple[Integers, Positions]:
    """The moves within groups as (indptr, indices); see :class:`~detente.engines.stability.game.Reach`.

    Members of a group stand in increasing order, so the moves do too.
    """
    count = len(states)
    indptr = np.zeros(count + 1, np.int64)
    for state in range(count):
        own = group[state]
        found = 0
        for place in range(start[own], start[own + 1]):
            to = members[place]
            if to == state:
                continue
            change = states[to] ^ states[state]
            if free or (change & states[to] & ~can_take[state] == 0 and change & states[state] & ~can_drop[state] == 0):
                found += 1
        indptr[state + 1] = indptr[state] + found
    indices = np.empty(indptr[count], np.int32)
    at = 0
    for state in range(count):
        own = group[state]
        for place in range(start[own], start[own + 1]):
            to = members[place]
            if to == state:
                continue
            change = states[to] ^ states[state]
            if free or (change & states[to] & ~can_take[state] == 0 and change & states[state] & ~can_drop[state] == 0):
                indices[at] = to
                at += 1
    return indptr, indices


@compiled
def reversed_moves(indptr: Integers, indices: Positions) -> tuple[Integers, Positions]:
    """The same moves seen from where they lead: sources of the moves into each state, in increasing order."""
    count = len(indptr) - 1
    back = np.zeros(count + 1, np.int64)
    for to in indices:
        back[to + 1] += 1
    for state in range(count):
        back[state + 1] += back[state]
    at = back[:-1].copy()
    sources = np.empty(len(indices), np.int32)
    for state in range(count):
        for place in range(indptr[state], indptr[state + 1]):
            to = indices[place]
            sources[at[to]] = state
            at[to] += 1
    return back, sources


@compiled
def merged_moves(indptr: Integers, indices: Positions, position: Positions, count: int) -> tuple[Integers, Positions]:
    """Moves between ``count`` merged states, each once and none that stays; ``position`` says into which a state went."""
    sources = np.argsort(position, kind="mergesort")
    seen = np.full(count, -1, np.int32)
    out = np.empty(len(indices), np.int32)
    starts = np.zeros(count + 1, np.int64)
    at = 0
    for source in sources:
        merged = position[source]
        for place in range(indptr[source], indptr[source + 1]):
            to = position[indices[place]]
            if to != merged and seen[to] != merged:
                seen[to] = merged
                out[at] = to
                at += 1
        starts[merged + 1] = at
    for state in range(count):
        out[starts[state] : starts[state + 1]].sort()
    return starts, out[:at].copy()
