"""The concepts of stability for every party and state: Nash, GMR, SMR, SEQ and SSEQ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.engines.stability.concept_loops import (
    best_after_free,
    best_after_listed,
    deterred_free,
    deterred_listed,
    floors,
    grouped,
)
from detente.engines.stability.game import Game, Moves, Reach
from detente.engines.stability.move_loops import reversed_moves

Concept = Literal["nash", "gmr", "smr", "seq", "sseq"]
Positions = npt.NDArray[np.int32]
Stable = npt.NDArray[np.bool_]
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
    stable = {concept: np.ones(game.ranks.shape, bool) for concept in concepts}
    never = np.full(len(game.states), np.iinfo(np.int32).max, np.int32)
    for party in range(len(game.parties)):
        answers: dict[Concept, Positions] = {"nash": never}
        plain = game.ranks[party]
        if {"gmr", "seq"} & set(concepts):
            for concept, improving in (("gmr", False), ("seq", True)):
                if concept in concepts:
                    answers[concept] = board.floors(party, plain, improving)  # type: ignore[index]
        if {"smr", "sseq"} & set(concepts):
            escape = board.best_after(party)
            for concept, improving in (("smr", False), ("sseq", True)):
                if concept in concepts:
                    answers[concept] = board.floors(party, escape, improving)  # type: ignore[index]
        for concept in concepts:
            stable[concept][party] = board.deterred(party, answers[concept])
    return Analysis(game, stable)


class Board:
    """A game laid out for the compiled loops; see :mod:`detente.engines.stability.concept_loops`."""

    def __init__(self, game: Game) -> None:
        self.game = game
        parties, count = game.ranks.shape
        self.reach: tuple[Reach | None, ...] = tuple(
            (game.reach[party] if game.reach and game.reach[party].free else None) for party in range(parties)
        )
        self.free = np.array([it is not None for it in self.reach], np.uint8)
        self.ranks = np.ascontiguousarray(game.ranks.T)
        self.begins, self.worse, self.ends = (np.zeros((count, parties), np.int32) for _ in range(3))
        self.answerable = count * int(self.free.sum())
        self.list_at = np.zeros(parties, np.int64)
        lists: list[Positions] = []
        at = 0
        for party in sorted(range(parties), key=lambda party: self.reach[party] is None):
            self.list_at[party] = at
            lists.append(self._free(party, at) if self.free[party] else self._listed(party, at))
            at += len(lists[-1])
        self.lists = np.concatenate(lists)

    def _free(self, party: int, at: int) -> Positions:
        reach, ranks = self.game.reach[party], self.game.ranks[party]
        ordered = grouped(np.argsort(ranks, kind="stable").astype(np.int32), reach.group, reach.start)
        self.begins[:, party] = at + reach.start[reach.group]
        self.ends[:, party] = at + reach.start[reach.group + 1]
        self.worse[:, party] = at + _worse(ordered, reach, ranks)
        return ordered

    def _listed(self, party: int, at: int) -> Positions:
        moves = self.moves(party)
        back, sources = reversed_moves(moves.indptr, moves.indices)
        self.begins[:, party], self.ends[:, party] = at + back[:-1], at + back[1:]
        return sources

    def moves(self, party: int) -> Moves:
        """The listed moves of a party that is not free."""
        return self.game.moves[party]

    def sorted_members(self, party: int) -> Positions:
        """The states of a free party, group after group, each in increasing order of its ranks."""
        return self.lists[self.list_at[party] : self.list_at[party] + len(self.game.states)]

    def floors(self, party: int, values: Positions, improving: bool) -> Positions:
        """For each state the least value that the other parties can bring about from it, by any moves or by improvements."""
        order = np.argsort(values, kind="stable").astype(np.int32)
        others = np.array([other for other in range(len(self.game.parties)) if other != party], np.int64)
        return floors(
            order, values, others, improving, self.ranks, self.free, self.answerable, self.lists, self.begins, self.worse, self.ends
        )  # fmt: skip

    def best_after(self, party: int) -> Positions:
        """For each state the best rank a party holds there or after one move."""
        ranks, reach = self.game.ranks[party], self.reach[party]
        if reach is not None:
            return best_after_free(ranks, self.sorted_members(party), reach.start)
        moves = self.moves(party)
        return best_after_listed(ranks, moves.indptr, moves.indices)

    def deterred(self, party: int, floor: Positions) -> Stable:
        """In which states each improvement of a party can be answered with a value no higher than its rank there."""
        ranks, reach = self.game.ranks[party], self.reach[party]
        if reach is not None:
            return deterred_free(ranks, floor, self.sorted_members(party), reach.start).astype(bool)
        moves = self.moves(party)
        return deterred_listed(ranks, floor, moves.indptr, moves.indices).astype(bool)


def _worse(ordered: Positions, reach: Reach, ranks: Positions) -> Positions:
    """For each state where the members of its group with less rank end; ``ordered`` is group after group by rank."""
    groups, by_rank = reach.group[ordered], ranks[ordered]
    new = np.ones(len(ordered), bool)
    new[1:] = (groups[1:] != groups[:-1]) | (by_rank[1:] != by_rank[:-1])
    found = np.empty(len(ordered), np.int32)
    found[ordered] = np.flatnonzero(new)[np.cumsum(new) - 1]  # where the states of the same group and rank begin
    return found
