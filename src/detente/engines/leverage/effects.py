"""Changes between two answers on common draws."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from detente.case.model import Case
from detente.engines.leverage.models import Array
from detente.results.deals import Zone
from detente.results.leverage import Effect, ZoneChange

SMALL = 1e-9  # below this a change is none
ROBUST, SENSITIVE = 0.95, 0.8


def effect(before: Array, after: Array) -> Effect:
    """The change from one answer to another, both of shape (1 + draws,) with the best values first.

    >>> effect(np.array([50.0, 48, 52]), np.array([47.0, 46, 48])).verdict
    'robust'
    """
    change = after - before
    best = _value(change[0])
    drawn = change[1:][~np.isnan(change[1:])]
    if best is None or not len(drawn):
        none = best is not None and abs(best) <= SMALL
        return Effect(best=best, interval80=None, same_sign=None, verdict="none" if none else "undetermined")
    if abs(best) <= SMALL and (np.abs(drawn) <= SMALL).all():
        return Effect(best=0.0, interval80=(0.0, 0.0), same_sign=1.0, verdict="none")
    low, high = np.quantile(drawn, [0.1, 0.9]).tolist()
    same = float((drawn * np.sign(best) > SMALL).mean())
    verdict = "robust" if same >= ROBUST else "sensitive" if same >= SENSITIVE else "undetermined"
    return Effect(best=best, interval80=(low, high), same_sign=same, verdict=verdict)


def effects(names: Iterable[str], before: Array, after: Array) -> dict[str, Effect]:
    """The change of each column by name; both answers have shape (1 + draws, names)."""
    return {name: effect(before[:, place], after[:, place]) for place, name in enumerate(names)}


def zone_change(
    case: Case, before: tuple[Zone, dict[str, int]] | None, after: tuple[Zone, dict[str, int]] | None
) -> ZoneChange | None:
    """What becomes of the zone and of who stands in the way; None where a case has no packages."""
    if before is None or after is None:
        return None
    (old, old_kills), (new, new_kills) = before, after
    kills = {party: (count, new_kills.get(party, 0)) for party, count in old_kills.items()}
    return ZoneChange(
        before=old.count,
        after=new.count,
        packages=new.packages,
        kills=kills,
        sentence=_zone_sentence(case, old.count, new.count, kills),
    )


def _zone_sentence(case: Case, before: int, after: int, kills: dict[str, tuple[int, int]]) -> str:
    if before == after and all(old == new for old, new in kills.values()):
        return "The zone stays as it is."
    if not after:
        return "The zone closes: no package passes any more." if before else "Still no package passes."
    opened = "A zone opens" if not before else "The zone goes"
    text = f"{opened} from {before:,} to {after:,} packages"
    moved = {party: new - old for party, (old, new) in kills.items() if new != old}
    if moved:
        most = max(moved, key=lambda party: abs(moved[party]))
        way = "more" if moved[most] > 0 else "fewer"
        text += f"; {case.party_name(most)} alone then stops {abs(moved[most]):,} {way}"
    return f"{text}."


def _value(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
