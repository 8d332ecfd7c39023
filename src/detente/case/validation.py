"""From raw data to a case: what does not fit is left out and said, so that one mistake hides no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from detente.case.document import Loc, same_key
from detente.case.fields import field_at, fields_at
from detente.case.findings import Problem
from detente.case.model import Case

MOST_PROBLEMS = 1000
"""Beyond these many at once a file is not a case with mistakes but something else."""
_NONE: Any = object()


@dataclass(frozen=True)
class Validation:
    """The part of the raw data that is a case, and what is wrong with the rest.

    ``left_out`` holds the locations, in the raw data, that the case does not contain.
    """

    case: Case | None
    problems: tuple[Problem, ...]
    left_out: frozenset[Loc]

    def covers(self, loc: Loc) -> bool:
        """True where ``loc`` is, or lies below, something left out."""
        return any(loc[:depth] in self.left_out for depth in range(len(loc) + 1))


def validate(raw: Mapping[str, Any]) -> Validation:
    """Read raw data as a case."""
    problems: list[Problem] = []
    left_out: set[Loc] = set()
    if "id" not in raw:
        problems.append(Problem("missing-field", ("id",), "`id` is missing", f"add `id`: {_meaning(('id',))}"))
    while True:
        try:
            case = Case.model_validate({"id": "unnamed"} | _without(raw, left_out, ()))
        except ValidationError as error:
            details = error.errors(include_url=False)
            if len(details) > MOST_PROBLEMS:
                shown = (_problem(detail, original(detail["loc"], raw, left_out)) for detail in details[:MOST_PROBLEMS])
                return Validation(None, (*problems, *shown), frozenset({()}))
        else:
            return Validation(case, tuple(problems), frozenset(left_out))
        before = frozenset(left_out)
        for detail in details:
            loc = original(detail["loc"], raw, before)
            if loc not in before:
                problems.append(_problem(detail, loc))
            left_out.add(loc[:-1] if detail["type"] == "missing" else loc)
        if () in left_out or left_out == before:
            return Validation(None, tuple(problems), frozenset({()}))


def original(loc: Loc, raw: Any, left_out: frozenset[Loc] | set[Loc]) -> Loc:
    """Where a location of the case stands in the raw data: list items left out shift those behind them.

    Steps that are not in the file (pydantic adds its own for keys and unions) are skipped; a last step
    that is missing from the file is kept.
    """
    path: Loc = ()
    node = raw
    for place, step in enumerate(loc):
        if isinstance(node, Mapping):
            key = step if step in node else next((key for key in node if same_key(key, step)), _NONE)
            if key is not _NONE:
                path, node = (*path, key), node[key]
            elif place == len(loc) - 1 and step != "[key]":
                path = (*path, step)
        elif isinstance(node, list) and isinstance(step, int):
            kept = (
                [index for index in range(len(node)) if (*path, index) not in left_out]
                if left_out
                else range(len(node))
            )
            if step >= len(kept):
                break
            path, node = (*path, kept[step]), node[kept[step]]
    return path


def _without(node: Any, left_out: set[Loc], loc: Loc) -> Any:
    if isinstance(node, Mapping):
        return {
            key: _without(value, left_out, (*loc, key)) for key, value in node.items() if (*loc, key) not in left_out
        }
    if isinstance(node, list):
        return [
            _without(value, left_out, (*loc, place))
            for place, value in enumerate(node)
            if (*loc, place) not in left_out
        ]
    return node


def _problem(detail: ErrorDetails, loc: Loc) -> Problem:
    name = str(loc[-1]) if loc else ""
    message = _lower(detail["msg"].removeprefix("Value error, "))
    if detail["type"] == "extra_forbidden":
        return _unknown_field(loc, name)
    if detail["type"] == "missing":
        return Problem("missing-field", loc, f"`{name}` is missing", f"add `{name}`: {_meaning(loc)}", at_key=True)
    if "[key]" in detail["loc"]:
        advice = "use up to 64 characters without dots; on a scale, numbers"
        return Problem("bad-id", loc, f"`{name}` cannot be a name here", advice, at_key=True)
    if detail["type"] == "literal_error":
        message = f"{detail['input']!r} is none of {detail['ctx']['expected']}"
    where = f"`{name}`: " if name else ""
    return Problem(_code(message), loc, where + message, f"what belongs here: {_meaning(loc)}")


def _unknown_field(loc: Loc, name: str) -> Problem:
    known = fields_at(loc[:-1])
    near = get_close_matches(name, known, n=1)
    advice = f"did you mean `{near[0]}`?" if near else f"the fields here are {', '.join(known)}"
    return Problem("unknown-field", loc, f"there is no field `{name}` here", advice, at_key=True)


def _code(message: str) -> str:
    for part, code in (
        ("is not a number", "bad-number"),
        ("is not finite", "bad-number"),
        ("is not a change", "bad-change"),
        ("is above high", "low-above-high"),
        ("lies outside", "best-outside-range"),
        ("goes below 0,", "negative"),
        ("goes below", "out-of-range"),
        ("goes above", "out-of-range"),
    ):
        if part in message:
            return code
    return "bad-value"


def _meaning(loc: Loc) -> str:
    field = field_at(loc)
    return (field.description or "") if field is not None else "see the case file reference"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
