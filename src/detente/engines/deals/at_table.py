"""Positions at the table: each party digs in its heels, or goes to its bottom line, while the others stay as they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from detente.case.model import Case
from detente.engines.deals.analysis_words import any_of, listed
from detente.engines.deals.heels import (
    MOST_LOOKED_AT,
    Heels,
    ZoneSummary,
    at_bottom_line,
    dug_in,
    heels,
    zone_summary,
)
from detente.engines.deals.heels_words import LOST, Said, change_body, joined_sentences, within_sentence
from detente.engines.deals.solutions.given import given_of
from detente.engines.deals.solutions.nash import nash
from detente.engines.deals.space import Array, Bools, Ints, Space
from detente.engines.deals.stands import BottomLines, Held, bottom_lines_of, held_when_dug_in
from detente.engines.deals.within import Together, largest_together, packages_within, within_of
from detente.engines.deals.worth import plain, worths
from detente.engines.deals.zone import zone_count
from detente.errors import MethodError
from detente.results.deals import ChangedZone, SharedBottomLines, WithinBottomLines

SECONDS = 6.0  # of searches, where there are too many packages to look at
FEW = 2  # issues that are named in a sentence
SETS = 10  # largest sets listed
ALREADY = ": its reservation is already no higher than what its bottom lines are worth to it"
DIGS_IN, GOES = "digs in its heels", "goes to its bottom line"


@dataclass(frozen=True)
class AtTheTable:
    """What each party could change, as results; ``sentences`` say the same in short, ``notes`` what was not found out."""

    heels: tuple[ChangedZone, ...]
    bottom_lines: tuple[ChangedZone, ...]
    within: WithinBottomLines | None
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass
class _Looking:
    """One look at all parties, within a time that all searches share."""

    space: Space
    names: Sequence[str]
    nash_powers: Array | None
    before: ZoneSummary
    nash: Ints  # what the Nash solution picks now
    end: float

    def change(
        self, changed: Space, party: int, issues: tuple[str, ...], stated: bool | None, start: str, why: str = ""
    ) -> _Entry:
        found = self._found(party, changed)
        picked = self.nash if changed is self.space else _nash(changed, self.nash_powers)
        body = change_body(found, self.names) + why
        shift = None
        if not np.isnan(found.shift).any():
            shift = {one: plain(value) for one, value in zip(self.space.parties, found.shift.tolist(), strict=True)}
        result = ChangedZone(
            party=self.space.parties[party],
            issues=issues,
            stated=stated,
            before=found.before.count,
            after=found.after.count,
            shift=shift,
            nash=worths(changed, picked),
            sentence=f"{start}, {body}.",
        )
        lost = len(self.nash) > 0 and not len(picked) and not found.after.empty
        return _Entry(result, Said(party, start, body + (LOST if lost else ""), found.changes))

    def _found(self, party: int, changed: Space) -> Heels:
        if changed is self.space:
            return Heels(party, self.before, self.before, np.where(np.isnan(self.before.best), np.nan, 0.0))
        left = max(self.end - time.monotonic(), 0.0)
        if changed.size > MOST_LOOKED_AT and not left:
            raise MethodError("the time is up", advice="take fewer issues, alternatives or parties")
        return heels(self.space, party, changed, self.before, left / len(self.space.parties))


@dataclass(frozen=True)
class _Entry:
    result: ChangedZone
    said: Said


def at_the_table(
    case: Case,
    space: Space,
    *,
    seat: Iterable[str] = (),
    without: Iterable[str] = (),
    nash_powers: Array | None = None,
    seconds: float = SECONDS,
) -> AtTheTable:
    """What becomes of the zone when one party digs in its heels or goes to its bottom line, and who pays for it.

    What a party holds to when it digs in is that of
    :func:`~detente.engines.deals.stands.held_when_dug_in`. At its bottom line its reservation falls to the utility of
    its bottom lines (:func:`~detente.engines.deals.stands.bottom_lines_of`) where that is lower; a party without
    bottom lines is left out. Zones too large to look at are searched within ``seconds``; what takes longer is noted.
    """
    seat, without = tuple(seat), tuple(without)
    names = [case.party_name(party) for party in space.parties]
    issues = [case.issue_name(issue) for issue in space.issues]
    end = time.monotonic() + seconds
    lines = bottom_lines_of(case, space, seat, without)
    within = _within(space, lines, names, issues)
    said = (within.sentence,) if within is not None else ()
    try:
        before = zone_summary(space, seconds / 3)
    except MethodError:
        note = "What a party that digs in or gives way would change could not be found out in time."
        return AtTheTable((), (), within, said, (note,))
    look = _Looking(space, names, nash_powers, before, _nash(space, nash_powers), end)
    held = held_when_dug_in(case, space, seat, without)
    dug, notes = _each(look, range(len(names)), lambda party: _digging_in(look, party, held[party], issues), DIGS_IN)
    given, more = _each(
        look,
        np.flatnonzero(lines.stated).tolist(),
        lambda party: _giving_way(look, party, lines, case),
        GOES,
    )
    sentences = [
        *([] if before.empty else joined_sentences([one.said for one in dug], names, "any party", DIGS_IN)),
        *joined_sentences([one.said for one in given], names, "any party with bottom lines", GOES),
        *said,
    ]
    return AtTheTable(
        tuple(one.result for one in dug),
        tuple(one.result for one in given),
        within,
        tuple(sentences),
        (*notes, *more),
    )


def _each(
    look: _Looking, parties: Iterable[int], of: Callable[[int], _Entry], what: str
) -> tuple[list[_Entry], list[str]]:
    found, missing = [], []
    for party in parties:
        try:
            found.append(of(party))
        except MethodError:
            missing.append(look.names[party])
    late = f"What happens if {any_of(missing)} {what} could not be found out in time."
    return found, [late] if missing else []


def _digging_in(look: _Looking, party: int, held: Held, issues: Sequence[str]) -> _Entry:
    name = look.names[party]
    if held.stated:
        on = [issues[look.space.issues.index(issue)] for issue in held.issues]
        which = listed(on) if len(on) <= FEW else f"{len(on)} of {len(issues)} issues"
        start = f"If {name} {DIGS_IN} and holds what it has stated on {which}"
    else:
        start = f"If {name} {DIGS_IN} and holds its best alternatives"
    return look.change(dug_in(look.space, party, held.allowed), party, held.issues, held.stated, start)


def _giving_way(look: _Looking, party: int, lines: BottomLines, case: Case) -> _Entry:
    space = look.space
    already = bool(lines.worth[party] >= space.reservations[party])
    changed = space if already else at_bottom_line(space, party, float(lines.worth[party]))
    held = case.positions.get(space.parties[party], {})
    issues = tuple(issue for issue in space.issues if issue in held and held[issue].bottom_line is not None)
    start = f"If {look.names[party]} {GOES}"
    return look.change(changed, party, issues, None, start, ALREADY if already else "")


def _nash(space: Space, powers: Array | None) -> Ints:
    given, _ = given_of(space)
    if given is None:
        return np.empty((0, len(space.blocks)), dtype=np.int64)
    return nash(given, powers).packages


def _within(space: Space, lines: BottomLines, names: Sequence[str], issues: Sequence[str]) -> WithinBottomLines | None:
    """Whose bottom lines can be met together; None where nobody has any."""
    having: Bools = lines.stated
    if not having.any() or not space.size:
        return None
    count = packages_within(lines.within, having)
    apart = _apart(space, lines)
    together: Together | None = None
    with suppress(MethodError):
        together = largest_together(lines.within, having)
    sets = together.sets[:SETS] if together is not None else np.zeros((0, len(names)), dtype=bool)
    passing = [_passing(within_of(space, lines.within, members)) for members in sets]
    sizes = together.packages if together is not None else ()
    return WithinBottomLines(
        packages=count,
        parties=_ids(space, having),
        apart=tuple(tuple(space.issues[issue] for issue in tied) for tied in apart),
        most=int(sets[0].sum()) if len(sets) else 0,
        largest=tuple(
            SharedBottomLines(parties=_ids(space, members), packages=size, passing=good)
            for members, size, good in zip(sets, sizes, passing, strict=False)
        ),
        complete=together is not None and len(together.sets) <= SETS,
        sentence=within_sentence(
            count,
            [names[place] for place in np.flatnonzero(having).tolist()],
            together,
            passing,
            [" with ".join(issues[issue] for issue in tied) for tied in apart],
            names,
        ),
    )


def _apart(space: Space, lines: BottomLines) -> list[tuple[int, ...]]:
    """Issues on which no alternative lies within all bottom lines, and linked issues on which no combination does."""
    found: list[tuple[int, ...]] = []
    for block, inside in zip(space.blocks, lines.within, strict=True):
        alone = [issue for issue in block.issues if not _any(lines.by_issue[issue], lines.stated)]
        found += [(issue,) for issue in alone]
        if not alone and not _any(inside, lines.stated):
            found.append(block.issues)
    return found


def _any(inside: Bools, members: Bools) -> bool:
    return bool(inside[members].all(axis=0).any())


def _passing(space: Space) -> int | None:
    if space.size > MOST_LOOKED_AT:
        return None
    count, at_least = zone_count(space)
    return None if at_least else count


def _ids(space: Space, members: Bools) -> tuple[str, ...]:
    return tuple(space.parties[place] for place in np.flatnonzero(members).tolist())
