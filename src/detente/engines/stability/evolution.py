"""How a conflict could move on from a state: what is reached, how soon, by whom (status quo analysis).

After Li, Kilgour and Hipel (2005) and Xu, Kilgour, Hipel and Kemkes (2010): nobody moves twice in a row; a path by improvements is
one on which each mover prefers where it leads to where it stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.engines.stability.game import Integers
from detente.engines.stability.graph import Arcs, Flags, Graph, Step


@dataclass(frozen=True, eq=False)
class Evolution:
    """All that can be reached from ``start`` along ``arcs``; ``parents`` are those of the search."""

    graph: Graph
    arcs: Arcs
    start: int
    parents: Integers

    @cached_property
    def steps(self) -> Integers:
        """Least number of moves to each state, 0 for the start, -1 where it is not reached; shape (states,)."""
        count = len(self.graph.parties)
        depth = np.full(len(self.parents), -1, np.int64)
        front = np.flatnonzero(self.parents == -1)
        steps = np.full(self.graph.states, -1, np.int64)
        order = np.argsort(self.parents, kind="stable")
        keys = self.parents[order]
        level = 1
        while len(front):
            depth[front] = level
            states = np.unique(front // count)
            fresh = states[steps[states] < 0]
            steps[fresh] = level
            left, right = np.searchsorted(keys, front), np.searchsorted(keys, front, side="right")
            front = np.concatenate([order[a:b] for a, b in zip(left, right, strict=True)]) if len(front) else front
            level += 1
        steps[self.start] = 0
        return steps

    @property
    def reached(self) -> Flags:
        """Which states can be reached, the start among them."""
        return np.asarray(self.steps >= 0)

    def path(self, state: int) -> tuple[Step, ...] | None:
        """A shortest path to a state; empty for the start, None where it cannot be reached."""
        return () if state == self.start else self.arcs.path_to(state, self.parents)

    def needed(self, state: int) -> tuple[int, ...]:
        """The parties without whose moves a state cannot be reached; none for the start and for what is not reached."""
        if state == self.start or self.steps[state] < 0:
            return ()
        goal = np.zeros(self.graph.states, bool)
        goal[state] = True
        return tuple(
            party
            for party in self.graph.parties
            if self.arcs.path(self.graph.others((party,)), self.start, goal) is None
        )


def by_moves(graph: Graph, start: int) -> Evolution:
    """What is reached by any moves."""
    return Evolution(graph, graph.moves, start, graph.moves.closure(graph.parties, start)[1])


def by_improvements(graph: Graph, start: int) -> Evolution:
    """What is reached if everybody moves only to what it prefers to where it stands."""
    return Evolution(graph, graph.improvements, start, graph.improvements.closure(graph.parties, start)[1])
