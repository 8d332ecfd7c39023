"""Compiled loops of the concepts: what others can bring about after a move, and whether any improvement escapes it.

Parties come in three kinds. Where a party is *free*, its moves lead from every state of a group to every other, and its part of
``lists`` holds group after group, each in increasing order of its ranks. Where it is *bound*, the groups are the same, and masks say
which options it can take and drop in each state. Else its moves are *listed*: its part holds the sources of the moves that lead
to each state. What belongs to a state and a party stands state by state, so that it is near in memory.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.engines.kernels import compiled

Integers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int32]
Flags = npt.NDArray[np.uint8]
LISTED, FREE, BOUND = 0, 1, 2
NEVER = 2_147_483_647
"""A floor that no rank reaches: the others have no response."""


@compiled
def can_move(one: int, other: int, can_take: int, can_drop: int) -> bool:
    """Whether a bound party can move from one state to another, given by their numbers and its masks in the first."""
    change = one ^ other
    return change & other & ~can_take == 0 and change & one & ~can_drop == 0 and change != 0


@compiled
def floors(
    order: Positions,
    values: Positions,
    movers: Integers,
    improving: bool,
    ranks: Positions,
    kinds: Flags,
    answerable: int,
    lists: Positions,
    begins: Positions,
    worse: Positions,
    ends: Positions,
    numbers: Integers,
    can_take: Integers,
    can_drop: Integers,
) -> Positions:
    """For each state the least value among the states that ``movers`` can bring about from it; ``NEVER`` where they have no move.

    Movers move one after the other, nobody twice in a row; where ``improving``, each only to states that it prefers to where it
    stands. States are taken as targets in the order of their values, and from each a search runs backwards over pairs (state,
    last mover) not met before; so every pair is met once, by the least value that can be reached from it. Within a group of a
    free party the states that can move to a target are those not yet answered with less rank (improving), or all but itself; in
    a group of a bound party those not yet answered are looked at, and who is answered goes to the end of the group.

    ``ranks``, ``begins``, ``worse`` and ``ends`` are (states, parties): for each state and party the places in ``lists`` where its
    group, or the sources of moves to it, begin and end, and where the members of its group with less rank end. The lists of
    parties with groups come first and have ``answerable`` places. ``numbers`` are the states', the masks (states, parties).
    """
    count, parties = begins.shape
    floor = np.full(count, NEVER, np.int32)
    met = np.zeros((count, parties), np.uint8)  # 1: arrived at by that mover, 2: left by that mover
    answered = np.arange(answerable).astype(
        np.int32
    )  # where a group begins: up to which place it is answered, or how many
    spared = np.full(0 if improving else answerable, -1, np.int32)  # the one member that was itself the target
    states = np.empty(parties * count + 1, np.int32)
    lasts = np.empty(parties * count + 1, np.int32)
    unmet = count
    for target in order:
        if unmet == 0:
            break
        height = 0
        for mover in movers:
            if not met[target, mover] & 1:
                met[target, mover] |= 1
                states[height], lasts[height] = target, mover
                height += 1
        while height:
            height -= 1
            to, mover = states[height], lasts[height]
            kind = kinds[mover]
            group = begins[to, mover]
            place, end = group, ends[to, mover]
            if kind == FREE:
                place = answered[group]
                if improving:
                    end = worse[to, mover]
                elif place > group:
                    place = spared[group]
                    if place < 0 or lists[place] == to:
                        continue
                    end = place + 1
                    spared[group] = -1
                if end > answered[group]:
                    answered[group] = end
            elif kind == BOUND:
                end -= answered[group] - group
            while place < end:
                source = lists[place]
                place += 1
                if kind == FREE:
                    if not improving and source == to:
                        spared[group] = place - 1
                        continue
                elif improving and ranks[to, mover] <= ranks[source, mover]:
                    continue
                elif kind == BOUND:
                    if not can_move(numbers[source], numbers[to], can_take[source, mover], can_drop[source, mover]):
                        continue
                    place, end = place - 1, end - 1
                    lists[place], lists[end] = lists[end], source
                    answered[group] += 1
                elif met[source, mover] & 2:
                    continue
                met[source, mover] |= 2
                if floor[source] == NEVER:
                    floor[source] = values[target]
                    unmet -= 1
                for last in movers:
                    if last != mover and not met[source, last] & 1:
                        met[source, last] |= 1
                        states[height], lasts[height] = source, last
                        height += 1
    return floor


@compiled
def in_order(ranks: Positions) -> Positions:
    """States by increasing rank, those of one rank as they come; ranks are small whole numbers from 0."""
    at = np.zeros(ranks.max() + 2, np.int64)
    for rank in ranks:
        at[rank + 1] += 1
    for rank in range(len(at) - 1):
        at[rank + 1] += at[rank]
    found = np.empty(len(ranks), np.int32)
    for state in range(len(ranks)):
        found[at[ranks[state]]] = state
        at[ranks[state]] += 1
    return found


@compiled
def grouped(order: Positions, group: Positions, start: Integers) -> Positions:
    """States group after group, within each in the order given."""
    at = start[:-1].copy()
    found = np.empty(len(order), np.int32)
    for state in order:
        found[at[group[state]]] = state
        at[group[state]] += 1
    return found


@compiled
def best_after_free(ranks: Positions, sorted_members: Positions, start: Integers) -> Positions:
    """For each state the greatest rank that a free party holds in its group: its own state or one it can move to."""
    best = np.empty(len(ranks), np.int32)
    for own in range(len(start) - 1):
        top = ranks[sorted_members[start[own + 1] - 1]]
        for place in range(start[own], start[own + 1]):
            best[sorted_members[place]] = top
    return best


@compiled
def best_after_listed(ranks: Positions, indptr: Integers, indices: Positions) -> Positions:
    """For each state the greatest of its own rank and those of the states that the party can move to."""
    best = ranks.copy()
    for state in range(len(ranks)):
        for place in range(indptr[state], indptr[state + 1]):
            best[state] = max(best[state], ranks[indices[place]])
    return best


@compiled
def deterred_free(ranks: Positions, floor: Positions, sorted_members: Positions, start: Integers) -> Flags:
    """In which states every improvement of a free party has a floor no higher than the state's rank."""
    stable = np.zeros(len(ranks), np.uint8)
    for own in range(len(start) - 1):
        worst = np.int32(-1)  # the highest floor among improvements on the states met so far
        place = start[own + 1]
        while place > start[own]:
            tied = place
            rank = ranks[sorted_members[place - 1]]
            while tied > start[own] and ranks[sorted_members[tied - 1]] == rank:
                tied -= 1
            for at in range(tied, place):
                stable[sorted_members[at]] = worst <= rank
            for at in range(tied, place):
                worst = max(worst, floor[sorted_members[at]])
            place = tied
    return stable


