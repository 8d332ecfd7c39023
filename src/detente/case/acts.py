"""Facts and measures at work: the case as it would stand with some measures taken, some facts undone, or on another day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  (the field is called date)
from difflib import get_close_matches
from math import inf
from typing import Any

from pydantic import BaseModel

from detente.case.document import Loc
from detente.case.model import Act, Case, Effect
from detente.case.numbers import Number
from detente.case.shifts import Shift, Shifted
from detente.case.stances import ASSUMED_CAPABILITY, ASSUMED_SALIENCE
from detente.errors import CaseError

HUNDRED = (0.0, 100.0)
OF_PARTY = ("capability", "reservation")
OF_PAIR = ("trust", "influence", "intensity")


@dataclass(frozen=True)
class Target:
    """A number that an effect changes: where it stands, as written, and the limits that it keeps."""

    loc: Loc
    written: Number
    low: float = -inf
    high: float = inf


def case_with(case: Case, *, measures: Iterable[str] = (), without: Iterable[str] = (), at: Date | None = None) -> Case:
    """The case with ``measures`` taken, the facts ``without`` undone, and as it stood (or will stand) on the day ``at``.

    The numbers of a case hold at ``as_of`` with all facts dated up to then. An earlier day reverses the effects of all later
    facts, a later day adds those of the facts dated in between; a measure adds its effects. Draws are those of the
    number and of each change, so that a case with and without an act is compared on common draws. Numbers keep their limits: 0 to
    100, not below 0, or the scale. An effect on a number that the case does not give changes nothing:
    :func:`effects_without_number` lists these.

    Raises :class:`CaseError` for an unknown fact or measure.

    >>> from detente.case.catalog import load_case
    >>> case = load_case("vienna-2015")
    >>> case_with(case, without=["air_campaign"]).parties["syria_gov"].capability.best < case.parties["syria_gov"].capability.best
    True
    """
    taken = [("measures", name, 1) for name in _known(case, "measures", measures)]
    undone = dict.fromkeys(_known(case, "facts", without), -1)
    if at is not None:
        undone |= dict(_moved(case, at))
    acts = [*taken, *(("facts", name, sign) for name, sign in undone.items())]
    changed = _shifted(case, acts)
    it = case.model_copy(update={"as_of": at}) if at is not None else case
    for moved in changed.values():
        it = _replaced(it, moved.loc, moved.number)
    return it.shifted_by(changed) if changed else it


def effects_without_number(case: Case) -> Iterator[tuple[Loc, str]]:
    """Effects of facts and measures on numbers that the case does not give: where each stands, and what is missing.

    Effects that name nobody, or a party or issue that the case does not know, are left to the checks of these.
    """
    for section in ("facts", "measures"):
        for name, act in getattr(case, section).items():
            for place, effect in enumerate(act.effects):
                for field in effect.changes if _aimed(case, effect) else ():
                    if not list(_targets(case, effect, field)):
                        yield (section, name, "effects", place, field), _missing(effect, field)


def _known(case: Case, section: str, names: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(names))
    known: Mapping[str, Act] = getattr(case, section)
    for name in found:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            advice = f"did you mean {near[0]}?" if near else f"{section}: {', '.join(known) or 'none'}"
            raise CaseError(f"the case has no {section[:-1]} {name}", advice=advice)
    return found


def _moved(case: Case, at: Date) -> Iterator[tuple[str, int]]:
    """The facts that a day undoes (-1), or adds (1) where it lies after the day of the case."""
    for name, fact in case.facts.items():
        included = case.as_of is None or fact.date <= case.as_of
        if included and fact.date > at:
            yield name, -1
        elif not included and fact.date <= at:
            yield name, 1


def _shifted(case: Case, acts: Iterable[tuple[str, str, int]]) -> dict[str, Shifted]:
    """The numbers that acts change, by path."""
    found: dict[str, Shifted] = {}
    for section, name, sign in acts:
        for place, effect in enumerate(getattr(case, section)[name].effects):
            for field, change in effect.changes.items():
                shift = Shift((section, name, "effects", place, field, "amount"), change.amount, sign)
                for target in _targets(case, effect, field):
                    path = ".".join(map(str, target.loc))
                    before = found.get(path) or case.shifted.get(path)
                    written, shifts = (before.written, before.shifts) if before else (target.written, ())
                    found[path] = Shifted(target.loc, written, (*shifts, shift), target.low, target.high)
    return found


def _targets(case: Case, effect: Effect, field: str) -> Iterator[Target]:
    """The numbers that one change moves.

    A change of capability without an issue moves the party's own capability and those that issues give it in its place.
    """
    party, issue = effect.party, effect.issue
    if field == "capability":
        yield from _capabilities(case, party, issue)
    elif field == "reservation":
        yield from _reservation(case, party)
    elif field in ("trust", "influence"):
        for place, it in enumerate(case.relations):
            if (it.from_, it.to) == (effect.from_, effect.to):
                yield from _target(case, ("relations", place, field), getattr(it, field), *HUNDRED)
    elif field == "intensity":
        for place, fight in enumerate(case.fighting):
            if (fight.from_, fight.to) == (effect.from_, effect.to):
                yield from _target(case, ("fighting", place, field), fight.intensity, *HUNDRED)
    elif party in case.positions and issue in case.positions[party] and issue in case.issues:
        scale, held = case.issues[issue], case.positions[party][issue]
        written = getattr(held, field)
        if field == "salience":
            yield from _target(case, ("positions", party, issue, field), written or ASSUMED_SALIENCE, *HUNDRED)
        else:
            yield from _target(case, ("positions", party, issue, field), written, scale.low, scale.high)


def _capabilities(case: Case, party: str | None, issue: str | None) -> Iterator[Target]:
    if party not in case.parties:
        return
    if issue is None:
        written = case.parties[party].capability or ASSUMED_CAPABILITY
        yield from _target(case, ("parties", party, "capability"), written, 0.0)
    for name, it in case.issues.items():
        if issue in (None, name) and party in it.capability:
            yield from _target(case, ("issues", name, "capability", party), it.capability[party], 0.0)


def _reservation(case: Case, party: str | None) -> Iterator[Target]:
    values = case.deals.values.get(party or "")
    if values is not None and values.reservation is not None:
        yield from _target(case, ("deals", "values", party or "", "reservation"), values.reservation)
    elif party in case.parties:
        yield from _target(case, ("parties", party, "reservation"), case.parties[party].reservation)


def _target(case: Case, loc: Loc, written: Number | None, low: float = -inf, high: float = inf) -> Iterator[Target]:
    number = case.believed(loc, written)
    if number is not None:
        yield Target(loc, number, low, high)


def _replaced(holder: Any, loc: Loc, number: Number) -> Any:
    """The same with another number at a location."""
    if not loc:
        return number
    step, rest = loc[0], loc[1:]
    if isinstance(holder, BaseModel):
        return holder.model_copy(update={str(step): _replaced(getattr(holder, str(step)), rest, number)})
    if isinstance(holder, tuple):
        items = list(holder)
        items[int(step)] = _replaced(items[int(step)], rest, number)
        return tuple(items)
    return {**holder, step: _replaced(holder[step], rest, number)}


def _aimed(case: Case, effect: Effect) -> bool:
    """Whether all that an effect names is in the case, and it names what each of its changes belongs to."""
    parties = (effect.party, effect.from_, effect.to)
    known = all(party is None or party in case.parties for party in parties)
    if not known or (effect.issue is not None and effect.issue not in case.issues):
        return False
    needs = {field: _owner(field) for field in effect.changes}
    given = {"pair": bool(effect.from_ and effect.to), "party": bool(effect.party)}
    given["position"] = given["party"] and bool(effect.issue)
    return all(given[owner] for owner in needs.values())


def _owner(field: str) -> str:
    """What a number belongs to: a pair of parties, a party, or a party on an issue."""
    if field in OF_PAIR:
        return "pair"
    return "party" if field in OF_PARTY else "position"


def _missing(effect: Effect, field: str) -> str:
    if effect.from_ and effect.to:
        return f"the case gives no {field} from {effect.from_} to {effect.to}"
    where: Any = f" on {effect.issue}" if effect.issue else ""
    return f"the case gives no {field.replace('_', ' ')} of {effect.party}{where}"
