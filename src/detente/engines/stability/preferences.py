"""How a party orders the feasible states: ranks from statements, a ranking, comparisons or weights."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.case.conflict import Conflict, Preferences
from detente.case.expressions import Expression
from detente.case.states import compared, option_expression, state_number, state_text
from detente.engines.stability.comparisons import Compared, levels
from detente.engines.stability.feasible import truths
from detente.engines.stability.game import Partial
from detente.errors import MethodError

Integers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int32]
KEPT_BITS = 62
SHOWN = 5


def dense(keys: npt.NDArray[Any]) -> Positions:
    """Ranks from 0 without gaps, in the order of keys.

    >>> dense(np.array([7, -2, 7])).tolist()
    [1, 0, 1]
    """
    return np.unique(keys, return_inverse=True)[1].astype(np.int32)


def statement_ranks(trees: Sequence[Expression], states: Integers, bits: dict[str, int]) -> Positions:
    """Ranks by option statements in priority order: statement j of m adds 2^(m-j) to the worth of a state where it holds.

    The order is that of whole numbers of any length: after some statements the sums met are numbered again without gaps.

    >>> from detente.case.expressions import parsed
    >>> statement_ranks([parsed("not a"), parsed("b")], np.arange(4), {"a": 0, "b": 1}).tolist()
    [2, 0, 3, 1]
    """
    keys = np.zeros(len(states), np.int64)
    used = 0
    for tree in trees:
        if used == KEPT_BITS:
            keys = dense(keys).astype(np.int64)
            used = len(states).bit_length()
        keys = keys << 1 | truths(tree, states, bits)
        used += 1
    return dense(keys)


def weight_ranks(
    trees: Sequence[Expression], weights: Sequence[float], states: Integers, bits: dict[str, int]
) -> Positions:
    """Ranks by the sum of the weights of the statements that hold, exact for the decimal numbers as written.

    >>> from detente.case.expressions import parsed
    >>> trees = [parsed("a"), parsed("b"), parsed("c")]
    >>> ranks = weight_ranks(trees, [0.1, 0.2, 0.3], np.arange(8), {"a": 0, "b": 1, "c": 2})
    >>> bool(ranks[3] == ranks[4])
    True
    """
    exact = [Fraction(repr(float(weight))) for weight in weights]
    scale = lcm(*(one.denominator for one in exact))
    whole = [int(one * scale) for one in exact]
    kind = np.int64 if sum(map(abs, whole)) < 1 << 62 else np.object_
    sums: npt.NDArray[Any] = np.zeros(len(states), kind)
    for tree, weight in zip(trees, whole, strict=True):
        sums = sums + truths(tree, states, bits).astype(kind) * weight
    return dense(sums)


def ranks_of(
    conflict: Conflict, party: str, preferences: Preferences, states: Integers, weights: Sequence[float] | None = None
) -> tuple[Positions, Partial | None]:
    """A party's ranks of the states, and its comparisons where they leave pairs open.

    ``weights`` replaces the best values of the party's weights, for draws. Raises :class:`MethodError` where a ranking misses
    or repeats a state or names one that is not feasible, or comparisons contradict one another.
    """
    if not preferences.ways:
        raise MethodError(f"`{party}` has no preferences", advice=f"add `{party}` under `conflict: preferences`")
    bits = {option.id: place for place, option in enumerate(conflict.options)}
    if preferences.statements:
        trees = [option_expression(conflict, it.text) for it in preferences.statements]
        return statement_ranks(trees, states, bits), None
    if preferences.weights:
        trees = [option_expression(conflict, text) for text in preferences.weights]
        best = [number.best for number in preferences.weights.values()] if weights is None else list(weights)
        return weight_ranks(trees, best, states, bits), None
    if preferences.ranking:
        return _ranking(conflict, party, preferences, states), None
    return _comparisons(conflict, party, preferences, states)


def _ranking(conflict: Conflict, party: str, preferences: Preferences, states: Integers) -> Positions:
    named: list[int] = []
    places: list[int] = []
    for place, entry in enumerate(preferences.ranking):
        for name in entry if isinstance(entry, tuple) else (entry,):
            if preferences.ranking_by == "place" and isinstance(name, int):
                named.append(_placed(party, name, states))
            else:
                named.append(_number(conflict, party, name))
            places.append(place)
    at = positions_of(np.array(named, np.int64), states)
    _refuse_absent(conflict, party, [number for number, found in zip(named, at, strict=True) if found < 0])
    counts = np.bincount(at, minlength=len(states))
    repeated = states[counts > 1]
    if len(repeated):
        raise MethodError(
            f"the ranking of `{party}` holds more than once: {_listed(conflict, repeated.tolist())}",
            advice="keep one place of each",
        )
    missing = states[counts == 0]
    if len(missing):
        raise MethodError(
            f"the ranking of `{party}` misses {len(missing):,} of {len(states):,} feasible states: {_listed(conflict, missing.tolist())}",
            advice="rank every feasible state, those of the same worth in one nested list; or give `comparisons`, which may stay open",
        )
    keys = np.empty(len(states), np.int64)
    keys[at] = -np.array(places, np.int64)
    return dense(keys)


def _comparisons(
    conflict: Conflict, party: str, preferences: Preferences, states: Integers
) -> tuple[Positions, Partial | None]:
    pairs: list[tuple[int, str, int]] = []
    for text in preferences.comparisons:
        try:
            pairs += compared(conflict, text)
        except ValueError as error:
            raise MethodError(f"preferences of `{party}`: {error}", advice="mend the comparison") from None
    named = [number for one, _, other in pairs for number in (one, other)]
    at = positions_of(np.array(named, np.int64), states)
    _refuse_absent(conflict, party, [number for number, found in zip(named, at, strict=True) if found < 0])
    strict = [(int(at[2 * place]), int(at[2 * place + 1])) for place, it in enumerate(pairs) if it[1] == ">"]
    equal = [(int(at[2 * place]), int(at[2 * place + 1])) for place, it in enumerate(pairs) if it[1] == "="]
    found: Compared = levels(len(states), strict, equal)
    if found.cycle:
        names = [[state_text(conflict, int(states[place])) for place in pair] for pair in found.cycle]
        shown = "; ".join(f"`{one}` > `{other}`" for one, other in names)
        raise MethodError(
            f"the comparisons of `{party}` contradict one another: {shown}",
            advice="take back or turn round one comparison of the circle",
        )
    if found.complete:
        return found.ranks, None
    better, worse = (np.array([pair[side] for pair in strict], np.int32) for side in (0, 1))
    return found.ranks, Partial(better, worse, np.array(equal, np.int32).reshape(-1, 2))


def positions_of(numbers: Integers, states: Integers) -> Integers:
    """Where states stand, given their numbers; -1 where they are not among ``states``, which may be in any order.

    >>> positions_of(np.array([5, 1]), np.array([1, 2, 5])).tolist(), positions_of(np.array([3]), np.array([5, 1])).tolist()
    ([2, 0], [-1])
    """
    order = np.argsort(states, kind="stable")
    at = np.searchsorted(states, numbers, sorter=order)
    found = order[np.minimum(at, len(states) - 1)]
    return np.where(states[found] == numbers, found, -1)


def _number(conflict: Conflict, party: str, name: int | str) -> int:
    try:
        return state_number(conflict, name)
    except ValueError as error:
        raise MethodError(f"preferences of `{party}`: {error}", advice="mend the name of the state") from None


def _placed(party: str, place: int, states: Integers) -> int:
    if not 1 <= place <= len(states):
        raise MethodError(
            f"the ranking of `{party}` names place {place}, and there are {len(states):,} feasible states",
            advice="count the feasible states from 1, in increasing order of their numbers",
        )
    return int(states[place - 1])


def _refuse_absent(conflict: Conflict, party: str, numbers: list[int]) -> None:
    if numbers:
        raise MethodError(
            f"preferences of `{party}` name states that are not feasible: {_listed(conflict, numbers)}",
            advice="remove them, or take back what makes them infeasible; of coalesced states name the one with the least number",
        )


def _listed(conflict: Conflict, numbers: list[int]) -> str:
    shown = ", ".join(f"`{state_text(conflict, number)}`" for number in numbers[:SHOWN])
    return shown + (f" and {len(numbers) - SHOWN:,} more" if len(numbers) > SHOWN else "")
