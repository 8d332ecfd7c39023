"""Edits: the one way anything changes a case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from detente.case.document import same_key
from detente.case.fields import is_list
from detente.case.model import Case
from detente.case.validation import original
from detente.errors import CaseError


class Edit(BaseModel):
    """A change to one place of a case: a new value, or its removal.

    A value that is a mapping is written as a whole. In a list, the index just behind the last item adds one.

    >>> Edit.parse("positions.usa.assad.position=[75, 90]").value
    [75, 90]
    >>> Edit.parse("positions.usa.assad.stated=").removes
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    loc: tuple[str | int, ...]
    value: Any = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``path=value``; the value is YAML, and an empty value removes what is there."""
        from detente.case.document import DocumentError, parse, plain

        path, sign, value = text.partition("=")
        steps = [int(step) if re.fullmatch("0|[1-9][0-9]{0,8}", step) else step for step in path.strip().split(".")]
        if not sign or "" in steps:
            raise CaseError(
                f"`{text}` is not an edit", advice="write path=value, such as parties.usa.capability=[70, 90]"
            )
        if not value.strip():
            return cls(loc=tuple(steps))
        try:
            return cls(loc=tuple(steps), value=plain(parse(value).root))
        except DocumentError as error:
            raise CaseError(f"`{value}` is not YAML: {error.message}", advice=error.advice) from None

    @property
    def removes(self) -> bool:
        """True where the edit takes something out."""
        return self.value is None

    @property
    def path(self) -> str:
        """The place in words: steps joined by dots."""
        return ".".join(map(str, self.loc))


def apply(case: Case, edits: Iterable[Edit]) -> Case:
    """The case with the edits made, in order. The case itself stays as it is.

    Raises :class:`CaseError` where an edit leads nowhere or its value does not fit.

    >>> case = Case(id="one", parties={"a": {"capability": 5}})
    >>> apply(case, [Edit.parse("parties.a.capability=[4, 6]")]).parties["a"].capability.raw
    [4, 6]
    """
    raw = case.raw()
    made = []
    for edit in edits:
        if not edit.loc:
            raise CaseError("an edit has no place", advice="name one, such as parties.usa.capability")
        _make(raw, edit)
        made.append(edit.path)
    try:
        return Case.model_validate(raw)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        where = ".".join(map(str, original(detail["loc"], raw, frozenset())))
        message = detail["msg"].removeprefix("Value error, ")
        raise CaseError(
            f"the edit of `{', '.join(made)}` does not fit: `{where}`: {message}",
            advice="`detente schema --fields` tells what may stand where",
        ) from None


def _make(raw: dict[str, Any], edit: Edit) -> None:
    holder = _holder(raw, edit)
    last = edit.loc[-1]
    if isinstance(holder, list):
        place = int(last) if _is_index(last) else -1
        if not 0 <= place < len(holder) + (not edit.removes):
            raise CaseError(f"`{edit.path}`: the list has {len(holder)} items", advice="count from 0")
        if edit.removes:
            del holder[place]
        else:
            holder[place : place + 1] = [deepcopy(edit.value)]
        return
    if not isinstance(holder, dict):
        raise CaseError(f"`{edit.path}` leads into a value", advice="leave out its last step")
    key = _existing(holder, last)
    if edit.removes and key not in holder:
        raise CaseError(f"there is nothing at `{edit.path}` to remove", advice="check the path")
    if edit.removes:
        del holder[key]
    else:
        holder[key] = deepcopy(edit.value)


def _holder(raw: dict[str, Any], edit: Edit) -> Any:
    node: Any = raw
    for depth, step in enumerate(edit.loc[:-1], 1):
        if isinstance(node, list):
            if not _is_index(step) or int(step) >= len(node):
                raise CaseError(f"`{edit.path}`: the list has {len(node)} items", advice="count from 0")
            node = node[int(step)]
        elif isinstance(node, dict):
            node = node.setdefault(_existing(node, step), [] if is_list(edit.loc[:depth]) else {})
        else:
            raise CaseError(f"`{edit.path}` leads into a value at `{step}`", advice="check the path")
    return node


def _is_index(step: str | int) -> bool:
    return re.fullmatch("[0-9]{1,9}", str(step)) is not None


def _existing(holder: dict[Any, Any], step: str | int) -> Any:
    return next((key for key in holder if same_key(key, step)), step)
