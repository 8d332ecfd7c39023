"""Who fights whom, whose fighters are mixed, and ceasefires as proposed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.case.claims import Claim, Judged, Key
from detente.case.numbers import Hundred, Share


class Engagement(Judged):
    """Who attacks whom."""

    from_: Key = Field(alias="from", description="The attacker.")
    to: Key = Field(description="The target.")
    intensity: Hundred = Field(description="How intense the fighting is.", json_schema_extra={"unit": "0 to 100"})


class Overlap(Judged):
    """How far a party's places and fighters cannot be told from another's."""

    party: Key = Field(description="The party.")
    with_: Key = Field(alias="with", description="The group it is mixed with.")
    share: Share = Field(description="Share of its positions concerned.", json_schema_extra={"unit": "0 to 1"})


class Spoiler(Judged):
    """A party that is judged to use violence to undermine the process; digging in one's heels at the table is bargaining."""

    party: Key = Field(description="The party.")
    place: Literal["inside", "outside"] = Field(description="inside: it signs and breaks; outside: it does not sign.")
    kind: Literal["limited", "greedy", "total"] = Field(
        description="What it wants: limited aims, as much as it can get (greedy), or everything (total)."
    )


class Ripeness(Judged):
    """How a party itself sees its position; leave out what nobody can judge."""

    hurting: Hundred | None = Field(
        None, description="How much the war hurts it, as it sees it.", json_schema_extra={"unit": "0 to 100"}
    )
    stalemate: Hundred | None = Field(
        None, description="How sure it is that it cannot win by fighting on.", json_schema_extra={"unit": "0 to 100"}
    )
    way_out: Hundred | None = Field(
        None, description="How far it believes that talks can end it.", json_schema_extra={"unit": "0 to 100"}
    )
    opportunity: Hundred | None = Field(
        None, description="How enticing the gains of a settlement look to it.", json_schema_extra={"unit": "0 to 100"}
    )


class Monitoring(Claim):
    """How well violations are seen."""

    detection: Share | None = Field(
        None, description="Chance that a violation is attributed.", json_schema_extra={"unit": "0 to 1"}
    )
    false_alarm: Share | None = Field(
        None, description="Chance of an attribution without violation.", json_schema_extra={"unit": "0 to 1"}
    )


class Provision(Claim):
    """One clause of a ceasefire design."""

    text: str = Field("", description="What it says, in short.")
    quality: Annotated[int, Field(ge=0, le=3)] = Field(
        0, description="0 absent, 1 vague, 2 workable, 3 precise.", json_schema_extra={"unit": "0 to 3"}
    )


class CeasefireDesign(Judged):
    """A ceasefire as proposed."""

    name: str = Field("", description="Short name.")
    text: str = Field("", description="The design in a sentence or two.")
    scope: str = Field("nationwide", description="Where it holds.")
    signatories: tuple[Key, ...] = Field((), description="Parties it binds.")
    excluded: tuple[Key, ...] = Field((), description="Groups outside it.")
    excluded_means: Literal["unprotected", "protected"] | None = Field(
        None,
        description="Required where groups are excluded: may the excluded still be struck (unprotected), or is "
        "striking them what the design rules out (protected)?",
    )
    monitoring: Monitoring = Field(Monitoring(), description="How violations are seen.")
    redirect: dict[Key, Share] = Field(
        {},
        description="Share of the freed effort a party turns on the excluded groups.",
        json_schema_extra={"unit": "0 to 1"},
    )
    provisions: dict[Key, Provision] = Field({}, description="Its clauses.")
