"""How packages hold up when values, weights and reservations are uncertain: over many draws of the space."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from detente.engines.deals.shares import Share
from detente.engines.deals.space import Array, Bools, Ints, Space
from detente.engines.deals.tally import Picking, Tally

MOST_SURVIVORS = 100


@dataclass(frozen=True)
class Candidate:
    """How one package holds up, ``package`` of shape (blocks,).

    ``in_zone``: it passes; ``efficient``: it passes and no package that passes is worth as much to all and more
    to one; ``chosen``: each solution picks it, alone or among ties. ``regret``, shape (parties,), is the expected
    loss of each party against the best it gets in a package that passes (no agreement, and so its reservation,
    where the candidate does not pass; no loss where nothing passes); ``worst_regret`` the expected loss of the
    party that loses most in each draw. NaN where there are too many packages to look at.
    """

    package: Ints
    in_zone: Share
    efficient: Share
    chosen: dict[str, Share]
    regret: Array
    worst_regret: float


@dataclass(frozen=True)
class Robustness:
    """What holds in how many draws.

    ``zone_open``, shape (draws,), and ``in_zone``, shape (draws, candidates), say in which draws something passes
    and each candidate does, for :func:`detente.engines.deals.shares.deciders`. ``elsewhere``: a solution picks a
    package that is no candidate, and none that is. ``survivors``, shape (packages, blocks), are those of all packages
    that pass in at least ``surviving`` of the draws, most often first, and ``survived`` in how many draws;
    ``survive_all`` and ``survive_most`` count those that pass in all and in ``surviving`` of the draws (None where
    there are too many packages to look at). ``certain`` is False where a search ended early in some draw: efficient
    shares are then upper bounds, and the share of open zones a lower one.
    """

    draws: int
    open: Share
    zone_open: Bools
    in_zone: Bools
    candidates: tuple[Candidate, ...]
    elsewhere: dict[str, Share]
    surviving: float
    survivors: Ints
    survived: Ints
    survive_all: int | None
    survive_most: int | None
    certain: bool


def robustness(
    draws: Iterable[Space], candidates: Ints, picking: Picking | None = None, *, surviving: float = 0.9
) -> Robustness:
    """Over draws of a space, how each candidate holds up and which of all packages survive.

    ``draws`` may be a generator, so that one space is held at a time; all have the same blocks and choices.
    ``candidates`` has shape (packages, blocks). ``picking`` says what the solutions pick in a space. Every draw looks
    at all packages, up to :data:`~detente.engines.deals.tally.MOST_COUNTED`; of more, only the candidates are judged.

    Raises :class:`MethodError` where there is no draw, or draws differ in their choices.
    """
    return robustness_of(Tally.of(draws, candidates, picking), surviving)


def robustness_of(tally: Tally, surviving: float) -> Robustness:
    """What was counted, as shares."""
    draws = tally.draws
    places = np.flatnonzero(tally.counts >= least_count(draws, surviving))
    top = places[np.argsort(-tally.counts[places], kind="stable")[:MOST_SURVIVORS]]
    return Robustness(
        draws=draws,
        open=Share.of(int(tally.zone_open.sum()), draws),
        zone_open=tally.zone_open,
        in_zone=tally.in_zone,
        candidates=tuple(_candidate(tally, place) for place in range(len(tally.candidates))),
        elsewhere={name: Share.of(count, draws) for name, count in tally.elsewhere.items()},
        surviving=surviving,
        survivors=packages_at(tally, top),
        survived=tally.counts[top],
        survive_all=int((tally.counts == draws).sum()) if tally.looked_at else None,
        survive_most=len(places) if tally.looked_at else None,
        certain=tally.certain,
    )


def least_count(draws: int, surviving: float) -> float:
    """In how many draws a package has to pass to survive."""
    return max(surviving * draws - 1e-9, 1)


def packages_at(tally: Tally, places: Ints) -> Ints:
    """Packages by their places in the order of all, shape (packages, blocks)."""
    if not tally.shape:
        return places.reshape(-1, 1)[:, :0]
    return np.stack(np.unravel_index(places, tally.shape), axis=1).astype(np.int64)


def _candidate(tally: Tally, place: int) -> Candidate:
    draws = tally.draws
    return Candidate(
        tally.candidates[place],
        Share.of(int(tally.in_zone[:, place].sum()), draws),
        Share.of(int(tally.efficient[place]), draws),
        {name: Share.of(int(chosen[:, place].sum()), draws) for name, chosen in tally.chosen.items()},
        tally.regret[place] / draws,
        float(tally.worst[place] / draws),
    )
