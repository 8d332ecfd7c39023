"""Trades and comparisons in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.engines.deals.analysis_words import changed_issues, issues_of, listed, points
from detente.engines.deals.space import TOLERANCE, Ints, Space
from detente.engines.deals.trades import Comparison, Trade

COUNTS = {1: "as much", 2: "twice as much", 3: "three times as much", 4: "four times as much", 5: "five times as much",
          6: "six times as much", 7: "seven times as much", 8: "eight times as much", 9: "nine times as much",
          10: "ten times as much"}  # fmt: skip


def times(ratio: float) -> str:
    """How many times as much, in words.

    >>> times(5.02), times(2.4), times(1.05), times(30)
    ('five times as much', '2.4 times as much', 'as much', '30 times as much')
    """
    near = round(ratio)
    if near in COUNTS and abs(ratio - near) <= 0.06 * near:
        return COUNTS[near]
    return f"{ratio:.0f} times as much" if ratio > 10 else f"{ratio:.1f} times as much"


def trade_sentence(
    space: Space,
    trade: Trade,
    names: Sequence[str] | None = None,
    issues: Sequence[str] | None = None,
    package: Ints | None = None,
) -> str:
    """Who gives what for what, why both gain, and who else is touched.

    ``names`` and ``issues`` are the names of parties and issues for reading; by default their ids. With ``package``,
    from which the trade starts, issues that are tied to those of the trade and stay as they are go unnamed.
    """
    every = names or space.parties
    first, second = (listed(every[party] for party in side) for side in (trade.first, trade.second))
    gives, gets = (_named(space, trade, block, issues, package) for block in (trade.gives, trade.gets))
    give = "gives" if len(trade.first) == 1 else "give"
    gained = listed(f"{every[party]} gains {points(trade.gains[party])}" for party in trade.first + trade.second)
    reasons = [_reason(space, trade, party, every, issues, package) for party in trade.first + trade.second]
    others = [
        f"{every[party]} {'gains' if trade.gains[party] > 0 else 'loses'} {points(abs(trade.gains[party]))}"
        for party in range(len(every))
        if party not in trade.first + trade.second and abs(trade.gains[party]) > TOLERANCE
    ]
    touched = f" Others: {listed(others)}." if others else ""
    return (
        f"{first} {give} way to {second} on {gives}, and {second} to {first} on {gets}: {gained}. "
        f"{' '.join(f'{one}.' for one in reasons)}{touched}"
    )


def _named(space: Space, trade: Trade, block: int, issues: Sequence[str] | None, package: Ints | None) -> str:
    if package is None:
        return issues_of(space, block, issues)
    return changed_issues(space, block, int(package[block]), int(trade.package[block]), issues)


def _reason(
    space: Space,
    trade: Trade,
    party: int,
    names: Sequence[str],
    issues: Sequence[str] | None,
    package: Ints | None,
) -> str:
    """Why a trader gains: what it gets matters more to it, over the issue's range or at least in this exchange."""
    gets, gives = (trade.gets, trade.gives) if party in trade.first else (trade.gives, trade.gets)
    wanted, given = (_named(space, trade, block, issues, package) for block in (gets, gives))
    whole = all(_named(space, trade, block, None, package) == issues_of(space, block) for block in (gets, gives))
    stakes = [float(np.ptp(space.blocks[block].values[party])) for block in (gets, gives)]
    if whole and stakes[0] > 1.06 * stakes[1]:
        return f"{names[party]} cares {times(stakes[0] / stakes[1])} about {wanted} as about {given}"
    row = 1 if party in trade.first else 0
    got, lost = float(trade.parts[row, party]), -float(trade.parts[1 - row, party])
    return f"{names[party]} gets {points(got, lost)} points on {wanted} for {points(lost, got)} on {given}"


def comparison_sentences(
    space: Space, found: Comparison, names: Sequence[str] | None = None, issues: Sequence[str] | None = None
) -> tuple[str, ...]:
    """For each party what it gains or loses in all, and on which issues."""
    return tuple(
        _change(space, found, party, (names or space.parties)[party], issues) for party in range(len(space.parties))
    )


def _change(space: Space, found: Comparison, party: int, name: str, issues: Sequence[str] | None) -> str:
    parts = [
        f"{points(float(part)) if part < 0 else '+' + points(float(part))} on "
        f"{changed_issues(space, number, int(found.before[number]), int(found.after[number]), issues)}"
        for number, part in enumerate(found.parts[:, party])
        if abs(part) > TOLERANCE
    ]
    gain = float(found.gains[party])
    if not parts:
        return f"Nothing changes for {name}."
    if abs(gain) <= TOLERANCE:
        return f"{name} neither gains nor loses: {listed(parts)}."
    return f"{name} {'gains' if gain > 0 else 'loses'} {points(abs(gain))}: {listed(parts)}."
