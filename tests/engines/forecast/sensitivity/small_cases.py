"""Small cases whose sensitivity is known on paper."""

from __future__ import annotations

from detente.case import Case

SCALE = {0: "free", 50: "fair", 100: "dear"}


def small(positions, saliences=None, capabilities=None, scale=SCALE, **more):
    """One issue, a party for each position; saliences are 50 and capabilities 1 where none are given."""
    names = "abcdefgh"[: len(positions)]
    saliences, capabilities = saliences or [50] * len(names), capabilities or [1] * len(names)
    return Case.model_validate(
        {
            "id": "small",
            "parties": {name: {"capability": it} for name, it in zip(names, capabilities, strict=True)},
            "issues": {"price": {"scale": scale}},
            "positions": {
                name: {"price": {"position": position, "salience": salience}}
                for name, position, salience in zip(names, positions, saliences, strict=True)
            },
        }
        | more
    )


def position(party):
    return f"positions.{party}.price.position"
