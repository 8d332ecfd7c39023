"""How sure an equilibrium is: over draws of uncertain weights and open comparisons, the share in which each state is one.

And which comparison decides it: the one whose answer tells most about whether the state is an equilibrium (mutual information,
Shannon 1948). It is worth asking first.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from math import log2

import numpy as np
import numpy.typing as npt

from detente.case.model import Case
from detente.engines.stability.building import game_of
from detente.engines.stability.concepts import CONCEPTS, Concept, analysed
from detente.engines.stability.game import Game, Positions
from detente.engines.stability.linear_orders import Orders
from detente.engines.stability.preferences import ranks_of
from detente.engines.uncertainty import Progress, Sampler, in_blocks
from detente.errors import CommandError, MethodError

MAX_DRAWS = 100_000
MOST_HELD = 50_000_000
BLOCK = 50
MOST_PAIRS = 4000
SURE = 0.05
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Drawn:
    """Draws of a game: ``equilibria[concept]`` (draws, states), and the ranks of uncertain parties, party to (draws, states)."""

    game: Game
    equilibria: dict[Concept, Flags]
    ranks: dict[int, Positions]

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(next(iter(self.equilibria.values())))


@dataclass(frozen=True)
class Deciding:
    """A comparison that tells about a state: a party's order of ``one`` and ``other``.

    ``bits`` is what its answer tells; the state is an equilibrium in ``if_better`` of the draws in which ``one`` is preferred, in
    ``if_not`` of the others.
    """

    state: int
    party: int
    one: int
    other: int
    bits: float
    if_better: float
    if_not: float


def drawn(
    case: Case,
    draws: int,
    seed: int,
    concepts: tuple[Concept, ...] = CONCEPTS,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Drawn:
    """Equilibria in each of a number of draws of what is uncertain in the preferences.

    Weights are drawn by the sampler that all uncertain numbers go through; comparisons that leave pairs open are completed at random, all
    completions nearly alike in chance. Raises :class:`MethodError` where nothing is uncertain or the draws are too many to hold, and
    :class:`CommandError` for an impossible number of draws.
    """
    if not 1 <= draws <= MAX_DRAWS:
        raise CommandError(f"{draws} draws are not possible", advice=f"ask for 1 to {MAX_DRAWS:,}")
    game = game_of(case)
    source = _Source(case, game, seed)
    if not source.uncertain:
        raise MethodError(
            "the preferences are exact: every draw would be the same",
            advice="give weights as ranges, or comparisons that leave pairs open",
        )
    if draws * len(game.states) * (len(source.uncertain) + len(concepts)) > MOST_HELD:
        raise MethodError(
            f"{draws:,} draws of {len(game.states):,} states are too many to hold", advice="ask for fewer"
        )

    def evaluate(start: int, stop: int) -> tuple[dict[Concept, Flags], dict[int, Positions]]:
        ranks = source.ranks(start, stop)
        found = {concept: np.zeros((stop - start, len(game.states)), bool) for concept in concepts}
        for place in range(stop - start):
            own = game.ranks.copy()
            for party, each in ranks.items():
                own[party] = each[place]
            for concept, equilibria in analysed(replace(game, ranks=own, partial=()), concepts).equilibria.items():
                found[concept][place, equilibria] = True
        return found, ranks

    parts = in_blocks(evaluate, draws, BLOCK, workers=workers, progress=progress)
    return Drawn(
        game,
        {concept: np.concatenate([part[0][concept] for part in parts]) for concept in concepts},
        {party: np.concatenate([part[1][party] for part in parts]) for party in source.uncertain},
    )


class _Source:
    """Ranks of the parties whose preferences are uncertain, draw by draw."""

    def __init__(self, case: Case, game: Game, seed: int) -> None:
        self.case, self.game, self.seed = case, game, seed
        self.sampler = Sampler(case, seed)
        self.orders = {party: Orders(it, game.ranks[party]) for party, it in enumerate(game.partial) if it is not None}
        self.weighted = [
            party
            for party, name in enumerate(game.parties)
            if name in case.conflict.preferences
            and any(not number.is_exact for number in case.conflict.preferences[name].weights.values())
        ]
        self.uncertain = sorted([*self.orders, *self.weighted])

    def ranks(self, start: int, stop: int) -> dict[int, Positions]:
        """Draws ``start`` to ``stop``: party to (draws, states)."""
        found: dict[int, Positions] = {}
        for party in self.uncertain:
            if party in self.orders:
                rows = [
                    self.orders[party].draw(_key(self.seed, self.game.parties[party], at)) for at in range(start, stop)
                ]
            else:
                rows = self._by_weights(party, start, stop)
            found[party] = np.array(rows, np.int32)
        return found

    def _by_weights(self, party: int, start: int, stop: int) -> list[Positions]:
        name = self.game.parties[party]
        preferences = self.case.conflict.preferences[name]
        loc = ("conflict", "preferences", name, "weights")
        each = np.array(
            [self.sampler.draw((*loc, text), number, start, stop) for text, number in preferences.weights.items()]
        )
        return [ranks_of(self.case.conflict, name, preferences, self.game.states, row.tolist())[0] for row in each.T]


def deciding(found: Drawn, state: int, concept: Concept) -> Deciding | None:
    """The comparison that tells most about whether a state is an equilibrium; None where the draws agree or none tells anything.

    Looked at are the comparisons that the definitions make: the state with any other, and, for sequential concepts, where a move of
    another party starts and ends.
    """
    held = found.equilibria[concept][:, state]
    share = float(held.mean())
    if not SURE <= share <= 1 - SURE:
        return None
    best: Deciding | None = None
    for party, ranks in found.ranks.items():
        for one, other in _pairs(found.game, party, state, concept):
            better = ranks[:, one] > ranks[:, other]
            count = int(better.sum())
            if not 0 < count < found.draws:
                continue
            first, second = float(held[better].mean()), float(held[~better].mean())
            part = count / found.draws
            bits = _entropy(share) - part * _entropy(first) - (1 - part) * _entropy(second)
            if best is None or bits > best.bits + 1e-12:
                best = Deciding(state, party, one, other, bits, first, second)
    return best


def _pairs(game: Game, party: int, state: int, concept: Concept) -> list[tuple[int, int]]:
    pairs = [(other, state) for other in range(len(game.states)) if other != state]
    if concept in ("seq", "sseq"):
        moves = game.moves[party]
        whence = np.repeat(np.arange(len(game.states)), np.diff(moves.indptr))
        if len(whence) <= MOST_PAIRS:
            pairs += [(there, here) for here, there in zip(whence.tolist(), moves.indices.tolist(), strict=True)]
    return pairs


def _entropy(share: float) -> float:
    return -sum(it * log2(it) for it in (share, 1 - share) if it > 0)


def _key(seed: int, party: str, draw: int) -> int:
    text = f"{seed}:order of {party}:{draw}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "little")
