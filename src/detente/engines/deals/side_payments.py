"""Packages judged with side payments.

Points are taken to be worth the same to every party and to be handed over without loss. Red lines are not for sale.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.engines.deals.mixed_integer import best_for
from detente.engines.deals.opening import payments_for
from detente.engines.deals.power import winning_coalitions
from detente.engines.deals.slices import MOST_LOOKED_AT, slices
from detente.engines.deals.space import TOLERANCE, Array, Block, Bools, Ints, Rule, Space
from detente.engines.deals.zone import zone_count
from detente.errors import MethodError

MOST_COALITIONS = 100  # of a rule with a quota
MOST_BEST = 10
SECONDS = 5.0


@dataclass(frozen=True)
class Paid:
    """A package, shape (blocks,), what each receives (positive) or pays, and what is left to share."""

    package: Ints
    moves: Array
    paid: float
    surplus: float


@dataclass(frozen=True)
class WithPayments:
    """How many packages pass with payments (None: not counted), and those with most to share (None: not found)."""

    count: int | None
    at_least: bool
    best: tuple[Paid, ...] | None


def surpluses(space: Space, packages: Ints) -> Array | None:
    """What packages leave to share, shape (packages,): below 0 they do not pass, minus infinity where nothing could.

    A package passes where some who can pass it, none of them beyond a red line, have a total gain of at least 0: the
    greatest sum of u_i - r_i over winning coalitions. Everybody whom it gives a gain joins, and those who lose
    least as far as they are needed. None where the rule has too many coalitions to look at.
    """
    gains = space.utilities_of(packages) - space.reservations
    gains[np.abs(gains) <= TOLERANCE] = 0.0
    free = ~refusals(space, packages)
    costs = np.where(free, np.maximum(-gains, 0.0), np.inf)
    least = _cheapest(space.rule, costs)
    return None if least is None else np.where(free, np.maximum(gains, 0.0), 0.0).sum(axis=1) - least


def refusals(space: Space, packages: Ints) -> Bools:
    """Who refuses a choice of packages, shape (packages, parties)."""
    refused = np.zeros((len(packages), len(space.parties)), dtype=bool)
    for number, block in enumerate(space.blocks):
        refused |= block.refused[:, packages[:, number]].T
    return refused


def _cheapest(rule: Rule, costs: Array) -> Array | None:
    """The least sum of costs over the winning coalitions, shape (packages,)."""
    if rule.quota <= TOLERANCE:
        more = max(rule.at_least - int(rule.veto.sum()), 0)
        if more > int((~rule.veto).sum()):
            return np.full(len(costs), np.inf)
        others = np.sort(costs[:, ~rule.veto], axis=1)[:, :more]
        return np.asarray(costs[:, rule.veto].sum(axis=1) + others.sum(axis=1))
    coalitions = winning_coalitions(rule, MOST_COALITIONS + 1)
    if len(coalitions) > MOST_COALITIONS:
        return None
    least = np.full(len(costs), np.inf)
    for members in coalitions:
        least = np.minimum(least, costs[:, list(members)].sum(axis=1))
    return least


def with_payments(space: Space) -> WithPayments:
    """The packages that pass with side payments; by looking at all, under unanimity also beyond that.

    Where everybody has to accept only the sum of all gains counts, so that the parties are as one.

    >>> pie = Block((0,), np.arange(11)[:, None], np.array([np.arange(11.0), 10 - np.arange(11.0)]),
    ...             np.zeros((2, 11), dtype=bool))
    >>> space = Space(("a", "b"), ("pie",), (tuple(range(11)),), (pie,), np.array([4.0, 3.0]), Rule.unanimity(2))
    >>> found = with_payments(space)
    >>> found.count, found.best[0].surplus, found.best[0].moves.tolist()
    (11, 3.0, [4.0, -4.0])
    """
    if space.size <= MOST_LOOKED_AT:
        return _by_looking(space)
    if not space.rule.passes(np.ones(len(space.parties), dtype=bool)):
        return WithPayments(0, False, ())
    if not space.rule.is_unanimity:
        return WithPayments(None, False, None)
    count, at_least = zone_count(as_one(space))
    try:
        found = best_for(as_one(space), 0, SECONDS)
    except MethodError:
        return WithPayments(count, at_least, None)
    return WithPayments(count, at_least, () if found is None else _paid(space, found[None]))


def as_one(space: Space) -> Space:
    """The space of one party that has everybody's utilities, reservations and red lines; for unanimity."""
    blocks = tuple(
        Block(
            block.issues,
            block.choices,
            block.values.sum(axis=0, keepdims=True),
            np.asarray(block.refused.any(axis=0, keepdims=True)),
        )
        for block in space.blocks
    )
    return replace(
        space,
        parties=("all",),
        blocks=blocks,
        reservations=space.reservations.sum(keepdims=True),
        rule=Rule.unanimity(1),
    )


def acceptable_to_all(space: Space, package: Ints) -> Paid | None:
    """The least payments that make a package acceptable to everybody; None where no payments do."""
    paid = _paid(replace(space, rule=Rule.unanimity(len(space.parties))), package[None])
    return paid[0] if paid else None


def _by_looking(space: Space) -> WithPayments:
    count, most = 0, -np.inf
    best = np.empty((0, len(space.blocks)), dtype=np.int64)
    for packages in slices(space):
        left = surpluses(space, packages)
        if left is None:
            return WithPayments(None, False, None)
        passes = left >= -TOLERANCE
        count += int(passes.sum())
        if not passes.any():
            continue
        top = float(left.max())
        if top > most + TOLERANCE:
            most, best = top, best[:0]
        best = np.concatenate([best, packages[passes & (left >= most - TOLERANCE)]])[:MOST_BEST]
    return WithPayments(count, False, _paid(space, best))


def _paid(space: Space, packages: Ints) -> tuple[Paid, ...]:
    left = surpluses(space, packages)
    found = []
    for place, package in enumerate(packages):
        moves = payments_for(space, package)
        if moves is not None and left is not None:
            found.append(Paid(package, moves, float(moves[moves > 0].sum()), max(float(left[place]), 0.0)))
    return tuple(found)
