"""What opens a zone that red lines forbid: the fewest of them to go beyond, and the least cuts besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.deals.analysis_words import issues_of, listed, points
from detente.engines.deals.mixed_integer import Program, cheapest_members
from detente.engines.deals.slices import MOST_LOOKED_AT, slices
from detente.engines.deals.space import TOLERANCE, Array, Ints, Space

LINE = 1_000.0  # points; a red line counts more than any cut of a reservation


@dataclass(frozen=True)
class BeyondRedLines:
    """A package (shape (blocks,)) that passes once parties go beyond red lines, and cut reservations.

    ``lines`` are pairs of a party and a block, ``moves``, shape (parties,), the cuts in points.
    """

    package: Ints
    lines: tuple[tuple[int, int], ...]
    moves: Array


def fewest_red_lines(space: Space, seconds: float) -> BeyondRedLines | None:
    """The fewest red lines to go beyond so that a package passes, then the least cuts; None where the rule forbids all.

    A red line is one of a party in a block. Up to :data:`MOST_LOOKED_AT` packages by looking at all of them, else by
    mixed-integer programming. Raises :class:`~detente.errors.MethodError` where ``seconds`` are not enough.

    >>> from detente.engines.deals.space import Block, Rule
    >>> pie = Block((0,), np.arange(3)[:, None], np.array([[0.0, 5, 10], [10.0, 5, 0]]),
    ...             np.array([[True, True, False], [False, True, True]]))
    >>> space = Space(("a", "b"), ("pie",), ((0, 1, 2),), (pie,), np.array([1.0, 0.0]), Rule.unanimity(2))
    >>> fewest_red_lines(space, 5.0).lines
    ((1, 0),)
    """
    if not space.size or not space.rule.passes(np.ones(len(space.parties), dtype=bool)):
        return None
    package = _by_looking(space) if space.size <= MOST_LOOKED_AT else _by_searching(space, seconds)
    if package is None:
        return None
    costs = _costs(space, package[np.newaxis])[0]
    members = cheapest_members(space.rule, costs)
    if members is None:
        return None
    lines = tuple(
        (party, number)
        for party in np.flatnonzero(members).tolist()
        for number, block in enumerate(space.blocks)
        if block.refused[party, package[number]]
    )
    return BeyondRedLines(package, lines, np.where(members, _short(space, package[np.newaxis])[0], 0.0))


def _short(space: Space, packages: Ints) -> Array:
    short = space.reservations - space.utilities_of(packages)
    return np.where(short > TOLERANCE, short, 0.0)


def _costs(space: Space, packages: Ints) -> Array:
    """What the consent of each party costs, shape (packages, parties)."""
    costs = _short(space, packages)
    for number, block in enumerate(space.blocks):
        costs += LINE * block.refused[:, packages[:, number]].T
    return costs


def _by_looking(space: Space) -> Ints | None:
    """Packages in the order of what the cheapest parties, by number and veto, ask at least; the best by the whole rule."""
    best, least = None, np.inf
    for packages in slices(space):
        costs = _costs(space, packages)
        low = _at_least(space, costs)
        for place in np.argsort(low, kind="stable").tolist():
            if low[place] >= least - TOLERANCE:
                break
            members = cheapest_members(space.rule, costs[place])
            total = np.inf if members is None else float(costs[place][members].sum())
            if total < least:
                best, least = packages[place], total
    return best


def _at_least(space: Space, costs: Array) -> Array:
    """A lower bound on what a winning coalition asks, shape (packages,)."""
    rule = space.rule
    others = np.sort(costs[:, ~rule.veto], axis=1)
    more = max(rule.at_least - int(rule.veto.sum()), 0)
    return np.asarray(costs[:, rule.veto].sum(axis=1) + others[:, :more].sum(axis=1))


def _by_searching(space: Space, seconds: float) -> Ints | None:
    program = Program.of(space, seconds)
    program.pick_one_choice_each()
    program.pass_rule()
    for party in range(len(space.parties)):
        bottom = sum(block.values[party].min() for block in space.blocks)
        most = max(float(space.reservations[party] - bottom), 0.0)
        program.reach(party, {program.add_column(0.0, most, 1.0): 1.0} if most > 0 else None)
        for start, refused in zip(program.starts, program.refused, strict=False):
            places = np.flatnonzero(refused[party])
            if len(places):
                row = dict.fromkeys((start + places).tolist(), -1.0) | {program.accepts(party): -1.0}
                program.add_row(row | {program.add_column(0.0, 1.0, LINE): 1.0}, -1.0)
    return program.solve(lambda package: True)


def red_lines_sentence(
    space: Space,
    found: BeyondRedLines | None,
    names: Sequence[str],
    issues: Sequence[str],
    scales: Sequence[Mapping[float, str]],
) -> str:
    """What opens a zone that no cut of reservations opens."""
    start = "No cut of reservations opens a zone: red lines forbid every package."
    if found is None:
        return start
    parts = []
    for party, number in found.lines:
        text = f"{names[party]} goes beyond its red line on {issues_of(space, number, issues)}"
        its = space.blocks[number].issues
        if len(its) == 1:
            mark = space.alternatives[its[0]][int(space.blocks[number].choices[found.package[number], 0])]
            word = scales[its[0]].get(mark)
            text += f' and accepts "{word}"' if word else f" and accepts {points(mark)}"
        parts.append(text)
    falls = []
    for party in np.flatnonzero(found.moves).tolist():
        old = float(space.reservations[party])
        new = old - float(found.moves[party])
        falls.append(f"{names[party]}'s reservation falls from {points(old, new)} to {points(new, old)}")
    cuts = f"; besides, {listed(falls)}" if falls else ""
    return f"{start} The least that opens one: {'; '.join(parts)}{cuts}."
