"""The deals by definition, package by package, in plain Python."""

from __future__ import annotations

from itertools import product
from math import prod

from detente.engines.deals.space import TOLERANCE, Space


def packages(space: Space):
    """Every package as a tuple of choices with its utilities and whether each party accepts it."""
    for choices in product(*(range(block.size) for block in space.blocks)):
        worth = [
            sum(block.values[i, c] for block, c in zip(space.blocks, choices, strict=True))
            for i in range(len(space.parties))
        ]
        accepted = [
            worth[i] >= space.reservations[i] - TOLERANCE
            and not any(block.refused[i, c] for block, c in zip(space.blocks, choices, strict=True))
            for i in range(len(space.parties))
        ]
        yield choices, worth, accepted


def passes(space: Space, accepted) -> bool:
    rule = space.rule
    weight = sum(w for w, yes in zip(rule.weights, accepted, strict=True) if yes)
    return (
        all(yes for yes, veto in zip(accepted, rule.veto, strict=True) if veto)
        and sum(accepted) >= rule.at_least
        and weight >= rule.quota - TOLERANCE
    )


def zone(space: Space):
    return [(choices, worth) for choices, worth, accepted in packages(space) if passes(space, accepted)]


def efficient(candidates):
    def dominated(worth):
        return any(
            all(o >= w - TOLERANCE for o, w in zip(other, worth, strict=True))
            and any(o > w + TOLERANCE for o, w in zip(other, worth, strict=True))
            for _, other in candidates
        )

    return sorted(choices for choices, worth in candidates if not dominated(worth))


def rational(space: Space):
    return [(c, w) for c, w, accepted in packages(space) if all(accepted) and passes(space, accepted)]


def best(candidates, score):
    """The candidates whose score, a list, is highest in lexical order."""
    kept = [(choices, score(worth)) for choices, worth in candidates]
    for rank in range(len(kept[0][1]) if kept else 0):
        top = max(scores[rank] for _, scores in kept)
        kept = [(choices, scores) for choices, scores in kept if scores[rank] >= top - TOLERANCE]
    return sorted(choices for choices, _ in kept)


def solutions(space: Space):
    """The picks of every solution, by its definition."""
    inside, sound = zone(space), rational(space)
    reservations = space.reservations.tolist()
    low = [sum(block.values[i].min() for block in space.blocks) for i in range(len(reservations))]
    high = [sum(block.values[i].max() for block in space.blocks) for i in range(len(reservations))]

    def gains(worth):
        return [w - r for w, r in zip(worth, reservations, strict=True)]

    def relative(worth):
        parts = zip(worth, low, high, strict=True)
        return [sum((w - lo) / (hi - lo) for w, lo, hi in parts if hi - lo > TOLERANCE)]

    candidates = sound or inside
    found = {
        "utilitarian": best(candidates, lambda worth: [sum(worth)]),
        "relative_utilitarian": best(candidates, relative),
        "egalitarian": best(candidates, lambda worth: sorted(gains(worth))),
        "nash": [],
        "kalai_smorodinsky": [],
    }
    if sound:
        ideal = [max(worth[i] for _, worth in sound) for i in range(len(reservations))]
        open_ = [i for i in range(len(reservations)) if ideal[i] - reservations[i] > TOLERANCE]

        def ratios(worth):
            return sorted((worth[i] - reservations[i]) / (ideal[i] - reservations[i]) for i in open_)

        found["kalai_smorodinsky"] = best(sound, ratios) if open_ else found["egalitarian"]
        products = [(c, w) for c, w in sound if min(gains(w)) > TOLERANCE]
        if products:
            top = max(prod(gains(w)) for _, w in products)
            found["nash"] = sorted(c for c, w in products if prod(gains(w)) >= top * (1 - 1e-9))
        else:
            found["nash"] = found["egalitarian"]
    return found
