"""The game that every analysis of stability works on: states, unilateral moves and preferences as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.engines.stability.move_loops import linked_moves
from detente.errors import MethodError

Integers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int32]
MOST_MOVES = 300_000_000
"""Of how many moves a list is made; what needs more works on groups of states instead."""


@dataclass(frozen=True)
class GameOption:
    """A yes-or-no choice; ``parties`` are the positions of all parties that can change it."""

    id: str
    name: str
    parties: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Moves:
    """One party's unilateral moves: those from state ``s`` lead to ``indices[indptr[s]:indptr[s + 1]]``, in increasing order.

    Both count positions in the game's ``states``; no state leads to itself.
    """

    indptr: Integers
    indices: Positions

    def of(self, state: int) -> Positions:
        """Where the party can move from a state.

        >>> Moves(np.array([0, 1, 1]), np.array([1], np.int32)).of(0).tolist()
        [1]
        """
        return self.indices[self.indptr[state] : self.indptr[state + 1]]


@dataclass(frozen=True, eq=False)
class Reach:
    """One party's moves in a form that needs no list of them.

    States that differ only in the party's own options form a group: group ``g`` is
    ``members[start[g]:start[g + 1]]``, and state ``s`` is in group ``group[s]``. Where ``free``, every member leads to
    every other. Else a move from ``s`` to ``t`` is possible where it takes only options in ``can_take[s]`` and drops
    only options in ``can_drop[s]`` (both masks of options, the first the lowest bit); the masks are empty where free.
    """

    group: Positions
    members: Positions
    start: Integers
    free: bool
    can_take: Integers
    can_drop: Integers


@dataclass(frozen=True, eq=False)
class Partial:
    """Comparisons that leave some pairs of states open: ``better[k]`` is preferred to ``worse[k]``, ``same`` pairs are equal.

    Positions in the game's ``states``; what follows from them by transitivity is not listed.
    """

    better: Positions
    worse: Positions
    same: npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Game:
    """A conflict in graph form; all arrays are read-only by agreement.

    ``states`` holds the decimal value of each feasible state in increasing order (the first option is the lowest bit; of
    coalesced states the least value stands for all), or, for a game given by its states, their ids in the order given.
    ``ranks`` (parties, states): the greater the better, equal where the party is indifferent; from 0, without gaps.
    Where a party's comparisons leave pairs open, ``partial`` holds them, and its ranks are the levels of what is known
    (see :func:`~detente.engines.stability.preferences.levels`). ``names`` words the states of a game without options.
    ``varying`` masks, for each state, the options in which the states coalesced into it differ; it is empty where nothing
    was coalesced. ``listed`` gives moves that are given one by one, ``reach`` moves by options; one of them is empty.
    """

    parties: tuple[str, ...]
    options: tuple[GameOption, ...]
    states: Integers
    ranks: Positions
    status_quo: int | None
    names: tuple[str, ...] = ()
    varying: Integers | None = None
    partial: tuple[Partial | None, ...] = ()
    reach: tuple[Reach, ...] = ()
    listed: tuple[Moves, ...] = ()

    @cached_property
    def moves(self) -> tuple[Moves, ...]:
        """The moves of each party, one by one; raises :class:`MethodError` where that would be very many."""
        if self.listed:
            return self.listed
        pairs = sum(int((np.diff(it.start).astype(np.float64) ** 2).sum()) for it in self.reach)
        if pairs > MOST_MOVES:
            raise MethodError(
                f"{len(self.states):,} states have up to {pairs:,} moves, too many to list",
                advice="leave out options, or say what is infeasible",
            )
        return tuple(
            Moves(*linked_moves(self.states, it.group, it.members, it.start, it.free, it.can_take, it.can_drop))
            for it in self.reach
        )

    def position(self, state: int) -> int:
        """Where a state stands, given its decimal value or id; raises :class:`MethodError` where it is not feasible."""
        found = np.flatnonzero(self.states == state)
        if not len(found):
            raise MethodError(
                f"no feasible state is {state}", advice="`detente stability CASE --json` lists the states"
            )
        return int(found[0])
