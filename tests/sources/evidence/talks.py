"""A small case, two pages about it, and what a person coded in them by hand."""

from __future__ import annotations

import datetime
from pathlib import Path

from detente.case import parse_case
from detente.sources import Article, read_page
from detente.sources.coding import CodedEvent, Coding, Statement
from detente.sources.evidence.pages import Page

CASE = """\
# The river talks: a comment that has to stay
detente: 1
id: river
title: Talks on the river
parties:
  north: {name: Northland, aliases: [Northland, Harbin Ola], capability: [40, 60]}   # upstream
  south: {name: Southland, aliases: [Southland, Mira Deso], capability: 50, evidence: [map]}
issues:
  water:
    name: Share of the water
    scale: {0: Northland keeps all, 50: half goes south, 100: Southland gets all}
  patrols:
    name: River patrols
    scale: {0: no patrols, 100: joint patrols on the whole river}
positions:
  north:
    water: {position: [5, 20], salience: 70, why: first guess}   # to be researched
sources:
  atlas: {title: Atlas, grade: B2, background: true}
evidence:
  map: {source: atlas, claim: It is a long river.}
"""

FIRST = """\
Ministers meet at the river

June 2, 2031

The foreign minister of Northland, Harbin Ola, said that half of the water should go south. Southland welcomed it.

"We will never give away the river," Ola told reporters later.

Southland's Mira Deso demanded joint patrols on the whole river. On Sunday Northland released twelve fishermen to Southland.

Northland also moved two battalions to the dam on Sunday.
"""
SECOND = """\
Talks on the river open

June 2, 2031

Northland said that half of the water should go south. Northland released twelve Southland fishermen on Sunday, officials said.

Talks go on until Friday in the old customs house by the bridge.
"""


def at(article: Article, text: str) -> dict[str, object]:
    start = article.text.index(text)
    return {"start": start, "end": start + len(text), "text": text}


def said(
    article: Article, text: str, speaker: str | None, issue: str = "", toward: str = "", **more: object
) -> Statement:
    issues = (issue,) if issue else ()
    return Statement.model_validate(
        at(article, text)
        | {"speaker": speaker, "cue": "said", "issues": issues, "toward": {issue: toward} if toward else {}}
        | more
    )


def did(
    article: Article, text: str, kind: str, actor: str, *recipients: str, quad: int, intensity: float, **more: object
) -> CodedEvent:
    return CodedEvent.model_validate(
        at(article, text)
        | {"type": kind, "actors": (actor,), "recipients": recipients, "quad": quad, "intensity": intensity}
        | more
    )


SUNDAY = datetime.date(2031, 6, 1)


def first() -> Coding:
    it = read_page(FIRST.encode())
    return Coding(
        article=it,
        statements=(
            said(it, "half of the water should go south", "north", "water", "high"),
            said(it, "We will never give away the river", "north", "water", "low"),
            said(it, "joint patrols on the whole river", "south", "patrols", "high", cue="demanded"),
        ),
        events=(
            did(it, "Northland released twelve fishermen to Southland", "RETREAT", "north", "south", quad=2,
                intensity=6.5, mode="release", date=SUNDAY),
            did(it, "Northland also moved two battalions to the dam", "MOBILIZE", "north", quad=4, intensity=-6.5,
                mode="troops", date=SUNDAY),
        ),
    )  # fmt: skip


def second() -> Coding:
    it = read_page(SECOND.encode())
    return Coding(
        article=it,
        statements=(said(it, "half of the water should go south", "north", "water", "high"),),
        events=(
            did(it, "Northland released twelve Southland fishermen", "RETREAT", "north", "south", quad=2, intensity=6.5,
                mode="release", date=SUNDAY),
        ),
    )  # fmt: skip


CODINGS = {FIRST: first, SECOND: second}


def code(article: Article, case: object, coder: object = None) -> Coding:
    """Stand in for the coder: what was coded by hand where the page is one of these, else nothing."""
    for text, coding in CODINGS.items():
        if article == read_page(text.encode()):
            return coding()
    return Coding(article=article)


def pages(folder: Path) -> list[Page]:
    made = []
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (folder / name).write_text(text, encoding="utf-8")
        made.append(Page(name, CODINGS[text](), folder / name))
    return made


def case():
    file = parse_case(CASE)
    assert file.errors == ()
    return file.sound
