"""Stability as a brief tells it: today's state, the situations that last, why, and what parties could do together."""

from __future__ import annotations

from detente.case.model import Case
from detente.engines.stability.asked import Asked
from detente.engines.stability.coalitions import MOST_PARTIES
from detente.engines.stability.stability import result_of
from detente.engines.stability.status_quo import evolving
from detente.engines.stability.together import together
from detente.engines.stability.why import why
from detente.results.stability.analysis import Lasting

MOST_STATES = 500
MOST_WHYS = 4
CONCEPT = "seq"


def lasting(case: Case) -> Lasting:
    """What there is to tell of a case's graph model; raises :class:`MethodError` where it has none.

    Proofs are by sequential stability, in which answers count only where those who give them gain: for today's state and the
    first equilibria, those that no group upsets before the others.
    """
    asked = Asked(case)
    quo = asked.game.status_quo
    small = asked.graph.states <= MOST_STATES and len(asked.graph.parties) <= MOST_PARTIES
    groups = together(case) if small else None
    held = asked.numbers(asked.analysis.equilibria["seq"].tolist())
    nash = set(asked.numbers(asked.analysis.equilibria["nash"].tolist()))
    safe = set(groups.universal["cseq"]) if groups is not None else set()
    order = sorted(held, key=lambda it: (it not in nash, it not in safe, it))
    first = ([] if quo is None else [asked.number(quo)]) + order
    shown = list(dict.fromkeys(first))[:MOST_WHYS]
    return Lasting(
        found=result_of(case, asked.analysis),
        whys=tuple(why(case, it, CONCEPT) for it in shown),
        evolution=None if quo is None else evolving(case),
        together=groups,
    )
