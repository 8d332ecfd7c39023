"""What coverage says, tied to declared parties and issues: mentions, quotes, statements and events with exact spans."""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from detente.sources.article import Article

Modality = Literal["actual", "historical", "future", "hypothetical", "negated"]
Toward = Literal["low", "high"]


class Span(BaseModel):
    """A place in an article: ``article.text[start:end]``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Mention(Span):
    """A place that names a declared party, by exactly one of its aliases."""

    party: str


class Quote(Span):
    """The words between quotation marks, marks left out, and who says them to whom; None: not known.

    ``cue`` is the verb that reports them, ``issues`` and ``toward`` what they touch, as in a statement.
    """

    text: str
    speaker: str | None = None
    addressee: str | None = None
    cue: str | None = None
    issues: tuple[str, ...] = ()
    toward: dict[str, Toward] = {}


class Statement(Span):
    """A reported clause, without speaker and cue, with the issues that it touches.

    ``toward`` says for each issue toward which end of its scale it points, where it does.
    """

    text: str
    speaker: str | None = None
    addressee: str | None = None
    cue: str
    modality: Modality = "actual"
    issues: tuple[str, ...] = ()
    toward: dict[str, Toward] = {}


class CodedEvent(Span):
    """What some parties do to others, by the types and modes of PLOVER 2.0.

    ``intensity`` is the score of type and mode, -10 to 10; ``quad`` 1 to 4 (verbal and material cooperation, verbal and
    material conflict); ``date`` the day it happened or will, as far as the text says.
    """

    text: str
    type: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    modality: Modality = "actual"
    quad: Annotated[int, Field(ge=1, le=4)]
    intensity: float
    date: datetime.date | None = None


class Coding(BaseModel):
    """An article and what was coded in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article: Article
    quotes: tuple[Quote, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[CodedEvent, ...] = ()
    mentions: tuple[Mention, ...] = ()
    findings: tuple[str, ...] = ()
