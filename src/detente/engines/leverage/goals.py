"""What a set of measures is meant to reach: a party's utility, an issue's outcome, or an open zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isfinite, nan

import numpy as np

from detente.case.acts import case_with
from detente.case.model import Case
from detente.engines.leverage.models import Array, Models, Tell
from detente.errors import CommandError

FORMS = "write zone, utility:PARTY, or outcome:ISSUE:up, :down or :NUMBER"
ZONE_DRAWS = 200


@dataclass(frozen=True)
class Goal:
    """A goal in words, and its value for sets of measures: the greater, the better.

    ``best(sets)``, shape (sets,), at the best values; ``drawn(measures)``, shape (1 + draws,), for one set: first at the
    best values, then by draw. For a zone both are shares: of draws in which something passes, and 0 or 1 draw by draw.
    """

    words: str
    best: Callable[[Sequence[tuple[str, ...]]], Array]
    drawn: Callable[[tuple[str, ...]], Array]


def goal_of(case: Case, models: Models, text: str, tell: Tell | None = None) -> Goal:
    """The goal that a text such as ``utility:usa``, ``outcome:presidency:up`` or ``zone`` names.

    ``tell`` is told the sets done and all sets where these take long. Raises :class:`CommandError` for any other text.
    """
    kind, *rest = text.split(":")
    if kind == "zone" and not rest:
        return _zone(case, models, tell or (lambda done, total: None))
    if kind == "utility" and len(rest) == 1:
        party = _known(rest[0], case.parties, "party")
        check_stake(case, party)
        return _utility(case, models, party)
    if kind == "outcome" and len(rest) == 2:
        return _outcome(case, models, _known(rest[0], case.issues, "issue"), rest[1])
    raise CommandError(f"`{text}` names no goal", advice=FORMS)


def _known(name: str, names: Iterable[str], what: str) -> str:
    if name not in names:
        raise CommandError(f"the case has no {what} {name}", advice=f"choose one of: {', '.join(names)}")
    return name


def check_stake(case: Case, party: str) -> None:
    """Raises :class:`CommandError` where no outcome is worth anything to a party, as it has neither positions nor values."""
    values = case.deals.values.get(party)
    if not case.positions.get(party) and (values is None or not values.tables):
        raise CommandError(
            f"{party} has no position, so nothing is won for it", advice="name a party that has positions in the case"
        )


def _utility(case: Case, models: Models, party: str) -> Goal:
    place = list(case.parties).index(party)

    def best(sets: Sequence[tuple[str, ...]]) -> Array:
        return models.best_utilities(case, _outcomes(case, models, sets))[:, place]

    def drawn(measures: tuple[str, ...]) -> Array:
        return models.utilities(case, models.outcomes(case_with(case, measures=measures)))[:, place]

    return Goal(f"the utility of {case.party_name(party)}", best, drawn)


def _outcome(case: Case, models: Models, issue: str, way: str) -> Goal:
    place, name = list(case.issues).index(issue), case.issue_name(issue)
    if way not in ("up", "down"):
        return _near(case, models, place, name, way)
    sign = 1.0 if way == "up" else -1.0
    words = f"{name} {'higher' if way == 'up' else 'lower'} on its scale"
    return _valued(case, models, place, words, lambda at: sign * at)


def _near(case: Case, models: Models, place: int, name: str, way: str) -> Goal:
    try:
        point = float(way)
    except ValueError:
        point = nan
    if not isfinite(point):
        raise CommandError(f"`{way}` is neither up, down nor a number", advice=FORMS)
    return _valued(case, models, place, f"{name} close to {point:g}", lambda at: -np.abs(at - point))


def _valued(case: Case, models: Models, place: int, words: str, value: Callable[[Array], Array]) -> Goal:
    """The goal that the outcome on an issue has a great value."""

    def best(sets: Sequence[tuple[str, ...]]) -> Array:
        return np.asarray(value(_outcomes(case, models, sets)[:, place]))

    def drawn(measures: tuple[str, ...]) -> Array:
        return np.asarray(value(models.outcomes(case_with(case, measures=measures))[:, place]))

    return Goal(words, best, drawn)


def _outcomes(case: Case, models: Models, sets: Sequence[tuple[str, ...]]) -> Array:
    return np.stack([models.best_outcomes(case_with(case, measures=measures)) for measures in sets])


def _zone(case: Case, models: Models, tell: Tell) -> Goal:
    """Sets of measures that move the same numbers of the deals have the same zone, and are looked at once."""
    counts = tuple(name for name in case.measures if models.moves_zone(case, name))
    known: dict[tuple[str, ...], Array] = {}

    def kept(measures: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in counts if name in measures)

    def opened(sets: Sequence[tuple[str, ...]]) -> list[Array]:
        fresh = [one for one in dict.fromkeys(map(kept, sets)) if one not in known]
        if fresh:
            known.update(zip(fresh, models.zones_open(case, fresh, ZONE_DRAWS, tell).astype(float), strict=True))
        return [known[kept(measures)] for measures in sets]

    def best(sets: Sequence[tuple[str, ...]]) -> Array:
        return np.array([found.mean() for found in opened(sets)])

    def drawn(measures: tuple[str, ...]) -> Array:
        (found,) = opened([measures])
        return np.concatenate([[found.mean()], found])

    return Goal("a zone of possible agreement", best, drawn)
