"""What every question about a graph model needs: the game, its graph, its words, its equilibria."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from detente.case.conflict import StateName
from detente.case.model import Case
from detente.case.states import state_number
from detente.engines.stability.building import game_of
from detente.engines.stability.concepts import CONCEPTS, Analysis, Concept, analysed
from detente.engines.stability.game import Game
from detente.engines.stability.graph import Graph, Step, graph_of
from detente.engines.stability.words import Words
from detente.errors import CommandError
from detente.results.run import Run
from detente.results.stability.analysis import Move


@dataclass(frozen=True, eq=False)
class Asked:
    """A case and its game; states in results are numbers, in here positions."""

    case: Case

    @cached_property
    def game(self) -> Game:
        """The game."""
        return game_of(self.case)

    @cached_property
    def graph(self) -> Graph:
        """The game as a graph."""
        return graph_of(self.game)

    @cached_property
    def words(self) -> Words:
        """How its parties, states and moves are said."""
        return Words(self.case, self.game)

    @cached_property
    def analysis(self) -> Analysis:
        """Who is stable where."""
        return analysed(self.game)

    def at(self, name: StateName | None) -> int:
        """Position of a state that a person names; the status quo where no name is given.

        Raises :class:`CommandError` where no state has the name, or it is not feasible.
        """
        if name is None:
            if self.game.status_quo is None:
                raise CommandError("the case has no status quo", advice="name a state to start from")
            return self.game.status_quo
        try:
            number = state_number(self.case.conflict, name)
        except ValueError as error:
            raise CommandError(str(error), advice="name a state by its options, or by its number") from None
        return self.game.position(number)

    def number(self, state: int) -> int:
        """Number of a state."""
        return int(self.game.states[state])

    def numbers(self, states: Iterable[int]) -> tuple[int, ...]:
        """Numbers of states."""
        return tuple(self.number(it) for it in states)

    def ids(self, parties: Iterable[int]) -> tuple[str, ...]:
        """Ids of parties."""
        return tuple(self.game.parties[it] for it in parties)

    def moves(self, steps: Iterable[Step]) -> tuple[Move, ...]:
        """Moves as results hold them."""
        return tuple(Move(party=self.game.parties[it.party], to=self.number(it.state)) for it in steps)

    def held(self, state: int) -> tuple[Concept, ...]:
        """The concepts under which a state is an equilibrium."""
        return tuple(concept for concept in CONCEPTS if self.analysis.stable[concept][:, state].all())

    def run(self, method: str, *, seed: int = 0, draws: int = 0, **parameters: Any) -> Run:
        """The run behind an answer."""
        return Run.of(self.case, "stability", method, seed=seed, draws=draws, parameters=parameters)


def concept_named(name: str) -> Concept:
    """A concept by its name, in any case of letters; raises :class:`CommandError` for another name.

    >>> concept_named("SEQ")
    'seq'
    """
    for concept in CONCEPTS:
        if concept == name.lower():
            return concept
    raise CommandError(f"{name} is no concept of stability", advice=f"name one of {', '.join(CONCEPTS)}")


def flags(states: Iterable[int], count: int) -> np.ndarray:
    """Positions as flags."""
    found = np.zeros(count, bool)
    found[list(states)] = True
    return found
