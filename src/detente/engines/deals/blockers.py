"""Who stands in the way of what, and what would win it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.deals.analysis_words import in_points, issues_of, listed, points
from detente.engines.deals.mixed_integer import passing
from detente.engines.deals.space import TOLERANCE, Array, Ints, Space
from detente.errors import MethodError

STEPS = 2_000_000  # of each walk through the packages; five times as many to count
STEPS_OF_ALL = 4_000_000  # of the walks for all parties together
SECONDS = 2.0  # of the search that follows a walk that ended early
SECONDS_OF_ALL = 3.0  # of these searches for all parties together
MOST_COUNTED = 10**9  # packages of which it is worth trying to count all; of more, a part
MOST_PROGRAMMED = 20_000  # choices in all blocks; of more, that search would take too much memory
BELOW = 1e-5  # points by which that search stays below a reservation, more than its solver's tolerance


@dataclass(frozen=True)
class Killed:
    """A package that would pass if a party accepted everything: what is in the way.

    ``package`` has shape (blocks,); ``short`` is how many points it lies below the party's reservation;
    ``refused`` are the blocks in which it goes beyond a red line of the party.
    """

    package: Ints
    short: float
    refused: tuple[int, ...]


@dataclass(frozen=True)
class Payment:
    """A side payment that makes a party accept a package: what each receives (positive) or pays (negative)."""

    package: Ints
    moves: Array
    total: float


@dataclass(frozen=True)
class Blocking:
    """What one party kills, and the cheapest ways to win it over.

    ``kills`` is exact, or a lower bound where ``at_least`` is True. ``nearest`` is the killed package with the
    fewest refused choices and then the least shortfall; without refused choices its shortfall is the least cut of
    the party's reservation. ``payment`` is the least side payment, ``changed`` the package that differs from the
    nearest in one issue, by the least change, passes and is acceptable to the party. ``certain`` is False where
    the search for the nearest or the payment ended early: they are then the best found.
    """

    party: int
    kills: int
    at_least: bool
    nearest: Killed | None
    payment: Payment | None
    changed: Ints | None
    certain: bool


def blockers(space: Space, steps: int = STEPS) -> tuple[Blocking, ...]:
    """For each party the packages that would pass if it accepted everything and do not as it is.

    Counted by walking the tree of packages, whole branches at once where all their packages are alike; the walk
    ends after five times ``steps`` nodes (as many as ``steps`` above 10^9 packages) and the count is then a lower bound. Counts above 2^53 have 16 digits. Where
    there are many parties, each gets a smaller part of the steps and of the time to search for what is nearest.

    >>> from detente.engines.deals.space import Block, Rule
    >>> pie = Block((0,), np.arange(11)[:, None], np.array([np.arange(11.0), 10 - np.arange(11.0)]),
    ...             np.zeros((2, 11), dtype=bool))
    >>> space = Space(("a", "b"), ("pie",), (tuple(range(11)),), (pie,), np.array([6.0, 3.0]), Rule.unanimity(2))
    >>> [(one.kills, one.nearest.short) for one in blockers(space)]
    [(6, 1.0), (3, 1.0)]
    """
    from detente.engines.deals.kill_walks import count_kills  # loads the compiler
    from detente.engines.deals.walks import tree

    parties = range(len(space.parties))
    if not space.size or not space.blocks:
        return tuple(_without_choices(space, party) for party in parties)
    counts, whole = count_kills(tree(space), 5 * steps if space.size <= MOST_COUNTED else steps)
    steps = min(steps, STEPS_OF_ALL // len(parties))
    return tuple(_blocking(space, party, int(counts[party]), bool(whole), steps) for party in parties)


def _without_choices(space: Space, party: int) -> Blocking:
    """The answer where there is no package, or only the one without issues."""
    package = np.zeros(len(space.blocks), dtype=np.int64)
    if space.size:
        accepted = space.acceptable(package[None])[0]
        welcome = accepted.copy()
        welcome[party] = True
        if space.rule.passes(welcome) and not space.rule.passes(accepted):
            killed = Killed(package, float(space.reservations[party]), ())
            return Blocking(party, 1, False, killed, _payment(space, party, package), None, True)
    return Blocking(party, 0, False, None, None, None, True)


def _blocking(space: Space, party: int, kills: int, whole: bool, steps: int) -> Blocking:
    from detente.engines.deals.kill_walks import nearest_kill
    from detente.engines.deals.walks import tree

    it = tree(space, favours=(np.arange(len(space.parties)) == party).astype(float))
    fewest, _, found, certain = nearest_kill(it, party, False, steps)
    killed = _killed(space, party, it.package(found)) if fewest >= 0 else None
    fewest, _, found, sure = nearest_kill(it, party, True, steps)
    payment = _payment(space, party, it.package(found)) if fewest >= 0 else None
    if not certain and sum(block.size for block in space.blocks) <= MOST_PROGRAMMED:
        killed, payment = _nearer(space, party, killed, payment)
    changed = None if killed is None else one_issue_away(space, killed.package, party)
    return Blocking(
        party, max(kills, int(killed is not None)), not whole, killed, payment, changed, bool(certain and sure)
    )


def _killed(space: Space, party: int, package: Ints) -> Killed:
    refused = [number for number, block in enumerate(space.blocks) if block.refused[party, package[number]]]
    short = float(space.reservations[party] - space.utilities_of(package[None])[0, party])
    return Killed(package, short if short > TOLERANCE else 0.0, tuple(refused))


def _nearer(
    space: Space, party: int, killed: Killed | None, payment: Payment | None
) -> tuple[Killed | None, Payment | None]:
    """A nearer killed package by mixed-integer programming, where the walk ended early and there is one."""
    reservations, others = space.reservations.copy(), np.arange(len(space.parties)) != party
    reservations[party] = -np.inf
    program = passing(space.with_reservations(reservations), min(SECONDS, SECONDS_OF_ALL / len(reservations)))
    program.gap = 1e-4
    program.add_row({program.accepts(party): 1.0}, 1.0)
    program.add_row(program.utility(party), -np.inf, float(space.reservations[party]) - BELOW)
    program.set_cost({column: -value for column, value in program.utility(party).items()})

    def is_killed(package: Ints) -> bool:
        accepted = space.acceptable(package[None])[0]
        return bool(space.rule.passes(accepted | ~others) and not space.rule.passes(accepted))

    try:
        package = program.solve(is_killed)
    except MethodError:
        package = None
    if package is None:
        return killed, payment
    found = _killed(space, party, package)
    if killed is None or (len(found.refused), found.short) < (len(killed.refused), killed.short):
        killed = found
    paid = _payment(space, party, package)
    if paid is not None and (payment is None or paid.total < payment.total):
        payment = paid
    return killed, payment


def _payment(space: Space, party: int, package: Ints) -> Payment | None:
    """What those who accept with something to spare pay, in proportion, so that the party reaches its reservation."""
    gains = space.utilities_of(package[None])[0] - space.reservations
    spare = np.where(space.acceptable(package[None])[0], np.maximum(gains, 0.0), 0.0)
    spare[party] = 0.0
    short = max(-float(gains[party]), 0.0)
    if short > spare.sum() + TOLERANCE:
        return None
    moves = -spare * (short / spare.sum()) if spare.any() else np.zeros(len(spare))
    moves[party] = short
    return Payment(package, moves, short)


def one_issue_away(space: Space, package: Ints, party: int) -> Ints | None:
    """The package that differs from this one in one issue, passes and is acceptable to the party; None: there is none.

    Among several the one with the least change, as a share of the issue's range, then the first.
    """
    best, least = None, np.inf
    for number, block in enumerate(space.blocks):
        differs = block.choices != block.choices[package[number]]
        near = np.flatnonzero(differs.sum(axis=1) == 1)
        if not len(near):
            continue
        others = np.repeat(package[None], len(near), axis=0)
        others[:, number] = near
        good = space.in_zone(others) & space.acceptable(others)[:, party]
        changes = change(space, number, int(package[number]))[near]
        changes[~good] = np.inf
        if changes.min() < least - TOLERANCE:
            best, least = others[int(np.argmin(changes))], float(changes.min())
    return best


def change(space: Space, number: int, choice: int) -> Array:
    """How far each choice of a block is from one of them, in shares of the issues' ranges, summed; shape (choices,)."""
    block = space.blocks[number]
    total = np.zeros(block.size)
    for column, issue in enumerate(block.issues):
        marks = np.array(space.alternatives[issue], dtype=float)
        there = marks[block.choices[:, column]]
        total += np.abs(there - there[choice]) / (float(np.ptp(marks)) or 1.0)
    return total


