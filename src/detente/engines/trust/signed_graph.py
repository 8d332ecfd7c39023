"""The signed graph of the parties, and its parts that can be split into camps one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from detente.case.model import Case

Edge = tuple[int, int, int]
"""Two nodes, the smaller first, and the sign between them, 1 or -1."""


@dataclass(frozen=True)
class SignedGraph:
    """Nodes 0 to ``size`` - 1 and the signed edges between them, at most one for a pair."""

    size: int
    edges: tuple[Edge, ...]

    @cached_property
    def neighbours(self) -> tuple[dict[int, int], ...]:
        """For each node its neighbours with their sign."""
        found: tuple[dict[int, int], ...] = tuple({} for _ in range(self.size))
        for one, other, sign in self.edges:
            found[one][other] = found[other][one] = sign
        return found

    def sign(self, one: int, other: int) -> int:
        """The sign between two nodes; 0 where there is none."""
        return self.neighbours[one].get(other, 0)

    def disagreements(self, camps: Iterable[int]) -> tuple[Edge, ...]:
        """The edges that violate a split: friendly across camps, hostile within one. ``camps``: one number a node.

        >>> SignedGraph(3, ((0, 1, 1), (0, 2, -1), (1, 2, -1))).disagreements([0, 0, 0])
        ((0, 2, -1), (1, 2, -1))
        """
        of = list(camps)
        return tuple(edge for edge in self.edges if (of[edge[0]] == of[edge[1]]) != (edge[2] > 0))


def signed_graph(case: Case) -> tuple[SignedGraph, tuple[tuple[str, str], ...]]:
    """The graph of a case, its nodes in the order of the parties, and the pairs whose two views contradict each other.

    A pair has the sign on which both views agree, or that of the one which is not zero; contradictory views give none.
    """
    place = {party: number for number, party in enumerate(case.parties)}
    views: dict[tuple[int, int], set[int]] = {}
    for it in case.relations:
        if it.from_ in place and it.to in place and it.from_ != it.to and it.sign:
            one, other = sorted((place[it.from_], place[it.to]))
            views.setdefault((one, other), set()).add(it.sign)
    parties = list(case.parties)
    disputed = tuple((parties[one], parties[other]) for (one, other), signs in sorted(views.items()) if len(signs) > 1)
    edges = tuple((one, other, *signs) for (one, other), signs in sorted(views.items()) if len(signs) == 1)
    return SignedGraph(len(parties), edges), disputed  # type: ignore[arg-type]


@dataclass(frozen=True)
class Part:
    """A part of a graph that hangs on the rest by single nodes: its own graph, and the node each of its nodes is."""

    graph: SignedGraph
    nodes: tuple[int, ...]


def parts(graph: SignedGraph) -> list[Part]:
    """The blocks of a graph (two nodes of a block are joined by two ways that share no node, or by a bridge).

    Every edge lies in one block, and blocks share at most a node. Any splits of the blocks into camps can be joined
    at the shared nodes by renaming camps, so that the least disagreement of the graph is the sum over its blocks.
    """
    return [_part(edges) for edges in _blocks(graph)]


def _part(edges: list[Edge]) -> Part:
    nodes = sorted({node for edge in edges for node in edge[:2]})
    place = {node: number for number, node in enumerate(nodes)}
    own = sorted((place[one], place[other], sign) for one, other, sign in edges)
    return Part(SignedGraph(len(nodes), tuple(own)), tuple(nodes))


def _blocks(graph: SignedGraph) -> Iterator[list[Edge]]:
    """Blocks by depth-first search (Hopcroft and Tarjan 1973), without recursion."""
    entered, low = [-1] * graph.size, [0] * graph.size
    clock = 0
    for root in range(graph.size):
        if entered[root] >= 0:
            continue
        entered[root] = low[root] = clock
        clock += 1
        open_edges: list[Edge] = []
        stack = [(root, -1, iter(graph.neighbours[root].items()))]
        while stack:
            node, parent, ahead = stack[-1]
            step = next(ahead, None)
            if step is None:
                stack.pop()
                if stack:
                    low[parent] = min(low[parent], low[node])
                    if low[node] >= entered[parent]:
                        yield _closed(open_edges, parent, node)
                continue
            other, sign = step
            if other == parent or entered[other] > entered[node]:
                continue
            open_edges.append((min(node, other), max(node, other), sign))
            if entered[other] >= 0:
                low[node] = min(low[node], entered[other])
                continue
            entered[other] = low[other] = clock
            clock += 1
            stack.append((other, node, iter(graph.neighbours[other].items())))


def _closed(open_edges: list[Edge], one: int, other: int) -> list[Edge]:
    """Take the edges of a block from the open ones: down to the edge that led into it."""
    block: list[Edge] = []
    while open_edges:
        block.append(open_edges.pop())
        if block[-1][:2] == (min(one, other), max(one, other)):
            break
    return block
