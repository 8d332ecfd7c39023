"""The chance that a zone exists as a function of one party's leverage: its own reservation, or that of all others."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np

from detente.case.model import Case
from detente.engines.leverage.models import Models, Tell
from detente.engines.leverage.wording import points
from detente.engines.uncertainty import wilson
from detente.errors import CommandError
from detente.results.leverage.zone_curve import ZoneCurve
from detente.results.shares import ShareOfDraws

ZONE_DRAWS = 200
OWN = tuple(np.linspace(0, 100, 41).tolist())
OTHERS = tuple(np.linspace(0, 50, 41).tolist())


def zone_curves(case: Case, models: Models, party: str, tell: Tell | None = None) -> tuple[ZoneCurve, ZoneCurve]:
    """The two curves of a party: over its own reservation, and over what others lose by having no agreement.

    A higher reservation (a better alternative) makes a party need an agreement less: it can ask for more, and fewer packages pass. What makes
    no agreement costlier for others lowers theirs, and more packages pass. Both run over :data:`ZONE_DRAWS` common draws. Raises
    :class:`CommandError` for a party that is unknown or not at the table.
    """
    if party not in case.parties:
        raise CommandError(f"the case has no party {party}", advice=f"parties: {', '.join(case.parties)}")
    say = tell or (lambda done, total: None)
    return _curve(case, models, party, "own", say), _curve(case, models, party, "others", say)


def _curve(case: Case, models: Models, party: str, whose: Literal["own", "others"], tell: Tell) -> ZoneCurve:
    at = OWN if whose == "own" else OTHERS
    found, reservation = models.zone_steps(case, party, np.array(at), whose, ZONE_DRAWS, tell)
    counts = found.sum(axis=0).tolist()
    bands = [wilson(count, len(found)) for count in counts]
    shares = tuple(
        ShareOfDraws(value=count / max(len(found), 1), low=low, high=high)
        for count, (low, high) in zip(counts, bands, strict=True)
    )
    curve = ZoneCurve(
        party=party, whose=whose, at=at, shares=shares, now=reservation if whose == "own" else 0.0,
        half=crossing(at, [it.value for it in shares]), draws=len(found), sentence="",
    )  # fmt: skip
    return curve.model_copy(update={"sentence": _sentence(case, curve)})


def crossing(at: tuple[float, ...], shares: list[float], level: float = 0.5) -> float | None:
    """Where a curve that only rises or only falls crosses a level, straight between its points; None where it does not.

    >>> crossing((0.0, 10.0, 20.0), [1.0, 0.75, 0.25])
    15.0
    """
    for (one, here), (other, there) in pairwise(zip(at, shares, strict=True)):
        if here != there and min(here, there) <= level <= max(here, there):
            return one + (level - here) / (there - here) * (other - one)
    return None


def _sentence(case: Case, it: ZoneCurve) -> str:
    name = case.party_name(it.party)
    values = [share.value for share in it.shares]
    now = float(np.interp(it.now, it.at, values))
    if it.whose == "own":
        text = f"With the reservation of {name} at {points(it.now)} points, a zone is open in {_percent(now)} of draws"
        if it.half is not None:
            return f"{text}; it is open in half of them where that reservation is {points(it.half)}."
        if max(values) < 0.5:
            return f"{text}; however little it asked for, in less than half of them."
        return f"{text}; in more than half of them up to a reservation of {points(it.at[-1])}."
    text = f"A zone is open in {_percent(now)} of draws as things stand"
    if it.half is not None and it.half > 0:
        return f"{text}; it is open in half of them if {name} could make no agreement {points(it.half)} points worse for all others."
    if max(values) < 0.5:
        return f"{text}; were no agreement {points(it.at[-1])} points worse for all others than {name}, it would be in {_percent(values[-1])}."
    return f"{text}; making no agreement worse for others is not needed for that."


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
