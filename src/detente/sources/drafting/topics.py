"""Candidate issues of a draft: questions that coverage speaks about, with scales to be reworded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from detente.case.model import Issue
from detente.sources.article import Article
from detente.sources.drafting.tokens import Token, listed, sentences, tokens
from detente.sources.words import rows, stance_words

MOST_ISSUES = 8
SAID, TOLD = 1.0, 0.5
"""What a sentence counts that reports what somebody says, and any other."""


class Topic(NamedTuple):
    """A question that negotiations turn on, the words for it, and a scale to start from.

    ``unless`` are beginnings of words beside which the words mean something else; ``low`` and ``high`` those that say which
    end a clause points to.
    """

    id: str
    issue: Issue
    words: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]
    low: tuple[str, ...]
    high: tuple[str, ...]

    def at(self, words: Sequence[str]) -> int | None:
        """The place of the first word of a clause, in small letters, that speaks about the question; None where none does.

        >>> topic = next(it for it in topics() if it.id == "ceasefire")
        >>> topic.at("the shelling must end".split()), topic.at("a truce for good".split()), topic.at("it rained".split())
        (1, 1, None)
        """
        if any(_begins(words, part) for part in self.unless):
            return None
        for choice in self.words:
            places = [_place(words, part) for part in choice]
            found = [it for it in places if it is not None]
            if len(found) == len(choice):
                return min(found)
        return None


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
            *(tuple(row[name].split("|")) if row[name] else () for name in ("unless", "low_words", "high_words")),
        )
        for row in rows("topics.csv")
    )


def spoken_of(articles: Iterable[Article]) -> list[Spoken]:
    """The questions that some pages speak about, most spoken of first, eight at most.

    A sentence speaks about a question where it holds the beginnings of its words, those within longer names left aside. It
    counts in full where it reports what somebody says or wants, by half otherwise; a question needs one in full. Where the
    pages speak about none of the table, the word that most sentences with a cue share is taken, with a scale that has no
    words yet.
    """
    weights: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int, int]] = {}
    said_at: dict[str, tuple[int, int, int]] = {}
    common: Counter[str] = Counter()
    for page, article in enumerate(articles):
        for paragraph in article.paragraphs:
            for sentence in sentences(tokens(paragraph.text, paragraph.start)):
                at = (page, sentence[0].start, sentence[-1].end)
                words, weight = _plain_words(sentence), _weight(sentence)
                for topic in topics():
                    if topic.at(words) is not None:
                        counts[topic.id] += 1
                        weights[topic.id] += weight  # type: ignore[assignment]
                        first.setdefault(topic.id, at)
                        if weight == SAID:
                            said_at.setdefault(topic.id, at)
                if weight == SAID:
                    for word in {word for word in words if len(word) > 5 and word not in _EMPTY}:
                        common[word] += 1
                        first.setdefault(f"word {word}", at)
    known = {topic.id: topic.issue for topic in topics()}
    found = [
        Spoken(key, known[key], counts[key], said_at.get(key, first[key]))
        for key, weight in weights.most_common() if weight >= SAID
    ][:MOST_ISSUES]  # fmt: skip
    if found or not common:
        return found
    word, number = min(common.items(), key=lambda item: (-item[1], item[0]))
    issue = Issue(
        name=word.capitalize(), question=f"What is to become of “{word}”? Reword this question and its scale."
    )
    return [Spoken(re.sub(r"\W+", "_", word), issue, number, first[f"word {word}"])]


def _weight(sentence: Sequence[Token]) -> float:
    cues = {it.text for it in sentence if it.kind == "cue"}
    quoted = any(it.kind == "quote" for it in sentence)
    return SAID if quoted or cues - stance_words("reproach_cues") else TOLD


def _plain_words(sentence: Sequence[Token]) -> list[str]:
    """The words of a sentence in small letters, without those of names of several words."""
    named = [it.text for it in sentence if it.kind not in ("name", "state", "acronym") or " " not in it.text]
    return re.findall(r"[^\W\d_][\w’'-]*", " ".join(named).casefold())


def _begins(words: Iterable[str], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)


def _place(words: Sequence[str], part: str) -> int | None:
    """The place of the first word with a beginning, or of the first of some whole words in a row."""
    row = part.split()
    if len(row) == 1:
        return next((place for place, word in enumerate(words) if word.startswith(part)), None)
    return next((place for place in range(len(words)) if list(words[place : place + len(row)]) == row), None)


_EMPTY = listed(
    "should would could before after against between because during without through another "
    "people country countries government minister president officials official yesterday reporters statement foreign "
    "spokesman according monday tuesday wednesday thursday friday saturday sunday whether however already "
    "together several"
)
"""Words that are no question, however many sentences share them."""
