"""The stability engine: from a case to its result."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.model import Case
from detente.engines.stability.building import game_of
from detente.engines.stability.concepts import Analysis, analysed
from detente.engines.stability.game import Game
from detente.engines.stability.wording import options_taken, sentences, state_words, summary
from detente.results.run import Run
from detente.results.stability import Choice, Stability, State

MOST_LISTED = 10_000
"""With more states, only equilibria and counts stand in the result."""


def stability(case: Case) -> Stability:
    """Which states of a case's graph model can last, and for whom.

    A state lasts under a concept where it is stable for every party: see
    :class:`~detente.engines.stability.concepts.Analysis` for the five. Raises :class:`~detente.errors.MethodError` where the
    case has no graph model or one that cannot be analysed, with what to do.

    >>> case = Case.model_validate({"id": "dilemma", "parties": {"a": {}, "b": {}}, "conflict": {
    ...     "options": [{"id": "a stops", "party": "a"}, {"id": "b stops", "party": "b"}],
    ...     "preferences": {"a": {"statements": ["b stops", "not a stops"]}, "b": {"statements": ["a stops", "not b stops"]}}}})
    >>> found = stability(case)
    >>> found.equilibria["nash"], found.equilibria["seq"]
    ((0,), (0, 3))
    """
    return result_of(case, analysed(game_of(case)))


def result_of(case: Case, analysis: Analysis, parameters: dict[str, Any] | None = None) -> Stability:
    """The result of an analysis of a case's game."""
    game = analysis.game
    listed = len(game.states) <= MOST_LISTED
    ids = game.states
    return Stability(
        run=Run.of(case, "stability", "graph model", seed=0, draws=0, parameters=parameters),
        parties=game.parties,
        options=tuple(Choice(id=it.id, name=it.name, parties=tuple(game.parties[one] for one in it.parties)) for it in game.options),
        feasible=len(ids),
        status_quo=None if game.status_quo is None else int(ids[game.status_quo]),
        states=tuple(_state(game, position) for position in range(len(ids))) if listed else (),
        stability={
            concept: {party: tuple(ids[row].tolist()) for party, row in zip(game.parties, stable, strict=True)}
            for concept, stable in analysis.stable.items()
        }
        if listed
        else {},
        counts={
            concept: dict(zip(game.parties, np.count_nonzero(stable, axis=1).tolist(), strict=True))
            for concept, stable in analysis.stable.items()
        },
        equilibria={concept: tuple(ids[found].tolist()) for concept, found in analysis.equilibria.items()},
        notes=tuple(_notes(case, game, listed)),
        sentence=summary(analysis),
        sentences=sentences(case, analysis),
    )  # fmt: skip


def _state(game: Game, position: int) -> State:
    return State(id=int(game.states[position]), options=options_taken(game, position), name=state_words(game, position))


def _notes(case: Case, game: Game, listed: bool) -> list[str]:
    notes = []
    for party, it in zip(game.parties, game.partial, strict=False):
        if it is not None:
            notes.append(
                f"The comparisons of {case.party_name(party)} leave pairs of states open. Here a state counts as better the longer the "
                f"chain of comparisons below it, and as equal to others of the same length."
            )
    for party in game.parties:
        if any(number.low < number.high for number in case.conflict.preferences[party].weights.values()):
            notes.append(
                f"The weights of {case.party_name(party)} are uncertain: this is the answer at their best values."
            )
    still = [case.party_name(party) for party in game.parties if not _moves(case, party)]
    if still:
        notes.append(f"Without an option, and so never moving: {', '.join(still)}.")
    if not listed:
        notes.append(
            f"With more than {MOST_LISTED:,} states the answer holds equilibria and counts; `-o FILE.parquet` or `-o FILE.csv` writes "
            "what is stable for whom, state by state."
        )
    return notes


def _moves(case: Case, party: str) -> bool:
    owned = any(party == it.party or party in it.shared_with for it in case.conflict.options)
    return owned or bool(case.conflict.transitions.get(party))
