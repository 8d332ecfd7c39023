"""Pages annotated by hand, and how well the coding agrees with them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from detente.case.model import Case
from detente.sources import Article, read_page
from detente.sources.coding import Coding

FOLDER = Path(__file__).parent / "coverage"
MARKED = re.compile(r"\[\[(\w+):([^\]]+)\]\]")
OVERLAP = 0.5


class Gold(NamedTuple):
    """A page with what a careful reader finds in it."""

    article: Article
    case: Case
    mentions: set[tuple[int, int, str]]
    quotes: list[tuple[int, int, str | None]]
    statements: list[tuple[int, int, str | None]]


def annotated(name: str) -> Gold:
    raw: dict[str, Any] = YAML(typ="safe").load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    article = read_page(MARKED.sub(r"\2", raw["text"]).encode(), name)
    case = Case.model_validate({"id": name, **raw["case"]})
    return Gold(
        article,
        case,
        _mentions(raw["text"], article),
        _spans(raw["quotes"], article),
        _spans(raw["statements"], article),
    )


def _mentions(text: str, article: Article) -> set[tuple[int, int, str]]:
    """The marked names, each found behind the words that stand before it in its paragraph."""
    found, place = set(), 0
    for mark in MARKED.finditer(text):
        lead = MARKED.sub(r"\2", text[: mark.start()]).split("\n")[-1][-30:].lstrip()
        start = article.text.index(lead + mark[2], max(0, place - len(lead))) + len(lead)
        place = start + len(mark[2])
        found.add((start, place, mark[1]))
    return found


def _spans(items: list[dict[str, str]], article: Article) -> list[tuple[int, int, str | None]]:
    found, place = [], 0
    for item in items:
        ((speaker, words),) = item.items()
        start = article.text.find(words, place)
        if start < 0:
            start = article.text.index(words)
        place = start
        found.append((start, start + len(words), None if speaker == "nobody" else speaker))
    return found


class Score(NamedTuple):
    """How many were found, how many there are, and how many of the found ones are right."""

    right: int
    found: int
    there: int

    def __add__(self, other: tuple[int, ...]) -> Score:  # type: ignore[override]
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 1.0


def scores(gold: Gold, coding: Coding) -> dict[str, Score]:
    """Mentions and quotes by exact spans, statements by overlap, speakers of the quotes found."""
    mentions = {(it.start, it.end, it.party) for it in coding.mentions}
    quotes = {(it.start, it.end): it.speaker for it in coding.quotes}
    wanted = {(start, end): speaker for start, end, speaker in gold.quotes}
    both = set(quotes) & set(wanted)
    right = _matched(gold.statements, [(it.start, it.end, it.speaker) for it in coding.statements])
    return {
        "mentions": Score(len(mentions & gold.mentions), len(mentions), len(gold.mentions)),
        "quotes": Score(len(both), len(quotes), len(wanted)),
        "speakers": Score(sum(quotes[it] == wanted[it] for it in both), len(both), len(both)),
        "statements": Score(right, len(coding.statements), len(gold.statements)),
    }


def _matched(gold: list[tuple[int, int, str | None]], found: list[tuple[int, int, str | None]]) -> int:
    left, count = list(found), 0
    for start, end, speaker in gold:
        for it in left:
            shared = min(end, it[1]) - max(start, it[0])
            if it[2] == speaker and shared >= OVERLAP * (max(end, it[1]) - min(start, it[0])):
                left.remove(it)
                count += 1
                break
    return count
