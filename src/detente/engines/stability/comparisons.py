"""What follows from pairwise comparisons of states: levels, a contradiction, and whether any pair stays open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int32]
Pair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Compared:
    """``ranks`` are the levels; ``cycle`` holds comparisons that lead round in a circle, where there is one.

    ``complete`` is True where the comparisons settle every pair of states.
    """

    ranks: Positions
    cycle: tuple[Pair, ...]
    complete: bool


def levels(count: int, strict: Sequence[Pair], equal: Sequence[Pair]) -> Compared:
    """The level of each of ``count`` states: the length of the longest chain of strict comparisons below it.

    Levels agree with every comparison and use as few ranks as any order that does. Where every level holds only states said to
    be equal, and each state of a level follows from one below it, nothing is left open.

    >>> levels(3, [(0, 1)], [(1, 2)]).ranks.tolist()
    [1, 0, 0]
    >>> levels(3, [(0, 1), (1, 2), (2, 0)], []).cycle
    ((0, 1), (1, 2), (2, 0))
    """
    joint = list(range(count))

    def root(state: int) -> int:
        while joint[state] != state:
            joint[state] = joint[joint[state]]
            state = joint[state]
        return state

    for one, other in equal:
        joint[root(one)] = root(other)
    below: dict[int, dict[int, Pair]] = {}
    for pair in strict:
        below.setdefault(root(pair[0]), {}).setdefault(root(pair[1]), pair)
    nodes = [root(state) for state in range(count)]
    level, cycle = _chains(sorted(set(nodes)), below)
    if cycle:
        return Compared(np.zeros(count, np.int32), tuple(cycle), complete=False)
    ranks = np.array([level[node] for node in nodes], np.int32)
    return Compared(ranks, (), complete=len(set(nodes)) == int(ranks.max(initial=-1)) + 1)


def _chains(nodes: Sequence[int], below: dict[int, dict[int, Pair]]) -> tuple[dict[int, int], list[Pair]]:
    """Longest chain below each node, by depth-first search without recursion; or the comparisons of a circle."""
    level: dict[int, int] = {}
    for start in nodes:
        path: list[int] = [start] if start not in level else []
        open_edges = [iter(below.get(start, {}))]
        on_path = {start: 0}
        while path:
            node = path[-1]
            for to in open_edges[-1]:
                if to in on_path:
                    loop = [*path[on_path[to] :], to]
                    return {}, [below[one][other] for one, other in zip(loop, loop[1:], strict=False)]
                if to not in level:
                    on_path[to] = len(path)
                    path.append(to)
                    open_edges.append(iter(below.get(to, {})))
                    break
            else:
                level[node] = max((level[to] + 1 for to in below.get(node, {})), default=0)
                del on_path[node]
                path.pop()
                open_edges.pop()
    return level, []
