"""Experts, what they judge, and the questions their judgement was tried on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat

from detente.case.claims import Claim, Judged, Key
from detente.case.numbers import Number

MOST_EXPERTS = 100


class Expert(Claim):
    """A person or a team whose judgements are asked for; about the judgements, never about the person."""

    name: str = Field("", description="Name or pseudonym; without one the id is shown.")
    weight: Annotated[FiniteFloat, Field(ge=0)] | None = Field(
        None,
        description="Weight of the judgements in a pool with given weights; 1 where only others have one.",
        json_schema_extra={"unit": "any one scale", "minimum": 0},
    )
    note: str = Field("", description="What a reader should know, such as the field the expert works in.")


class Judgement(Judged):
    """What one expert believes about one number of the case."""

    number: str = Field(description="Path of the number, such as `parties.usa.capability`.")
    by: Key = Field(description="Id of the expert.")
    value: Number = Field(
        description="The number as the expert believes it; ends are limits.",
        json_schema_extra={"unit": "as the number judged"},
    )


class SeedQuestion(Claim):
    """A question whose answer is known to those who ask and not to the experts: it shows whose ranges hold."""

    question: str = Field("", description="The question, in plain words.")
    answer: FiniteFloat = Field(description="The true answer.", json_schema_extra={"unit": "the question's own"})
    unit: str = Field("", description="Unit of the answer.")
    judgements: dict[Key, Number] = Field(
        {},
        description="Each expert's answer as low, best and high, read as 5 %, 50 % and 95 % quantile.",
        json_schema_extra={"unit": "the question's own"},
    )


class Pooling(Claim):
    """How the judgements of several experts on one number become one belief."""

    weights: Literal["equal", "given", "performance"] | None = Field(
        None,
        description="Whose judgement counts how much: all the same, as the experts' `weight` says, or by performance on "
        "the seed questions.",
        json_schema_extra={
            "assumed": "performance where there are seed questions, given where an expert has a weight, else equal"
        },
    )
    cutoff: Annotated[FiniteFloat, Field(ge=0, le=1)] | None = Field(
        None,
        description="Calibration below which an expert has no performance weight.",
        json_schema_extra={
            "unit": "0 to 1",
            "minimum": 0,
            "maximum": 1,
            "assumed": "the one whose pool does best on the seed questions",
        },
    )
