"""Parties found in coverage: states, organizations, groups, and people with the side they speak for."""

from __future__ import annotations

from collections.abc import Iterable

from detente.sources.article import Article
from detente.sources.drafting.candidates import Found
from detente.sources.drafting.reading import Reading
from detente.sources.drafting.settling import settled


def sides(articles: Iterable[Article]) -> Found:
    """The parties of some articles.

    States and international organizations are known by tables of names, adjectives and capitals; a name that is part of a
    longer one, such as that of an institute, counts for nothing, nor does one that is only a place. Groups are names that end
    as groups do (Front, Army, Movement ...), abbreviations and other names that speak or act, and names beside a word for
    fighters. People belong to the side that their title names. Fighters whom the pages give no name are one party, `Rebels`.
    """
    reading = Reading()
    for page, article in enumerate(articles):
        reading.read_article(page, article)
    return settled(reading)
