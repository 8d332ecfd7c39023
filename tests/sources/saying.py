"""Paragraphs coded for a case of a few real names, and what was found in short."""

from __future__ import annotations

from detente.case.model import Case, Issue, Party
from detente.sources import Article, code_article
from detente.sources.article import lay_out
from detente.sources.coding import Coding

CASE = Case(
    id="test",
    parties={
        "syria": Party(name="Syria", aliases=("Damascus",)),
        "us": Party(name="United States", aliases=("US", "U.S.", "Washington", "John Kerry", "Kerry")),
        "isis": Party(name="Islamic State", kind="armed_group", aliases=("ISIS", "Da'esh")),
        "jordan": Party(name="Jordan", aliases=("Amman",)),
        "rebels": Party(name="Rebel groups", kind="coalition", aliases=("Free Army",)),
    },
    issues={
        "truce": Issue(name="Length of the truce", scale={0: "no truce", 50: "a month", 100: "a truce without end"})
    },
)


def article(*paragraphs: str, title: str | None = None) -> Article:
    text, spans = lay_out(title, None, list(paragraphs))
    return Article(title=title, text=text, paragraphs=spans, language="en")


def coded(*paragraphs: str, case: Case = CASE) -> Coding:
    return code_article(article(*paragraphs), case)


def said(coding: Coding) -> list[tuple[str | None, str]]:
    return [(it.speaker, it.text) for it in coding.statements]


def quoted(coding: Coding) -> list[tuple[str | None, str]]:
    return [(it.speaker, it.text) for it in coding.quotes]


def named(text: str) -> list[tuple[str, str]]:
    coding = coded(text)
    return [(it.party, coding.article.text[it.start : it.end]) for it in coding.mentions]
