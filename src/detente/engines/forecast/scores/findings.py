"""Scores in words."""

from __future__ import annotations

from collections.abc import Mapping

from detente.engines.forecast.scores.differences import FEW_CLUSTERS
from detente.engines.forecast.sentences import shown
from detente.results.scores import Difference, Estimate, EventScores, ScaleScores

NAMES = {
    "brier": "Brier score",
    "crps": "CRPS",
    "mae_median": "mean absolute error of the median",
    "mae_mean": "mean absolute error of the mean",
    "log_score": "log score",
}
POINTS = ("crps", "mae_median", "mae_mean")
FEW = 30  # outcomes below which a share says little
TOLD = ("brier", "crps", "mae_median")


def difference_in_words(it: Difference) -> str:
    """One comparison as a sentence.

    >>> print(difference_in_words(Difference(method="median", against="mean", measure="crps", count=90,
    ...     clusters=40, difference=Estimate(value=2.0, interval=(-0.5, 4.5)), verdict="undetermined")))
    median against mean, CRPS over 90 in common: +2.0, 95 % interval -0.5 to +4.5: undetermined.
    """
    amount = f"{it.method} against {it.against}, {NAMES[it.measure]} over {it.count} in common: {_signed(it, 0)}"
    if it.difference.interval is None:
        return f"{amount}, no interval from a single group of issues: undetermined."
    few = f", as {it.clusters} groups are too few to trust it" if it.clusters < FEW_CLUSTERS else ""
    return f"{amount}, 95 % interval {_signed(it, 1)} to {_signed(it, 2)}: {it.verdict}{few}."


def _signed(it: Difference, place: int) -> str:
    value = (it.difference.value, *(it.difference.interval or ()))[place]
    return f"{value:+.{2 if it.measure in POINTS and abs(value) < 0.1 else 1 if it.measure in POINTS else 3}f}"


def differences_in_words(differences: tuple[Difference, ...]) -> list[str]:
    """The comparisons that matter most: Brier for events; CRPS and, where it differs, the median's error on scales."""
    crps = {it.method: it.difference for it in differences if it.measure == "crps"}
    return [
        difference_in_words(it)
        for it in differences
        if it.measure in TOLD and (it.measure != "mae_median" or it.difference != crps.get(it.method))
    ]


def events_in_words(scores: Mapping[str, EventScores]) -> list[str]:
    """For each method: the score against that of always saying the share that happened, and where it is off."""
    told = []
    for method, it in scores.items():
        base = it.parts.uncertainty
        text = f"{method or 'no name'}: Brier {it.brier.value:.3f} over {it.count} event{'s' if it.count != 1 else ''}"
        if base > 0:
            text += (
                f"; always saying the share that happened ({100 * it.happened:.0f} %), which nobody knows beforehand, "
                f"gives {base:.3f}"
            )
        text += "."
        off = [each for each in it.calibration if not each.interval[0] <= each.mean_probability <= each.interval[1]]
        for each in off:
            text += (
                f" Of {each.count} given {100 * each.low:.0f} to {100 * each.high:.0f} %, "
                f"{100 * each.happened:.0f} % happened: too {'low' if each.happened > each.mean_probability else 'high'}."
            )
        if not off:
            text += " Calibration: undetermined; no bin lies beyond what chance allows."
        told.append(text)
    return told


def scales_in_words(scores: Mapping[str, ScaleScores]) -> list[str]:
    """For each method that gives intervals: how many outcomes they held."""
    told = []
    for method, it in scores.items():
        if it.coverage80 is None or it.width80 is None:
            continue
        few = f" Fewer than {FEW} outcomes say little about that." if it.count < FEW else ""
        told.append(
            f"{method or 'no name'}: {100 * it.coverage80:.0f} % of outcomes lie in the central 80 %, which is "
            f"{shown(it.width80)} points wide on average.{few}"
        )
    return told


def daily_in_words(scores: Mapping[str, EventScores], daily: Mapping[str, Estimate]) -> list[str]:
    """For each person: the Brier score of the last forecasts beside that of all days."""
    return [
        f"{name or 'no name'}: the last forecasts before the answer score {it.brier.value:.3f}, all days together "
        f"{daily[name].value:.3f}; the second cannot be mended by a late change of mind."
        for name, it in scores.items()
    ]
