"""How many packages pass."""

from __future__ import annotations

import numpy as np

from detente.engines.deals.enumeration import pieces
from detente.engines.deals.space import TOLERANCE, Array, Bools, Floats, Ints, Space
from detente.engines.kernels import compiled

MOST_STEPS = 50_000_000  # of the walk, about two seconds
MOST_ENUMERATED = 3_000_000


def zone_count(space: Space) -> tuple[int, bool]:
    """How many packages pass the rule, and whether that is only a lower bound.

    Small spaces are enumerated. In larger ones whole branches are counted at once: where even the worst completion of a
    partial package passes all of them do, where the best does not none does. The count is a lower bound where that
    takes too many steps.
    """
    if space.size <= MOST_ENUMERATED:
        return sum(int(_passing(space, utilities, refused).sum()) for _, utilities, refused in pieces(space)), False
    return _walk_all(space)


def _passing(space: Space, utilities: Array, refused: Bools) -> Bools:
    return space.rule.passes((utilities >= space.reservations - TOLERANCE) & ~refused)


def _walk_all(space: Space) -> tuple[int, bool]:
    blocks = sorted(space.blocks, key=lambda block: -float(np.ptp(block.values, axis=1).max()))
    sizes = np.array([block.size for block in blocks])
    parties, most = len(space.parties), int(sizes.max())
    values = np.zeros((len(blocks), most, parties))
    refused = np.zeros((len(blocks), most, parties), dtype=bool)
    best, worst = np.zeros((len(blocks) + 1, parties)), np.zeros((len(blocks) + 1, parties))
    risky = np.zeros((len(blocks) + 1, parties), dtype=bool)
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        values[place, : block.size], refused[place, : block.size] = block.values.T, block.refused.T
        best[place] = best[place + 1] + block.values.max(axis=1)
        worst[place] = worst[place + 1] + block.values.min(axis=1)
        risky[place] = risky[place + 1] | block.refused.any(axis=1)
    below = np.ones(len(blocks) + 1)  # packages under a node, as floats: counts can exceed 64 bits
    for place in range(len(blocks) - 1, -1, -1):
        below[place] = below[place + 1] * sizes[place]
    rule = space.rule
    counts = np.zeros(len(blocks) + 1, dtype=np.int64)
    finished = _walk(
        sizes, values, refused, best, worst, risky, space.reservations - TOLERANCE, rule.veto, rule.at_least,
        rule.weights, rule.quota - TOLERANCE, MOST_STEPS, counts,
    )  # fmt: skip
    exact, total = [int(it) for it in counts], 0
    under = 1
    for place in range(len(blocks), -1, -1):
        total += exact[place] * under
        under *= int(sizes[place - 1]) if place else 1
    return total, not finished


@compiled
def _walk(
    sizes: Ints, values: Floats, refused: Bools, best: Floats, worst: Floats, risky: Bools, needed: Floats, veto: Bools,
    at_least: int, weights: Floats, quota: float, most_steps: int, counts: Ints,
) -> bool:  # fmt: skip
    """Count, at each depth, the nodes under which everything passes and above which not everything does."""
    depths, parties = len(sizes), len(needed)
    totals = np.zeros((depths + 1, parties))
    flags = np.zeros((depths + 1, parties), np.bool_)
    choice = np.full(depths + 1, -1)
    depth, steps = 0, 0
    while depth >= 0:
        steps += 1
        if steps > most_steps:
            return False
        if choice[depth] < 0:
            sure, possible = True, True
            sure_count, possible_count, sure_weight, possible_weight = 0, 0, 0.0, 0.0
            for i in range(parties):
                never = flags[depth, i] or totals[depth, i] + best[depth, i] < needed[i]
                always = not flags[depth, i] and not risky[depth, i] and totals[depth, i] + worst[depth, i] >= needed[i]
                if not never:
                    possible_count += 1
                    possible_weight += weights[i]
                elif veto[i]:
                    possible = False
                if always:
                    sure_count += 1
                    sure_weight += weights[i]
                elif veto[i]:
                    sure = False
            if not possible or possible_count < at_least or possible_weight < quota:
                depth -= 1
                continue
            if sure and sure_count >= at_least and sure_weight >= quota:
                counts[depth] += 1
                depth -= 1
                continue
            if depth == depths:
                depth -= 1
                continue
            choice[depth] = 0
        if choice[depth] == sizes[depth]:
            choice[depth] = -1
            depth -= 1
            continue
        place = choice[depth]
        choice[depth] += 1
        for i in range(parties):
            totals[depth + 1, i] = totals[depth, i] + values[depth, place, i]
            flags[depth + 1, i] = flags[depth, i] or refused[depth, place, i]
        depth += 1
        choice[depth] = -1
    return True
