"""Limited-move stability L_h and non-myopic stability of two parties with strict preferences (Kilgour 1984, 1985; Zagare 1984).

G_0(i, s) = s. With R_i(s) empty, G_h(i, s) = s. Else m is the move t in R_i(s) whose outcome G_{h-1}(j, t) party i likes best, and
G_h(i, s) = G_{h-1}(j, m) if i prefers it to s, else s. A state is L_h stable for i where G_h(i, s) = s, and non-myopically stable
where it is so for every h from some horizon on. For more than two parties several definitions compete; none is used here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.engines.stability.game import Game, Integers
from detente.engines.stability.graph import Flags
from detente.errors import MethodError

MOST_HORIZON = 10_000


@dataclass(frozen=True, eq=False)
class LimitedMoves:
    """Stability for horizons 1, 2, ...: ``stable[h - 1]`` has shape (2, states).

    From horizon ``settled`` on the answers repeat every ``period`` horizons; both are None where that was not seen.
    """

    stable: tuple[Flags, ...]
    settled: int | None
    period: int | None

    def at(self, horizon: int) -> Flags:
        """Stability at a horizon of 1 or more, for both parties; shape (2, states)."""
        if horizon <= len(self.stable):
            return self.stable[horizon - 1]
        if self.settled is None or self.period is None:
            raise MethodError(f"horizons were looked at up to {len(self.stable)}", advice="ask for a shorter one")
        return self.stable[self.settled - 1 + (horizon - self.settled) % self.period]

    @property
    def non_myopic(self) -> Flags | None:
        """Stability for every horizon from some on; shape (2, states). None where the answers were not seen to repeat."""
        if self.settled is None or self.period is None:
            return None
        return np.asarray(np.logical_and.reduce(self.stable[self.settled - 1 : self.settled - 1 + self.period]))


def limited_moves(game: Game, most: int = MOST_HORIZON) -> LimitedMoves:
    """L_h for horizons up to where it repeats, at most ``most``.

    Raises :class:`MethodError` where there are not two parties or one is indifferent between states.
    """
    if len(game.parties) != 2:
        raise MethodError(f"limited moves take two parties; here are {len(game.parties)}")
    for party, name in enumerate(game.parties):
        if any(it is not None for it in game.partial) or len(np.unique(game.ranks[party])) < len(game.states):
            raise MethodError(
                f"limited moves need strict preferences, and {name} is indifferent between states",
                advice="order the states that are equal to it",
            )
    ends = np.tile(np.arange(len(game.states), dtype=np.int64), (2, 1))
    seen = {ends.tobytes(): 0}
    stable: list[Flags] = []
    for horizon in range(1, most + 1):
        ends = np.array([_looking_ahead(game, party, ends[1 - party]) for party in (0, 1)])
        stable.append(ends == np.arange(len(game.states)))
        before = seen.setdefault(ends.tobytes(), horizon)
        if before < horizon:
            return LimitedMoves(tuple(stable), max(before, 1), horizon - before)
    return LimitedMoves(tuple(stable), None, None)


def _looking_ahead(game: Game, party: int, answers: Integers) -> Integers:
    """G_h of a party from G_{h-1} of the other."""
    ranks, moves = game.ranks[party], game.moves[party]
    ends = np.arange(len(game.states), dtype=np.int64)
    worth = ranks[answers[moves.indices]]
    for state in np.flatnonzero(np.diff(moves.indptr)).tolist():
        row = slice(moves.indptr[state], moves.indptr[state + 1])
        best = int(np.argmax(worth[row]))
        if worth[row][best] > ranks[state]:
            ends[state] = answers[moves.indices[row][best]]
    return ends
