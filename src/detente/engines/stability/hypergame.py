"""Misperception: the conflict as each party sees it, and which situations last because of it.

After Wang, Hipel and Fraser (1988): each party plays its own game, in which options it does not see are missing and
others have the preferences it takes them to have. A state of the whole is an equilibrium of the hypergame if every party sees it
and holds it stable in its own game. Moves that really exist are never deleted from anybody else's game.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.engines.stability.building import game_of
from detente.engines.stability.concepts import CONCEPTS, Concept, analysed
from detente.engines.stability.game import Game, Moves
from detente.engines.stability.preferences import dense, ranks_of
from detente.errors import MethodError

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PartyView:
    """One party's game: ``seen`` are the positions of its states in the whole game, ``stable`` is (parties, states of its own)."""

    party: int
    game: Game
    seen: npt.NDArray[np.int64]
    stable: dict[Concept, Flags]
    mistaken: bool

    def equilibria(self, concept: Concept) -> npt.NDArray[np.int64]:
        """Positions in the whole game of the states that this party takes for equilibria."""
        return np.asarray(self.seen[self.stable[concept].all(axis=0)])


@dataclass(frozen=True, eq=False)
class Hypergame:
    """Every party's view, what lasts as all see it, and what would last if nobody were mistaken; positions in ``game``."""

    game: Game
    views: tuple[PartyView, ...]
    lasting: dict[Concept, npt.NDArray[np.int64]]
    unmistaken: dict[Concept, npt.NDArray[np.int64]]

    def resting_on_mistakes(self, concept: Concept) -> npt.NDArray[np.int64]:
        """Equilibria of the hypergame that would be none if all saw what there is."""
        return np.setdiff1d(self.lasting[concept], self.unmistaken[concept])


def hypergame(case: Case, concepts: tuple[Concept, ...] = CONCEPTS) -> Hypergame:
    """The hypergame of a case; raises :class:`MethodError` where no party has a view of its own, or one leaves no state."""
    if not case.conflict.views:
        raise MethodError(
            "no party's view of the conflict differs from what it is", advice="add `conflict: views`, by party"
        )
    game = game_of(case)
    views = tuple(_view(case, game, party, concepts) for party in range(len(game.parties)))
    lasting = {}
    for concept in concepts:
        held = np.ones(len(game.states), bool)
        for view in views:
            own = np.zeros(len(game.states), bool)
            own[view.seen] = view.stable[concept][view.party]
            held &= own
        lasting[concept] = np.flatnonzero(held)
    return Hypergame(game, views, lasting, analysed(game, concepts).equilibria)


def _view(case: Case, game: Game, party: int, concepts: tuple[Concept, ...]) -> PartyView:
    conflict = case.conflict
    view = conflict.views.get(game.parties[party])
    if view is None:
        return PartyView(party, game, np.arange(len(game.states)), analysed(game, concepts).stable, mistaken=False)
    ranks = game.ranks.copy()
    for other, preferences in view.preferences.items():
        if other in game.parties:
            ranks[game.parties.index(other)] = ranks_of(conflict, other, preferences, game.states)[0]
    unseen = sum(1 << place for place, option in enumerate(game.options) if option.id in view.unseen)
    seen = np.flatnonzero(game.states & unseen == 0)
    if not len(seen):
        raise MethodError(f"`{game.parties[party]}` sees no feasible state", advice="take options out of its `unseen`")
    own = restricted(replace(game, ranks=ranks, partial=()), seen)
    return PartyView(party, own, seen, analysed(own, concepts).stable, mistaken=True)


def restricted(game: Game, kept: npt.NDArray[np.int64]) -> Game:
    """A game on some of its states: moves to and from the others are gone.

    >>> from detente.engines.stability.game import Moves
    >>> moves = Moves(np.array([0, 2, 2, 2]), np.array([1, 2], np.int32))
    >>> game = Game(("one",), (), np.array([7, 8, 9]), np.array([[0, 1, 2]], np.int32), 0, listed=(moves,))
    >>> small = restricted(game, np.array([0, 2]))
    >>> small.states.tolist(), small.moves[0].of(0).tolist(), small.ranks.tolist()
    ([7, 9], [1], [[0, 1]])
    """
    place = np.full(len(game.states), -1, np.int64)
    place[kept] = np.arange(len(kept))
    listed = []
    for own in game.moves:
        whence = np.repeat(np.arange(len(game.states)), np.diff(own.indptr))
        both = (place[whence] >= 0) & (place[own.indices] >= 0)
        ends = np.concatenate([[0], np.cumsum(np.bincount(place[whence[both]], minlength=len(kept)))])
        listed.append(Moves(ends.astype(np.int64), place[own.indices[both]].astype(np.int32)))
    quo = None if game.status_quo is None or place[game.status_quo] < 0 else int(place[game.status_quo])
    return replace(
        game, states=game.states[kept], ranks=np.array([dense(row[kept]) for row in game.ranks], np.int32), status_quo=quo,
        names=tuple(game.names[at] for at in kept.tolist()) if game.names else (),
        varying=None if game.varying is None else game.varying[kept], partial=(), reach=(), listed=tuple(listed),
    )  # fmt: skip
