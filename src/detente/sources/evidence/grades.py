"""Admiralty grades: how reliable a source is and how credible what it says, two questions kept apart."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

Reliability = Literal["A", "B", "C", "D", "E", "F"]
Credibility = Annotated[int, Field(ge=1, le=6)]

RELIABILITY: dict[str, str] = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY: dict[int, str] = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}


def parted(grade: str | None) -> tuple[Reliability, Credibility]:
    """The two parts of a grade as a case writes it; F and 6, both “cannot be judged”, where there is none.

    >>> parted("B2"), parted(None)
    (('B', 2), ('F', 6))
    """
    if grade is None:
        return "F", 6
    letter: dict[str, Reliability] = {"A": "A", "B": "B", "C": "C", "D": "D", "E": "E", "F": "F"}
    return letter[grade[0]], int(grade[1])


def worded(reliability: str, credibility: int) -> str:
    """A grade in words, each part on its own.

    >>> worded("B", 6)
    'source B (usually reliable), content 6 (cannot be judged)'
    """
    return f"source {reliability} ({RELIABILITY[reliability]}), content {credibility} ({CREDIBILITY[credibility]})"
