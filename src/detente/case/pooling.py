"""Several judgements of one number as one belief: the linear opinion pool.

The pool is the mixture F(x) = sum w_e F_e(x) of the experts' distributions (Stone 1961,
doi:10.1214/aoms/1177704873; Clemen and Winkler 1999, doi:10.1111/j.1539-6924.1999.tb00399.x).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from detente.case.experts import Expert, Judgement, Pooling, SeedQuestion
from detente.case.numbers import Number
from detente.case.performance import performance_weights


@dataclass(frozen=True)
class Member:
    """One expert's judgement in a pool; the weights of a pool sum to 1."""

    expert: str
    weight: float
    value: Number


@dataclass(frozen=True)
class Pool:
    """The judgements on one number, in an order that does not depend on the experts' names."""

    members: tuple[Member, ...]

    @cached_property
    def heard(self) -> tuple[Member, ...]:
        """The members whose judgement counts."""
        return tuple(member for member in self.members if member.weight > 0)

    @cached_property
    def number(self) -> Number:
        """The pool in three values: lowest low, weighted mean of the bests, highest high.

        A pool of equal judgements is the judgement itself.
        """
        values = [member.value for member in self.heard]
        if all(value == values[0] for value in values):
            return values[0]
        low, high = min(value.low for value in values), max(value.high for value in values)
        best = sum(member.weight * member.value.best for member in self.heard)
        return Number.of([low, min(max(best, low), high), high])

    @cached_property
    def disagreement(self) -> float:
        """Share of the pool's variance that lies between the experts, 0 to 1.

        sum w_e (m_e - m)^2 / (sum w_e (m_e - m)^2 + sum w_e v_e), with each expert's mean m_e and variance
        v_e: 0 where all expect the same, 1 where they differ and none admits a doubt.
        """
        mean = sum(member.weight * mean_of(member.value) for member in self.heard)
        between = sum(member.weight * (mean_of(member.value) - mean) ** 2 for member in self.heard)
        within = sum(member.weight * variance_of(member.value) for member in self.heard)
        return between / (between + within) if between > 1e-24 * max(1.0, mean**2) else 0.0


def mean_of(number: Number) -> float:
    """Mean of a number's distribution: uniform (a + c) / 2, triangular (a + b + c) / 3.

    >>> mean_of(Number.of([0, 3, 9]))
    4.0
    """
    if number.uniform or number.is_exact:
        return number.best
    return (number.low + number.best + number.high) / 3


def variance_of(number: Number) -> float:
    """Variance: uniform (c - a)^2 / 12, triangular (a^2 + b^2 + c^2 - ab - ac - bc) / 18.

    >>> variance_of(Number.of([0, 6]))
    3.0
    """
    width = number.high - number.low
    if number.uniform:
        return width**2 / 12
    rise = number.best - number.low
    return (width**2 - rise * width + rise**2) / 18


def pools_of(
    judgements: Iterable[Judgement],
    experts: Mapping[str, Expert],
    seeds: Mapping[str, SeedQuestion],
    pooling: Pooling,
) -> dict[str, Pool]:
    """The pool of every judged number, by its path. Only declared experts count, each once for a number."""
    weights = expert_weights(experts, seeds, pooling)
    found: dict[str, dict[str, Number]] = {}
    for it in judgements:
        if it.by in weights:
            found.setdefault(it.number, {}).setdefault(it.by, it.value)
    return {path: _pool(values, weights) for path, values in found.items()}


def expert_weights(
    experts: Mapping[str, Expert], seeds: Mapping[str, SeedQuestion], pooling: Pooling
) -> dict[str, float]:
    """Weight of every expert before a number's own panel is known; :func:`weighting` says by which rule."""
    rule = weighting(experts, seeds, pooling)
    if rule == "equal":
        return dict.fromkeys(experts, 1.0)
    if rule == "given":
        return {key: 1.0 if it.weight is None else it.weight for key, it in experts.items()}
    earned = performance_weights(seeds, pooling.cutoff)
    return {key: earned.get(key, 0.0) for key in experts}


def weighting(experts: Mapping[str, Expert], seeds: Mapping[str, SeedQuestion], pooling: Pooling) -> str:
    """The rule the weights follow: equal, given or performance."""
    if pooling.weights is not None:
        return pooling.weights
    if seeds:
        return "performance"
    return "given" if any(it.weight is not None for it in experts.values()) else "equal"


def _pool(values: Mapping[str, Number], weights: Mapping[str, float]) -> Pool:
    """Weights normalised over those who judged; where none of them has any, all count the same."""
    total = sum(weights[expert] for expert in values)
    share = {expert: weights[expert] / total if total > 0 else 1 / len(values) for expert in values}
    members = (Member(expert, share[expert], value) for expert, value in values.items())
    return Pool(tuple(sorted(members, key=_order)))


def _order(member: Member) -> tuple[object, ...]:
    it = member.value
    return it.low, it.best, it.high, it.uniform, member.weight, member.expert
