"""Every package of a space in pieces that fit into memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.engines.deals.space import Array, Bools, Space

PIECE = 262_144  # packages at a time


def pieces(space: Space, piece: int = PIECE) -> Iterator[tuple[int, Array, Bools]]:
    """First number, utilities and refusals, both of shape (packages, parties), of every package in turn.

    Packages are numbered in the order of their choices, the last block fastest.
    The last blocks that fit into a piece are combined once, and the others go round.
    """
    split, tail = len(space.blocks), 1
    while split > 0 and tail * space.blocks[split - 1].size <= piece:
        split -= 1
        tail *= space.blocks[split].size
    utilities, refused = _combined(space, split, len(space.blocks))
    heads, head_refused = _combined(space, 0, split) if space.size // max(1, tail) <= piece else (None, None)
    for number in range(space.size // max(1, tail)):
        if heads is not None and head_refused is not None:
            base, flags = heads[number], head_refused[number]
        else:
            base, flags = _head(space, split, number)
        yield number * tail, utilities + base, refused | flags


def _combined(space: Space, start: int, stop: int) -> tuple[Array, Bools]:
    parties = len(space.parties)
    utilities, refused = np.zeros((1, parties)), np.zeros((1, parties), dtype=bool)
    for block in space.blocks[start:stop]:
        utilities = (utilities[:, np.newaxis] + block.values.T).reshape(-1, parties)
        refused = (refused[:, np.newaxis] | block.refused.T).reshape(-1, parties)
    return utilities, refused


def _head(space: Space, split: int, number: int) -> tuple[Array, Bools]:
    places = np.unravel_index(number, [block.size for block in space.blocks[:split]])
    utilities, refused = np.zeros(len(space.parties)), np.zeros(len(space.parties), dtype=bool)
    for block, place in zip(space.blocks[:split], places, strict=True):
        utilities = utilities + block.values[:, place]
        refused = refused | block.refused[:, place]
    return utilities, refused
