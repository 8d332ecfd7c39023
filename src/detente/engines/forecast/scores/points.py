"""Points and intervals against outcomes. Every array has shape (issues,), in points of the 0-100 scale."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

NEAR = 10.0  # points within which a forecast counts as a hit
OUTSIDE_80 = 0.2


def absolute_error(points: Array, outcomes: Array) -> Array:
    """Distance of forecast and outcome: |x - o|. It is also the CRPS of a forecast that is a single point.

    >>> absolute_error(np.array([40.0]), np.array([65.0])).tolist()
    [25.0]
    """
    return np.asarray(np.abs(points - outcomes))


def root_mean_square_error(points: Array, outcomes: Array) -> float:
    """Square root of the mean squared distance; large misses weigh more than in the mean absolute error.

    >>> root_mean_square_error(np.array([0.0, 0.0]), np.array([6.0, 8.0])).__round__(3)
    7.071
    """
    return float(np.sqrt(((points - outcomes) ** 2).mean()))


def hit_share(points: Array, outcomes: Array) -> float:
    """Share of forecasts no farther than 10 points from the outcome.

    >>> hit_share(np.array([50.0, 50.0]), np.array([60.0, 61.0]))
    0.5
    """
    return float((absolute_error(points, outcomes) <= NEAR).mean())


def interval_score(lows: Array, highs: Array, outcomes: Array) -> Array:
    """Score of a central 80 % interval: its width plus ten times the distance by which the outcome missed it.

    S = (h - l) + (2/a) (l - o)+ + (2/a) (o - h)+ with a = 0.2. Gneiting & Raftery 2007,
    doi:10.1198/016214506000001437, section 6.2.

    >>> interval_score(np.array([20.0]), np.array([60.0]), np.array([65.0])).tolist()
    [90.0]
    """
    missed = np.maximum(lows - outcomes, 0) + np.maximum(outcomes - highs, 0)
    return np.asarray(highs - lows + 2 / OUTSIDE_80 * missed)
