"""Which issues a statement touches, and toward which end of each scale it points."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from detente.case.model import Case, Issue
from detente.sources.aliases import plain_letters
from detente.sources.coding import Toward
from detente.sources.words import rows, stance_words

ENOUGH = 2.0
"""Weight of shared words from which a statement touches an issue; a word of the name that no other issue has weighs 2."""

_ASIDE = re.compile(r"\s-+\s|,? \b(?:which|who|whom)\b|\bthat (?:is|are|was|were|has|have|had)\b")
"""Where a clause turns to describe something else: a no behind it is about that."""

_WORD = re.compile(r"[^\W\d_][\w'-]*[^\W_]|[^\W\d_]")
_ENDINGS = (
    "isation", "ization", "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "er",
    "ed", "es", "ly", "al", "s", "e", "y",
)  # fmt: skip


class _Topic(NamedTuple):
    weights: dict[str, float]
    marks: tuple[tuple[float, frozenset[str]], ...]
    low_is_none: bool
    parties: frozenset[str]


class Topics:
    """The issues of a case, ready to be found in clauses.

    >>> issue = Issue(name="Length of the truce", scale={0: "no truce", 100: "a truce without end"})
    >>> topics = Topics(Case(id="one", issues={"truce": issue}))
    >>> topics.touched("the truce must not be longer than a month")
    {'truce': 'low'}
    """

    def __init__(self, case: Case) -> None:
        shared = Counter(word for issue in case.issues.values() for word in set(_content(issue.name)))
        names = {
            word
            for key, it in case.parties.items()
            for alias in (it.name or key, *it.aliases)
            for word in _content(alias)
        }
        self._topics = {key: _topic(issue, shared, names) for key, issue in case.issues.items()}

    def touched(self, clause: str, *, denied: bool = False) -> dict[str, Toward | None]:
        """Issues that a clause touches, each with the end of its scale that it points to, None where it points to neither."""
        words = _content(clause)
        found: dict[str, Toward | None] = {}
        for key, topic in self._topics.items():
            if _shared(topic, set(words)) >= ENOUGH:
                found[key] = _toward(self._topics[key], set(words), _is_against(clause) != denied)
        return found


def _topic(issue: Issue, shared: Counter[str], names: set[str]) -> _Topic:
    weights: dict[str, float] = {}
    wording = " ".join(issue.scale.values())
    for text, weight in ((issue.description, 0.25), (wording, 0.75), (issue.question, 0.75)):
        for word in _content(text):
            weights[word] = max(weight, weights.get(word, 0.0))
    for word in _content(issue.name):
        weights[word] = 2.0 if shared[word] == 1 else 1.25
    own = set(_content(issue.name))
    for word in names & set(weights):
        weights[word] = 1.25 if word in own else 0.25
    span = issue.high - issue.low
    marks = tuple(
        ((mark - issue.low) / span - 0.5 if span else 0.0, frozenset(() if _is_absent(text) else _content(text)))
        for mark, text in sorted(issue.scale.items())
    )
    none = _is_absent(issue.scale[issue.low]) and not _is_absent(issue.scale[issue.high])
    return _Topic(weights, marks, none or not any(words for _, words in marks), frozenset(names & set(weights)))


def _shared(topic: _Topic, words: set[str]) -> float:
    """Weight of the words that a clause shares with an issue; names of parties alone never make it one."""
    named = [topic.weights[word] for word in words & topic.parties]
    return sum(topic.weights.get(word, 0.0) for word in words - topic.parties) + max(named, default=0.0)


def _is_absent(wording: str) -> bool:
    """Whether a mark's wording names nothing, such as `no ceasefire`."""
    return wording.lower().split()[:1] != [] and wording.lower().split()[0].strip(".,") in stance_words("absent")


def _toward(topic: _Topic, words: set[str], against: bool) -> Toward | None:
    """The end of the scale whose wording is nearest to the clause; turned round where the speaker is against it."""
    common = set.intersection(*(set(it) for _, it in topic.marks)) if topic.marks else set()
    spread = Counter(word for _, it in topic.marks for word in it)
    pull = sum(place * sum(1 / spread[word] for word in (wording - common) & words) for place, wording in topic.marks)
    if abs(pull) < 1e-9:
        steps = (("more" in words) - ("less" in words)) + (("allow" in words) - ("forbid" in words))
        pull = float(steps) if topic.low_is_none and steps else (1.0 if topic.low_is_none else 0.0)
    if not pull:
        return None
    return "high" if (pull > 0) != against else "low"


def _is_against(clause: str) -> bool:
    """Whether the clause says no to what it is about; two noes make none."""
    text = _ASIDE.split(" ".join(plain_letters(clause).lower().split()))[0]
    noes = sum(1 for _ in _against_pattern().finditer(text))
    return noes % 2 == 1


@cache
def _against_pattern() -> re.Pattern[str]:
    words = sorted(stance_words("against"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})(?:s|es|ed|d)?\b(?! only| just)|n't\b")


def _content(text: str) -> list[str]:
    """Content words by their stems, each by the first word of its family.

    >>> _content("The cease-fires would exclude two groups")
    ['ceasefire', 'exclude']
    """
    small, families = stance_words("small"), _families()
    found = []
    for word in _WORD.findall(plain_letters(text).lower()):
        word = word.removesuffix("'s")
        if word in small or len(word) < 3:
            continue
        found.append(families.get(word) or families.get(stem(word)) or stem(word))
    return found


@cache
def _families() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("word_families.csv"):
        for word in row["words"].split():
            found.setdefault(word, row["family"])
            found.setdefault(stem(word), row["family"])
    return found


@cache
def stem(word: str) -> str:
    """A word without its usual endings.

    >>> stem("withdrawals"), stem("exclusion"), stem("monitoring")
    ('withdrawal', 'exclus', 'monitor')
    """
    word = word.replace("-", "") if len(word) > 6 else word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
