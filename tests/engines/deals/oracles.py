"""The known answers of the deals engine, and spaces made from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from detente.engines.deals.space import Block, Rule, Space


def load(shared: Path, name: str) -> dict[str, Any]:
    """One oracle file."""
    return json.loads((shared / "oracles" / "deals" / f"{name}.json").read_text(encoding="utf-8"))


def space_of_weights(oracle: dict[str, Any]) -> Space:
    """The space of a file with weights and values by option, in points from 0 to 100."""
    parties = oracle["parties"]
    blocks = []
    for number, issue in enumerate(oracle["issues"]):
        values = [
            [100 * it["weights"][issue["name"]] * it["values"][issue["name"]][option] for option in issue["options"]]
            for it in parties
        ]
        size = len(issue["options"])
        blocks.append(
            Block((number,), np.arange(size)[:, None], np.array(values), np.zeros((len(parties), size), bool))
        )
    return _space([it["name"] for it in parties], blocks, [100 * it["reservation"] for it in parties])


def space_of_points(points: list[list[list[float]]], reservations: list[float], rule: Rule | None = None) -> Space:
    """The space of point tables, by party, issue and alternative."""
    blocks = []
    for number in range(len(points[0])):
        values = np.array([table[number] for table in points], dtype=float)
        size = values.shape[1]
        blocks.append(Block((number,), np.arange(size)[:, None], values, np.zeros((len(points), size), bool)))
    return _space([f"p{i}" for i in range(len(points))], blocks, reservations, rule)


def numbers(space: Space, packages: np.ndarray) -> list[int]:
    """Packages as their places in the product of the alternatives, the last issue fastest."""
    sizes = [len(it) for it in space.alternatives]
    return sorted(np.ravel_multi_index(tuple(space.alternatives_of(packages).T), sizes).tolist())


def _space(names: list[str], blocks: list[Block], reservations: list[float], rule: Rule | None = None) -> Space:
    return Space(
        parties=tuple(names),
        issues=tuple(f"i{number}" for number in range(len(blocks))),
        alternatives=tuple(tuple(map(float, range(block.size))) for block in blocks),
        blocks=tuple(blocks),
        reservations=np.array(reservations, dtype=float),
        rule=rule or Rule.unanimity(len(names)),
    )
