"""The conflict as each party sees it, in words."""

from __future__ import annotations

import numpy as np

from detente.case.model import Case
from detente.engines.stability.asked import Asked
from detente.engines.stability.concepts import CONCEPTS
from detente.engines.stability.hypergame import Hypergame, PartyView, hypergame
from detente.engines.stability.words import listed
from detente.results.stability.analysis import SeenBy, Views

MOST_TOLD = 4


def views(case: Case) -> Views:
    """Equilibria in each party's view, of the whole, and of the conflict as it is; raises :class:`MethodError` where nobody is mistaken."""
    asked = Asked(case)
    found = hypergame(case)
    return Views(
        run=asked.run("hypergame"),
        views=tuple(_seen(asked, it) for it in found.views),
        equilibria={concept: asked.numbers(found.lasting[concept].tolist()) for concept in CONCEPTS},
        unmistaken={concept: asked.numbers(found.unmistaken[concept].tolist()) for concept in CONCEPTS},
        resting_on_mistakes={
            concept: asked.numbers(found.resting_on_mistakes(concept).tolist()) for concept in CONCEPTS
        },
        sentences=_sentences(asked, found),
    )


def _seen(asked: Asked, it: PartyView) -> SeenBy:
    unseen = np.setdiff1d(np.arange(asked.graph.states), it.seen)
    return SeenBy(
        party=asked.game.parties[it.party], mistaken=it.mistaken, unseen=asked.numbers(unseen.tolist()),
        equilibria={concept: asked.numbers(it.equilibria(concept).tolist()) for concept in CONCEPTS},
    )  # fmt: skip


def _sentences(asked: Asked, found: Hypergame) -> tuple[str, ...]:
    told = []
    for it in found.views:
        if it.mistaken:
            left_out = asked.graph.states - len(it.seen)
            what = f", which leaves out {left_out:,} states it does not think of" if left_out else ""
            told.append(
                f"In the view of {asked.words.party(it.party)}{what}, the equilibria (SEQ) are {_some(asked, it.equilibria('seq'))}."
            )
    told.append(f"As all see it, what lasts (SEQ) is {_some(asked, found.lasting['seq'])}.")
    resting = found.resting_on_mistakes("seq")
    if len(resting):
        told.append(
            f"Only while somebody is mistaken {'lasts' if len(resting) == 1 else 'last'} {_some(asked, resting)}."
        )
    return tuple(told)


def _some(asked: Asked, states: np.ndarray) -> str:
    shown = [asked.words.numbered(it) for it in states[:MOST_TOLD].tolist()]
    rest = len(states) - MOST_TOLD
    return listed([*shown, f"{rest} more"] if rest > 0 else shown) if shown else "none"
