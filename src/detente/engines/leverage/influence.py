"""Who can move whom through whom.

Our own simplification: influence passes along a path as the product of the influences of its steps, as shares, so that each
intermediary costs some of it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.case.model import Case
from detente.engines.leverage.models import Array
from detente.engines.leverage.wording import listed
from detente.engines.uncertainty import Sampler
from detente.errors import CommandError
from detente.results.leverage.influence import Influence, InfluencePath

MOST_STEPS = 4  # three intermediaries
SMALL = 1e-12

Weights = Mapping[tuple[str, str], Array]


def influence(case: Case, party: str, *, draws: int = 1000, seed: int = 0) -> Influence:
    """The best way for a party to each other party that it can reach, the strongest first.

    The best path has the greatest product of influences (shares) at the best values, through up to three intermediaries; of equal ones
    the shortest. With each stands the middle 80 % of its strength over the draws, and the share of draws in which it is
    still the best. Raises :class:`CommandError` for an unknown party.

    >>> from detente.case.catalog import load_case
    >>> found = influence(load_case("vienna-2015"), "usa", draws=0)
    >>> next(it.path for it in found.paths if it.path[-1] == "syria_gov")
    ('usa', 'russia', 'syria_gov')
    """
    if party not in case.parties:
        raise CommandError(f"the case has no party {party}", advice=f"parties: {', '.join(case.parties)}")
    weights = _weights(case, draws, seed)
    strongest = _strongest(case, weights, party, draws + 1)
    best = {pair: values[:1] for pair, values in weights.items()}
    paths = []
    for other in case.parties:
        path = _path(case, best, party, other)
        if path is not None:
            paths.append(_described(path, weights, strongest[other]))
    paths.sort(key=lambda it: -it.strength)
    found = Influence(party=party, draws=draws, paths=tuple(paths), sentence="")
    return found.model_copy(update={"sentence": _sentence(case, found)})


def _weights(case: Case, draws: int, seed: int) -> dict[tuple[str, str], Array]:
    """Influence of each ordered pair as a share, shape (1 + draws,), the best value first."""
    sampler, found = Sampler(case, seed), {}
    for place, it in enumerate(case.relations):
        number = case.believed(("relations", place, "influence"), it.influence)
        if number is None or it.from_ == it.to or it.from_ not in case.parties or it.to not in case.parties:
            continue
        drawn = sampler.draw(("relations", place, "influence"), number, 0, draws)
        found[it.from_, it.to] = np.concatenate([[number.best], drawn]) / 100
    return found


def _steps(case: Case, weights: Weights, start: str, rows: int) -> list[dict[str, Array]]:
    """Per number of steps the greatest product of any way of so many steps to each party, shape (rows,).

    No share is above 1, so going round in a circle never gains, and the best way is a path.
    """
    here = {it: np.full(rows, float(it == start)) for it in case.parties}
    found = [here]
    for _ in range(MOST_STEPS):
        there = {it: np.zeros(rows) for it in case.parties}
        for (one, other), share in weights.items():
            there[other] = np.maximum(there[other], here[one] * share)
        here = there
        found.append(here)
    return found


def _strongest(case: Case, weights: Weights, start: str, rows: int) -> dict[str, Array]:
    steps = _steps(case, weights, start, rows)[1:]
    return {it: np.maximum.reduce([one[it] for one in steps]) for it in case.parties}


def _path(case: Case, best: Weights, start: str, end: str) -> tuple[str, ...] | None:
    """The strongest path at the best values, of equal ones the shortest; None where there is none."""
    if start == end:
        return None
    steps = _steps(case, best, start, 1)
    most = max(one[end][0] for one in steps[1:])
    if most <= SMALL:
        return None
    count = next(at for at, one in enumerate(steps) if at and one[end][0] >= most - SMALL)
    path = [end]
    for at in range(count - 1, -1, -1):
        before = {one: steps[at][one][0] * share[0] for (one, other), share in best.items() if other == path[0]}
        path.insert(0, max(before, key=before.__getitem__))
    return tuple(path)


def _described(path: tuple[str, ...], weights: Weights, strongest: Array) -> InfluencePath:
    legs = [weights[pair] for pair in zip(path, path[1:], strict=False)]
    strength = np.prod(legs, axis=0)
    direct = weights.get((path[0], path[-1]))
    drawn = strength[1:]
    low, high = np.quantile(drawn, [0.1, 0.9]).tolist() if len(drawn) else (None, None)
    return InfluencePath(
        path=path,
        strength=float(strength[0]),
        interval80=(low, high) if low is not None and high is not None else None,
        direct=None if direct is None else float(direct[0]),
        stays_best=float((drawn >= strongest[1:] - SMALL).mean()) if len(drawn) else None,
    )


def _sentence(case: Case, found: Influence) -> str:
    name = case.party_name(found.party)
    if not found.paths:
        return f"The case gives {name} no influence on anybody."
    direct = [it for it in found.paths if len(it.path) == 2]
    through = [it for it in found.paths if len(it.path) > 2]
    parts = []
    if direct:
        parts.append(
            f"{name} moves {listed(f'{case.party_name(it.path[-1])} ({_percent(it)})' for it in direct)} directly"
        )
    if through:
        words = [
            f"{case.party_name(it.path[-1])} through {listed(map(case.party_name, it.path[1:-1]))} ({_percent(it)})"
            for it in through
        ]
        parts.append(f"{'it' if parts else name} best reaches {listed(words)}")
    return "; ".join(parts) + "."


def _percent(it: InfluencePath) -> str:
    return f"{100 * it.strength:.0f} %"
