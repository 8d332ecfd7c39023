"""War as the outside option: the range of settlements of two parties, and the core of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number
from detente.case.stances import ASSUMED_CAPABILITY
from detente.engines.contests import ratio_form
from detente.engines.leverage.core import Core, core
from detente.engines.leverage.models import Array, Bools
from detente.engines.leverage.wording import listed
from detente.engines.uncertainty import Sampler, wilson
from detente.errors import CommandError, MethodError
from detente.results.leverage.war import Belligerent, Settlements, War
from detente.results.shares import ShareOfDraws

ASSUMED_COST = 0.1  # share of the stake
MOST_DRAWS = 200
SMALL = 1e-7


def settlement_range(chance: float, own_cost: float, other_cost: float) -> tuple[float, float]:
    """The shares of the first party that both would rather accept than fight: p - c_A to p + c_B, within 0 to 1.

    Fearon 1995, doi:10.1017/S0020818300033324.

    >>> tuple(round(end, 3) for end in settlement_range(0.7, 0.1, 0.1))
    (0.6, 0.8)
    """
    return max(0.0, chance - own_cost), min(1.0, chance + other_cost)


@dataclass(frozen=True)
class _Numbers:
    """Chances, costs and capabilities, each of shape (rows, parties), the best values first."""

    chance: Array
    cost: Array
    capability: Array


def war(case: Case, parties: Sequence[str], *, draws: int = 1000, seed: int = 0, decisiveness: float = 1.0) -> War:
    """What war as the outside option leaves to agree on between two or more parties.

    Each expects its chance of prevailing, as it sees it (``war_chance``; else the ratio form of capabilities with exponent ``decisiveness``), less
    what war costs it (``war_cost``; else ``peace_worth`` / 100, else :data:`ASSUMED_COST`). Of two parties the first accepts any share from
    p - c on, the second leaves it at most 1 - (p' - c'). Of more, each coalition could take what its capabilities win against all others
    together, less its costs (our own simplification): the division has to be in the core. The share of draws rests on up to
    :data:`MOST_DRAWS`. Raises :class:`CommandError` for unknown parties or fewer than two.
    """
    _check(case, parties, decisiveness)
    rows = min(draws, MOST_DRAWS)
    numbers = _numbers(case, parties, rows, seed, decisiveness)
    found = _core(numbers, 0, decisiveness)
    open_in = [_core(numbers, row, decisiveness).subsidy <= SMALL for row in range(1, rows + 1)]
    result = War(
        parties={party: _belligerent(case, party, numbers, place) for place, party in enumerate(parties)},
        optimism=float(numbers.chance[0].sum()),
        settlements=_settlements(numbers) if len(parties) == 2 else None,
        room=found.subsidy <= SMALL,
        split=dict(zip(parties, found.shares.tolist(), strict=True)),
        subsidy=max(found.subsidy, 0.0),
        conflict=tuple(tuple(parties[one] for one in group) for group in found.conflict),
        share=_share(open_in),
        notes=tuple(_notes(case, parties)),
        sentence="",
    )
    return result.model_copy(update={"sentence": _sentence(case, result)})


def _check(case: Case, parties: Sequence[str], decisiveness: float) -> None:
    for party in parties:
        if party not in case.parties:
            raise CommandError(f"the case has no party {party}", advice=f"parties: {', '.join(case.parties)}")
    if len(set(parties)) < 2 or len(set(parties)) != len(parties):
        raise CommandError("war needs two parties or more, each named once", advice="write --war a,b")
    if not 0 < decisiveness < inf:
        raise MethodError(f"a decisiveness of {decisiveness:g} is not possible", advice="give a number above 0")


def _numbers(case: Case, parties: Sequence[str], draws: int, seed: int, decisiveness: float) -> _Numbers:
    sampler = Sampler(case, seed)

    def column(party: str, field: str) -> Array | None:
        loc: Loc = ("parties", party, field)
        number: Number | None = case.believed(loc, getattr(case.parties[party], field))
        if number is None:
            return None
        return np.concatenate([[number.best], sampler.draw(loc, number, 0, draws)])

    assumed = np.full(draws + 1, ASSUMED_CAPABILITY.best)
    capability = np.stack([_given(column(party, "capability"), assumed) for party in parties], axis=1)
    by_strength = ratio_form(capability, capability.sum(axis=1, keepdims=True) - capability, decisiveness)
    chance = np.stack(
        [_given(column(party, "war_chance"), by_strength[:, place]) for place, party in enumerate(parties)], axis=1
    )
    costs = []
    for party in parties:
        worth = column(party, "peace_worth")
        default = np.full(draws + 1, ASSUMED_COST) if worth is None else np.maximum(worth, 0.0) / 100
        costs.append(_given(column(party, "war_cost"), default))
    return _Numbers(chance, np.stack(costs, axis=1), capability)


def _given(value: Array | None, default: Array) -> Array:
    return default if value is None else value


def _core(numbers: _Numbers, row: int, decisiveness: float) -> Core:
    """The core in one row; single parties ask for what they themselves expect, coalitions for what their strength wins."""
    chance, cost, capability = numbers.chance[row], numbers.cost[row], numbers.capability[row]

    def worth(who: Bools) -> Array:
        own = who @ capability
        joint = ratio_form(own, capability.sum() - own, decisiveness)
        expected = np.where(who.sum(axis=1) == 1, who @ chance, joint)
        return np.asarray(expected - who @ cost)

    return core(worth, len(chance))


def _settlements(numbers: _Numbers) -> Settlements:
    """With both sides' own estimates: from what the first asks to what the second leaves it."""
    (mine, theirs), (own, other) = numbers.chance[0], numbers.cost[0]
    low, _ = settlement_range(float(mine), float(own), 0.0)
    _, high = settlement_range(1 - float(theirs), 0.0, float(other))
    return Settlements(low=low, high=high)


