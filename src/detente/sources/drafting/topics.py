"""Candidate issues of a draft: questions that coverage speaks about, with scales to be reworded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from detente.case.model import Issue
from detente.sources.article import Article
from detente.sources.drafting.tokens import sentences, tokens
from detente.sources.words import rows

MOST_ISSUES = 8


class Topic(NamedTuple):
    """A question that negotiations turn on, the words for it, and a scale to start from."""

    id: str
    issue: Issue
    words: tuple[tuple[str, ...], ...]


class Spoken(NamedTuple):
    """A candidate issue, in how many sentences it is spoken of, and the first of these: page, start and end."""

    id: str
    issue: Issue
    sentences: int
    first: tuple[int, int, int]


@cache
def topics() -> tuple[Topic, ...]:
    """The questions of the table, in its order.

    >>> topics()[0].id
    'ceasefire'
    """
    return tuple(
        Topic(
            row["id"],
            Issue(
                name=row["name"], question=row["question"], scale={0: row["low"], 50: row["middle"], 100: row["high"]}
            ),
            tuple(tuple(choice.split("+")) for choice in row["words"].split("|")),
        )
        for row in rows("topics.csv")
    )


def spoken_of(articles: Iterable[Article]) -> list[Spoken]:
    """The questions that some pages speak about, most spoken of first, eight at most.

    A sentence speaks about a question where it holds the beginnings of its words. Where the pages speak about none of the
    table, the word that most sentences with a cue share is taken, with a scale that has no words yet.
    """
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int, int]] = {}
    common: Counter[str] = Counter()
    for page, article in enumerate(articles):
        for paragraph in article.paragraphs:
            for sentence in sentences(tokens(paragraph.text, paragraph.start)):
                start, end = sentence[0].start, sentence[-1].end
                words = re.findall(r"[^\W\d_][\w’'-]*", article.text[start:end].casefold())
                for topic in topics():
                    if any(all(_begins(words, part) for part in choice) for choice in topic.words):
                        counts[topic.id] += 1
                        first.setdefault(topic.id, (page, start, end))
                if any(it.kind == "cue" for it in sentence):
                    for word in {word for word in words if len(word) > 5 and word not in _EMPTY}:
                        common[word] += 1
                        first.setdefault(f"word {word}", (page, start, end))
    known = {topic.id: topic.issue for topic in topics()}
    found = [Spoken(key, known[key], number, first[key]) for key, number in counts.most_common(MOST_ISSUES)]
    if found or not common:
        return found
    word, number = min(common.items(), key=lambda item: (-item[1], item[0]))
    issue = Issue(
        name=word.capitalize(), question=f"What is to become of “{word}”? Reword this question and its scale."
    )
    return [Spoken(re.sub(r"\W+", "_", word), issue, number, first[f"word {word}"])]


def _begins(words: Iterable[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)


_EMPTY = frozenset(
    [
        "should",
        "would",
        "could",
        "before",
        "after",
        "against",
        "between",
        "because",
        "during",
        "without",
        "through",
        "another",
        "people",
        "country",
        "countries",
        "government",
        "minister",
        "president",
        "officials",
        "official",
        "yesterday",
        "reporters",
        "statement",
        "foreign",
        "spokesman",
        "according",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "whether",
        "however",
        "already",
        "together",
        "several",
    ]
)
