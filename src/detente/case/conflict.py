"""The graph model of a conflict: options, what cannot be, and how the parties order the states."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from detente.case.claims import Claim, Judged, Key


class Option(Judged):
    """A yes-or-no choice of one party in the graph model."""

    id: Key = Field(description="Its id.")
    party: Key = Field(description="The party that chooses.")
    name: str = Field("", description="The choice in a few words.")
    moves: Literal["both", "forward", "back"] = Field("both", description="In which directions it can be changed.")


class Preferences(Judged):
    """How a party orders the states."""

    statements: tuple[str, ...] = Field((), description="Option statements, most important first.")
    ranking: tuple[Any, ...] = Field((), description="States from best to worst; a nested list is a tie.")


class Conflict(Claim):
    """The graph model of the conflict."""

    options: tuple[Option, ...] = Field((), description="The parties' options.")
    infeasible: tuple[str, ...] = Field((), description="Combinations that cannot be.")
    status_quo: tuple[Key, ...] = Field((), description="Options taken today.")
    preferences: dict[Key, Preferences] = Field({}, description="Preferences, by party.")
