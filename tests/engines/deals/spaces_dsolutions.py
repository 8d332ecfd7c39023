"""Small random spaces with everything that makes solutions hard, and the oracles as spaces."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np

from detente.engines.deals.space import Block, Rule, Space

ORACLES = Path(__file__).parents[4] / "shared" / "oracles" / "deals"


def space_of(values: list[np.ndarray], reservations: Any, rule: Rule | None = None, refused: Any = None) -> Space:
    """A space of one block for each table of values, shape (parties, choices)."""
    parties = len(values[0])
    blocks = tuple(
        Block(
            (number,),
            np.arange(table.shape[1])[:, np.newaxis],
            np.asarray(table, dtype=float),
            np.zeros(table.shape, dtype=bool) if refused is None else refused[number],
        )
        for number, table in enumerate(values)
    )
    return Space(
        tuple(f"p{party}" for party in range(parties)),
        tuple(f"i{issue}" for issue in range(len(values))),
        tuple(tuple(float(mark) for mark in range(table.shape[1])) for table in values),
        blocks,
        np.asarray(reservations, dtype=float),
        rule or Rule.unanimity(parties),
    )


def random_space(seed: int) -> Space:
    """Ties, repeated and indifferent tables, negative and binding reservations, red lines and pass rules."""
    drawn = np.random.default_rng(seed)
    parties, blocks = drawn.integers(1, 6), drawn.integers(1, 5)
    step = drawn.choice([0.0, 1.0, 5.0, 0.1])
    values = []
    for _ in range(blocks):
        table = drawn.uniform(0, 100 / blocks, (parties, drawn.integers(1, 7)))
        values.append(np.round(table / step) * step if step else table)
    if drawn.random() < 0.3:  # an issue nobody minds, and one with choices worth the same
        values[0][:] = values[0][:, :1]
    if drawn.random() < 0.2:
        party = drawn.integers(parties)
        values = [np.where(np.arange(parties)[:, np.newaxis] == party, 7.0, table) for table in values]
    bottom = sum(table.min(axis=1) for table in values)
    top = sum(table.max(axis=1) for table in values)
    share = drawn.choice([-0.5, 0.0, 0.2, 0.4, 0.6])
    reservations = bottom + share * (top - bottom) * drawn.uniform(0.7, 1.3, parties)
    if drawn.random() < 0.2:
        reservations[drawn.integers(parties)] = top[0] if parties == 1 else top[drawn.integers(parties)]
    if drawn.random() < 0.15:
        party = drawn.integers(parties)
        reservations[party] = top[party]
    if step:
        reservations = np.round(reservations / step) * step
    refused = [drawn.random(table.shape) < (0.1 if seed % 3 == 0 else 0.0) for table in values]
    rule = Rule.unanimity(parties)
    if seed % 2:
        weights = drawn.integers(0, 4, parties).astype(float)
        rule = Rule(
            drawn.random(parties) < 0.2, int(drawn.integers(0, parties + 1)), weights, drawn.random() * weights.sum()
        )
    return space_of(values, reservations, rule, refused)


def oracle(name: str) -> tuple[dict[str, Any], Space]:
    """An oracle and its space; utilities on the oracle's own scale of 0 to 1, in points."""
    read = json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))
    values = [
        np.array(
            [
                [
                    100 * party["weights"][issue["name"]] * party["values"][issue["name"]][option]
                    for option in issue["options"]
                ]
                for party in read["parties"]
            ]
        )
        for issue in read["issues"]
    ]
    return read, space_of(values, [100 * party["reservation"] for party in read["parties"]])


def places(space: Space, packages: np.ndarray) -> list[int]:
    """Places of packages in the order of ``itertools.product``."""
    every = list(itertools.product(*(range(block.size) for block in space.blocks)))
    return sorted(every.index(tuple(map(int, package))) for package in packages)
