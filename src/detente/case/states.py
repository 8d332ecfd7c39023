"""States of the graph model as a case names them, and expressions about its options."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from detente.case.conflict import Conflict, StateName
from detente.case.expressions import Atom, Expression, ExpressionError, atoms, evaluated, parsed

NONE = "none"
_SIGN = re.compile(r"\s*([>=])\s*")


def option_expression(conflict: Conflict, text: str) -> Expression:
    """The tree of an expression about options; raises :class:`ExpressionError`, with the place, where it is none.

    >>> from detente.case.conflict import Option
    >>> conflict = Conflict(options=(Option(id="arm", party="a"),))
    >>> option_expression(conflict, "not arm").part.name
    'arm'
    """
    tree = parsed(text)
    known = {option.id for option in conflict.options}
    for atom in atoms(tree):
        if atom.name not in known:
            listed = ", ".join([*known][:12]) + (", ..." if len(known) > 12 else "")
            hint = ""
            if re.match(r"(at most|at least|exactly)\b", atom.name, re.IGNORECASE):
                hint = "; what is counted stands in brackets, as in at most one of (a, b)"
            raise ExpressionError(
                text, atom.start, f"no option is called `{atom.name[:64]}`{hint}; there are: {listed or 'none'}"
            )
        if atom.comparison:
            raise ExpressionError(
                text, atom.start, f"`{atom.name}` is taken or not: write {atom.name}, or not {atom.name}"
            )
    return tree


def holds(tree: Expression, conflict: Conflict, state: int) -> bool:
    """Whether an expression about options holds in a state, given by its number.

    >>> from detente.case.conflict import Option
    >>> conflict = Conflict(options=(Option(id="arm", party="a"), Option(id="strike", party="a")))
    >>> holds(option_expression(conflict, "strike if arm"), conflict, 1)
    False
    """
    bits = {option.id: place for place, option in enumerate(conflict.options)}
    truth: Callable[[Atom], Any] = lambda atom: bool(state >> bits[atom.name] & 1)  # noqa: E731
    return bool(evaluated(tree, truth))


def state_number(conflict: Conflict, name: StateName) -> int:
    """The number of a state; raises :class:`ValueError` that says what is wrong with its name.

    >>> from detente.case.conflict import Option
    >>> conflict = Conflict(options=(Option(id="arm", party="a"), Option(id="strike", party="a")))
    >>> state_number(conflict, "arm + strike"), state_number(conflict, "none"), state_number(conflict, 2)
    (3, 0, 2)
    """
    if isinstance(name, int):
        if conflict.states:
            if name not in conflict.states:
                raise ValueError(f"no state has the number {name}")
        elif not 0 <= name < 1 << len(conflict.options):
            raise ValueError(
                f"no state has the number {name}; with {len(conflict.options)} options they run from 0 to {(1 << len(conflict.options)) - 1}"
            )
        return name
    text = name.strip()
    if text.isdecimal() and all(option.id != text for option in conflict.options):
        return state_number(conflict, int(text))
    if conflict.states:
        raise ValueError(f"`{text[:64]}` is no number of a state; the states are listed by number")
    bits = {option.id: 1 << place for place, option in enumerate(conflict.options)}
    if text in bits:
        return bits[text]
    if text == NONE:
        return 0
    number = 0
    for part in re.split(r"\s*\+\s*", text):
        if part not in bits:
            raise ValueError(f"no option is called `{part[:64]}`; a state is written as arm + strike, or none")
        if number & bits[part]:
            raise ValueError(f"`{part}` stands twice in one state")
        number |= bits[part]
    return number


def compared(conflict: Conflict, text: str) -> list[tuple[int, str, int]]:
    """The comparisons in one entry, such as ``arm + strike > arm = none``; raises :class:`ValueError` where it is none.

    >>> from detente.case.conflict import Option
    >>> conflict = Conflict(options=(Option(id="arm", party="a"), Option(id="strike", party="a")))
    >>> compared(conflict, "arm + strike > arm = none")
    [(3, '>', 1), (1, '=', 0)]
    """
    parts = _SIGN.split(text.strip())
    if len(parts) < 3:
        raise ValueError(f"`{text[:64]}` compares nothing; write arm + strike > none, or arm = none")
    states = [state_number(conflict, part) for part in parts[::2]]
    return [(one, sign, other) for one, sign, other in zip(states, parts[1::2], states[1:], strict=False)]


def state_text(conflict: Conflict, number: int) -> str:
    """A state as a case names it.

    >>> from detente.case.conflict import Option
    >>> state_text(Conflict(options=(Option(id="arm", party="a"), Option(id="strike", party="a"))), 3)
    'arm + strike'
    """
    if conflict.states:
        return str(number)
    return " + ".join(option.id for place, option in enumerate(conflict.options) if number >> place & 1) or NONE


def quo_number(conflict: Conflict) -> int | None:
    """The number of the status quo; None where the case gives none. A case without options taken today says ``[none]``."""
    quo = conflict.status_quo
    if not quo:
        return None
    if len(quo) == 1:
        return state_number(conflict, quo[0])
    return state_number(conflict, " + ".join(map(str, quo)))


def players(conflict: Conflict, order: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The parties of the graph model: who owns an option, moves or has preferences; in the order given, then as they come."""
    found: dict[str, None] = {}
    for option in conflict.options:
        found |= dict.fromkeys((option.party, *option.shared_with))
    found |= dict.fromkeys([*conflict.transitions, *conflict.preferences])
    rank = {party: place for place, party in enumerate(order)}
    return tuple(sorted(found, key=lambda party: rank.get(party, len(rank))))