Scales = Sequence[Mapping[float, str]]


def blocking_sentence(
    space: Space,
    found: Blocking,
    names: Sequence[str] | None = None,
    issues: Sequence[str] | None = None,
    scales: Scales | None = None,
) -> str:
    """What a party stands in the way of, and the cheapest way to win it over, in words.

    ``names`` and ``issues`` are the names of parties and issues for reading, ``scales`` the wording of each issue's
    alternatives; without them ids and numbers.
    """
    name = (names or space.parties)[found.party]
    if found.nearest is None and not found.kills:
        none = found.certain and not found.at_least
        return f"{name} alone stops no package." if none else f"{name}: no package that it alone stops was found."
    count = f"{'at least ' if found.at_least else ''}{found.kills:,} package{'' if found.kills == 1 else 's'}"
    if found.nearest is None:
        return f"{name} alone stops {count}."
    misses = f"the nearest {'found ' if not found.certain else ''}"
    if found.nearest.refused:
        lines = listed(issues_of(space, number, issues) for number in found.nearest.refused)
        misses += f"goes beyond its red line on {lines}"
        if found.nearest.short:
            misses += f" and misses its reservation by {in_points(found.nearest.short)}"
    else:
        misses += f"misses its reservation by {in_points(found.nearest.short)}"
    return f"{name} alone stops {count}; {misses}{_ways(space, found, names, issues, scales)}."


def _ways(
    space: Space,
    found: Blocking,
    names: Sequence[str] | None,
    issues: Sequence[str] | None,
    scales: Scales | None,
) -> str:
    ways = []
    if found.payment is not None and found.nearest is not None:
        every = names or space.parties
        payers = listed(every[party] for party in np.flatnonzero(found.payment.moves < 0).tolist())
        other = "" if np.array_equal(found.payment.package, found.nearest.package) else " to another of them"
        ways.append(f"{in_points(found.payment.total)} from {payers} would win it over{other}")
    if found.changed is not None and found.nearest is not None:
        old = space.alternatives_of(found.nearest.package[None])[0]
        new = space.alternatives_of(found.changed[None])[0]
        issue = int(np.flatnonzero(old != new)[0])
        marks = space.alternatives[issue]
        was, now = marks[old[issue]], marks[new[issue]]
        words = scales[issue] if scales is not None else {}
        name = (issues or space.issues)[issue]
        if words.get(was) and words.get(now):
            ways.append(f'with "{words[now]}" instead of "{words[was]}" on {name} it would pass')
        else:
            ways.append(f"with {points(now)} instead of {points(was)} on {name} it would pass")
    return "".join(f"; {way}" for way in ways)
