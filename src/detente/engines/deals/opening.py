"""What opens an empty zone: the least cuts of reservations, the least side payment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.engines.deals.mixed_integer import SECONDS, Program, cheapest_members
from detente.engines.deals.space import TOLERANCE, Array, Bools, Ints, Space
from detente.errors import MethodError

STEPS = 20_000_000  # of branch and bound, before mixed-integer programming takes over


@dataclass(frozen=True)
class Opening:
    """A move that opens a zone, and the package that then passes (shape (blocks,)).

    ``moves``, shape (parties,), are points: by how much each cuts its reservation; or what each receives
    (positive) and pays (negative). ``total`` is what is cut, or paid, in all; where ``certain`` is False, the time
    was up and less may do.
    """

    package: Ints
    moves: Array
    total: float
    certain: bool = True


def is_open(space: Space, seconds: float = SECONDS) -> bool:
    """Whether any package passes, as :func:`passing`."""
    return passing(space, seconds) is not None


def passing(space: Space, seconds: float = SECONDS) -> Ints | None:
    """A package that passes, shape (blocks,), None where none does; by branch and bound, then as :func:`least_total_cut`."""
    nobody = np.zeros(len(space.parties), dtype=bool)
    package, certain = _by_branch_and_bound(space, nobody, pays=False)
    if package is not None and space.in_zone(package[np.newaxis])[0]:
        return package
    if package is None and certain:
        return None
    found = _opening(space, nobody, seconds, pays=False)
    return None if found is None else found.package


def least_total_cut(space: Space, seconds: float = SECONDS) -> Opening | None:
    """The cuts of reservations with the least sum that open a zone; None where red lines forbid every package.

    By branch and bound, exact; where that takes too many steps by mixed-integer programming, exact to a millionth
    of a point. Where ``seconds`` are not enough the best found is given as not certain; raises
    :class:`MethodError` where there is none.

    >>> from detente.engines.deals.space import Block, Rule
    >>> pie = Block((0,), np.arange(11)[:, None], np.array([np.arange(11.0), 10 - np.arange(11.0)]),
    ...             np.zeros((2, 11), dtype=bool))
    >>> space = Space(("a", "b"), ("pie",), (tuple(range(11)),), (pie,), np.array([6.0, 6.0]), Rule.unanimity(2))
    >>> least_total_cut(space).total
    2.0
    """
    return _opening(space, np.ones(len(space.parties), dtype=bool), seconds, pays=False)


def single_cuts(space: Space, seconds: float = SECONDS) -> tuple[Opening | None, ...]:
    """Per party, the least cut of its reservation that opens a zone while nobody else moves; None where none does."""
    return tuple(single_cut(space, party, seconds) for party in range(len(space.parties)))


def single_cut(space: Space, party: int, seconds: float = SECONDS) -> Opening | None:
    """The least cut of one party's reservation that opens a zone while nobody else moves; None where none does."""
    return _opening(space, np.arange(len(space.parties)) == party, seconds, pays=False)


def least_side_payment(space: Space, seconds: float = SECONDS) -> Opening | None:
    """The least sum of points that parties hand to others so that a package passes; None where none is enough.

    Points of different parties are taken to be worth the same. Those who accept with something to spare pay, in
    proportion to what they have to spare; nobody pays itself below its reservation. Exact as
    :func:`least_total_cut`.
    """
    return _opening(space, np.ones(len(space.parties), dtype=bool), seconds, pays=True)


def payments_for(space: Space, package: Ints) -> Array | None:
    """The least payments, shape (parties,), with which one package passes, positive where a party receives; None: none do.

    Those who accept with something to spare pay, in proportion.
    """
    return _moves(space, package, np.ones(len(space.parties), dtype=bool), pays=True)


def _opening(space: Space, movable: Bools, seconds: float, *, pays: bool) -> Opening | None:
    package, certain = _by_branch_and_bound(space, movable, pays=pays)
    found = [] if package is None else [package]
    if not certain:
        program = _payment_program(space, seconds) if pays else _cut_program(space, movable, seconds)
        try:
            package = program.solve(lambda one: _moves(space, one, movable, pays=pays) is not None)
            found, certain = ([] if package is None else [package]), True
        except MethodError:
            found += [] if program.unproven is None else [program.unproven]
            if all(_moves(space, one, movable, pays=pays) is None for one in found):
                raise
    openings = [
        Opening(one, moves, float(np.maximum(moves, 0.0).sum()), certain)
        for one in found
        if (moves := _moves(space, one, movable, pays=pays)) is not None
    ]
    return min(openings, key=lambda one: one.total, default=None)


def _moves(space: Space, package: Ints, movable: Bools, *, pays: bool) -> Array | None:
    """Who moves by how much so that a package passes at least cost; None where it cannot."""
    gains = space.utilities_of(package[None])[0] - space.reservations
    gains[np.abs(gains) <= TOLERANCE] = 0.0
    free = ~_refused(space, package)
    costs = np.where(gains >= 0, 0.0, np.where(movable, -gains, np.inf))
    costs[~free] = np.inf
    members = cheapest_members(space.rule, costs)
    if members is None:
        return None
    short = np.where(members, costs, 0.0)
    if not pays:
        return short
    spare = np.where(free, np.maximum(gains, 0.0), 0.0)
    if short.sum() > spare.sum() + TOLERANCE:
        return None
    return short - spare * (short.sum() / spare.sum()) if short.any() else short


def _refused(space: Space, package: Ints) -> Bools:
    refused = np.zeros(len(space.parties), dtype=bool)
    for block, choice in zip(space.blocks, package, strict=True):
        refused |= block.refused[:, choice]
    return refused


def _by_branch_and_bound(space: Space, movable: Bools, *, pays: bool) -> tuple[Ints | None, bool]:
    """The package of least cost, None where there is none, and whether that is certain."""
    from detente.engines.deals import walks  # loads the compiler

    if not space.size:
        return None, True
    if not space.blocks:
        return np.zeros(0, dtype=np.int64), True
    members = walks.coalitions(space)
    if members is None:
        return None, False
    it = walks.tree(space)
    by_heads = space.rule.quota <= TOLERANCE
    cost, found, certain = walks.least_move(it, movable, members, by_heads, pays, STEPS)
    return (it.package(found) if np.isfinite(cost) else None), bool(certain)


def _cut_program(space: Space, movable: Bools, seconds: float) -> Program:
    program = Program.of(space, seconds)
    program.pick_one_choice_each()
    program.pass_rule()
    for party in range(len(space.parties)):
        most = _most_short(space, party)
        program.reach(party, {program.add_column(0.0, most, 1.0): 1.0} if movable[party] and most > 0 else None)
        program.refuse(party)
    return program


def _payment_program(space: Space, seconds: float) -> Program:
    program = Program.of(space, seconds)
    program.pick_one_choice_each()
    program.pass_rule()
    balance: dict[int, float] = {}
    for party in range(len(space.parties)):
        top = float(sum(block.values[party].max() for block in space.blocks))
        most = max(top - float(space.reservations[party]), 0.0)
        receives = program.add_column(0.0, _most_short(space, party), 1.0)
        pays = program.add_column(0.0, most)
        program.reach(party, {receives: 1.0, pays: -1.0})
        program.refuse(party)
        program.add_row({pays: -1.0, program.accepts(party): most}, 0.0)
        balance |= {receives: -1.0, pays: 1.0}
    program.add_row(balance, 0.0)
    return program


def _most_short(space: Space, party: int) -> float:
    bottom = sum(block.values[party].min() for block in space.blocks)
    return max(float(space.reservations[party] - bottom), 0.0)
