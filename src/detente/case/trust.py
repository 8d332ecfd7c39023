"""Coded events between parties, and how trust is drawn from them."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  (a field is called date)
from typing import Literal

from pydantic import Field

from detente.case.claims import Claim, Judged, Key
from detente.case.numbers import Hundred, NonNegative, OneOrMore, Share


class Event(Judged):
    """Something one party did toward another on a day: it moves the trust of the one it was done to.

    A fact changes numbers of the case; an event is counted as an encounter. What is both stands in one place only.
    """

    date: Date = Field(description="The day it happened.", json_schema_extra={"unit": "year-month-day"})
    from_: Key = Field(alias="from", description="The party that acted.")
    to: Key = Field(description="The party it was done to, whose trust it moves.")
    kind: Literal["cooperative", "conflictual"] = Field(description="Whether it spoke for or against trust.")
    intensity: Hundred | None = Field(
        None,
        description="How much it weighs: 100 is one whole encounter.",
        json_schema_extra={"unit": "0 to 100", "assumed": "100"},
    )
    what: str = Field("", description="What happened, in a few words.")
    code: str = Field("", description='Its code in an event table, as text: "010" is not "10".')
    same_as: Key | None = Field(
        None, description="Id of the event that this is another report of; reports of one event count once."
    )


class TrustSettings(Claim):
    """How trust follows from what is believed and what happened."""

    half_life: OneOrMore | None = Field(
        None,
        description="Days after which an event counts half.",
        json_schema_extra={"unit": "days", "assumed": "365, and said so"},
    )
    base_rate: Share | None = Field(
        None,
        description="Trust in a party nothing is known of.",
        json_schema_extra={"unit": "0 to 1", "assumed": "0.5"},
    )
    prior_weight: NonNegative | None = Field(
        None,
        description="How many encounters the base rate counts beside what is known; 0 takes stated trust as it is.",
        json_schema_extra={"unit": "encounters", "assumed": "2, as in the Beta reputation"},
    )
