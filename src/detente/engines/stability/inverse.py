"""The least change of rankings that makes a state an equilibrium, or breaks one.

A change is counted in adjacent swaps: the pairs of states whose order is turned round (Kendall 1938), a half for a pair that was
tied and no longer is. No new ties are made. The order of each party becomes binary variables, held together as a weak
order; that others answer an improvement becomes a flow along moves that they (in SEQ and SSEQ) prefer; that nobody can, a closed
set. HiGHS solves it to proven optimality, or says how far it got. Conditions of order are added only where they are broken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from detente.engines.stability.certificates import CONCEPTS, stable
from detente.engines.stability.game import Game, Positions
from detente.engines.stability.graph import Graph, graph_of
from detente.engines.stability.order_program import OrderProgram
from detente.errors import CommandError, MethodError

MOST_STATES = 64
SECONDS = 60.0
HALF = 2  # swaps are counted in halves, so that they are whole numbers


@dataclass(frozen=True, eq=False)
class Change:
    """New ranks (parties, states) that give what was asked for; ``swaps`` for each party.

    ``proven`` says that fewer swaps are impossible; else ``bound`` is the least there could be.
    """

    ranks: Positions
    swaps: tuple[float, ...]
    proven: bool
    bound: float

    @property
    def total(self) -> float:
        """Swaps of all parties together."""
        return sum(self.swaps)


def least_change(
    graph: Graph,
    state: int,
    concept: str,
    *,
    breaks: bool = False,
    parties: tuple[int, ...] | None = None,
    seconds: float = SECONDS,
) -> Change | None:
    """The least change of rankings that makes a state an equilibrium under a concept; with ``breaks``, that ends it.

    ``parties`` are those whose rankings may change, by default all. None where no change of theirs is enough. Raises
    :class:`MethodError` where there are more than 64 states, or ``seconds`` pass before any change is found.
    """
    if concept not in CONCEPTS:
        raise CommandError(f"{concept} is no concept of stability", advice=f"name one of {', '.join(CONCEPTS)}")
    if graph.states > MOST_STATES:
        raise MethodError(
            f"the least change of rankings is looked for up to {MOST_STATES} states; here are {graph.states:,}",
            advice="ask for a change of statements, where the preferences are given by statements",
        )
    changing = tuple(graph.parties) if parties is None else parties
    if all(stable(graph, party, state, concept) for party in graph.parties) != breaks:
        return Change(graph.game.ranks, (0.0,) * len(graph.parties), proven=True, bound=0.0)
    if not breaks:
        program = OrderProgram(graph.game, changing)
        for party in graph.parties:
            for to in graph.moves.of(party, state).tolist():
                _answered(program, graph, party, state, to, concept)
        return _solved(program, graph, seconds)
    return _least_breach(graph, state, concept, changing, seconds)


def _least_breach(graph: Graph, state: int, concept: str, changing: tuple[int, ...], seconds: float) -> Change | None:
    """The least change after which some move of some party is an improvement that nobody punishes: move by move."""
    best: Change | None = None
    end, open_questions = monotonic() + seconds, 0
    for party in graph.parties:
        for to in graph.moves.of(party, state).tolist():
            program = OrderProgram(graph.game, changing)
            _unanswered(program, graph, party, state, to, concept)
            if best is not None:
                program.at_most(int(best.total * HALF) - 1)
            try:
                best = _solved(program, graph, max(1.0, end - monotonic())) or best
            except MethodError:
                open_questions += 1
    if best is None and open_questions:
        raise MethodError(f"no change was found within {seconds:g} seconds", advice="leave out states")
    if best is None or not open_questions:
        return best
    return replace(best, proven=False, bound=1 / HALF)


def _solved(program: OrderProgram, graph: Graph, seconds: float) -> Change | None:
    found = program.solved(seconds)
    if found is None:
        return None
    swaps = tuple(swaps_between(graph.game.ranks[party], found.ranks[party]) for party in graph.parties)
    return Change(found.ranks, swaps, found.proven, found.bound / HALF)


def swaps_between(one: Positions, other: Positions) -> float:
    """Adjacent swaps from one ranking to another: pairs turned round, and half the pairs tied in just one of them.

    >>> swaps_between(np.array([0, 1, 2]), np.array([2, 1, 0])), swaps_between(np.array([0, 0]), np.array([0, 1]))
    (3.0, 0.5)
    """
    first, second = (np.sign(it[:, None].astype(np.int64) - it[None, :]) for it in (one, other))
    return float(np.abs(first - second).sum()) / 4


def _answered(program: OrderProgram, graph: Graph, party: int, state: int, to: int, concept: str) -> None:
    """If a move is an improvement, a unit flows from it along answers of the others and ends in sanctions only."""
    improves = program.prefers(party, to, state)
    if concept == "nash":
        program.no(improves)
        return
    improving = concept in ("seq", "sseq")
    nodes = _answers(graph, party, to)
    flow: dict[tuple[int, int], list[tuple[int, float]]] = {node: [] for node in nodes}
    leaving: dict[tuple[int, int], list[tuple[int, float]]] = {node: [] for node in nodes}
    for here, last in ((to, party), *nodes):
        for other in graph.others((party,)):
            if other == last:
                continue
            for there in graph.moves.of(other, here).tolist():
                along = program.share()
                if improving:
                    program.below(along, program.prefers(other, there, here))
                leaving.setdefault((here, last), []).append((along, 1.0))
                flow[there, other].append((along, 1.0))
    program.supplied(improves, leaving.get((to, party), []))
    ends: dict[int, int] = {}
    for node, arrivals in flow.items():
        if node[0] not in ends:
            ends[node[0]] = program.share()
            program.excludes(ends[node[0]], program.prefers(party, node[0], state))
            if concept in ("smr", "sseq"):
                for back in graph.moves.of(party, node[0]).tolist():
                    program.excludes(ends[node[0]], program.prefers(party, back, state))
        stays = program.share()
        program.below_share(stays, ends[node[0]])
        program.balanced(arrivals, [*leaving[node], (stays, 1.0)])


def _unanswered(program: OrderProgram, graph: Graph, party: int, state: int, to: int, concept: str) -> None:
    """A move is an improvement, and all that others can make of it stays better for the party or leaves it a way back."""
    program.yes(program.prefers(party, to, state))
    if concept == "nash":
        return
    improving, symmetric = concept in ("seq", "sseq"), concept in ("smr", "sseq")
    nodes = _answers(graph, party, to)
    open_to = {node: program.share() for node in nodes}
    for here, last in ((to, party), *nodes):
        before = open_to.get((here, last))
        for other in graph.others((party,)):
            if other == last:
                continue
            for there in graph.moves.of(other, here).tolist():
                program.follows(
                    open_to[there, other], before, program.prefers(other, there, here) if improving else None
                )
    for (there, _), share in open_to.items():
        escapes = [program.prefers(party, there, state)]
        if symmetric:
            escapes += [program.prefers(party, back, state) for back in graph.moves.of(party, there).tolist()]
        program.some_of(escapes, share)


def _answers(graph: Graph, party: int, to: int) -> tuple[tuple[int, int], ...]:
    """All pairs of state and last mover that the others could reach by any moves."""
    seen: dict[tuple[int, int], None] = {}
    waiting = [(to, party)]
    while waiting:
        here, last = waiting.pop()
        for other in graph.others((party,)):
            if other != last:
                for there in graph.moves.of(other, here).tolist():
                    if (there, other) not in seen:
                        seen[there, other] = None
                        waiting.append((there, other))
    return tuple(seen)


def holds_after(game: Game, change: Change, state: int, concept: str) -> bool:
    """Whether a state is an equilibrium once rankings have changed: the replay of an answer."""
    changed = graph_of(replace(game, ranks=change.ranks, partial=()))
    return all(stable(changed, party, state, concept) for party in changed.parties)
