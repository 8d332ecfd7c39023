"""States, moves and proofs in words: "If Iraq chooses “attack”, Syria can choose “mobilise”, which leaves Iraq worse off, so it does not."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.model import Case
from detente.engines.stability.certificates import Breach, Certificate, Sanction
from detente.engines.stability.game import Game
from detente.engines.stability.graph import Graph, Step
from detente.engines.stability.wording import state_words

MOST_TOLD = 4


@dataclass(frozen=True)
class Words:
    """How the parties, states and moves of one game are said."""

    case: Case
    game: Game

    def party(self, party: int) -> str:
        """Name of a party."""
        return self.case.party_name(self.game.parties[party])

    def parties(self, members: Sequence[int]) -> str:
        """Names of some parties."""
        return listed([self.party(it) for it in members])

    def state(self, state: int) -> str:
        """A state in words: what is taken in it, or its own wording."""
        return state_words(self.game, state)

    def numbered(self, state: int) -> str:
        """A state by its number and in words."""
        return f"state {self.game.states[state]} ({self.state(state)})"

    def move(self, step: Step, start: int, *, plain: bool = False) -> str:
        """What a party does when it moves from a state: ``chooses “arm”``; with ``plain``: ``choose “arm”``."""
        ending = "" if plain else "s"
        own = [place for place, option in enumerate(self.game.options) if step.party in option.parties]
        changed = [place for place in own if self._taken(step.state, place) != self._taken(start, place)]
        taken = [f"“{self.game.options[it].name}”" for it in changed if self._taken(step.state, it)]
        dropped = [f"“{self.game.options[it].name}”" for it in changed if not self._taken(step.state, it)]
        parts = ([f"choose{ending} {listed(taken)}"] if taken else []) + (
            [f"give{ending} up {listed(dropped)}"] if dropped else []
        )
        return " and ".join(parts) or f"lead{ending} to {self.numbered(step.state)}"

    def path(self, steps: Sequence[Step], start: int) -> str:
        """A sequence of moves: ``Syria chooses “arm”; then Iraq gives up “strike”``."""
        told, here = [], start
        for step in steps:
            told.append(f"{self.party(step.party)} {self.move(step, here)}")
            here = step.state
        return "; then ".join(told)

    def _taken(self, state: int, option: int) -> bool:
        return bool(int(self.game.states[state]) >> option & 1)


def listed(names: Sequence[str]) -> str:
    """Names in a row.

    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', 'nobody')
    """
    if len(names) < 2:
        return names[0] if names else "nobody"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def proof_sentences(words: Words, graph: Graph, proof: Certificate) -> tuple[str, ...]:
    """Why a party stays or moves, a sentence for each improvement; the first says what follows."""
    party = words.party(proof.party)
    if proof.breach is not None:
        return (_breach(words, graph, proof, proof.breach),)
    if not len(graph.moves.of(proof.party, proof.state)):
        return (f"{party} can change nothing here.",)
    if not proof.sanctions:
        return (f"Nothing that {party} can do alone leaves it better off.",)
    told = tuple(_sanction(words, graph, proof, it) for it in proof.sanctions[:MOST_TOLD])
    rest = len(proof.sanctions) - MOST_TOLD
    more = (f"The same holds for {rest} more of its moves.",) if rest > 0 else ()
    return (*told, *more)


def _sanction(words: Words, graph: Graph, proof: Certificate, it: Sanction) -> str:
    first = Step(proof.party, it.improvement)
    told, here = [], it.improvement
    for place, step in enumerate(it.path):
        can = "can" if not place else "can then"
        told.append(f"{words.party(step.party)} {can} {words.move(step, here, plain=True)}")
        here = step.state
    ranks = graph.game.ranks[proof.party]
    left = "worse off" if ranks[here] < ranks[proof.state] else "no better off"
    if here == proof.state:
        left = "where it began"
    which = {
        "gmr": "",
        "smr": " whatever it does next",
        "seq": "",
        "sseq": " whatever it does next",
    }[proof.concept]
    gain = ", each to its own gain" if proof.concept in ("seq", "sseq") and len(it.path) > 1 else ""
    own = ", to its own gain" if proof.concept in ("seq", "sseq") and len(it.path) == 1 else ""
    party = words.party(proof.party)
    return (
        f"If {party} {words.move(first, proof.state)}, {listed(told)}{gain}{own}, which leaves {party} {left}{which}, "
        "so it does not."
    )


def _breach(words: Words, graph: Graph, proof: Certificate, it: Breach) -> str:
    party = words.party(proof.party)
    move = words.move(Step(proof.party, it.improvement), proof.state)
    if proof.concept == "nash":
        return f"{party} would leave: it is better off at once if it {move}."
    if not it.answers:
        able = "would gain by answering" if proof.concept in ("seq", "sseq") else "can answer"
        return f"{party} would leave: it is better off if it {move}, and nobody else {able}."
    which = "that others would gain by giving" if proof.concept in ("seq", "sseq") else "of the others"
    escape = " for good" if it.escapes else ""
    return f"{party} would leave: it is better off if it {move}, and no answer {which} takes that away{escape}."
