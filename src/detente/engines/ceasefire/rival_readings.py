"""Rival readings of one text: the same design with other lists of excluded groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.case.model import Case
from detente.engines.ceasefire.accounting import totals
from detente.engines.ceasefire.beliefs import Beliefs
from detente.engines.ceasefire.carve_out import SMALL, CarveOuts
from detente.engines.ceasefire.reading import Reading, listed
from detente.engines.ceasefire.words import points, share_words
from detente.errors import MethodError
from detente.results.ceasefire.carve_out import RivalReading
from detente.results.ceasefire.estimate import Estimate

MOST_NAMED = 2


def lists_of(case: Case, own: Reading, asked: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The lists to compare: the design's own, those asked for, else those of the case's other designs; each once.

    Raises :class:`MethodError` for a party that the case lacks.
    """
    for party in {party for groups in asked for party in groups}:
        if party not in case.parties:
            raise MethodError(f"no party is called `{party}`", advice=f"the parties are: {', '.join(case.parties)}")
    others: Iterable[Sequence[str]] = asked or [
        [party for party in it.excluded if party in case.parties] for it in case.ceasefires.values()
    ]
    found = {frozenset(own.excluded): own.excluded}
    for groups in others:
        found.setdefault(frozenset(groups), tuple(dict.fromkeys(groups)))
    return sorted(found.values(), key=len)


def rival_readings(
    case: Case,
    beliefs: Beliefs,
    own: Reading,
    asked: Sequence[Sequence[str]] = (),
    *,
    split: bool = True,
) -> tuple[RivalReading, ...]:
    """What each reading stops (a group taken off the list signs if it signs any design of the case), and what its whole list is worth to each party; shortest list first."""
    carve_outs = CarveOuts(case, beliefs, split=split)
    parties = [party for party in case.parties if party not in own.excluded or case.parties[party].harm is not None]
    could_sign = {party for design in case.ceasefires.values() for party in design.signatories}
    meant = {groups: own.excluding(groups, could_sign) for groups in lists_of(case, own, asked)}
    worth = {
        groups: {party: carve_outs.worth(reading, groups, party).total for party in parties}
        for groups, reading in meant.items()
    }
    base = next(it for groups, it in worth.items() if set(groups) == set(own.excluded))
    found = []
    for groups, values in worth.items():
        stops = totals(beliefs, meant[groups], split=split)
        against = {party: beliefs.estimate(values[party] - base[party]) for party in parties}
        found.append(
            RivalReading(
                excluded=groups,
                name=_name(case, groups),
                stopped=stops.stopped if stops else None,
                permitted=stops.permitted if stops else None,
                ambiguous=stops.ambiguous if stops else None,
                worth={party: beliefs.estimate(it) for party, it in values.items()},
                against_own=against,
                sentence=_sentence(case, own, groups, stops.stopped if stops else None, against),
            )
        )
    return tuple(found)


def _name(case: Case, groups: tuple[str, ...]) -> str:
    names = listed([case.party_name(group) for group in groups])
    return {0: "nobody", 1: f"only {names}"}.get(len(groups), names)


def _sentence(
    case: Case, own: Reading, groups: tuple[str, ...], stopped: Estimate | None, against: dict[str, Estimate]
) -> str:
    text = f"If {_name(case, groups)} {'is' if len(groups) < 2 else 'are'} excluded"
    text += (
        f", {share_words(stopped)} of the fighting stops" if stopped is not None else ", no fighting is known to stop"
    )
    if set(groups) == set(own.excluded):
        return f"{text}; this is the design's own list."
    ordered = sorted(against, key=lambda party: -against[party].best)
    better = [party for party in ordered if against[party].best > SMALL][:MOST_NAMED]
    worse = [party for party in ordered[::-1] if against[party].best < -SMALL][:MOST_NAMED]
    said = [
        f"{verdict} for {listed([f'{case.party_name(party)} ({points(against[party])})' for party in some])}"
        for some, verdict in ((worse, "worse"), (better, "better"))
        if some
    ]
    return f"{text}; against the design's own list {', '.join(said) or 'nothing changes for anyone'}."
