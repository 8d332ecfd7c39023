"""Cooke's classical model: weights for experts from their answers to seed questions.

Cooke 1991, *Experts in Uncertainty*, ch. 12 (ISBN 978-0-19-506465-0); Cooke and Goossens 2008
(doi:10.1016/j.ress.2007.03.005).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erfc, exp, inf, log, pi, sqrt

from detente.case.experts import SeedQuestion
from detente.case.numbers import Number

SHARES = (0.05, 0.45, 0.45, 0.05)
"""Probability of the four ranges that the 5 %, 50 % and 95 % quantiles make."""
OVERSHOOT = 0.1
SMALLEST = 1e-12  # of a range, so that information stays finite
Quantiles = tuple[float, float, float]


@dataclass(frozen=True)
class Performance:
    """How one expert did on the seed questions.

    ``calibration`` (0 to 1) is the chance of so poor a fit if the expert's ranges were right; ``information``
    (>= 0) says how much narrower the answers are than the whole range; ``questions`` were answered.
    """

    calibration: float
    information: float
    questions: int


def performances(seeds: Mapping[str, SeedQuestion]) -> dict[str, Performance]:
    """Performance of every expert who answered a seed question, by expert id."""
    usable = _usable(seeds)
    experts = sorted({expert for seed in usable for expert in seed.answers})
    return {expert: _performance([(seed, seed.answers[expert]) for seed in usable if expert in seed.answers])
            for expert in experts}  # fmt: skip


def performance_weights(seeds: Mapping[str, SeedQuestion], cutoff: float | None = None) -> dict[str, float]:
    """Global weights: calibration times information where calibration reaches the cut-off, sum 1.

    w_e = C_e I_e 1[C_e >= a] / sum. Without a ``cutoff``, a is the experts' calibration score whose pool
    has the largest calibration times information on the seed questions. All zero where nobody reaches it.

    >>> one = {"a": Number.of([1, 2, 3]), "b": Number.of([5, 6, 7])}
    >>> performance_weights({"q": SeedQuestion(answer=2, judgements=one)})
    {'a': 1.0, 'b': 0.0}
    """
    scores = performances(seeds)
    if cutoff is not None:
        return _weights(scores, cutoff)
    usable = _usable(seeds)
    tried = sorted({it.calibration for it in scores.values()})
    best = max(tried, key=lambda level: _pool_score(usable, _weights(scores, level)), default=0.0)
    return _weights(scores, best)


def calibration(counts: Sequence[int]) -> float:
    """Chance of counts at least as far from 5, 45, 45 and 5 % as these, if the ranges were right.

    ``counts`` says how many true answers fell below the 5 % quantile, up to the median, up to the 95 %
    quantile and above. C = P(X > 2 N I), X chi-square with 3 degrees of freedom,
    I = sum s_k ln(s_k / p_k).

    >>> calibration([1, 9, 9, 1])
    1.0
    """
    total = sum(counts)
    information = sum(
        count / total * log(count / total / share) for count, share in zip(counts, SHARES, strict=True) if count
    )
    statistic = max(0.0, 2 * total * information)
    return min(1.0, erfc(sqrt(statistic / 2)) + sqrt(2 * statistic / pi) * exp(-statistic / 2))


def information(quantiles: Quantiles, low: float, high: float) -> float:
    """Relative information of three quantiles to the uniform distribution from ``low`` to ``high``.

    ln(high - low) + sum p_k ln(p_k / width_k) over the four ranges.
    """
    edges = (low, *quantiles, high)
    widths = [right - left for left, right in zip(edges, edges[1:], strict=False)]
    return log(high - low) + sum(share * log(share / width) for share, width in zip(SHARES, widths, strict=True))


@dataclass(frozen=True)
class _Seed:
    """A seed question with its usable answers, measured on a range from 0 to 1 that reaches a tenth beyond all."""

    truth: float
    answers: Mapping[str, Quantiles]


def is_usable(number: Number) -> bool:
    """True for an answer of three different values, low, best and high."""
    return not number.uniform and number.low < number.best < number.high


def _usable(seeds: Mapping[str, SeedQuestion]) -> list[_Seed]:
    found = []
    for _, seed in sorted(seeds.items()):
        answers = {expert: it for expert, it in sorted(seed.judgements.items()) if is_usable(it)}
        low = min((seed.answer, *(it.low for it in answers.values())))
        width = max((seed.answer, *(it.high for it in answers.values()))) - low
        if not answers or not 0 < width < inf:
            continue
        reach = OVERSHOOT / (1 + 2 * OVERSHOOT)
        shown = {
            expert: (scaled[0], scaled[1], scaled[2])
            for expert, it in answers.items()
            if _apart(scaled := [reach + (x - low) / width * (1 - 2 * reach) for x in (it.low, it.best, it.high)])
        }
        if shown:
            found.append(_Seed(reach + (seed.answer - low) / width * (1 - 2 * reach), shown))
    return found


def _apart(quantiles: Sequence[float]) -> bool:
    """True where the values can still be told apart on the range of the question."""
    return quantiles[1] - quantiles[0] > SMALLEST and quantiles[2] - quantiles[1] > SMALLEST


def _performance(answered: Sequence[tuple[_Seed, Quantiles]]) -> Performance:
    counts = [0, 0, 0, 0]
    for seed, quantiles in answered:
        counts[bisect_left(quantiles, seed.truth)] += 1
    informed = sum(information(quantiles, 0, 1) for _, quantiles in answered) / len(answered)
    return Performance(calibration(counts), informed, len(answered))


def _weights(scores: Mapping[str, Performance], cutoff: float) -> dict[str, float]:
    raw = {
        expert: it.calibration * it.information if it.calibration >= cutoff else 0.0 for expert, it in scores.items()
    }
    total = sum(raw.values())
    return {expert: weight / total if total > 0 else 0.0 for expert, weight in raw.items()}


def _pool_score(seeds: Sequence[_Seed], weights: Mapping[str, float]) -> float:
    """Calibration times information of the weighted pool's own quantiles on the seed questions."""
    answered = [(seed, found) for seed in seeds if (found := _pooled(seed, weights)) is not None]
    if not answered:
        return 0.0
    it = _performance(answered)
    return it.calibration * it.information


def _pooled(seed: _Seed, weights: Mapping[str, float]) -> Quantiles | None:
    """5 %, 50 % and 95 % quantile of the pool, each expert's density being flat between quantiles."""
    heard = [(weights[expert], answer) for expert, answer in seed.answers.items() if weights[expert] > 0]
    total = sum(weight for weight, _ in heard)
    if total <= 0:
        return None
    steps: dict[float, float] = {}  # where the pool's density changes, and by how much
    for weight, answer in heard:
        edges = (0.0, *answer, 1.0)
        for place, share in enumerate(SHARES):
            rise = weight / total * share / (edges[place + 1] - edges[place])
            steps[edges[place]] = steps.get(edges[place], 0.0) + rise
            steps[edges[place + 1]] = steps.get(edges[place + 1], 0.0) - rise
    points = sorted(steps)
    reached, heights = [0.0], [0.0]
    for left, right in zip(points, points[1:], strict=False):
        heights.append(heights[-1] + steps[left])
        reached.append(reached[-1] + heights[-1] * (right - left))
    low, middle, high = (_crossing(points, reached, heights[1:], share) for share in (0.05, 0.5, 0.95))
    return low, middle, high


def _crossing(points: Sequence[float], reached: Sequence[float], density: Sequence[float], share: float) -> float:
    place = min(max(bisect_right(reached, share) - 1, 0), len(density) - 1)
    return points[place] + (share - reached[place]) / density[place]
