"""Settings of forecast methods that belong to the case, such as those a KTAB scenario brings with it."""

from __future__ import annotations

from math import isfinite
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, FiniteFloat

from detente.case.claims import Claim, Key


def _single(raw: Any) -> Any:
    """Say once what is wrong with a value, rather than once for each kind that it is not."""
    if not isinstance(raw, (bool, int, float, str)) or (isinstance(raw, float) and not isfinite(raw)):
        raise ValueError(f"{raw!r:.60} cannot be the value of an option; write a word, a number, or true or false")
    return raw


Option = Annotated[bool | FiniteFloat | str, BeforeValidator(_single)]
Portion = Annotated[float, Field(ge=0, le=1)]


class MethodSettings(Claim):
    """How one method is to be run on this case; what a command asks for goes before it."""

    options: dict[Key, Option] = Field(
        {}, description="Options of the method, by name, such as `voting_rule: proportional` of `spatial_model`."
    )
    ideal_adjustment: dict[Key, dict[Key, Portion]] = Field(
        {},
        description="How far the ideal of a party follows the position of another from turn to turn, by party and "
        "the party followed (0 where none is given); the ideal of a party without any follows its own position alone.",
        json_schema_extra={"unit": "0 to 1 a turn"},
    )
