"""The game as a graph that can be searched: who can move where, which of that is an improvement, who prefers what.

Group moves follow Kilgour, Hipel and Fang (1987) and Fang, Hipel and Kilgour (1993): parties move one after the other, in any
order, and nobody twice in a row. A search therefore runs over pairs of a state and its last mover.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engines.stability.game import Game, Integers, Moves, Positions
from detente.engines.stability.graph_loops import improving_moves, searched

Flags = npt.NDArray[np.bool_]


class Step(NamedTuple):
    """A move of a party to a state; both are positions in the game."""

    party: int
    state: int


@dataclass(frozen=True, eq=False)
class Arcs:
    """The moves of all parties: party ``i`` leads from ``s`` to ``targets[starts[i, s]:starts[i, s + 1]]``."""

    starts: Integers
    targets: Positions

    def of(self, party: int, state: int) -> Positions:
        """Where a party leads from a state."""
        return self.targets[self.starts[party, state] : self.starts[party, state + 1]]

    def flags(self, parties: Iterable[int]) -> Flags:
        """Which parties may move, as flags."""
        flags = np.zeros(len(self.starts), bool)
        flags[list(parties)] = True
        return flags

    def path(self, parties: Iterable[int], start: int, goal: Flags, most: int = -1) -> tuple[Step, ...] | None:
        """The shortest sequence of moves by ``parties`` to a state with ``goal``, of one step or more; None where there is none.

        ``most`` bounds the number of steps.
        """
        end, parents = searched(self.starts, self.targets, self.flags(parties), start, goal, most)
        return None if end < 0 else self._back(end, parents)

    def closure(self, parties: Iterable[int], start: int) -> tuple[Flags, Integers]:
        """All that ``parties`` can reach from a state, and the search behind it: for each pair of state and last mover, whence."""
        goal = np.zeros(self.starts.shape[1] - 1, bool)
        _, parents = searched(self.starts, self.targets, self.flags(parties), start, goal, -1)
        return (parents.reshape(-1, len(self.starts)) != UNSEEN).any(axis=1), parents

    def path_to(self, state: int, parents: Integers) -> tuple[Step, ...] | None:
        """The shortest path to a state within a search that ran to its end."""
        count = len(self.starts)
        ends = [node for node in range(state * count, state * count + count) if parents[node] != UNSEEN]
        paths = [self._back(node, parents) for node in ends]
        return min(paths, key=len) if paths else None

    def _back(self, node: int, parents: Integers) -> tuple[Step, ...]:
        count, steps = len(self.starts), []
        while node >= 0:
            steps.append(Step(node % count, node // count))
            node = int(parents[node])
        return tuple(reversed(steps))


UNSEEN = -2


@dataclass(frozen=True, eq=False)
class Graph:
    """A game and its moves as arcs; improvements are alike in form, and listed when first asked for."""

    game: Game
    moves: Arcs

    @cached_property
    def improvements(self) -> Arcs:
        """The moves to what the mover prefers."""
        return _joined([_improving(self, party, it) for party, it in enumerate(self.game.moves)])

    def gains(self, party: int, state: int) -> Positions:
        """Where a party can move from a state to what it prefers."""
        own = self.moves.of(party, state)
        ranks = self.game.ranks[party]
        better: Positions = own[ranks[own] > ranks[state]]
        return better

    @property
    def parties(self) -> range:
        """The parties, by position."""
        return range(len(self.game.parties))

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.game.states)

    def others(self, members: Iterable[int]) -> tuple[int, ...]:
        """All parties but these."""
        own = set(members)
        return tuple(party for party in self.parties if party not in own)

    def preferred(self, party: int, state: int) -> Flags:
        """Which states a party prefers to one, strictly; shape (states,)."""
        ranks = self.game.ranks[party]
        better: Flags = ranks > ranks[state]
        return better

    def preferred_by_all(self, members: Iterable[int], state: int) -> Flags:
        """Which states every member prefers to one."""
        better = np.ones(self.states, bool)
        for party in members:
            better &= self.preferred(party, state)
        return better


def graph_of(game: Game) -> Graph:
    """The graph of a game; raises :class:`MethodError` where its moves are too many to list.

    Where a party's comparisons leave pairs open, its ranks stand for them, as in all verdicts at the best values.

    >>> from detente.engines.stability.game import GameOption
    >>> moves = tuple(Moves(np.array([0, 1, 2]), np.array(to, np.int32)) for to in ([1, 0],))
    >>> game = Game(("one",), (), np.array([1, 2]), np.array([[0, 1]], np.int32), None, listed=moves)
    >>> graph_of(game).improvements.of(0, 0).tolist(), graph_of(game).improvements.of(0, 1).tolist()
    ([1], [])
    """
    return Graph(game, _joined(game.moves))


def _improving(graph: Graph, party: int, own: Moves) -> Moves:
    return Moves(*improving_moves(own.indptr, own.indices, graph.game.ranks[party]))


def _joined(parts: Sequence[Moves]) -> Arcs:
    starts, targets, shift = [], [], 0
    for part in parts:
        starts.append(part.indptr + shift)
        targets.append(part.indices)
        shift += len(part.indices)
    return Arcs(np.array(starts, np.int64), np.concatenate(targets))
