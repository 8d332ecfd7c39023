"""The compiled loops of the search for solutions: pruning by dominance, and branch and bound over lists of choices."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engines.kernels import compiled

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

SUM, SMALLEST, NASH = 0, 1, 2  # what an aim measures


class Tree(NamedTuple):
    """Levels of choices to pick one each from.

    Rows ``starts[l]`` to ``starts[l + 1]`` of ``table`` are the choices of level l, by falling first column; columns
    are linear measures of a package: first ``bounds`` of them that bound the aim, then the gains of the parties,
    then, where the pass rule is asked, minus the number of choices that each party refuses. ``ahead[l]`` is the most
    that levels l and later can add to each column, ``root`` what a package has before any choice.
    """

    table: Floats
    starts: Ints
    ahead: Floats
    root: Floats
    bounds: int


class Needs(NamedTuple):
    """What a package has to reach in each column: ``floors``, and ``pull`` times the value sought plus ``shift``."""

    floors: Floats
    pull: Floats
    shift: Floats


class Aim(NamedTuple):
    """What is sought: the most of the weighted sum of gains, of the sum of the ``smallest`` weighted gains, or of logs.

    Only ``counted`` parties are measured. ``targets[j]`` is what the j + 1 smallest have to sum to at least.
    """

    kind: int
    weights: Floats
    counted: Ints
    smallest: int
    targets: Floats


class Vote(NamedTuple):
    """The pass rule, asked where ``asked``; gains of at least ``accepts`` are accepted."""

    asked: bool
    veto: Bools
    at_least: int
    weights: Floats
    quota: float
    accepts: float


@compiled
def undominated(values: Floats, sums: Floats, noise: float, margin: float) -> tuple[Ints, Ints]:
    """Which rows no other dominates, and who is equal to whom.

    ``values``, shape (rows, columns), in order of falling ``sums``. A row dominates another where it is at least as
    high everywhere and its sum is higher by ``margin``. The answer: the rows kept, and for each row the place among
    them of the row it equals (itself, or an earlier one), -1 if it is dominated.
    """
    rows, columns = values.shape
    kept, label, size = np.empty(rows, np.int64), np.full(rows, -1, np.int64), 0
    for row in range(rows):
        place = size - 1
        while place >= 0 and label[row] < 0 and sums[kept[place]] <= sums[row] + columns * noise:
            same = True
            for column in range(columns):
                if abs(values[kept[place], column] - values[row, column]) > noise:
                    same = False
                    break
            if same:
                label[row] = place
            place -= 1
        if label[row] >= 0:
            continue
        dominated = False
        for place in range(size):
            other = kept[place]
            if sums[other] <= sums[row] + margin:
                break
            dominated = True
            for column in range(columns):
                if values[other, column] < values[row, column] - noise:
                    dominated = False
                    break
            if dominated:
                break
        if not dominated:
            kept[size], label[row] = row, size
            size += 1
    return kept[:size].copy(), label


@compiled
def _smallest(gains: Floats, aim: Aim, room: Floats) -> float:
    """Sum of the smallest weighted gains; minus infinity where a target is missed."""
    size = len(aim.counted)
    for number in range(size):
        party = aim.counted[number]
        value, place = gains[party] * aim.weights[party], number
        while place > 0 and room[place - 1] > value:
            room[place] = room[place - 1]
            place -= 1
        room[place] = value
    total = 0.0
    for number in range(aim.smallest):
        total += room[number]
        if number < len(aim.targets) and total < aim.targets[number]:
            return -np.inf
    return total


@compiled
def measured(gains: Floats, aim: Aim, room: Floats) -> float:
    """The value of a package, or a bound on it from gains that are at least its own; ``room`` is scratch."""
    if aim.kind == SMALLEST:
        return _smallest(gains, aim, room)
    total = 0.0
    for party in aim.counted:
        if aim.kind == SUM:
            total += aim.weights[party] * gains[party]
        elif gains[party] <= 0:
            return -np.inf
        else:
            total += aim.weights[party] * np.log(gains[party])
    return total


@compiled
def _passes(reached: Floats, tree: Tree, vote: Vote) -> bool:
    """Whether a package passes, or could, that reaches so much in each column."""
    count, weight, parties = 0, 0.0, len(vote.veto)
    for party in range(parties):
        gain = reached[tree.bounds + party]
        if gain >= vote.accepts and reached[tree.bounds + parties + party] > -0.5:
            count += 1
            weight += vote.weights[party]
        elif vote.veto[party]:
            return False
    return count >= vote.at_least and weight >= vote.quota


@compiled
def walk(
    tree: Tree, needs: Needs, aim: Aim, vote: Vote, best: float, step: float, most: int, budget: int
) -> tuple[Ints, int, float, int]:
    """Branch and bound, depth first.

    With ``most`` 0: the best package that is better than ``best``, each improvement by at least ``step``. Otherwise
    all packages that reach ``best``, up to ``most``. The answer: rows of the table for each package found, how many
    were found, the best value, and the steps taken; above ``budget`` if the search was cut short.
    """
    levels, columns = len(tree.starts) - 1, tree.table.shape[1]
    parties = len(vote.veto)
    found = np.empty((max(most, 1), levels), np.int64)
    partial, reached = np.empty((levels + 1, columns)), np.empty(columns)
    place, room = np.zeros(levels, np.int64), np.empty(max(parties, 1))
    partial[0] = tree.root
    goal = best if most > 0 else best + step
    need = np.maximum(needs.floors, goal * needs.pull + needs.shift) if np.isfinite(goal) else needs.floors.copy()
    level, count, spent = 0, 0, 0
    place[0] = tree.starts[0]
    while level >= 0:
        row = place[level]
        if row == tree.starts[level + 1]:
            level -= 1
            continue
        place[level] += 1
        spent += 1
        if spent > budget:
            break
        fits = True
        for column in range(columns):
            value = partial[level, column] + tree.table[row, column]
            partial[level + 1, column] = value
            reached[column] = value + tree.ahead[level + 1, column]
            if reached[column] < need[column]:
                fits = False
                if column == 0:
                    place[level] = tree.starts[level + 1]  # the rest of the level has even less
                break
        if not fits or (vote.asked and not _passes(reached, tree, vote)):
            continue
        gains = reached[tree.bounds : tree.bounds + parties]
        if level < levels - 1:
            if aim.kind != SUM and measured(gains, aim, room) < goal:
                continue
            level += 1
            place[level] = tree.starts[level]
            continue
        value = measured(gains, aim, room)
        if not value >= goal:
            continue
        slot = count if most > 0 else 0
        for number in range(levels):
            found[slot, number] = place[number] - 1
        if most > 0:
            count += 1
            if count == most:
                break
            continue
        best, goal, count = value, value + step, 1
        for column in range(columns):
            need[column] = max(needs.floors[column], goal * needs.pull[column] + needs.shift[column])
    return found[:count], count, best, spent
