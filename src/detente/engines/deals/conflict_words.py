"""An empty zone in words: what cannot hold together, and who would have to move how little."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from detente.engines.deals.analysis_words import in_points, issues_of, listed, points
from detente.engines.deals.conflict import Conflicts, Demand, only
from detente.engines.deals.mixed_integer import best_for
from detente.engines.deals.opening import Opening
from detente.engines.deals.space import Space
from detente.errors import MethodError

SECONDS = 5.0  # in search of the best that one party could get


def conflict_sentences(
    space: Space,
    found: Conflicts,
    names: Sequence[str] | None = None,
    issues: Sequence[str] | None = None,
    *,
    seconds: float = 4 * SECONDS,
) -> tuple[str, ...]:
    """One sentence per set of demands that cannot hold together, in the same order.

    ``names`` and ``issues`` are the names of parties and issues for reading; by default their ids. The best that each
    could get is searched for within ``seconds`` in all, and left out where they are up.
    """
    end = time.monotonic() + seconds
    return tuple(_sentence(space, one, names or space.parties, issues, end) for one in found.sets)


def _sentence(
    space: Space, demands: tuple[Demand, ...], names: Sequence[str], issues: Sequence[str] | None, end: float
) -> str:
    if not demands:
        if not space.size:
            return "No package is possible at all."
        return f"Nothing can pass even if everybody accepts: {_asks_too_much(space)}."
    reservations = [one.party for one in demands if one.block is None]
    red_lines = [one for one in demands if one.block is not None]
    bests = _bests(space, demands, reservations, end)
    shown = {party: points(float(space.reservations[party]), *_known(bests[party])) for party in reservations}
    lines = [f"{names[one.party]}'s red line on {issues_of(space, one.block or 0, issues)}" for one in red_lines]
    together = "both" if len(demands) == 2 else "all"
    if len(demands) == 1 and reservations:
        start = f"{names[reservations[0]]}: its reservation of {shown[reservations[0]]} cannot be met"
    elif len(demands) == 1:
        start = f"{lines[0]} leaves no package that could pass"
    elif not red_lines:
        values = listed(shown[party] for party in reservations)
        start = (
            f"{listed(names[party] for party in reservations)}: their reservations of {values} cannot {together} be met"
        )
    else:
        whose = [f"{names[party]}'s reservation of {shown[party]}" for party in reservations]
        start = f"{listed([*whose, *lines])} cannot {together} be met"
    if not space.rule.veto.all() and not space.rule.is_unanimity:
        return f"{start} by any package that could pass."
    rest = _what_is_left(space, demands, bests, names)
    return f"{start}; {rest}." if rest else f"{start}."


def _known(best: float | None) -> list[float]:
    return [] if best is None else [best]


def _asks_too_much(space: Space) -> str:
    """What the pass rule asks for and the table does not have."""
    rule, parties = space.rule, len(space.parties)
    if rule.at_least > parties:
        return f"the pass rule cannot be met, as it asks for {rule.at_least} parties and there are {parties}"
    return f"the pass rule cannot be met, as it asks for a weight of {rule.quota:g} and all together have {rule.weights.sum():g}"


def _bests(space: Space, demands: tuple[Demand, ...], parties: Sequence[int], end: float) -> dict[int, float | None]:
    """The best for each; for nobody where the time is up before all are known."""
    bests: dict[int, float | None] = {}
    for party in parties:
        left = min(SECONDS, end - time.monotonic())
        bests[party] = _best(space, demands, party, left) if left > 0 else None
        if left <= 0:
            return dict.fromkeys(parties)
    return bests


def _best(space: Space, demands: tuple[Demand, ...], party: int, seconds: float) -> float | None:
    """The most that a party can get in a package that passes with the other demands; None where that is not found."""
    others = only(space, tuple(one for one in demands if one != Demand(party)))
    try:
        package = best_for(others, party, seconds)
    except MethodError:
        return None
    return None if package is None else float(space.utilities_of(package[None])[0, party])


def _what_is_left(
    space: Space, demands: tuple[Demand, ...], bests: dict[int, float | None], names: Sequence[str]
) -> str:
    """The best that each could get while the rest is met."""
    parts = [
        f"{names[party]} {points(best, float(space.reservations[party]))}"
        for party, best in bests.items()
        if best is not None
    ]
    if not parts:
        return ""
    if len(demands) == 1:
        return f"no package gives it more than {parts[0].rsplit(' ', 1)[1]}"
    if len(demands) == 2 and len(parts) == 2:
        return f"with the other's met, the best either could get is {listed(parts)}"
    met = "the other demand" if len(demands) == 2 else "the others"
    return f"with {met} met, the best to be had is {listed(parts)}"


def cut_sentence(space: Space, opening: Opening | None, names: Sequence[str] | None = None) -> str:
    """Which cuts of reservations open a zone."""
    if opening is None:
        return "No cut of reservations opens a zone: red lines or the pass rule forbid every package."
    movers = np.flatnonzero(opening.moves).tolist()
    if not len(movers):
        return "The zone is open: nobody has to move."
    parts = []
    for party in movers:
        old = float(space.reservations[party])
        new = old - float(opening.moves[party])
        parts.append(f"{(names or space.parties)[party]} from {points(old, new)} to {points(new, old)}")
    if len(movers) == 1:
        return f"A zone opens if one reservation falls by {points(opening.total)}: {parts[0]}{_less(opening)}."
    return f"A zone opens if reservations fall by {points(opening.total)} in all: {listed(parts)}{_less(opening)}."


def single_cut_sentence(
    space: Space, cuts: Sequence[Opening | None], names: Sequence[str] | None = None, unknown: Sequence[int] = ()
) -> str:
    """Who could open a zone alone, the least cut first; of ``unknown`` parties that was not found out."""
    able = sorted((opening.total, party) for party, opening in enumerate(cuts) if opening is not None)
    if unknown:
        who = listed((names or space.parties)[party] for party in unknown)
        open_question = f"Whether {who} could open a zone alone was not found out in time."
        known = [cut for party, cut in enumerate(cuts) if party not in unknown]
        if not any(known):
            return f"No other party can open a zone alone. {open_question}" if known else open_question
        return f"{single_cut_sentence(space, cuts, names)} {open_question}"
    if not able:
        return "No party can open a zone alone by cutting its reservation."
    parts = []
    for total, party in able:
        old = float(space.reservations[party])
        change = f"from {points(old, old - total)} to {points(old - total, old)}"
        parts.append(f"{(names or space.parties)[party]} ({change})")
    return f"Alone, a zone could be opened by {listed(parts)}."


def payment_sentence(space: Space, opening: Opening | None, names: Sequence[str] | None = None) -> str:
    """Which side payments open a zone."""
    if opening is None:
        return "No side payment opens a zone: no package leaves enough to share."
    if not opening.total:
        return "The zone is open: no side payment is needed."
    every = names or space.parties
    pay = [
        f"{every[party]} pays {points(-opening.moves[party])}" for party in np.flatnonzero(opening.moves < 0).tolist()
    ]
    get = [
        f"{every[party]} receives {points(opening.moves[party])}"
        for party in np.flatnonzero(opening.moves > 0).tolist()
    ]
    return f"Side payments of {in_points(opening.total)} open a zone: {listed([*pay, *get])}{_less(opening)}."


def _less(opening: Opening) -> str:
    return "" if opening.certain else "; less may do, the search was not finished"
