"""Probabilities of events: Brier score, its decomposition, calibration."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.uncertainty import wilson
from detente.results.scores import BrierParts, CalibrationBin

Array = npt.NDArray[np.float64]

FLOOR = 1e-6  # the least probability the log score counts, so that one "never" does not make a mean infinite


def brier(probabilities: Array, happened: Array) -> Array:
    """Brier score of each event: (p - y)^2, with y 1 where it happened and 0 where not. Shape (...), 0 to 1.

    Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2, sums over both answers, which doubles it.

    >>> brier(np.array([0.35, 0.9]), np.array([0.0, 1.0])).round(4).tolist()
    [0.1225, 0.01]
    """
    return np.asarray((probabilities - happened) ** 2)


def event_log_score(probabilities: Array, happened: Array) -> Array:
    """Minus the natural logarithm of the probability given to what came about, of shape (...). Lower is better.

    A probability below :data:`FLOOR` counts as the floor. Good 1952, doi:10.1111/j.2517-6161.1952.tb00104.x.

    >>> event_log_score(np.array([0.5, 0.0]), np.array([1.0, 1.0])).round(3).tolist()
    [0.693, 13.816]
    """
    given = np.where(happened > 0, probabilities, 1 - probabilities)
    return np.asarray(-np.log(np.maximum(given, FLOOR)))


def bin_of(probabilities: Array, bins: int) -> npt.NDArray[np.int64]:
    """The bin of each probability: [0, 1/bins), ..., the last one with its upper end. Shape (...).

    >>> bin_of(np.array([0.0, 0.3, 0.29, 1.0]), 10).tolist()
    [0, 3, 2, 9]
    """
    # the small addition puts 0.3, whose product with 10 may fall just short of 3, into the bin that begins there
    return np.asarray(np.minimum((probabilities * bins + 1e-9).astype(np.int64), bins - 1))


def brier_parts(probabilities: Array, happened: Array, bins: int = 10) -> BrierParts:
    """Murphy's decomposition of the mean Brier score of events, each array of shape (events,).

    With n_b events in bin b of N, p_b their mean probability, y_b the share that happened and y the share over
    all: reliability = sum n_b (p_b - y_b)^2 / N, resolution = sum n_b (y_b - y)^2 / N, uncertainty = y (1 - y).
    within_bins = mean (p - p_b)^2 - 2 mean (p - p_b)(y - y_b) makes the sum exact where a bin holds unequal
    probabilities. Murphy 1973, doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2; Stephenson, Coelho &
    Jolliffe 2008, doi:10.1175/2007WAF2006116.1.

    >>> brier_parts(np.array([0.2, 0.2, 0.8, 0.8]), np.array([0.0, 0.0, 1.0, 0.0])).resolution
    0.0625
    """
    place = bin_of(probabilities, bins)
    counts = np.bincount(place, minlength=bins)
    full = np.maximum(counts, 1)
    forecast = np.bincount(place, probabilities, bins) / full
    observed = np.bincount(place, happened, bins) / full
    base = happened.mean()
    apart = probabilities - forecast[place]
    return BrierParts(
        reliability=float((counts * (forecast - observed) ** 2).sum() / len(place)),
        resolution=float((counts * (observed - base) ** 2).sum() / len(place)),
        uncertainty=float(base * (1 - base)),
        within_bins=float((apart**2).mean() - 2 * (apart * (happened - observed[place])).mean()),
    )


def calibration(probabilities: Array, happened: Array, bins: int = 10) -> tuple[CalibrationBin, ...]:
    """The bins that hold events: mean probability against the share that happened. Arrays of shape (events,).

    >>> [(it.count, it.happened) for it in calibration(np.array([0.2, 0.2, 0.9]), np.array([0.0, 1.0, 1.0]))]
    [(2, 0.5), (1, 1.0)]
    """
    place = bin_of(probabilities, bins)
    found = []
    for number in np.unique(place):
        held = place == number
        hits, count = int(happened[held].sum()), int(held.sum())
        found.append(
            CalibrationBin(
                low=int(number) / bins,
                high=(int(number) + 1) / bins,
                count=count,
                mean_probability=float(probabilities[held].mean()),
                happened=hits / count,
                interval=wilson(hits, count),
            )
        )
    return tuple(found)
