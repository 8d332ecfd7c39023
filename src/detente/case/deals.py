"""What a deal may look like, what it is worth to each party, and whose consent it needs."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, FiniteFloat, WithJsonSchema, model_validator

from detente.case.claims import Claim, Judged, Key
from detente.case.numbers import NonNegative, Number

UTILITY = "points of the party's 0-100 utility"


class PassRule(Claim):
    """Whose consent a package needs."""

    veto: tuple[Key, ...] = Field((), description="Parties that must consent.")
    at_least: int | None = Field(None, ge=1, description="How many parties must consent.")
    quota: NonNegative | None = Field(
        None, description="Weight that must consent.", json_schema_extra={"unit": "as the weights"}
    )
    weights: dict[Key, NonNegative] = Field(
        {}, description="Weight of each party under the quota.", json_schema_extra={"unit": "any one scale"}
    )


class PartyValues(Claim):
    """What packages are worth to one party, as given.

    In the file the tables stand directly under the party, each under its issue.
    """

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """As in the file: issue ids beside ``weights`` and ``reservation``."""
        schema: dict[str, Any] = handler.resolve_ref_schema(handler(core))
        tables = schema["properties"].pop("tables")
        schema["additionalProperties"] = tables.get("additionalProperties", {"type": "object"})
        return schema

    weights: dict[Key, NonNegative] = Field(
        {}, description="Weight of each issue; normalised to sum 1.", json_schema_extra={"unit": "any one scale"}
    )
    reservation: Number | None = Field(
        None, description="Utility of no agreement.", json_schema_extra={"unit": UTILITY}
    )
    tables: dict[Key, dict[FiniteFloat, Number]] = Field(
        {}, description="Value of each alternative, by issue.", json_schema_extra={"unit": "0 to 100"}
    )

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, raw: Any) -> Any:
        """Issue ids stand beside ``weights`` and ``reservation`` in the file."""
        if not isinstance(raw, dict) or "tables" in raw:
            return raw
        named = {key: value for key, value in raw.items() if key in ("weights", "reservation")}
        return named | {"tables": {key: value for key, value in raw.items() if key not in named}}


def _pairs(raw: Any) -> Any:
    """Nested by the first issue, also where the file writes pairs such as ``"0, 50": 12``."""
    if not isinstance(raw, dict):
        return raw
    nested: dict[float, dict[float, Any]] = {}
    for key, value in raw.items():
        if isinstance(value, dict):
            found = [(key, other, extra) for other, extra in value.items()]
        else:
            ends = str(key).split(",")
            if len(ends) != 2:
                raise ValueError(f'{key!r:.60} is no pair of alternatives; write "0, 50": 12, or 0: {{50: 12}}')
            found = [(ends[0], ends[1], value)]
        for first, second, extra in found:
            row, mark = nested.setdefault(_mark(first), {}), _mark(second)
            if mark in row:
                raise ValueError(f"the pair {first}, {second} stands twice; keep one of them")
            row[mark] = extra
    return nested


def _mark(raw: Any) -> float:
    try:
        return float(raw)
    except (TypeError, ValueError):
        raise ValueError(f'{raw!r:.60} is no alternative; write numbers, such as "0, 50": 12') from None


_EXTRA = {
    "type": "object",
    "additionalProperties": {
        "anyOf": [
            {"type": "number"},
            {"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": 3},
            {"type": "object"},
        ]
    },
}


class Interaction(Judged):
    """Two issues that matter together to a party: what pairs of their alternatives are worth beyond their own values."""

    party: Key = Field(description="The party.")
    issues: tuple[Key, Key] = Field(description="The two issues.")
    values: Annotated[dict[FiniteFloat, dict[FiniteFloat, Number]], BeforeValidator(_pairs), WithJsonSchema(_EXTRA)] = (
        Field(
            description='Extra points for pairs of alternatives, such as `"0, 50": 12`, or `0: {50: 12}`; other pairs have none.',
            json_schema_extra={"unit": UTILITY},
        )
    )


class Deals(Claim):
    """What a deal may look like and how it passes; without this, the scales' marks and unanimity."""

    pass_rule: PassRule | None = Field(None, description="Whose consent a package needs; unanimity without one.")
    alternatives: dict[Key, tuple[FiniteFloat, ...]] = Field({}, description="Alternatives of an issue.")
    values: dict[Key, PartyValues] = Field({}, description="Explicit values, by party.")
    exclude: tuple[str, ...] = Field(
        (),
        description="Packages that cannot be, such as `assad=0 and elections=100`; compare issues with `=`, `!=`, `<`, "
        "`<=`, `>` and `>=`, and join with `and`, `or`, `not`, `implies` and `if ... then ...`.",
    )
    interactions: tuple[Interaction, ...] = Field((), description="Pairs of issues that matter together to a party.")
    side_payments: bool = Field(
        False,
        description="Judge packages with side payments as well: points that parties hand to others, taken to be worth the same to all.",
    )
