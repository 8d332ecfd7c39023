"""How far ahead two parties have to look: limited-move and non-myopic stability, in words."""

from __future__ import annotations

import numpy as np

from detente.case.model import Case
from detente.engines.stability.asked import Asked
from detente.engines.stability.limited_moves import MOST_HORIZON, limited_moves
from detente.engines.stability.words import listed
from detente.results.stability.analysis import LimitedHorizons

MOST_TOLD = 6


def horizons(case: Case, most: int = MOST_HORIZON) -> LimitedHorizons:
    """Equilibria of two parties who look 1, 2, 3, ... moves ahead, up to where the answers repeat, and however far they look.

    Raises :class:`MethodError` where there are not two parties with strict preferences.
    """
    asked = Asked(case)
    found = limited_moves(asked.game, most)
    numbers = range(1, len(found.stable) + 1)
    both = {it: _numbers(asked, np.asarray(found.at(it).all(axis=0))) for it in numbers}
    far = None if found.non_myopic is None else _numbers(asked, np.asarray(found.non_myopic.all(axis=0)))
    return LimitedHorizons(
        run=asked.run("limited_moves", most=most),
        equilibria=both,
        stable={
            name: {it: _numbers(asked, found.at(it)[party]) for it in numbers}
            for party, name in enumerate(asked.game.parties)
        },
        settled=found.settled,
        period=found.period,
        non_myopic=far,
        sentences=_sentences(asked, both, far, found.settled),
    )


def _numbers(asked: Asked, held: np.ndarray) -> tuple[int, ...]:
    return asked.numbers(np.flatnonzero(held).tolist())


def _sentences(
    asked: Asked, both: dict[int, tuple[int, ...]], far: tuple[int, ...] | None, settled: int | None
) -> tuple[str, ...]:
    def told(states: tuple[int, ...]) -> str:
        names = [asked.words.numbered(asked.game.position(it)) for it in states[:MOST_TOLD]]
        return listed(names) if names else "no state"

    one = f"If both look one move ahead, what lasts is {told(both[1])}."
    if far is None or settled is None:
        return (one, f"Up to {len(both):,} moves ahead the answers do not repeat.")
    return (one, f"However far they look, what lasts is {told(far)}; from {settled} moves on the answers repeat.")
