"""Claims, their sources and their evidence: the ground every part of a case stands on."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812  (a field is called date)
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[^\s.]([^.\n\r\t]{0,62}[^\s.])?$")]
Grade = Annotated[str, StringConstraints(pattern=r"^[A-F][1-6]$")]
Sensitivity = Literal["public", "team", "source_protected", "party_confidential"]


class Claim(BaseModel):
    """Base of everything in a case: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Judged(Claim):
    """A claim that rests on evidence and has a reason."""

    evidence: tuple[Key, ...] = Field((), description="Ids of the evidence this rests on.")
    against: tuple[Key, ...] = Field((), description="Ids of evidence that speaks against it, kept beside the other.")
    why: str = Field("", description="The reason for the numbers, in a sentence.")


class Source(Claim):
    """Where evidence comes from."""

    title: str = Field("", description="Title.")
    publisher: str = Field("", description="Who published it.")
    author: str = Field("", description="Who wrote it.")
    date: Date | None = Field(None, description="Date of publication.", json_schema_extra={"unit": "year-month-day"})
    file: str = Field("", description="Path of the text, relative to the case file; absent leaves it unverified.")
    grade: Grade | None = Field(
        None,
        description="Admiralty grade: reliability A to F, credibility 1 to 6.",
        json_schema_extra={"unit": "A1 to F6"},
    )
    background: bool = Field(False, description="Background knowledge, still to be checked against the source.")
    label: str = Field("", description="A label shown wherever the source is, such as `written for detente`.")
    note: str = Field("", description="What a reader should know about it.")


class Evidence(Claim):
    """What stands behind a number."""

    source: Key = Field(description="Id of its source.")
    quote: str = Field("", description="Exact words of the source.")
    claim: str = Field("", description="What the source says, in other words; for evidence without a quote.")
    span: tuple[int, int] | None = Field(
        None, description="Start and end of the quote in the article's text.", json_schema_extra={"unit": "characters"}
    )
    by: Key | None = Field(None, description="The party that said it.")
    grade: Grade | None = Field(
        None, description="Admiralty grade; the source's where absent.", json_schema_extra={"unit": "A1 to F6"}
    )
    sensitivity: Sensitivity = Field("public", description="Who may see it.")
    background: bool = Field(False, description="Background knowledge, still to be checked against the source.")
