"""Positions and weights for the methods, and the published oracle."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import strategies as st


@st.composite
def tables(draw: st.DrawFn, *, min_size: int = 1) -> tuple[list[float], list[int]]:
    """Positions and whole weights of some parties; not all weights are zero."""
    size = draw(st.integers(min_size, 8))
    position = st.one_of(st.integers(-100, 100).map(float), st.floats(-100, 100, allow_subnormal=False))
    positions = draw(st.lists(position, min_size=size, max_size=size))
    weights = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size).filter(any))
    return positions, weights


def arrays(positions, weights):
    return np.array(positions, dtype=float), np.array(weights, dtype=float)


def published(shared):
    """Positions, capabilities, saliences and the oracle's values of the emission standards."""
    oracle = json.loads((shared / "oracles" / "forecast" / "emission_standards.json").read_text(encoding="utf-8"))
    parties = oracle["parties"]
    columns = ([it[name] for it in parties] for name in ("position", "capability", "salience"))
    return (*(np.array(column, dtype=float) for column in columns), oracle["safe"])
