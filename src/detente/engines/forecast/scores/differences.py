"""Whether one method is better than another: differences on the issues that both answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.scores.measures import Resampling
from detente.results.scores import Difference, Estimate, Verdict

Array = npt.NDArray[np.float64]

FEW_CLUSTERS = 10
# What each kind of table is compared by, in the order of telling.
MEASURES = ("brier", "crps", "mae_median", "mae_mean", "log_score")

ByIssue = Mapping[str, Mapping[str, Array]]


def differences(
    values: ByIssue,
    issues: Mapping[str, Sequence[str]],
    clusters: Mapping[str, str],
    against: str,
    resampling: Resampling,
) -> tuple[Difference, ...]:
    """Each method's mean score less that of ``against``, with intervals, over the issues both answer.

    ``values[method][measure]`` has shape (issues,) in the order of ``issues[method]``, NaN where the method has
    no such score. The differences are paired: they are taken issue by issue and then resampled.
    """
    found = []
    for method in values:
        if method == against:
            continue
        for measure in MEASURES:
            if measure in values[method]:
                found += _difference(values, issues, clusters, method, against, measure, resampling)
    return tuple(found)


def _difference(
    values: ByIssue,
    issues: Mapping[str, Sequence[str]],
    clusters: Mapping[str, str],
    method: str,
    against: str,
    measure: str,
    resampling: Resampling,
) -> list[Difference]:
    own = dict(zip(issues[method], values[method][measure], strict=True))
    other = dict(zip(issues[against], values[against][measure], strict=True))
    both = [issue for issue in own if issue in other and not np.isnan(own[issue] - other[issue])]
    if not both:
        return []
    apart = np.array([own[issue] - other[issue] for issue in both])
    groups = [clusters[issue] for issue in both]
    it, count = resampling.of(apart, groups), len(set(groups))
    return [
        Difference(
            method=method,
            against=against,
            measure=measure,
            count=len(both),
            clusters=count,
            difference=it,
            verdict=verdict(it, count),
        )
    ]


def verdict(difference: Estimate, clusters: int) -> Verdict:
    """What an interval of a difference allows to say; lower scores are better.

    With fewer than ten clusters a bootstrap interval is too short to be trusted, so nothing is decided.

    >>> verdict(Estimate(value=-0.9, interval=(-1.6, -0.25)), 60), verdict(Estimate(value=-0.9, interval=(-1.6, 0.4)), 60)
    ('better', 'undetermined')
    """
    if clusters < FEW_CLUSTERS or difference.interval is None or difference.interval[0] <= 0 <= difference.interval[1]:
        return "undetermined"
    return "better" if difference.interval[1] < 0 else "worse"
