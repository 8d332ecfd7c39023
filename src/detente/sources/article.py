"""What a page becomes: an article with exact spans, and a list of what was left out."""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Role = Literal["published", "changed", "elsewhere"]
"""What a date on a page is the date of."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paragraph(_Frozen):
    """One body paragraph and where it stands: ``article.text[start:end] == text``.

    >>> Paragraph(start=0, end=5, text="Talks").end
    5
    """

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str


class Dropped(_Frozen):
    """A block of the page that is not part of the article, and why it was left out.

    >>> Dropped(text="1 minute read.", reason="reading time").reason
    'reading time'
    """

    text: str
    reason: str


class DateCandidate(_Frozen):
    """A date on the page, where it stands, the words that say it, and what it is the date of.

    ``role`` is ``published`` for the page's own date of publication, ``changed`` for that of a later change, and
    ``elsewhere`` for a date that stands where other pages' dates stand, such as below the article.

    >>> DateCandidate(date="2015-11-12", where="date line", text="November 12, 2015").role
    'published'
    """

    date: datetime.date
    where: str
    text: str
    role: Role = "published"


class Article(_Frozen):
    """The article of one page.

    ``text`` holds the headline, the standfirst and the body paragraphs, a blank line between
    them; every span counts characters of ``text``. ``date`` is the date of publication as far
    as the page states one; ``dates_disagree`` says that its statements differ, and ``date_doubt``
    why the date may be wrong, for this or another reason; None where nothing speaks against it. ``findings``
    are remarks for the reader, such as that no body was found.

    >>> from detente.sources import read_page
    >>> article = read_page(b"Talks open\\n\\nThe talks opened on time.\\n\\nNobody left early.")
    >>> article.title, [p.text for p in article.paragraphs]
    ('Talks open', ['The talks opened on time.', 'Nobody left early.'])
    """

    title: str | None = None
    date: datetime.date | None = None
    dates: tuple[DateCandidate, ...] = ()
    dates_disagree: bool = False
    date_doubt: str | None = None
    byline: str | None = None
    publisher: str | None = None
    standfirst: str | None = None
    language: str | None = None
    direction: Literal["ltr", "rtl"] = "ltr"
    text: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _spans_hold(self) -> "Article":
        for paragraph in self.paragraphs:
            if self.text[paragraph.start : paragraph.end] != paragraph.text:
                raise ValueError(f"span {paragraph.start}-{paragraph.end} does not hold its paragraph")
        return self


def lay_out(title: str | None, standfirst: str | None, body: list[str]) -> tuple[str, tuple[Paragraph, ...]]:
    r"""Join headline, standfirst and body into one text; return it with the spans of the body.

    >>> lay_out("Head", None, ["One.", "Two."])[0]
    'Head\n\nOne.\n\nTwo.'
    """
    parts = [part for part in (title, standfirst) if part]
    position = sum(len(part) + 2 for part in parts)
    paragraphs = []
    for block in body:
        paragraphs.append(Paragraph(start=position, end=position + len(block), text=block))
        position += len(block) + 2
    return "\n\n".join([*parts, *body]), tuple(paragraphs)
