"""Walking over a case: every number and every judged claim, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from detente.case.claims import Judged
from detente.case.document import Loc
from detente.case.model import Case
from detente.case.numbers import Number


def _walk(value: Any, loc: Loc) -> Iterator[tuple[Loc, Any]]:
    yield loc, value
    if isinstance(value, Number):
        return
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _walk(getattr(value, name), (*loc, info.alias or name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, (*loc, key))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _walk(item, (*loc, place))


def numbers(case: Case) -> Iterator[tuple[Loc, Number]]:
    """Every number of the case, exact ones included, with its place.

    >>> from detente.case.model import Party
    >>> list(numbers(Case(id="one", parties={"a": Party(capability=[1, 3])})))[0][0]
    ('parties', 'a', 'capability')
    """
    for loc, value in _walk(case, ()):
        if isinstance(value, Number):
            yield loc, value


def believed_numbers(case: Case) -> Iterator[tuple[Loc, Number]]:
    """Every number that is a belief about the conflict: all but what experts say, which goes into these."""
    for loc, number in numbers(case):
        if loc[0] not in ("judgements", "seed_questions"):
            yield loc, number


def judged(case: Case) -> Iterator[tuple[Loc, Judged]]:
    """Every claim of the case that can rest on evidence, with its place."""
    for loc, value in _walk(case, ()):
        if isinstance(value, Judged):
            yield loc, value
