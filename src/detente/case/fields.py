"""What may stand where in a case file, read from the types that define it."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from detente.case.document import Loc
from detente.case.model import Case


def field_at(loc: Loc) -> FieldInfo | None:
    """The definition of the field at a location, or of the nearest one above it.

    >>> field_at(("parties", "usa", "capability")).description
    'Ability to affect the outcome, on any one scale for all parties.'
    """
    return _descend(loc)[1]


def bounds_at(loc: Loc) -> tuple[float, float]:
    """The least and the most the number at a location may be, as its type says; infinite where it says nothing.

    >>> bounds_at(("positions", "usa", "assad", "salience"))
    (0, 100)
    """
    info = field_at(loc)
    extra = bounds_of(info) if info is not None else {}
    return extra.get("minimum", -inf), extra.get("maximum", inf)


def bounds_of(info: FieldInfo) -> dict[str, Any]:
    """The documented limits of a field: its own, or those of its type."""
    extra: dict[str, Any] = {}
    for part in (info.annotation, *get_args(info.annotation)):
        for note in getattr(part, "__metadata__", ()):
            if not extra and isinstance(note, FieldInfo) and isinstance(note.json_schema_extra, dict):
                extra = dict(note.json_schema_extra)
    return {**extra, **(info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {})}


def fields_at(loc: Loc) -> list[str]:
    """Names of the fields that may stand at a location, in the order of the reference.

    >>> fields_at(("positions", "usa", "assad"))[:2]
    ['position', 'salience']
    """
    return names(_descend(loc)[0])


def is_list(loc: Loc) -> bool:
    """True where a list stands at a location."""
    return get_origin(_descend(loc)[0]) is tuple


def names(model: Any) -> list[str]:
    """Field names of a type as a file writes them, its own before those every judged claim has."""
    if not is_model(model):
        return []
    shared = ("evidence", "against", "why")
    fields = model.model_fields.items()
    return [info.alias or name for name, info in sorted(fields, key=lambda item: item[0] in shared)]


def is_model(kind: Any) -> bool:
    """True for a type with named fields."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def unwrapped(kind: Any) -> Any:
    """A type without ``Annotated`` and ``| None``."""
    while True:
        parts = [part for part in get_args(kind) if part is not type(None)]
        if hasattr(kind, "__metadata__") or len(parts) < len(get_args(kind)) == 2:
            kind = parts[0]
        else:
            return kind


def inner(kind: Any) -> Any:
    """The type of a mapping's values or of a tuple's items; None for other types."""
    parts = get_args(kind)
    if not parts:
        return None
    return unwrapped(parts[1] if get_origin(kind) in (dict, Mapping) else parts[0])


def _descend(loc: Loc) -> tuple[Any, FieldInfo | None]:
    kind: Any = Case
    nearest = None
    for key in loc:
        if is_model(kind):
            found = next((info for name, info in kind.model_fields.items() if key in (name, info.alias)), None)
            if found is None:
                return None, nearest
            kind, nearest = unwrapped(found.annotation), found
        else:
            kind = inner(kind)
    return kind, nearest
