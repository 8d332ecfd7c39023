"""How much trust it takes to keep the peace first: the assurance game, and what would be enough.

Payoffs of a party i toward j, in points of its utility, over fighting (P = 0): a kept peace R = `peace_worth`, being
attacked while it keeps the peace S = -`harm`, and breaking the peace T = `gain`, what the fait accompli brings it (0 where none
is given). Where R > T it is an assurance game, and keeping the peace pays if the other keeps it with a chance of at least

    t* = (P - S) / ((R - T) + (P - S)) = harm / (peace_worth - gain + harm)

(after Kydd 2000, *International Organization* 54(2), 325-357, and 2005, *Trust and Mistrust in International Relations*, Princeton). Our own
simplification: the breaker loses the peace and keeps the gain, and a guarantee that makes up the share g of the harm, or
monitoring that gives warning of the share g of breaches in time, leaves (1 - g) of the harm.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
ALMOST = 1e-12


def needed_trust(peace_worth: Array, harm: Array, gain: Array | float = 0.0) -> Array:
    """The trust t* from which on keeping the peace pays; NaN where breaking it pays at least as much (R <= T).

    >>> needed_trust(np.array([28.0, 15.0]), np.array([42.0, 1.0])).round(3).tolist()
    [0.6, 0.062]
    """
    margin = np.asarray(peace_worth - gain, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(margin > 0, harm / (margin + harm), np.nan)


def enough_trust(trust: Array, needed: Array) -> Bools:
    """True where trust reaches what is needed; False where nothing would be enough."""
    return np.asarray(trust >= np.where(np.isnan(needed), np.inf, needed) - ALMOST)


def guarantee_needed(trust: Array, peace_worth: Array, harm: Array, gain: Array | float = 0.0) -> Array:
    """The share of the harm that has to be made up so that this much trust is enough; NaN where R <= T.

    From t*(g) = (1 - g) harm / (peace_worth - gain + (1 - g) harm) = trust:
    g = 1 - trust (peace_worth - gain) / ((1 - trust) harm), at least 0.

    >>> guarantee_needed(np.array(0.25), np.array(28.0), np.array(42.0)).round(3).item()
    0.778
    """
    margin = np.asarray(peace_worth - gain, dtype=np.float64)
    bearable = np.where(trust < 1, trust * margin / np.where(trust < 1, 1 - trust, 1.0), np.inf)
    share = np.where(harm > bearable, 1 - bearable / np.where(harm > 0, harm, 1.0), 0.0)
    return np.where(margin > 0, share, np.nan)


def encounters_needed(good: float, bad: float, base_rate: float, weight: float, needed: float) -> float:
    """How many good encounters in a row, each whole and of today, bring trust to what is needed; infinite where none do.

    From (r + n + a W) / (r + s + n + W) = t*: n = (t* (r + s + W) - r - a W) / (1 - t*), at least 0.
    """
    short = needed * (good + bad + weight) - good - base_rate * weight
    if short <= 0:
        return 0.0
    return short / (1 - needed) if needed < 1 else float("inf")


def game_of(peace_worth: float | None, harm: float | None, gain: float) -> str:
    """Which game a party is in: assurance, dilemma (T >= R), deadlock (P >= R), or not judged."""
    if peace_worth is None or harm is None:
        return "not judged"
    if peace_worth <= 0:
        return "deadlock"
    return "assurance" if peace_worth > gain else "dilemma"
