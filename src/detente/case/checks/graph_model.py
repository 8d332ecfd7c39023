"""Checks of the graph model: options, states, moves and preferences."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.subject import Subject, unknown
from detente.case.conflict import Conflict, Preferences
from detente.case.document import Loc
from detente.case.expressions import ExpressionError
from detente.case.findings import Problem
from detente.case.states import compared, holds, option_expression, players, quo_number, state_number


def option_names(subject: Subject) -> Iterator[Problem]:
    """Options belong to declared parties, have ids of their own, and preferences are of declared parties."""
    conflict = subject.case.conflict
    seen: set[str] = set()
    for place, option in enumerate(conflict.options):
        yield from subject.unknown_parties(("conflict", "options", place, "party"), [option.party])
        for number, party in enumerate(option.shared_with):
            yield from subject.unknown_parties(("conflict", "options", place, "shared_with", number), [party])
        if option.id in seen:
            yield Problem(
                "duplicate-option",
                ("conflict", "options", place, "id"),
                f"option `{option.id}` stands twice",
                "rename one",
            )
        seen.add(option.id)
    for party in conflict.preferences:
        yield from subject.unknown_parties(("conflict", "preferences", party), [party])
    for party in conflict.transitions:
        yield from subject.unknown_parties(("conflict", "transitions", party), [party])


def one_form(subject: Subject) -> Iterator[Problem]:
    """A conflict is given by options, or by states and the moves between them."""
    conflict = subject.case.conflict
    given = bool(conflict.states or conflict.transitions)
    if given and (conflict.options or conflict.infeasible or conflict.coalesce):
        yield Problem(
            "two-forms", ("conflict",), "the conflict is given by its states and also by options",
            "keep `states` and `transitions`, or `options`, `infeasible` and `coalesce`", at_key=True,
        )  # fmt: skip
    for party, moves in conflict.transitions.items():
        for place, move in enumerate(moves):
            for state in move:
                if state not in conflict.states:
                    yield unknown(
                        "state", ("conflict", "transitions", party, place), str(state), map(str, conflict.states)
                    )
            if move[0] == move[1]:
                yield Problem(
                    "move-to-itself", ("conflict", "transitions", party, place),
                    f"a move from state {move[0]} to itself moves nothing", "remove it",
                )  # fmt: skip


def option_expressions(subject: Subject) -> Iterator[Problem]:
    """Expressions of the graph model can be read, and name its options."""
    for loc, text in _expressions(subject.case.conflict):
        try:
            option_expression(subject.case.conflict, text)
        except ExpressionError as error:
            shown = error.pointer.replace("\n", "\n    ")
            yield Problem(
                "bad-option-expression", loc, error.message,
                f"mend it where the caret points, or write it as arm and not strike:\n    {shown}",
            )  # fmt: skip


def status_quo_possible(subject: Subject) -> Iterator[Problem]:
    """The status quo names options, each once, or one state; it can be."""
    conflict = subject.case.conflict
    known = {option.id for option in conflict.options} | {"none"}
    loc: Loc = ("conflict", "status_quo")
    if not conflict.states and any(isinstance(it, str) for it in conflict.status_quo):
        for place, key in enumerate(conflict.status_quo):
            if key not in known and not str(key).isdecimal():
                yield unknown("option", (*loc, place), str(key), known)
                return
    try:
        quo = quo_number(conflict)
    except ValueError as error:
        yield Problem(
            "bad-status-quo", loc, f"the status quo is no state: {error}",
            "list the options taken today, or `[none]`; of a conflict given by states, the number of one", at_key=True,
        )  # fmt: skip
        return
    if quo is None or conflict.states:
        return
    for it in conflict.infeasible:
        try:
            excluded = holds(option_expression(conflict, it.text), conflict, quo)
        except ExpressionError:  # said by another check
            continue
        if excluded:
            yield Problem(
                "status-quo-infeasible", loc, f"the status quo is infeasible, for `{it.text[:80]}` holds in it",
                "change the status quo, or take back that entry of `infeasible`", at_key=True,
            )  # fmt: skip
            return


def preferences_sound(subject: Subject) -> Iterator[Problem]:
    """A party's preferences are given in one way, and name each state of a ranking once."""
    conflict = subject.case.conflict
    for party, it in conflict.preferences.items():
        loc = ("conflict", "preferences", party)
        if len(it.ways) > 1:
            yield Problem(
                "preferences-twice", loc, f"the preferences of `{party}` are given as {' and as '.join(it.ways)}",
                "keep one of them", at_key=True,
            )  # fmt: skip
        if conflict.states and (it.statements or it.weights):
            yield Problem(
                "statements-without-options", loc, "statements are about options, and this conflict is given by states",
                "rank the states with `ranking` or `comparisons`", at_key=True,
            )  # fmt: skip
        seen: set[int] = set()

        for place, entry in enumerate(it.ranking):
            for name in entry if isinstance(entry, tuple) else (entry,):
                try:
                    state = name if isinstance(name, int) and _is_place(it, name) else state_number(conflict, name)
                except ValueError as error:
                    yield Problem("bad-state", (*loc, "ranking", place), str(error), "mend the name of the state")
                    continue
                if state in seen:
                    yield Problem(
                        "state-ranked-twice", (*loc, "ranking", place), f"state `{name}` is ranked twice",
                        "keep one of the places",
                    )  # fmt: skip
                seen.add(state)
        for place, text in enumerate(it.comparisons):
            try:
                compared(conflict, text)
            except ValueError as error:
                yield Problem("bad-comparison", (*loc, "comparisons", place), str(error), "write a > b, or a = b")


def parties_can_move_and_prefer(subject: Subject) -> Iterator[Problem]:
    """Every party of the graph model has a move, and preferences that say where it would go."""
    conflict = subject.case.conflict
    movers = {party for option in conflict.options for party in (option.party, *option.shared_with)}
    movers |= {party for party, moves in conflict.transitions.items() if moves}
    for party in players(conflict):
        preferences = conflict.preferences.get(party)
        if preferences is None or not preferences.ways:
            yield Problem(
                "party-without-preferences", ("conflict",),
                f"`{party}` has a part in the graph model and no preferences",
                f"add `{party}` under `conflict: preferences`: stability cannot be told without", "warning", at_key=True,
            )  # fmt: skip
        elif party not in movers:
            yield Problem(
                "party-without-options", ("conflict", "preferences", party),
                f"`{party}` has no option, so it never moves and nothing it prefers matters",
                "give it an option, or remove its preferences", "warning", at_key=True,
            )  # fmt: skip


def _is_place(preferences: Preferences, name: int) -> bool:
    return preferences.ranking_by == "place" and name > 0


def _expressions(conflict: Conflict) -> Iterator[tuple[Loc, str]]:
    """Every expression about options, with its place."""
    for field in ("infeasible", "coalesce"):
        for place, it in enumerate(getattr(conflict, field)):
            yield ("conflict", field, place), it.text
    for place, option in enumerate(conflict.options):
        for field in ("take_if", "drop_if"):
            text = getattr(option, field)
            if text:
                yield ("conflict", "options", place, field), text
    if conflict.states:
        return
    for party, preferences in conflict.preferences.items():
        loc = ("conflict", "preferences", party)
        for place, it in enumerate(preferences.statements):
            yield (*loc, "statements", place), it.text
        for text in preferences.weights:
            yield (*loc, "weights", text), text


CHECKS = (
    option_names,
    one_form,
    option_expressions,
    status_quo_possible,
    preferences_sound,
    parties_can_move_and_prefer,
)
