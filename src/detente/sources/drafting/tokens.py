"""A text as names, states, titles, cues and other words, with spans: what parties are found by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.sources.words import states, word_list


def listed(words: str) -> frozenset[str]:
    """A list of words, parted by spaces.

    >>> sorted(listed("said told"))
    ['said', 'told']
    """
    return frozenset(words.split())


Kind = Literal["state", "name", "title", "acronym", "cue", "comma", "possessive", "link", "quote", "stop", "word"]

_TITLE = (
    r"(?:(?:deputy|vice|chief|first|acting|senior|top|special|interim|permanent|assistant)[ -])*"
    r"(?:(?:foreign|prime|defen[cs]e|interior|finance|energy|information|government|military|army|rebel|presidential) )*"
    r"(?:ministers?|presidents?|premier|chancellor|spokes(?:man|woman|person|men)|ambassadors?|envoys?|negotiators?|"
    r"secretary of state|secretary[- ]general|secretary|commanders?|leaders?|chairman|chairwoman|king|emir|"
    r"crown prince|sultan|representatives?|delegates?|mediators?|coordinator|diplomats?|officials?|advisers?|chief|head|"
    r"gen\.|col\.|lt\.|maj\.|brig\.|adm\.|colonel|admiral|general(?= [A-Z](?!ssembly|ouncil|ommand|taff|ecretariat)))"
)
_WORD = r"(?:al-|el-|as-|ad-|an-|ar-)?[A-ZÀ-ÖØ-Þ](?:[\w-]|[’'](?!s\b|\s|$))*"
_INITIALS = r"(?:[A-Z]\.){2,}"
_PART = rf"(?:{_INITIALS}|(?!(?i:{_TITLE})\b){_WORD})"
_NAME = (
    rf"{_PART}(?:(?: (?:of (?:the )?|on |for (?:the )?|de |del |bin |ibn |van |von )?| of )(?!(?:The|A|An)\b){_PART})*"
)
_SCAN = re.compile(
    rf"(?P<title>\b(?i:{_TITLE})(?:\b|(?<=\.)))|(?P<acronym>\((?:[A-Z][\w-]{{1,11}})\))|(?P<name>\b{_NAME})|"
    r"(?P<possessive>[’']s?(?!\w))|(?P<comma>,)|(?P<quote>[\"“”«»])|(?P<stop>[.!?]|\n\s*\n)|(?P<word>[^\W\d_][\w’'-]*|\d[\d,.]*\d|\d)"
)

CUES = listed(
    "said says say told tells added adds announced announces warned warns accused accuses denied denies demanded "
    "demands called calls rejected rejects insisted insists declared declares stated states stressed urged urges "
    "welcomed condemned proposed proposes offered offers vowed vows pledged pledges agreed agrees refused refuses "
    "threatened threatens claimed claims confirmed confirms acknowledged argued argues asked asks noted wants "
    "opposes supports replied responded suggested repeated reiterated promised hoped hopes believes tweeted wrote"
)
LINKS = frozenset({"of", "for", "from"})

_LEADING = listed(
    "The A An In On At But And For After Before While As He She They It We I This That These Those His Her Their "
    "Its Our When If Both Since Under With From By To Not No Yet Meanwhile However Earlier Later Last Next Some "
    "Many Several All Most One Two Three There Here What Who Why How Asked Speaking Although Though Despite "
    "During Until According Also Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March "
    "April May June July August September October November December You My Your Or So Now Then Only Even Such Any "
    "Each Neither Either Because"
)


@dataclass(frozen=True)
class Token:
    """A piece of a text: what it is, its words, where it stands, and the state it names where it names one."""

    kind: Kind
    text: str
    start: int
    end: int
    state: str | None = None
    opens: bool = False
    """True where it stands at the beginning of a sentence."""


@cache
def state_names() -> dict[str, str]:
    """Every word for a state, its adjectives and capitals, to the name of the state."""
    found: dict[str, str] = {}
    for it in states():
        for word in (*it.names, *it.adjectives, *it.capitals):
            found.setdefault(word, it.names[0])
    return found


@cache
def capital_names() -> frozenset[str]:
    """Names of capitals that are not also the name of their state."""
    return frozenset(name for it in states() for name in it.capitals if name not in it.names)


def tokens(text: str, offset: int = 0) -> list[Token]:
    """The pieces of a text, from left to right.

    >>> [(it.kind, it.text) for it in tokens("Swedish foreign minister Ann Berg said no.")][:4]
    [('state', 'Swedish'), ('title', 'foreign minister'), ('name', 'Ann Berg'), ('cue', 'said')]
    """
    found: list[Token] = []
    opens = True
    for match in _SCAN.finditer(text):
        kind, start = str(match.lastgroup), match.start() + offset
        words = match[0]
        if kind == "name":
            found += _named(words, start, opens)
        elif kind == "word":
            kind = "cue" if words in CUES else "link" if words in LINKS else "word"
            found.append(_token(kind, words, start, opens))
        else:
            found.append(_token(kind, words, start, opens))
        opens = kind == "stop" or (opens and kind == "quote")
    return found


def _token(kind: str, words: str, start: int, opens: bool, state: str | None = None) -> Token:
    return Token(kind, words, start, start + len(words), state, opens)  # type: ignore[arg-type]


def _named(words: str, start: int, opens: bool) -> Iterator[Token]:
    """A run of capitalised words as tokens: words that only open a sentence fall away, states are told from names."""
    while True:
        first, _, rest = words.partition(" ")
        if first not in _LEADING:
            break
        yield _token("word", first, start, opens)
        if not rest:
            return
        start, words, opens = start + len(first) + 1, rest, False
        for link in ("of the ", "of ", "for the ", "for ", "the "):
            if words.startswith(link):
                start, words = start + len(link), words[len(link) :]
                break
    state = state_of(words)
    if state is not None:
        yield _token("state", words, start, opens, state)
        return
    yield _token("name", words, start, opens)


def state_of(words: str) -> str | None:
    """The state that a whole name stands for: by its name, adjective or capital, or as a body of the state.

    >>> state_of("Swedish"), state_of("Swedish Army"), state_of("Government of Sweden"), state_of("Swedish Democratic Front")
    ('Sweden', 'Sweden', 'Sweden', None)
    """
    known = state_names()
    if words in known:
        return known[words]
    parts = words.split()
    for size in (3, 2, 1):
        head, tail = " ".join(parts[:size]), parts[size:]
        if head in known and tail and all(part in word_list("state_bodies") for part in tail):
            return known[head]
    body, link, name = words.partition(" of ")
    if link and all(part in word_list("state_bodies") | {"Republic", "Kingdom"} for part in body.split()):
        return known.get(name.removeprefix("the "))
    return None


def sentences(items: Iterable[Token]) -> Iterator[list[Token]]:
    """Tokens in sentences."""
    current: list[Token] = []
    for it in items:
        if it.kind == "stop":
            if current:
                yield current
            current = []
        else:
            current.append(it)
    if current:
        yield current
