"""Checks of how parties see the conflict."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.checks.subject import Subject, unknown
from detente.case.document import Loc
from detente.case.expressions import ExpressionError
from detente.case.findings import Problem
from detente.case.states import option_expression


def views_name_what_there_is(subject: Subject) -> Iterator[Problem]:
    """A view is of a declared party, and leaves out options of others that there are."""
    conflict = subject.case.conflict
    owners = {option.id: {option.party, *option.shared_with} for option in conflict.options}
    for party, view in conflict.views.items():
        loc = ("conflict", "views", party)
        yield from subject.unknown_parties(loc, [party])
        for place, option in enumerate(view.unseen):
            if option not in owners:
                yield unknown("option", (*loc, "unseen", place), option, owners)
            elif party in owners[option]:
                yield Problem(
                    "own-option-unseen", (*loc, "unseen", place), f"`{party}` has the option `{option}` itself",
                    "a party sees its own options: remove it here",
                )  # fmt: skip
        for other in view.preferences:
            yield from subject.unknown_parties((*loc, "preferences", other), [other])


def views_of_others(subject: Subject) -> Iterator[Problem]:
    """A party may misread the preferences of others, not its own; what it reads into them can be read."""
    conflict = subject.case.conflict
    for party, view in conflict.views.items():
        for other, it in view.preferences.items():
            loc = ("conflict", "views", party, "preferences", other)
            if other == party:
                yield Problem(
                    "own-preferences-misread", loc, f"the view of `{party}` holds preferences of `{party}` itself",
                    "give them under `conflict: preferences`", at_key=True,
                )  # fmt: skip
            places: list[tuple[Loc, str]] = [
                ((*loc, "statements", at), one.text) for at, one in enumerate(it.statements)
            ]
            for where, text in [*places, *(((*loc, "weights", text), text) for text in it.weights)]:
                try:
                    option_expression(conflict, text)
                except ExpressionError as error:
                    yield Problem("bad-option-expression", where, error.message, "mend the expression")


CHECKS = (views_name_what_there_is, views_of_others)
