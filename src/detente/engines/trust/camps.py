"""Splits of the whole network put together from its blocks, and what they leave open."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.engines.trust.any_camps import any_camps, within_camps
from detente.engines.trust.signed_graph import Edge, Part, SignedGraph, parts
from detente.engines.trust.two_camps import Best, two_camps

Solved = tuple[Part, Best]


@dataclass(frozen=True)
class CampSplit:
    """A best split: a camp number a node, what it violates, and what differs between best splits."""

    camps: tuple[int, ...]
    value: int
    at_least: int
    count: int | None
    unsettled: tuple[int, ...]
    always: tuple[Edge, ...] | None


def split_in_two(graph: SignedGraph, seconds: float) -> tuple[CampSplit, list[Solved]]:
    """The best split into two camps, and that of every block."""
    solved: list[Solved] = []
    until = time.monotonic() + seconds
    blocks = parts(graph)
    for place, part in enumerate(blocks):
        share = max(until - time.monotonic(), 0.5) / (len(blocks) - place)
        solved.append((part, two_camps(part.graph, max(share, 0.5))))
    camps = [-1] * graph.size
    for root in range(graph.size):
        if camps[root] < 0:
            camps[root] = 0
            _spread(root, camps, solved)
    connected = _connected(graph)
    return _whole(graph, tuple(2 * connected[node] + camp for node, camp in enumerate(camps)), solved), solved


def _spread(root: int, camps: list[int], solved: list[Solved]) -> None:
    """Give the nodes of all blocks around a node their camp, block by block."""
    queue = [root]
    while queue:
        node = queue.pop()
        for part, best in solved:
            if node not in part.nodes:
                continue
            own = best.splits[0]
            flip = camps[node] ^ own[part.nodes.index(node)]
            for other, camp in zip(part.nodes, own, strict=True):
                if camps[other] < 0:
                    camps[other] = camp ^ flip
                    queue.append(other)


def split_freely(graph: SignedGraph, seconds: float, in_two: list[Solved]) -> CampSplit:
    """The best split into any number of camps."""
    until = time.monotonic() + seconds
    solved: list[Solved] = []
    for place, (part, two) in enumerate(in_two):
        share = max(until - time.monotonic(), 0.5) / (len(in_two) - place)
        solved.append((part, any_camps(part.graph, share, two.splits[0])))
    same: list[Edge] = []
    for part, best in solved:
        own = best.splits[0]
        same += [(part.nodes[one], part.nodes[other], 1) for one, other in _pairs(own)]
    return _whole(graph, _connected(SignedGraph(graph.size, tuple(same))), solved)


def _pairs(camps: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs that join every camp: each node with the first of its camp."""
    first: dict[int, int] = {}
    for node, camp in enumerate(camps):
        if first.setdefault(camp, node) != node:
            yield first[camp], node


def by_number(graph: SignedGraph, two: CampSplit, free: CampSplit) -> dict[int, int | None]:
    """The least disagreement with at most one, two, three ... camps, up to the number of the best free split."""
    hostile = sum(sign < 0 for _, _, sign in graph.edges)
    found: dict[int, int | None] = {1: hostile, 2: two.value if two.at_least == two.value else None}
    blocks = parts(graph)
    camps = max((len(_used(part, free.camps)) for part in blocks), default=1)
    for most in range(3, camps + 1):
        each = [within_camps(part.graph, most) for part in blocks]
        found[most] = sum(it for it in each if it is not None) if None not in each else None
        if found[most] == free.value:
            break
    return found


def _used(part: Part, camps: Sequence[int]) -> set[int]:
    return {camps[node] for node in part.nodes}


def _whole(graph: SignedGraph, camps: tuple[int, ...], solved: list[Solved]) -> CampSplit:
    count: int | None = 1
    unsettled: set[int] = set()
    always: list[Edge] | None = []
    for part, best in solved:
        count = count * best.count if count is not None and best.count is not None else None
        for other in best.splits[1:]:
            unsettled |= {part.nodes[node] for node in _differing(best.splits[0], other)}
        if best.count is None or best.count > len(best.splits):
            always = None
        elif always is not None:
            common = set.intersection(*(set(part.graph.disagreements(it)) for it in best.splits))
            always += [(part.nodes[one], part.nodes[other], sign) for one, other, sign in common]
    return CampSplit(
        camps=camps,
        value=sum(best.value for _, best in solved),
        at_least=sum(best.at_least for _, best in solved),
        count=count,
        unsettled=tuple(sorted(unsettled)),
        always=tuple(sorted(always)) if always is not None else None,
    )


def _differing(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """Nodes that change camp between two splits, once camps are matched by most nodes in common."""
    common: dict[tuple[int, int], int] = {}
    for pair in zip(one, other, strict=True):
        common[pair] = common.get(pair, 0) + 1
    match: dict[int, int] = {}
    for (first, second), _ in sorted(common.items(), key=lambda item: -item[1]):
        if first not in match and second not in match.values():
            match[first] = second
    return [node for node, (first, second) in enumerate(zip(one, other, strict=True)) if match.get(first) != second]


def _connected(graph: SignedGraph) -> tuple[int, ...]:
    """For each node the number of its connected part."""
    number = [-1] * graph.size
    parts_found = 0
    for root in range(graph.size):
        if number[root] >= 0:
            continue
        number[root], queue = parts_found, [root]
        while queue:
            for other in graph.neighbours[queue.pop()]:
                if number[other] < 0:
                    number[other] = parts_found
                    queue.append(other)
        parts_found += 1
    return tuple(number)
