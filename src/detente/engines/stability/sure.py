"""How sure the equilibria are where preferences are uncertain, and what to ask first."""

from __future__ import annotations

import numpy as np

from detente.case.model import Case
from detente.engines.stability.asked import Asked
from detente.engines.stability.concepts import CONCEPTS, Concept
from detente.engines.stability.robustness import Deciding, Drawn, deciding, drawn
from detente.engines.stability.words import listed
from detente.engines.uncertainty import Progress, wilson
from detente.results.stability.analysis import Comparison, Robustness, Share

MOST_TOLD = 6


def robustness(
    case: Case, draws: int = 1000, seed: int = 0, *, workers: int | None = None, progress: Progress | None = None
) -> Robustness:
    """In what share of draws each state is an equilibrium, with its 95 % interval (Wilson 1927), and what decides it.

    Weights given as ranges and comparisons that leave pairs open are drawn. Raises :class:`MethodError` where nothing is uncertain.
    """
    asked = Asked(case)
    found = drawn(case, draws, seed, workers=workers, progress=progress)
    shares = {concept: _shares(asked, found, concept) for concept in CONCEPTS}
    return Robustness(
        run=asked.run("draws", seed=seed, draws=draws),
        uncertain=asked.ids(found.ranks),
        shares=dict(shares),
        sentences=_sentences(asked, found, shares["seq"]),
    )


def _shares(asked: Asked, found: Drawn, concept: Concept) -> tuple[Share, ...]:
    told = []
    counts = np.asarray(found.equilibria[concept].sum(axis=0))
    best = np.asarray(asked.analysis.stable[concept].all(axis=0))
    for state in range(asked.graph.states):
        hits = int(counts[state])
        if not hits and not best[state]:
            continue
        low, high = wilson(hits, found.draws)
        by = deciding(found, state, concept)
        told.append(
            Share(
                state=asked.number(state), words=asked.words.state(state), share=hits / found.draws, low=low, high=high,
                at_best=bool(best[state]), decided_by=_comparison(asked, by), sentence=_sentence(asked, state, hits, found.draws, by),
            )
        )  # fmt: skip
    return tuple(sorted(told, key=lambda it: (-it.share, it.state)))


def _comparison(asked: Asked, by: Deciding | None) -> Comparison | None:
    if by is None:
        return None
    return Comparison(
        party=asked.game.parties[by.party], one=asked.number(by.one), other=asked.number(by.other), bits=by.bits,
        if_better=by.if_better, if_not=by.if_not,
    )  # fmt: skip


def _sentence(asked: Asked, state: int, hits: int, draws: int, by: Deciding | None) -> str:
    low, high = wilson(hits, draws)
    name = asked.words.numbered(state)
    text = f"{name[:1].upper()}{name[1:]} is an equilibrium in {100 * hits / draws:.0f} % of draws [{100 * low:.0f}, {100 * high:.0f}]."
    if by is None:
        return text
    return (
        f"{text} Ask first whether {asked.words.party(by.party)} prefers {asked.words.numbered(by.one)} to "
        f"{asked.words.numbered(by.other)}: if so it is one in {100 * by.if_better:.0f} % of draws, if not in {100 * by.if_not:.0f} %."
    )


def _sentences(asked: Asked, found: Drawn, shares: tuple[Share, ...]) -> tuple[str, ...]:
    whose = listed([asked.words.party(it) for it in found.ranks])
    always = [it for it in shares if it.share == 1]
    first = f"Uncertain are the preferences of {whose}; here are {found.draws:,} draws of them."
    second = (
        f"In every draw {listed([f'state {it.state} ({it.words})' for it in always[:MOST_TOLD]])} "
        f"{'is an equilibrium' if len(always) == 1 else 'are equilibria'} (SEQ)."
        if always
        else "No state is an equilibrium in every draw (SEQ)."
    )
    return (first, second, *(it.sentence for it in shares[:MOST_TOLD] if it.share < 1))
