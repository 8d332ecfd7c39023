"""What can become of a state: which equilibria are reached from it, how soon, by whom, and by whose improvements alone."""

from __future__ import annotations

import numpy as np

from detente.case.conflict import StateName
from detente.case.model import Case
from detente.engines.stability import evolution
from detente.engines.stability.asked import Asked
from detente.engines.stability.concepts import CONCEPTS
from detente.engines.stability.words import listed
from detente.results.stability.analysis import Evolution, Way

MOST_WAYS = 50


def evolving(case: Case, state: StateName | None = None) -> Evolution:
    """Where a conflict can go from a state (default: the status quo): every equilibrium under some concept that is reached.

    At most 50 equilibria are told, the nearest first. Raises :class:`CommandError` where there is no such state.
    """
    asked = Asked(case)
    start = asked.at(state)
    moves, improving = evolution.by_moves(asked.graph, start), evolution.by_improvements(asked.graph, start)
    held = np.zeros(asked.graph.states, bool)
    for concept in CONCEPTS:
        held[asked.analysis.equilibria[concept]] = True
    places = np.flatnonzero(held & moves.reached)
    order = sorted(places.tolist(), key=lambda it: (improving.steps[it] < 0, improving.steps[it], moves.steps[it], it))
    ways = tuple(_way(asked, moves, improving, it) for it in order[:MOST_WAYS])
    return Evolution(
        run=asked.run("status_quo", start=asked.number(start)),
        start=asked.number(start),
        words=asked.words.state(start),
        reached=int(moves.reached.sum()),
        reached_improving=int(improving.reached.sum()),
        equilibria=ways,
        sentences=_sentences(asked, start, ways, len(places), int(held.sum())),
    )


def _way(asked: Asked, moves: evolution.Evolution, improving: evolution.Evolution, state: int) -> Way:
    path, better = moves.path(state), improving.path(state)
    needed = moves.needed(state)
    name = asked.words.numbered(state)
    name = name[:1].upper() + name[1:]
    if state == moves.start:
        sentence = f"{name} is where the conflict stands."
    elif better is not None:
        sentence = f"{name} is reached by improvements: {asked.words.path(better, moves.start)}."
    else:
        sentence = f"{name} is reached only if somebody moves against its own gain: {asked.words.path(path or (), moves.start)}."
    return Way(
        state=asked.number(state), words=asked.words.state(state), equilibrium=asked.held(state),
        by_moves=None if path is None else asked.moves(path),
        by_improvements=None if better is None else asked.moves(better),
        needed=asked.ids(needed), needed_improving=asked.ids(improving.needed(state)), sentence=sentence,
    )  # fmt: skip


def _sentences(asked: Asked, start: int, ways: tuple[Way, ...], reached: int, all_of_them: int) -> tuple[str, ...]:
    told = [f"From {asked.words.numbered(start)}, {reached:,} of {all_of_them:,} equilibria can be reached."]
    improving = [it for it in ways if it.by_improvements]
    if asked.held(start):
        told.append("It is an equilibrium itself.")
    if improving:
        how_many = "one of them" if len(improving) == 1 else f"{len(improving)} of them"
        told.append(f"By improvements alone, so that nobody has to act against its own gain: {how_many}.")
    needed = [set(it.needed) for it in ways if it.by_moves]
    common = set.intersection(*needed) if needed else set()
    if common:
        names = listed([asked.case.party_name(it) for it in asked.game.parties if it in common])
        told.append(f"No other equilibrium of these is reached without a move of {names}.")
    return tuple(told)
