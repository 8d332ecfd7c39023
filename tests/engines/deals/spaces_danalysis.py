"""Little random spaces, with ties, negative reservations, red lines, linked issues and all kinds of pass rules."""

import itertools

import numpy as np

from detente.engines.deals.space import Block, Rule, Space


def rule(made, parties):
    """Unanimity half of the time; otherwise vetoes, a number, a quota, or all of them."""
    if made.random() < 0.5:
        return Rule.unanimity(parties)
    weights = made.integers(1, 6, parties).astype(float)
    return Rule(
        made.random(parties) < 0.3,
        int(made.integers(0, parties + 1)),
        weights,
        float(made.integers(0, int(weights.sum()) + 1)) if made.random() < 0.5 else 0.0,
    )


def block(made, issues, parties, first, red):
    """One block: its choices are some of the combinations of three alternatives of each issue."""
    combinations = np.array(list(itertools.product(range(3), repeat=issues)), dtype=np.int64)
    if issues > 1:
        kept = made.random(len(combinations)) < 0.6
        kept[made.integers(len(combinations))] = True
        combinations = combinations[kept]
    values = made.integers(0, 21, (parties, len(combinations))) * 1.7
    refused = made.random((parties, len(combinations))) < red
    return Block(tuple(range(first, first + issues)), combinations, values, refused)


def space(seed, parties=3, demanding=0.55, red=0.08, pass_rule=None):
    """Three or four blocks; reservations between below zero and ``demanding`` of what there is and more."""
    made = np.random.default_rng(seed)
    blocks, first = [], 0
    for issues in (1, 1, 2)[: made.integers(2, 4)] + (1,):
        blocks.append(block(made, issues, parties, first, red))
        first += issues
    top = sum(one.values.max(axis=1) for one in blocks)
    reservations = np.round(top * made.uniform(demanding - 0.3, demanding + 0.35, parties), 1)
    reservations[made.random(parties) < 0.1] = -5.0
    return Space(
        tuple(f"p{number}" for number in range(parties)),
        tuple(f"i{number}" for number in range(first)),
        ((0.0, 50.0, 100.0),) * first,
        tuple(blocks),
        reservations,
        pass_rule or rule(made, parties),
    )