@compiled
def deterred_listed(ranks: Positions, floor: Positions, indptr: Integers, indices: Positions) -> Flags:
    """In which states every improvement of a party with listed moves has a floor no higher than the state's rank."""
    stable = np.ones(len(ranks), np.uint8)
    for state in range(len(ranks)):
        for place in range(indptr[state], indptr[state + 1]):
            to = indices[place]
            if ranks[to] > ranks[state] and floor[to] > ranks[state]:
                stable[state] = 0
                break
    return stable


@compiled
def best_after_bound(
    ranks: Positions,
    members: Positions,
    group: Positions,
    start: Integers,
    numbers: Integers,
    can_take: Integers,
    can_drop: Integers,
) -> Positions:
    """For each state the greatest of its own rank and those of the states that a bound party can move to."""
    best = ranks.copy()
    for state in range(len(ranks)):
        for place in range(start[group[state]], start[group[state] + 1]):
            to = members[place]
            if ranks[to] > best[state] and can_move(numbers[state], numbers[to], can_take[state], can_drop[state]):
                best[state] = ranks[to]
    return best


@compiled
def deterred_bound(
    ranks: Positions,
    floor: Positions,
    members: Positions,
    group: Positions,
    start: Integers,
    numbers: Integers,
    can_take: Integers,
    can_drop: Integers,
) -> Flags:
    """In which states every improvement of a bound party has a floor no higher than the state's rank."""
    stable = np.ones(len(ranks), np.uint8)
    for state in range(len(ranks)):
        for place in range(start[group[state]], start[group[state] + 1]):
            to = members[place]
            if (
                ranks[to] > ranks[state]
                and floor[to] > ranks[state]
                and can_move(numbers[state], numbers[to], can_take[state], can_drop[state])
            ):
                stable[state] = 0
                break
    return stable
