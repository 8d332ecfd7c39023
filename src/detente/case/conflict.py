"""The graph model of a conflict: options or states, what cannot be, and how the parties order the states."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, StrictInt, model_serializer, model_validator

from detente.case.claims import Claim, Judged, Key
from detente.case.numbers import Number

StateName = StrictInt | str
"""A state: the options taken in it (``arm + strike``; ``none`` for none of them), or its number.

The number is the sum of 1 for the first option taken, 2 for the second, 4 for the third ..., or the id of a state that
the case lists under ``states``.
"""


class Statement(Judged):
    """An expression about options, such as ``ceasefire if not arm``, and what it rests on."""

    text: str = Field(description="The expression.")

    @model_validator(mode="before")
    @classmethod
    def _read(cls, raw: Any) -> Any:
        return {"text": raw} if isinstance(raw, str) else raw

    @model_serializer(mode="wrap")
    def _write(self, handler: Any) -> Any:
        data = handler(self)
        return data["text"] if not (data.get("evidence") or data.get("why")) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        """A file holds the expression alone, or with its reason."""
        return {"anyOf": [{"type": "string"}, handler.resolve_ref_schema(handler(core))]}


class Option(Judged):
    """A yes-or-no choice in the graph model."""

    id: Key = Field(description="Its id.")
    party: Key = Field(description="The party that chooses.")
    shared_with: tuple[Key, ...] = Field((), description="Other parties, each of which can also change it alone.")
    name: str = Field("", description="The choice in a few words.")
    moves: Literal["both", "forward", "back"] = Field(
        "both",
        description="In which directions it can be changed: forward is from no to yes only, back from yes to no only.",
    )
    take_if: str = Field("", description="It can be taken only from states in which this expression holds.")
    drop_if: str = Field("", description="It can be dropped only from states in which this expression holds.")


class Preferences(Judged):
    """How a party orders the states; one of the four ways."""

    statements: tuple[Statement, ...] = Field((), description="Option statements, most important first.")
    ranking: tuple[StateName | tuple[StateName, ...], ...] = Field(
        (), description="States from best to worst; a nested list is a tie."
    )
    ranking_by: Literal["number", "place"] = Field(
        "number",
        description="What a whole number in the ranking means: the number of the state, or its place among the feasible states in "
        "increasing order of their numbers, from 1.",
    )
    comparisons: tuple[str, ...] = Field(
        (), description="What is preferred to what, such as `arm + strike > arm = none`; pairs may stay open."
    )
    weights: dict[str, Number] = Field(
        {},
        description="Worth of each statement that holds; states are ordered by the sum.",
        json_schema_extra={"unit": "any one scale of the party"},
    )

    @property
    def ways(self) -> tuple[str, ...]:
        """Which of the ways are used."""
        return tuple(way for way in ("statements", "ranking", "comparisons", "weights") if getattr(self, way))


class View(Judged):
    """How one party sees the conflict, where it is mistaken or does not see all of it."""

    unseen: tuple[Key, ...] = Field((), description="Options of others that it does not think of.")
    preferences: dict[Key, Preferences] = Field(
        {}, description="What it takes other parties' preferences to be, where that differs from what they are."
    )


class Conflict(Claim):
    """The graph model of the conflict: by options, or by states and the moves between them."""

    options: tuple[Option, ...] = Field((), description="The parties' options.")
    infeasible: tuple[Statement, ...] = Field((), description="Combinations that cannot be.")
    coalesce: tuple[Statement, ...] = Field(
        (), description="All states in which such a statement holds are one and the same to everybody."
    )
    states: dict[int, str] = Field(
        {}, description="States of a conflict without options: the number of each and its wording."
    )
    transitions: dict[Key, tuple[tuple[int, int], ...]] = Field(
        {}, description="Moves of a conflict without options: for each party, from which state to which."
    )
    status_quo: tuple[StrictInt | Key, ...] = Field((), description="Options taken today; or the number of the state.")
    preferences: dict[Key, Preferences] = Field({}, description="Preferences, by party.")
    views: dict[Key, View] = Field(
        {}, description="How parties see the conflict, where that differs from what it is; by party."
    )
