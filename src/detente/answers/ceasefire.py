"""Ceasefire on top of the forecast (what a fait accompli gains at the table) and of trust."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from detente.answers.gains import gains_of
from detente.case.model import Case
from detente.engines.ceasefire import ceasefire as compute
from detente.engines.leverage.fait_accompli import CAPTURED
from detente.engines.trust import trust as trust_of
from detente.errors import MethodError
from detente.results.ceasefire import Ceasefire

Span = tuple[int, int]


def ceasefire(
    case: Case,
    designs: Sequence[str] | None = None,
    *,
    draft: str | None = None,
    draft_spans: Sequence[Span] | None = None,
    readings: Sequence[Sequence[str]] = (),
    captured: float = CAPTURED,
    punishment_rounds: int | None = None,
    lull_rounds: int = 1,
    draws: int = 1000,
    seed: int = 0,
    without: Iterable[str] = (),
    decisiveness: float = 1.0,
    steepness: float = 5.0,
    progress: Callable[[int, int], None] | None = None,
) -> Ceasefire:
    """What ceasefire designs settle, stop and license, whether they hold, whom they help, and where the freed effort goes.

    A fait accompli is to take ``captured`` (a share) of the other's capability; what it gains is the change of the attacker's utility of the
    expected outcomes, on the same draws. All else as in :func:`detente.engines.ceasefire.ceasefire.ceasefire`.

    >>> from detente.case.catalog import load_case
    >>> found = ceasefire(load_case("vienna-2015"), ["exclude_isis"], draws=20)
    >>> found.designs["exclude_isis"].holding.gains_given
    True
    """
    left_out = tuple(without)
    return compute(
        case,
        designs,
        draft=draft,
        draft_spans=draft_spans,
        readings=readings,
        gains=gains_of(case, captured, draws=draws, seed=seed)
        if case.ceasefires and "holding" not in left_out
        else None,
        trust=_trust(case, seed) if case.ceasefires and "trust" not in left_out else None,
        punishment_rounds=punishment_rounds,
        lull_rounds=lull_rounds,
        draws=draws,
        seed=seed,
        without=left_out,
        decisiveness=decisiveness,
        steepness=steepness,
        progress=progress,
    )


def _trust(case: Case, seed: int) -> dict[tuple[str, str], float] | None:
    """How far each party trusts each other one at the best values, 0 to 1, where the case says anything about it."""
    try:
        opinions = trust_of(case, draws=0, seed=seed).opinions
    except MethodError:
        return None
    return {(it.truster, it.trusted): it.trust.best for it in opinions if it.informed} or None
