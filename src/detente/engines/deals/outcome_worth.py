"""What outcomes are worth to the parties: utilities of points between the alternatives."""

from __future__ import annotations

import numpy as np

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.engines.deals.building.numbers import Array, Reading
from detente.engines.uncertainty import Sampler


def outcome_utilities(case: Case, outcomes: Array, seed: int | None = 0) -> Array:
    """Utilities, 0 to 100, of outcomes of shape (1 + draws, issues), shape (1 + draws, parties).

    The first row is judged by the best values, the others by the draws of ``seed``; all rows by the best values where
    ``seed`` is None. Weights and values are those of :func:`~detente.engines.deals.building.space_of`, read at the
    outcome: 100 (1 - |x - y| / range), or straight between the alternatives of a table of values. A party without a
    stake has NaN, as has an issue without an outcome for those to whom it matters.
    """
    draws, sampler = len(outcomes) - 1, Sampler(case, seed or 0)

    def column(loc: Loc, number: Number) -> Array:
        if seed is None:
            return np.full(len(outcomes), number.best)
        return np.concatenate([[number.best], sampler.draw(loc, number, 0, draws)])

    parties = tuple(case.parties)
    reading = Reading(case, parties, len(outcomes), column, "position")
    worth, weight = np.zeros((2, len(outcomes), len(parties)))
    for place, party in enumerate(parties):
        for issue, held in reading.weights[party].items():
            curve = reading.curve(party, issue)
            if curve is None:
                continue
            share = column(*held)
            at = curve(outcomes[:, [list(case.issues).index(issue)]])[:, 0]
            worth[:, place] += np.where(share > 0, share * at, 0.0)
            weight[:, place] += share
    return np.asarray(np.divide(worth, weight, out=np.full_like(worth, np.nan), where=weight > 0))
