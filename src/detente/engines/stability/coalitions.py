"""Stability against coalitions: what no group of parties can improve on together, or not without being answered.

Definitions after Kilgour, Hipel, Fang and Peng (2001) and Inohara and Hipel (2008). With R_H(s) what coalition H can reach from s,
R_H++(s) those of them that every member prefers to s, and a sanction a state that some member does not prefer to s:

- CNash: R_H++(s) is empty.
- CGMR: every s1 in R_H++(s) has a sanction in what all others can reach from s1.
- CSMR: ... such that every s3 in R_H(sanction) is itself a sanction (some member does not prefer it to s).
- CSEQ: every s1 in R_H++(s) has a sanction that others reach from s1 by coalitional improvements of any of their groups,
  one after the other, no group twice in a row.

For a coalition of one, CNash, CGMR and CSMR are Nash, GMR and SMR; CSEQ is weaker than SEQ, as others may answer together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.engines.stability.graph import Arcs, Flags, Graph
from detente.engines.stability.graph_loops import searched
from detente.errors import CommandError, MethodError

Members = tuple[int, ...]
CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")
MOST_STATES = 2000
MOST_PARTIES = 8


@dataclass(frozen=True, eq=False)
class Coalitional:
    """Stability of all states against some coalitions.

    ``stable[concept]`` has shape (coalitions, states); ``improvements`` lists, for each coalition and state, R_H++ (as moves of
    "party" number h of the arcs).
    """

    coalitions: tuple[Members, ...]
    stable: dict[str, Flags]
    improvements: Arcs

    def everywhere(self, concept: str) -> Flags:
        """Which states are stable against every coalition: universally coalition stable where all are looked at."""
        return np.asarray(self.stable[concept].all(axis=0))


def all_coalitions(parties: int) -> tuple[Members, ...]:
    """Every group of parties that is not empty, the smallest first.

    >>> all_coalitions(2)
    ((0,), (1,), (0, 1))
    """
    return tuple(group for size in range(1, parties + 1) for group in combinations(range(parties), size))


def coalitional(graph: Graph, coalitions: Sequence[Members] | None = None) -> Coalitional:
    """Stability against each coalition (default: every one); raises :class:`MethodError` where the game is too large.

    Others may answer in any of their groups. To look at few coalitions does not change what others may do.
    """
    _check_size(graph)
    every = all_coalitions(len(graph.parties))
    wanted = every if coalitions is None else tuple(coalitions)
    improvements = coalitional_improvements(graph, every)
    answers = {members: [every.index(it) for it in every if not set(it) & set(members)] for members in wanted}
    return _stability(graph, wanted, improvements, every, answers)


def under_structure(graph: Graph, blocks: Sequence[Members]) -> Coalitional:
    """Stability where the parties are fixed in blocks, each of which acts as one: a different question from :func:`coalitional`.

    Only the blocks move, improve (all members together) and answer; in CSEQ other blocks answer by improvements of whole blocks.
    Raises :class:`CommandError` where the blocks are not a partition of the parties.
    """
    _check_size(graph)
    if sorted(party for block in blocks for party in block) != list(graph.parties):
        raise CommandError("the blocks do not hold each party once", advice="write --blocks usa,saudi:russia,iran:...")
    own = tuple(tuple(block) for block in blocks)
    improvements = coalitional_improvements(graph, own)
    answers = {block: [place for place, it in enumerate(own) if it != block] for block in own}
    return _stability(graph, own, improvements, own, answers)


def coalitional_improvements(graph: Graph, coalitions: Sequence[Members]) -> Arcs:
    """R_H++ of each coalition from each state, as arcs whose "parties" are the coalitions."""
    starts, targets, total = [], [], 0
    for members in coalitions:
        ends = [total]
        for state in range(graph.states):
            good = graph.preferred_by_all(members, state)
            found = np.flatnonzero(reach(graph, members, state) & good) if good.any() else np.zeros(0, np.int64)
            total += len(found)
            ends.append(total)
            targets.append(found.astype(np.int32))
        starts.append(ends)
    return Arcs(np.array(starts, np.int64), np.concatenate(targets).astype(np.int32))


def reach(graph: Graph, members: Iterable[int], state: int) -> Flags:
    """R_H(s): which states a group can reach from one, by any moves, nobody twice in a row."""
    group = tuple(members)
    if len(group) == 1:
        flags = np.zeros(graph.states, bool)
        flags[graph.moves.of(group[0], state)] = True
        return flags
    return graph.moves.closure(group, state)[0]


@dataclass(frozen=True)
class Jump:
    """A coalition leads from one equilibrium to another that all its members prefer."""

    start: int
    end: int
    members: Members


def equilibrium_jumps(graph: Graph, equilibria: Flags) -> tuple[Jump, ...]:
    """From which equilibrium to which other a coalition can lead, each member the better for it.

    Only the smallest coalitions are given: none of which a part could do the same. A jump undoes the equilibrium it
    starts from, without any answer of the others being looked at (Kilgour, Hipel, Fang and Peng 2001).
    """
    found: list[Jump] = []
    places = np.flatnonzero(equilibria)
    for members in all_coalitions(len(graph.parties)):
        for start in places.tolist():
            good = graph.preferred_by_all(members, start) & equilibria
            if not good.any():
                continue
            for end in np.flatnonzero(good & reach(graph, members, start)).tolist():
                if not any((it.start, it.end) == (start, end) and set(it.members) <= set(members) for it in found):
                    found.append(Jump(start, end, members))
    return tuple(sorted(found, key=lambda it: (it.start, it.end, it.members)))


def _stability(
    graph: Graph,
    wanted: Sequence[Members],
    improvements: Arcs,
    named: Sequence[Members],
    answers: dict[Members, list[int]],
) -> Coalitional:
    stable = {concept: np.ones((len(wanted), graph.states), bool) for concept in CONCEPTS}
    for row, members in enumerate(wanted):
        place, others = named.index(members), graph.others(members)
        groups = improvements.flags(answers[members])
        for state in range(graph.states):
            moves = improvements.of(place, state).tolist()
            if not moves:
                continue
            stable["cnash"][row, state] = False
            good = graph.preferred_by_all(members, state)
            bad = ~good
            safe: dict[int, bool] = {}
            for to in moves:
                end, _ = searched(graph.moves.starts, graph.moves.targets, graph.moves.flags(others), to, bad, -1)
                stable["cgmr"][row, state] &= end >= 0
                stable["csmr"][row, state] &= end >= 0 and _symmetric(graph, members, others, to, good, safe)
                end, _ = searched(improvements.starts, improvements.targets, groups, to, bad, -1)
                stable["cseq"][row, state] &= end >= 0
    shown = [named.index(members) for members in wanted]
    return Coalitional(tuple(wanted), stable, _rows(improvements, shown))


def _symmetric(graph: Graph, members: Members, others: Members, to: int, good: Flags, safe: dict[int, bool]) -> bool:
    """Whether others reach, from ``to``, a sanction from which the coalition finds no way back to what it prefers."""
    for answer in np.flatnonzero(reach(graph, others, to) & ~good).tolist():
        if answer not in safe:
            safe[answer] = not (reach(graph, members, answer) & good).any()
        if safe[answer]:
            return True
    return False


def _rows(arcs: Arcs, rows: Sequence[int]) -> Arcs:
    return Arcs(arcs.starts[list(rows)], arcs.targets)


def _check_size(graph: Graph) -> None:
    if graph.states > MOST_STATES or len(graph.parties) > MOST_PARTIES:
        raise MethodError(
            f"coalitions are looked at up to {MOST_STATES:,} states and {MOST_PARTIES} parties; here are {graph.states:,} states "
            f"and {len(graph.parties)} parties",
            advice="leave out options that matter less, or say what is infeasible",
        )
