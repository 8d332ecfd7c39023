"""The concepts of stability for every party and state: Nash, GMR, SMR, SEQ and SSEQ."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.engines.stability.concept_loops import (
    BOUND,
    FREE,
    LISTED,
    NEVER,
    best_after_bound,
    best_after_free,
    best_after_listed,
    deterred_bound,
    deterred_free,
    deterred_listed,
    floors,
    grouped,
    in_order,
)
from detente.engines.stability.game import Game, Reach
from detente.engines.stability.move_loops import reversed_moves
from detente.errors import MethodError

Concept = Literal["nash", "gmr", "smr", "seq", "sseq"]
Positions = npt.NDArray[np.int32]
Stable = npt.NDArray[np.bool_]
MOST_PAIRS = 4_000_000_000
MOST_ALONE = 20_000
"""With more states, parties are looked at side by side."""
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq")
NAMES: dict[Concept, str] = {
    "nash": "Nash stability",
    "gmr": "general metarationality",
    "smr": "symmetric metarationality",
    "seq": "sequential stability",
    "sseq": "symmetric sequential stability",
}


@dataclass(frozen=True, eq=False)
class Analysis:
    """Which states are stable for whom: ``stable[concept]`` is (parties, states), true where the state is stable for the party.

    A state is stable for party i where it has no improvement (``nash``), or where for every improvement s1 the others have a
    response s2, after i's move, that i does not prefer to where it started: by any moves (``gmr``), by any moves such that i
    cannot then escape to a state that it prefers (``smr``), by moves that the others themselves prefer (``seq``), or by such moves
    without escape (``sseq``). Others respond one after the other, none twice in a row, and may bring the conflict back to where
    it was. Source: Fang, Hipel and Kilgour 1993, Interactive Decision Making: The Graph Model for Conflict Resolution (Wiley).
    """

    game: Game
    stable: dict[Concept, Stable]

    @cached_property
    def equilibria(self) -> dict[Concept, npt.NDArray[np.int64]]:
        """Positions of the states that are stable for every party, by concept."""
        return {concept: np.flatnonzero(it.all(axis=0)) for concept, it in self.stable.items()}


def analysed(game: Game, concepts: Sequence[Concept] = CONCEPTS) -> Analysis:
    """The stability of every state for every party.

    For a party that orders all states, a response is a sanction where the rank it leads to is low enough; so the least rank
    among all responses (for ``smr`` and ``sseq``: the least of the best ranks the party can still reach after one) settles every
    question about an improvement, and one backward search per party and concept finds it for all states at once.

    >>> from detente.engines.stability.game import Moves
    >>> one = Moves(np.array([0, 1, 2, 3, 4]), np.array([1, 0, 3, 2], np.int32))
    >>> two = Moves(np.array([0, 1, 2, 3, 4]), np.array([2, 3, 0, 1], np.int32))
    >>> dilemma = Game(("one", "two"), (), np.arange(4), np.array([[1, 0, 3, 2], [1, 3, 0, 2]], np.int32), 0, listed=(one, two))
    >>> {concept: found.tolist() for concept, found in analysed(dilemma, ["nash", "seq"]).equilibria.items()}
    {'nash': [0], 'seq': [0, 3]}
    """
    board = Board(game)
    parties = range(len(game.parties))
    if len(game.states) <= MOST_ALONE:
        rows = [_stable_for(board, party, concepts) for party in parties]
    else:
        with ThreadPoolExecutor(
            min(len(parties), os.cpu_count() or 1)
        ) as pool:  # the loops free the interpreter's lock
            rows = list(pool.map(lambda party: _stable_for(board, party, concepts), parties))
    return Analysis(game, {concept: np.array([row[concept] for row in rows]) for concept in concepts})


def _stable_for(board: Board, party: int, concepts: Sequence[Concept]) -> dict[Concept, Stable]:
    """Where a party is stable, by concept."""
    plain = board.game.ranks[party]
    escape = board.best_after(party) if {"smr", "sseq"} & set(concepts) else plain
    found: dict[Concept, Stable] = {}
    for concept in concepts:
        if concept == "nash":
            floor = np.full(len(plain), NEVER, np.int32)
        else:
            values = escape if concept in ("smr", "sseq") else plain
            floor = board.floors(party, values, improving=concept in ("seq", "sseq"))
        found[concept] = board.deterred(party, floor)
    return found


class Board:
    """A game laid out for the compiled loops; see :mod:`detente.engines.stability.concept_loops`.

    Raises :class:`~detente.errors.MethodError` where a party that cannot take back all its moves has so many options that its
    moves could not be looked at in a bounded time.
    """

    def __init__(self, game: Game) -> None:
        self.game = game
        parties, count = game.ranks.shape
        self.kinds = np.array([_kind(game, party) for party in range(parties)], np.uint8)
        self.ranks = np.ascontiguousarray(game.ranks.T)
        self.begins, self.worse, self.ends = (np.zeros((count, parties), np.int32) for _ in range(3))
        self.can_take, self.can_drop = (
            np.zeros((count if BOUND in self.kinds else 0, parties), np.int64) for _ in range(2)
        )
        self.list_at = np.zeros(parties, np.int64)
        lists: list[Positions] = []
        at = 0
        for party in sorted(range(parties), key=lambda party: self.kinds[party] == LISTED):
            self.list_at[party] = at
            lists.append(self._listed(party, at) if self.kinds[party] == LISTED else self._grouped(party, at))
            at += len(lists[-1])
        self.lists = np.concatenate(lists)
        self.answerable = count * int(np.count_nonzero(self.kinds != LISTED))

    def _grouped(self, party: int, at: int) -> Positions:
        reach, ranks = self.game.reach[party], self.game.ranks[party]
        ordered = grouped(in_order(ranks), reach.group, reach.start)
        self.begins[:, party] = at + reach.start[reach.group]
        self.ends[:, party] = at + reach.start[reach.group + 1]
        self.worse[:, party] = at + _worse(ordered, reach, ranks)
        if self.kinds[party] == BOUND:
            self.can_take[:, party], self.can_drop[:, party] = reach.can_take, reach.can_drop
        return ordered

    def _listed(self, party: int, at: int) -> Positions:
        moves = self.game.listed[party]
        back, sources = reversed_moves(moves.indptr, moves.indices)
        self.begins[:, party], self.ends[:, party] = at + back[:-1], at + back[1:]
        return sources

    def sorted_members(self, party: int) -> Positions:
        """The states of a party with groups, group after group, each in increasing order of its ranks."""
        return self.lists[self.list_at[party] : self.list_at[party] + len(self.game.states)]

    def floors(self, party: int, values: Positions, improving: bool) -> Positions:
        """For each state the least value that the other parties can bring about from it, by any moves or by improvements."""
        others = np.array([other for other in range(len(self.game.parties)) if other != party], np.int64)
        lists = self.lists.copy() if BOUND in self.kinds else self.lists  # groups of bound parties are reordered
        return floors(
            in_order(values), values, others, improving, self.ranks, self.kinds, self.answerable, lists, self.begins, self.worse,
            self.ends, self.game.states, self.can_take, self.can_drop,
        )  # fmt: skip

    def best_after(self, party: int) -> Positions:
        """For each state the best rank a party holds there or after one move."""
        game, ranks, kind = self.game, self.game.ranks[party], self.kinds[party]
        if kind == LISTED:
            return best_after_listed(ranks, game.listed[party].indptr, game.listed[party].indices)
        reach = game.reach[party]
        if kind == FREE:
            return best_after_free(ranks, self.sorted_members(party), reach.start)
        return best_after_bound(
            ranks, reach.members, reach.group, reach.start, game.states, reach.can_take, reach.can_drop
        )

    def deterred(self, party: int, floor: Positions) -> Stable:
        """In which states each improvement of a party can be answered with a value no higher than its rank there."""
        game, ranks, kind = self.game, self.game.ranks[party], self.kinds[party]
        if kind == LISTED:
            return deterred_listed(ranks, floor, game.listed[party].indptr, game.listed[party].indices).astype(bool)
        reach = game.reach[party]
        if kind == FREE:
            return deterred_free(ranks, floor, self.sorted_members(party), reach.start).astype(bool)
        return deterred_bound(
            ranks, floor, reach.members, reach.group, reach.start, game.states, reach.can_take, reach.can_drop
        ).astype(bool)


def _kind(game: Game, party: int) -> int:
    """How a party's moves are held; see :mod:`detente.engines.stability.concept_loops`."""
    if game.listed:
        return LISTED
    reach = game.reach[party]
    if reach.free:
        return FREE
    pairs = int((np.diff(reach.start).astype(np.float64) ** 2).sum())
    if pairs > MOST_PAIRS:
        raise MethodError(
            f"`{game.parties[party]}` could move between {pairs:,} pairs of states, and {MOST_PAIRS:,} is the most where some of its "
            "moves cannot be taken back",
            advice="say in `infeasible` which of its options exclude one another, or leave out options",
        )
    return BOUND


def _worse(ordered: Positions, reach: Reach, ranks: Positions) -> Positions:
    """For each state where the members of its group with less rank end; ``ordered`` is group after group by rank."""
    groups, by_rank = reach.group[ordered], ranks[ordered]
    new = np.ones(len(ordered), bool)
    new[1:] = (groups[1:] != groups[:-1]) | (by_rank[1:] != by_rank[:-1])
    found = np.empty(len(ordered), np.int32)
    found[ordered] = np.flatnonzero(new)[np.cumsum(new) - 1]  # where the states of the same group and rank begin
    return found
