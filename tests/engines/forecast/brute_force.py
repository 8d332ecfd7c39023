"""The forecast methods once more, in plain fractions and by definition, to compare with."""

from __future__ import annotations

from fractions import Fraction

from detente.case import Case


def mean(positions, weights):
    return sum(map(Fraction, positions)) / len(positions) if positions else None


def weighted_mean(positions, weights):
    total = sum(map(Fraction, weights))
    return sum(Fraction(x) * Fraction(w) for x, w in zip(positions, weights, strict=True)) / total if total else None


def median(positions, weights):
    found = sorted(map(Fraction, positions))
    middle = len(found) // 2
    if not found:
        return None
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2


def weighted_median(positions, weights):
    half = sum(map(Fraction, weights)) / 2
    for place in sorted(set(positions)):
        upto = sum(Fraction(w) for x, w in zip(positions, weights, strict=True) if x <= place)
        if half > 0 and upto >= half:
            return Fraction(place)
    return None


BY_NAME = {"mean": mean, "weighted_mean": weighted_mean, "median": median, "weighted_median": weighted_median}


def outcome(case: Case, issue: str, method: str, without: str | None = None) -> float | None:
    """The answer at the best values, read straight from the case."""
    positions, weights = [], []
    for party in case.parties:
        it = case.positions.get(party, {}).get(issue)
        if it is None or party == without:
            continue
        capability = case.issues[issue].capability.get(party) or case.parties[party].capability
        salience = Fraction(it.salience.best) if it.salience else Fraction(50)
        positions.append(Fraction(it.position.best))
        weights.append((Fraction(capability.best) if capability else Fraction(1)) * salience)
    found = BY_NAME[method](positions, weights)
    return None if found is None else float(found)
