"""Why a zone is empty and what would open it, in words, within a time that all searches share."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.engines.deals.conflict import Conflicts, conflicts
from detente.engines.deals.conflict_relaxed import relaxed_conflict
from detente.engines.deals.conflict_words import conflict_sentences, cut_sentence, payment_sentence, single_cut_sentence
from detente.engines.deals.opening import Opening, least_side_payment, least_total_cut, single_cut
from detente.engines.deals.opening_red_lines import fewest_red_lines, red_lines_sentence
from detente.engines.deals.space import Space
from detente.errors import MethodError

SECONDS_OF_CONFLICTS = 5.0
SECONDS_OF_WORDS = 2.0
SECONDS_OF_OPENING = 3.0  # for each: cuts of several, cuts of one, payments
MAYBE_LESS = "Whether fewer of the demands named already cannot hold together was not found out in time."
MAYBE_MORE = "There may be more sets of demands that cannot hold together."


@dataclass(frozen=True)
class WhyEmpty:
    """Sets of demands that cannot hold together, what would open the zone, and what was not found out, in words."""

    reasons: tuple[str, ...]
    opening: tuple[str, ...]
    notes: tuple[str, ...]


def why_empty(
    space: Space, names: Sequence[str], issues: Sequence[str], scales: Sequence[Mapping[float, str]]
) -> WhyEmpty:
    """The reasons of an empty zone; ``names``, ``issues`` and ``scales`` are for reading."""
    found, notes = _conflicts(space)
    reasons = conflict_sentences(space, found, names, issues, seconds=SECONDS_OF_WORDS) if found is not None else ()
    if not space.size or not space.rule.passes(np.ones(len(space.parties), dtype=bool)):
        return WhyEmpty(reasons, ("No change of reservations and no payment opens a zone.",), notes)
    try:
        cut = least_total_cut(space, SECONDS_OF_OPENING)
    except MethodError as error:
        return WhyEmpty(reasons, (), (*notes, f"What would open a zone could not be found out: {error.message}."))
    if cut is None:
        return WhyEmpty(reasons, (_beyond_red_lines(space, names, issues, scales),), notes)
    opening = [cut_sentence(space, cut, names), _alone(space, found, names)]
    try:
        opening.append(payment_sentence(space, least_side_payment(space, SECONDS_OF_OPENING), names))
    except MethodError:
        notes = (*notes, "Whether side payments would open a zone was not found out in time.")
    return WhyEmpty(reasons, tuple(opening), notes)


def _conflicts(space: Space) -> tuple[Conflicts | None, tuple[str, ...]]:
    try:
        found = conflicts(space, seconds=SECONDS_OF_CONFLICTS)
    except MethodError as error:
        demands = relaxed_conflict(space, SECONDS_OF_CONFLICTS)
        if demands is not None:
            return Conflicts((demands,), False), (MAYBE_LESS, MAYBE_MORE)
        return None, (f"Why the zone is empty could not be found out: {error.message}.",)
    return found, () if found.complete else (MAYBE_MORE,)


def _beyond_red_lines(
    space: Space, names: Sequence[str], issues: Sequence[str], scales: Sequence[Mapping[float, str]]
) -> str:
    try:
        found = fewest_red_lines(space, SECONDS_OF_OPENING)
    except MethodError:
        found = None
    return red_lines_sentence(space, found, names, issues, scales)


def _alone(space: Space, found: Conflicts | None, names: Sequence[str]) -> str:
    """Who could open a zone alone: only a party whose reservation is part of every conflict can."""
    able = set(range(len(space.parties)))
    for one in found.sets if found is not None else ():
        able &= {it.party for it in one if it.block is None}
    cuts: list[Opening | None] = [None] * len(space.parties)
    unknown = []
    end = time.monotonic() + SECONDS_OF_OPENING
    for place, party in enumerate(sorted(able)):
        left = (end - time.monotonic()) / (len(able) - place)
        try:
            if left <= 0:
                raise MethodError("the time is up", advice="take fewer issues, alternatives or parties")
            cuts[party] = single_cut(space, party, left)
        except MethodError:
            unknown.append(party)
    return single_cut_sentence(space, cuts, names, unknown)