def _belligerent(case: Case, party: str, numbers: _Numbers, place: int) -> Belligerent:
    it, chance, cost = case.parties[party], float(numbers.chance[0, place]), float(numbers.cost[0, place])
    return Belligerent(
        party=party,
        chance=chance,
        chance_from="case" if it.war_chance is not None else "capability",
        cost=cost,
        cost_from="case" if it.war_cost is not None else "peace_worth" if it.peace_worth is not None else "assumed",
        value=chance - cost,
    )


def _share(open_in: Sequence[bool]) -> ShareOfDraws | None:
    if not open_in:
        return None
    low, high = wilson(sum(open_in), len(open_in))
    return ShareOfDraws(value=sum(open_in) / len(open_in), low=low, high=high)


def _notes(case: Case, parties: Sequence[str]) -> list[str]:
    notes = []
    unsure = [case.party_name(it) for it in parties if case.parties[it].war_chance is None]
    if unsure:
        notes.append(
            f"How {listed(unsure)} {'sees' if len(unsure) == 1 else 'see'} the chance of prevailing is not in the case "
            "(`war_chance`); it follows from capability."
        )
    costless = [it for it in parties if case.parties[it].war_cost is None and case.parties[it].peace_worth is None]
    if costless:
        names = listed(case.party_name(it) for it in costless)
        notes.append(
            f"What war would cost {names} is not in the case (`war_cost`); {ASSUMED_COST:g} of the stake is assumed."
        )
    return notes


def _sentence(case: Case, found: War) -> str:
    names = {party: case.party_name(party) for party in found.parties}
    if found.settlements is not None:
        text = _of_two(list(names.values()), found.settlements)
    elif found.room:
        shares = listed(f"{names[party]} {_percent(share)}" for party, share in found.split.items())
        text = f"Some division leaves no party and no coalition better off fighting, such as {shares}."
    else:
        groups = [" with ".join(names[one] for one in group) for group in found.conflict]
        text = (
            f"No division satisfies everybody: what {_each(groups)} could take by fighting cannot all be met. "
            f"{_percent(found.subsidy)} of the stake would have to be added from outside."
        )
    if found.optimism > 1 + SMALL:
        text += (
            f" Their own chances of prevailing sum to {_percent(found.optimism)}: they cannot all be right, and mutual optimism "
            f"{'narrows' if found.room else 'helps to close'} the room for agreement."
        )
    if found.share is not None:
        share = found.share
        text += f" There is room in {_percent(share.value)} of draws [{100 * share.low:.0f}, {100 * share.high:.0f}]."
    return text


def _of_two(names: Sequence[str], it: Settlements) -> str:
    if it.low <= it.high + SMALL:
        return (
            f"{names[0]} would rather accept {_percent(it.low)} or more of the stake than fight, and {names[1]} would leave it up to "
            f"{_percent(it.high)}: what lies between, both prefer to war."
        )
    return (
        f"{names[0]} would fight for less than {_percent(it.low)} of the stake, and {names[1]} would leave it at most "
        f"{_percent(it.high)}: there is nothing that both prefer to war."
    )


def _each(groups: Sequence[str]) -> str:
    return "; ".join(groups) if len(groups) > 2 else listed(groups)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
