"""The feasible states of a graph model, found option by option so that what cannot be is never spelled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.case.constraints import tied
from detente.case.expressions import Atom, Both, Expression, Not, Same, atoms, evaluated
from detente.errors import MethodError

Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
MOST_STATES = 4_194_304
MOST_OPTIONS = 62
"""An option is a bit of a whole number of 64 bits with its sign; one is kept free."""
MOST_VISITED = 200_000_000
CHUNK = 1 << 16
ADVICE = "say in `infeasible` what cannot be, for example `at most one of (a, b, c)`, or leave out options that nobody's preferences name"


@dataclass(frozen=True)
class Pattern:
    """An expression about options, with the positions of the options that it names."""

    tree: Expression
    options: tuple[int, ...]

    @classmethod
    def of(cls, tree: Expression, bits: dict[str, int]) -> Pattern:
        """The pattern of a tree; ``bits`` gives the position of each option."""
        return cls(tree, tuple(dict.fromkeys(bits[atom.name] for atom in atoms(tree))))


def truths(tree: Expression, states: Integers, bits: dict[str, int]) -> Truths:
    """In which states an expression holds; ``bits`` gives the position of each option.

    >>> from detente.case.expressions import parsed
    >>> truths(parsed("a or not b"), np.arange(4), {"a": 0, "b": 1}).tolist()
    [True, True, False, True]
    """
    seen: dict[str, Truths] = {}

    def truth(atom: Atom) -> Any:
        if atom.name not in seen:
            seen[atom.name] = (states >> bits[atom.name] & 1).astype(bool)
        return seen[atom.name]

    return np.asarray(evaluated(tree, truth), dtype=bool)


def feasible_states(count: int, infeasible: Sequence[Expression], bits: dict[str, int]) -> Integers:
    """All states of ``count`` options in which none of the expressions holds, in increasing order.

    Options that no expression ties together are counted apart, so that a conflict with too many states is refused with their
    number before they are spelled out. Within what is tied together, options are decided one after the other, many partial
    states at once, and a partial state is dropped as soon as an expression holds whatever the other options are. Raises
    :class:`MethodError` where no state is left, where more than 4,194,304 are, or where the search would not end soon.

    >>> from detente.case.expressions import parsed
    >>> feasible_states(2, [parsed("a and b")], {"a": 0, "b": 1}).tolist()
    [0, 1, 2]
    """
    if count > MOST_OPTIONS:
        raise MethodError(
            f"the conflict has {count} options, and {MOST_OPTIONS} is the most; without constraints that is {1 << count:,} states",
            advice="leave out options that no party would change, or join those that are always taken together",
        )
    patterns = [Pattern.of(tree, bits) for tree in infeasible]
    groups = tied(map(str, range(count)), (tuple(map(str, it.options)) for it in patterns if it.options))
    parts: list[Integers] = []
    free = 0
    for group in groups:
        options = tuple(map(int, group))
        own = [it for it in patterns if it.options and it.options[0] in options]
        if not own:
            free += 1
            parts.append(np.array([0, 1 << options[0]], np.int64))
            continue
        parts.append(_tied_states(options, own, bits))
        if not len(parts[-1]):
            named = ", ".join(f"`{name}`" for name, bit in bits.items() if bit in options)
            raise MethodError(
                f"no state is feasible: every combination of {named} is ruled out",
                advice="take back an entry of `infeasible` that every state meets",
            )
    number = 1
    for part in parts:
        number *= len(part)
    if number > MOST_STATES:
        untied = f"; {free} of the {count} options are in no entry of `infeasible`" if free else ""
        raise MethodError(
            f"the conflict has {number:,} feasible states, and {MOST_STATES:,} is the most{untied}", advice=ADVICE
        )
    states = np.zeros(1, np.int64)
    for part in parts:
        states = (states[:, None] | part[None, :]).ravel()
    states.sort()
    return states


def _tied_states(options: tuple[int, ...], patterns: Sequence[Pattern], bits: dict[str, int]) -> Integers:
    """The states of some options that meet no pattern; bits of other options are 0."""
    order = list(
        dict.fromkeys(option for it in sorted(patterns, key=lambda it: len(it.options)) for option in it.options)
    )
    assert set(order) == set(options)
    due = [[it for it in patterns if option in it.options] for option in order]
    found: list[Integers] = []
    total = visited = 0
    waiting = [(0, np.zeros(1, np.int64))]
    while waiting:
        depth, some = waiting.pop()
        if depth == len(order):
            found.append(some)
            total += len(some)
            if total > MOST_STATES:
                raise MethodError(
                    f"the conflict has more than {MOST_STATES:,} feasible states, which is the most", advice=ADVICE
                )
            continue
        visited += 2 * len(some)
        if visited > MOST_VISITED:
            raise MethodError(
                f"the feasible states cannot be found in a bounded time: of {1 << len(order):,} combinations more than "
                f"{MOST_VISITED:,} were looked into",
                advice="state what is infeasible in short expressions of a few options each",
            )
        grown = np.concatenate([some, some | np.int64(1 << order[depth])])
        decided = frozenset(order[: depth + 1])
        for it in due[depth]:
            certain, _ = _certain(it.tree, grown, bits, decided)
            if certain is True:
                grown = grown[:0]
            elif certain is not False:
                grown = grown[~certain]
        for start in range(0, len(grown), CHUNK):
            waiting.append((depth + 1, grown[start : start + CHUNK]))
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _certain(tree: Expression, states: Integers, bits: dict[str, int], decided: frozenset[int]) -> tuple[Any, Any]:
    """Where an expression is certainly true, and where certainly false, whatever the options not yet decided are."""
    if isinstance(tree, Atom):
        bit = bits[tree.name]
        if bit not in decided:
            return False, False
        taken = (states >> bit & 1).astype(bool)
        return taken, ~taken
    if isinstance(tree, Not):
        true, false = _certain(tree.part, states, bits, decided)
        return false, true
    left, not_left = _certain(tree.left, states, bits, decided)
    right, not_right = _certain(tree.right, states, bits, decided)
    if isinstance(tree, Same):
        return (left & right) | (not_left & not_right), (left & not_right) | (not_left & right)
    if isinstance(tree, Both):
        return left & right, not_left | not_right
    return left | right, not_left & not_right
