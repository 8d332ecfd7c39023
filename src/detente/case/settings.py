"""Settings of forecast methods that belong to the case, such as those a KTAB scenario brings with it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, FiniteFloat

from detente.case.claims import Claim, Key

Option = bool | FiniteFloat | str
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
