"""The least total rise of reservations that closes a zone."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from detente.engines.deals.power import winning_coalitions
from detente.engines.deals.space import TOLERANCE, Array, Bools, Rule

MOST_ROWS = 200_000  # packages of a zone whose least total rise is looked for
MOST_COALITIONS = 200
MOST_ROUNDS = 200


@dataclass(frozen=True)
class Together:
    """Rises of reservations, shape (parties,), that close a zone together, and their sum.

    A party rejects all that gives it no more than its rise; NaN where its reservation stays. The zone is closed by
    anything above these rises.
    """

    rises: Array
    total: float


def least_total_rise(rule: Rule, gains: Array, alone: Array, seconds: float) -> Together | None:
    """The rises with the least sum that close a zone, exact; None where none do or that takes too long.

    ``gains``, shape (packages, parties), are those of the packages that pass, minus infinity where a party does not
    accept one; ``alone``, shape (parties,), what each party needs alone, infinite where it cannot. By implicit hitting sets: rises are
    found that reject some packages at the least sum; a package that still passes joins them, until none does.
    """
    coalitions = winning_coalitions(rule, MOST_COALITIONS + 1)
    if not coalitions or coalitions == ((),) or len(coalitions) > MOST_COALITIONS:
        return None
    members = np.array([np.isin(np.arange(gains.shape[1]), one) for one in coalitions])
    end = time.monotonic() + seconds
    held = [_hardest(rule, gains, np.full(gains.shape[1], -np.inf))]
    for _ in range(MOST_ROUNDS):
        rises = _least(gains[held], members, end)
        if rises is None:
            return None
        left = gains > rises + TOLERANCE
        passing = np.flatnonzero(rule.passes(left))
        if not len(passing):
            found = np.where(np.isfinite(rises), rises, np.nan)
            total = float(np.nansum(found))
            best = float(alone.min())
            if best <= total + TOLERANCE:  # one party alone is simpler
                party = int(np.argmin(alone))
                found = np.where(np.arange(len(alone)) == party, best, np.nan)
                total = best
            return Together(found, total)
        held.append(int(passing[_hardest(rule, gains[passing], rises)]))
    return None


def _hardest(rule: Rule, gains: Array, rises: Array) -> int:
    """The package that is hardest to reject: the greatest rise that would stop it, were it shared by those it takes."""
    over = np.where(gains > rises + TOLERANCE, gains - np.maximum(rises, 0.0), 0.0)
    needed = max(1, len(rule.veto) - max(rule.at_least, int(rule.veto.sum())) + 1)
    parts = np.partition(over, min(needed, over.shape[1]) - 1, axis=1)[:, : min(needed, over.shape[1])]
    return int(np.argmax(parts.sum(axis=1) + 1e-6 * over.sum(axis=1)))


def _least(gains: Array, members: Bools, end: float) -> Array | None:
    """Rises of the least sum that reject these packages; None where the time is up.

    Columns say, party by party, that it rejects all up to a level of gain; each level costs the step from the last.
    """
    parties = gains.shape[1]
    columns: dict[tuple[int, float], int] = {}
    costs: list[float] = []
    rows: list[dict[int, float]] = []
    lows: list[float] = []
    for party in range(parties):
        levels = np.unique(gains[np.isfinite(gains[:, party]), party])
        for place, level in enumerate(levels.tolist()):
            columns[party, level] = len(costs)
            costs.append(level - (levels[place - 1] if place else 0.0))
            if place:
                rows.append({columns[party, float(levels[place - 1])]: 1.0, len(costs) - 1: -1.0})
                lows.append(0.0)
    for row in gains:
        accepted = np.isfinite(row)
        for coalition in members:
            if accepted[coalition].all():
                rows.append({columns[party, float(row[party])]: 1.0 for party in np.flatnonzero(coalition).tolist()})
                lows.append(1.0)
    left = end - time.monotonic()
    if left <= 0:
        return None
    lengths = np.cumsum([0, *(len(row) for row in rows)])
    places = np.array([place for row in rows for place in row], dtype=np.int64)
    factors = np.array([one for row in rows for one in row.values()])
    found = milp(
        np.array(costs) + 1e-9,  # of equal rises the fewest
        integrality=np.ones(len(costs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            csr_array((factors, places, lengths), shape=(len(rows), len(costs))), lows, np.inf
        ),
        options={"time_limit": left, "mip_rel_gap": 0.0},
    )
    if found.status != 0:
        return None
    rises = np.full(parties, -np.inf)
    for (party, level), column in columns.items():
        if found.x[column] > 0.5:
            rises[party] = max(rises[party], level)
    return rises
