"""What a fait accompli gains at the table, from the forecast, for the engines that ask for it."""

from __future__ import annotations

from detente.answers.leverage import models_of
from detente.case.model import Case
from detente.engines.leverage.fait_accompli import CAPTURED, at_odds, fait_accompli
from detente.errors import MethodError
from detente.results.ceasefire import Gain

MOST_DRAWN = 300  # pairs whose gains are drawn; of more, the best values count in every draw


def gains_of(case: Case, captured: float = CAPTURED, *, draws: int, seed: int) -> dict[tuple[str, str], Gain] | None:
    """What each party gains by taking ``captured`` (a share) of another's capability, by attacker and target.

    On the draws of ``seed``; at the best values only where more than :data:`MOST_DRAWN` pairs are at odds. None where the case
    has nothing on the table. Raises :class:`MethodError` for a share outside 0 to 1.
    """
    if not case.issues or not any(case.positions.values()):
        return None
    few = sum(1 for _ in at_odds(case)) <= MOST_DRAWN
    try:
        return fait_accompli(case, models_of(draws=draws if few else 0, seed=seed), captured)
    except MethodError:
        if not 0 <= captured <= 1:
            raise
        return None
