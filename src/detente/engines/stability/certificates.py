"""Why a state is stable for a party, or is not: a proof that can be replayed move by move.

- Stable: for each improvement of the party, a path by which the others answer it and end where the party is no better off
  (in SMR and SSEQ also after anything the party does next). No improvement, no path: Nash.
- Not stable: an improvement that nobody punishes, with all that the others could do after it: a set of pairs of state and last
  mover that no move of the others leaves, each state of it better for the party (in SMR and SSEQ: or with a way back to what is better).

:func:`verified` replays a certificate with nothing but the moves and preferences of the game.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.engines.stability.graph import UNSEEN, Arcs, Flags, Graph, Step
from detente.errors import CommandError

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
MOST_STEPS = 1_000_000
"""Of how many pairs of state and last mover an answer of the others is written down."""


@dataclass(frozen=True)
class Sanction:
    """The others' answer to an improvement: the moves from ``improvement`` on; the last state is no better for the party."""

    improvement: int
    path: tuple[Step, ...]


@dataclass(frozen=True)
class Breach:
    """An improvement nobody punishes: all the others can do after it, and in SMR and SSEQ how the party then escapes."""

    improvement: int
    answers: frozenset[Step]
    escapes: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Certificate:
    """The proof of one verdict; parties and states are positions in the game."""

    party: int
    state: int
    concept: str
    sanctions: tuple[Sanction, ...] = ()
    breach: Breach | None = None

    @property
    def stable(self) -> bool:
        """Whether the state is stable for the party."""
        return self.breach is None


def certificate(graph: Graph, party: int, state: int, concept: str) -> Certificate:
    """Why a state is stable for a party under a concept (nash, gmr, smr, seq, sseq), or is not.

    Raises :class:`CommandError` for a concept that is not known.
    """
    if concept not in CONCEPTS:
        raise CommandError(f"{concept} is no concept of stability", advice=f"name one of {', '.join(CONCEPTS)}")
    better = graph.preferred(party, state)
    sanctions = []
    for to in graph.gains(party, state).tolist():
        path = None if concept == "nash" else _sanction(graph, party, to, better, concept)
        if path is None:
            return Certificate(party, state, concept, breach=_breach(graph, party, to, better, concept))
        sanctions.append(Sanction(to, path))
    return Certificate(party, state, concept, tuple(sanctions))


def stable(graph: Graph, party: int, state: int, concept: str) -> bool:
    """Whether a state is stable for a party, without the proof."""
    better = graph.preferred(party, state)
    moves = graph.gains(party, state).tolist()
    if concept == "nash":
        return not moves
    return all(_sanction(graph, party, to, better, concept) is not None for to in moves)


def arcs_of(graph: Graph, concept: str) -> Arcs:
    """What the others may answer with: in SEQ and SSEQ only improvements of their own."""
    return graph.improvements if concept in ("seq", "sseq") else graph.moves


def _sanction(graph: Graph, party: int, to: int, better: Flags, concept: str) -> tuple[Step, ...] | None:
    """The shortest answer of the others; None where there is none."""
    arcs, others = arcs_of(graph, concept), graph.others((party,))
    goal = ~better
    if concept in ("gmr", "seq"):
        return arcs.path(others, to, goal)
    while True:
        path = arcs.path(others, to, goal)
        if path is None or not better[graph.moves.of(party, path[-1].state)].any():
            return path
        goal[path[-1].state] = False


def _breach(graph: Graph, party: int, to: int, better: Flags, concept: str) -> Breach:
    if concept == "nash":
        return Breach(to, frozenset(), ())
    count = len(graph.parties)
    _, parents = arcs_of(graph, concept).closure(graph.others((party,)), to)
    nodes = np.flatnonzero(parents != UNSEEN)
    if len(nodes) > MOST_STEPS:
        raise CommandError(f"the answers to look at are {len(nodes):,}", advice="ask about a smaller game")
    answers = frozenset(Step(node % count, node // count) for node in nodes.tolist())
    escapes = []
    for answer in sorted({it.state for it in answers if not better[it.state]}):
        moves = graph.moves.of(party, answer)
        escapes.append((answer, int(moves[better[moves]][0])))
    return Breach(to, answers, tuple(escapes))


def verified(graph: Graph, proof: Certificate) -> bool:
    """Replay a certificate: True where every move in it is possible and it proves its verdict."""
    party, better = proof.party, graph.preferred(proof.party, proof.state)
    arcs, others = arcs_of(graph, proof.concept), graph.others((proof.party,))
    symmetric = proof.concept in ("smr", "sseq")
    if proof.breach is None:
        answered = {it.improvement for it in proof.sanctions} if proof.concept != "nash" else set()
        ways = [(Step(party, it.improvement), *it.path) for it in proof.sanctions]
        return answered == set(graph.gains(party, proof.state).tolist()) and all(
            all(b.state in arcs.of(b.party, a.state) and b.party not in (party, a.party) for a, b in zip(way, way[1:]))  # noqa: B905
            and len(way) > 1
            and not better[way[-1].state]
            and not (symmetric and better[graph.moves.of(party, way[-1].state)].any())
            for way in ways
        )
    to, answers, escapes = proof.breach.improvement, proof.breach.answers, dict(proof.breach.escapes)
    if to not in graph.gains(party, proof.state):
        return False
    closed = all(
        Step(other, state) in answers
        for at in (Step(party, to), *answers)
        for other in others
        if other != at.party
        for state in arcs.of(other, at.state).tolist()
    )
    return proof.concept == "nash" or (
        closed
        and all(
            better[it.state]
            or (
                symmetric
                and it.state in escapes
                and escapes[it.state] in graph.moves.of(party, it.state)
                and better[escapes[it.state]]
            )
            for it in answers
        )
    )
