"""The named choices of a method, from the case and from whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from detente.case.model import Case
from detente.engines.forecast.method import Method, Options
from detente.errors import CaseError, MethodError


def chosen_options(case: Case, method: Method, asked: Mapping[str, Any]) -> Options:
    """The method's options: its defaults, changed by the case's own settings, changed by those asked for.

    Values may be text, as a command line gives them. Raises :class:`MethodError` for an option or a value
    that the method does not have.
    """
    given = {**settings_of(case, method.name), **_in_own_words(method, asked)}
    known = list(method.options.model_fields)
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            advice = f"did you mean {near[0]}?" if near else f"its options: {', '.join(known) or 'none'}"
            raise MethodError(f"{method.name} has no option {name}", advice=advice)
    try:
        return method.options.model_validate(given)
    except ValidationError as error:
        problem = error.errors()[0]
        name, value = str(problem["loc"][0]), problem["input"]
        raise MethodError(f"{method.name}: option {name} cannot be {value!r}", advice=problem["msg"]) from None


def _in_own_words(method: Method, asked: Mapping[str, Any]) -> dict[str, Any]:
    if method.translated is None:
        return dict(asked)
    own: dict[str, Any] = {}
    for name, value in asked.items():
        try:
            new, said = method.translated(name, value) if isinstance(value, str) else (name, value)
        except CaseError as error:
            raise MethodError(error.message, advice=error.advice) from None
        own[new] = said
    return own


def settings_of(case: Case, method: str) -> Mapping[str, Any]:
    """The options of a method that a case names."""
    settings = case.methods.get(method)
    if settings is None:
        return {}
    adjustment = {"ideal_adjustment": settings.ideal_adjustment} if settings.ideal_adjustment else {}
    return settings.options | adjustment
