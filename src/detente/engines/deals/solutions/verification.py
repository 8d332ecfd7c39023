"""Checks a solution by definition against every package of the space."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from detente.engines.deals.solutions.definitions import leximin_best, nash_best, nash_means, ratio_scale, sum_best
from detente.engines.deals.solutions.found import Found
from detente.engines.deals.solutions.nash import shares_of
from detente.engines.deals.solutions.relative_utilitarian import relative_weights
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Space

CHUNK = 1 << 16


def verify(space: Space, name: str, found: Found, powers: Array | None = None) -> tuple[str, ...]:
    """What is wrong with a solution, in words; nothing if it holds by definition.

    Every package is looked at, in chunks: time grows with their number, memory does not. ``name`` is a key of
    :func:`~detente.engines.deals.solutions.solutions`, ``powers`` the weights of the Nash solution.
    """
    expected = by_definition(space, name, powers)
    wrong = []
    packages = {tuple(map(int, package)) for package in found.packages}
    if len(packages) < len(found.packages):
        wrong.append("A package is listed twice.")
    if found.packages.size and not np.allclose(
        found.utilities, space.utilities_of(found.packages), rtol=0, atol=TOLERANCE
    ):
        wrong.append("The utilities are not those of the packages.")
    if not np.allclose(found.gains, found.utilities - space.reservations, rtol=0, atol=TOLERANCE):
        wrong.append("The gains are not the utilities less the reservations.")
    best = {tuple(map(int, package)) for package in expected}
    wrong += [f"{package} is not among the best." for package in sorted(packages - best)]
    if found.complete:
        wrong += [f"{package} is as good and is missing." for package in sorted(best - packages)]
    return tuple(wrong)


def by_definition(space: Space, name: str, powers: Array | None = None) -> Ints:
    """The packages of a solution, shape (n, blocks), found by looking at every package."""
    parties = len(space.parties)
    rational, passing, ideal = False, False, np.full(parties, -np.inf)
    for packages in _chunks(space):
        accepted = _rational(space, packages)
        passing = passing or bool(space.in_zone(packages).any())
        if accepted.any():
            rational = True
            ideal = np.maximum(ideal, (space.utilities_of(packages[accepted]) - space.reservations).max(axis=0))
    if not passing or (not rational and name in ("nash", "kalai_smorodinsky")):
        return np.empty((0, len(space.blocks)), dtype=np.int64)
    considered = _rational if rational else Space.in_zone
    shares = shares_of(powers, parties)
    if name == "nash" and not any(nash_means(_gains(space, kept), shares).any() for kept in _kept(space, considered)):
        name = "egalitarian"
    best = _best(space, name, shares, ideal)
    held = np.empty((0, len(space.blocks)), dtype=np.int64)
    for kept in _kept(space, considered):
        held = np.concatenate([held, kept])
        held = held[best(_gains(space, held), 3 * TOLERANCE)] if len(held) else held
    return held[best(_gains(space, held), TOLERANCE)]


def _best(space: Space, name: str, shares: Array, ideal: Array) -> Callable[[Array, float], Bools]:
    scale = ratio_scale(ideal)
    ones = np.ones(len(space.parties))
    return {
        "nash": lambda gains, tolerance: nash_best(gains, shares, tolerance),
        "kalai_smorodinsky": lambda gains, tolerance: leximin_best(gains[:, scale > 0] * scale[scale > 0], tolerance),
        "egalitarian": leximin_best,
        "utilitarian": lambda gains, tolerance: sum_best(gains, ones, tolerance),
        "relative_utilitarian": lambda gains, tolerance: sum_best(gains, relative_weights(space), tolerance),
    }[name]


def _rational(space: Space, packages: Ints) -> Bools:
    accepted = space.acceptable(packages)
    return np.asarray(accepted.all(axis=1) & space.rule.passes(accepted))


def _gains(space: Space, packages: Ints) -> Array:
    return space.utilities_of(packages) - space.reservations


def _kept(space: Space, considered: Callable[[Space, Ints], Bools]) -> Iterator[Ints]:
    for packages in _chunks(space):
        yield packages[considered(space, packages)]


def _chunks(space: Space) -> Iterator[Ints]:
    sizes = [block.size for block in space.blocks]
    for start in range(0, space.size, CHUNK):
        index = np.arange(start, min(start + CHUNK, space.size))
        yield np.stack(np.unravel_index(index, sizes), axis=1).astype(np.int64)
