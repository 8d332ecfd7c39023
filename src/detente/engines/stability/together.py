"""What groups of parties could do together: coalition analysis, jumps between equilibria, and fixed blocks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.case.model import Case
from detente.engines.stability import coalitions
from detente.engines.stability.asked import Asked, flags
from detente.engines.stability.concepts import CONCEPTS
from detente.engines.stability.graph import Step
from detente.engines.stability.words import listed
from detente.errors import CommandError
from detente.results.stability.analysis import Coalition, Coalitions, EquilibriumJump

MOST_TOLD = 6
MOST_WORDED = 2
MOST_LISTED = 12
TOLD = "seq"


def together(case: Case, blocks: Sequence[Sequence[str]] = ()) -> Coalitions:
    """Stability against every coalition; with ``blocks`` instead that of the parties fixed in blocks, which is another question.

    Raises :class:`CommandError` where the blocks are not a partition of the parties of the graph model.
    """
    asked = Asked(case)
    members = tuple(tuple(_party(asked, it) for it in block) for block in blocks)
    found = coalitions.under_structure(asked.graph, members) if blocks else coalitions.coalitional(asked.graph)
    jumps = () if blocks else _jumps(asked)
    universal = {
        concept: asked.numbers(np.flatnonzero(found.everywhere(concept)).tolist()) for concept in coalitions.CONCEPTS
    }
    return Coalitions(
        run=asked.run("fixed_blocks" if blocks else "coalitions", blocks=[list(it) for it in blocks]),
        blocks=tuple(asked.ids(it) for it in members),
        coalitions=tuple(_coalition(asked, found, row) for row in range(len(found.coalitions))),
        universal=universal,
        jumps=jumps,
        sentences=_sentences(asked, universal, jumps, bool(blocks)),
    )


def _party(asked: Asked, name: str) -> int:
    if name not in asked.game.parties:
        raise CommandError(
            f"{name} has no part in the graph model", advice=f"name among {', '.join(asked.game.parties)}"
        )
    return asked.game.parties.index(name)


def _coalition(asked: Asked, found: coalitions.Coalitional, row: int) -> Coalition:
    return Coalition(
        members=asked.ids(found.coalitions[row]),
        stable={concept: asked.numbers(np.flatnonzero(it[row]).tolist()) for concept, it in found.stable.items()},
        improvements={
            asked.number(state): asked.numbers(found.improvements.of(row, state).tolist())
            for state in range(asked.graph.states)
            if len(found.improvements.of(row, state))
        },
    )


def _jumps(asked: Asked) -> tuple[EquilibriumJump, ...]:
    told = []
    for concept in CONCEPTS:
        held = flags(asked.analysis.equilibria[concept].tolist(), asked.graph.states)
        for it in coalitions.equilibrium_jumps(asked.graph, held):
            path = asked.graph.moves.path(it.members, it.start, flags([it.end], asked.graph.states)) or ()
            told.append(
                EquilibriumJump(
                    concept=concept, start=asked.number(it.start), end=asked.number(it.end), members=asked.ids(it.members),
                    sentence=_jump_sentence(asked, it, path),
                )
            )  # fmt: skip
    return tuple(told)


def _jump_sentence(asked: Asked, it: coalitions.Jump, path: Sequence[Step]) -> str:
    who = asked.words.parties(it.members)
    whom = "each of them" if len(it.members) > 1 else "it"
    return (
        f"{who} could {'together ' if len(it.members) > 1 else ''}lead from state {asked.number(it.start)} to state {asked.number(it.end)}, "
        f"which {whom} prefers: {asked.words.path(path, it.start)}."
    )


def _sentences(
    asked: Asked, universal: dict[str, tuple[int, ...]], jumps: tuple[EquilibriumJump, ...], blocks: bool
) -> tuple[str, ...]:
    places = [asked.game.position(it) for it in universal["cseq"]]
    whom = "block" if blocks else "group of parties"
    told = []
    if not places:
        told.append(f"No situation is safe from every {whom}: from each, one could go and not be answered (CSEQ).")
    elif len(places) <= MOST_WORDED:
        told.append(f"Safe from every {whom} (CSEQ): {listed([asked.words.numbered(it) for it in places])}.")
    elif len(places) <= MOST_LISTED:
        told.append(f"Safe from every {whom} (CSEQ): states {listed([str(it) for it in universal['cseq']])}.")
    else:
        told.append(f"{len(places):,} of {asked.graph.states:,} states are safe from every {whom} (CSEQ).")
    joint = [it for it in jumps if it.concept == TOLD and len(it.members) > 1]
    if not blocks and not joint:
        told.append("No group could lead from one equilibrium (SEQ) to another that all its members prefer.")
    named = dict.fromkeys(number for it in joint[:MOST_TOLD] for number in (it.start, it.end))
    told += [f"State {number}: {asked.words.state(asked.game.position(number))}." for number in named]
    told += [it.sentence for it in joint[:MOST_TOLD]]
    if len(joint) > MOST_TOLD:
        told.append(f"{len(joint) - MOST_TOLD} more such steps; --json lists them.")
    return tuple(told)
