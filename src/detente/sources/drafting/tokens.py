"""A text as names, states, titles, cues and other words, with spans: what parties are found by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from detente.sources.drafting.known import known_names, state_of
from detente.sources.words import draft_words


def listed(words: str) -> frozenset[str]:
    """A list of words, parted by spaces.

    >>> sorted(listed("said told"))
    ['said', 'told']
    """
    return frozenset(words.split())


Kind = Literal[
    "state", "name", "led", "title", "acronym", "cue", "comma", "possessive", "link", "quote", "stop", "word"
]

_TITLE = (
    r"(?:(?:deputy|vice|chief|first|acting|senior|top|special|interim|permanent|assistant)[ -])*"
    r"(?:(?:foreign|prime|defen[cs]e|interior|finance|energy|information|government|military|army|rebel|presidential) )*"
    r"(?:ministers?|presidents?|premier|chancellor|spokes(?:man|woman|person|men)|ambassadors?|envoys?|negotiators?|"
    r"secretary of state|secretary[- ]general|secretary|commanders?|leaders?|chairman|chairwoman|king|emir|"
    r"crown prince|sultan|representatives?|delegates?|mediators?|coordinator|diplomats?|officials?|advis[eo]rs?|chief|head|"
    r"aides?|members?|gen\.|col\.|lt\.|maj\.|brig\.|adm\.|(?:major|lieutenant|brigadier)[- ]general|colonel|admiral|"
    r"major(?= [A-Z])|captain(?= [A-Z])|lieutenant(?= [A-Z])|brigadier|senator|governor|mayor|"
    r"general(?= [A-Z](?!ssembly|ouncil|ommand|taff|ecretariat|eople)))"
)
_WORD = r"(?:al-|el-|as-|ad-|an-|ar-)?[A-ZÀ-ÖØ-Þ](?:[\w-]|[’'](?!s\b|\s|$))*"
_INITIALS = r"(?:[A-Z]\.){2,}"
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b"
)
_OWNERS = r"(?:People|Worker|Farmer|Peasant|Women|Citizen|Patriot|Student|Veteran|Children)(?:[’']s|s[’'])(?= [A-Z])"
_PART = rf"(?:{_INITIALS}|{_OWNERS}|(?!(?i:{_TITLE})\b){_WORD})"
_NAME = rf"(?:\d\+\d )?{_PART}(?:(?: (?:of (?:the )?|for (?:the )?|de |del |bin |ibn |van |von )?)(?!(?:The|A|An|{_DAY})\b){_PART})*"
_LONG_NAMES = "|".join(
    re.escape(name)
    for name in sorted(known_names(), key=len, reverse=True)
    if re.search(r" (?:and|in|on|the) |’s|'s", name)
)
"""Known names that hold words which else part names."""
_SCAN = re.compile(
    rf"(?P<honour>\b(?:Mr|Ms|Mrs|Dr|Fr|Rev|Sir|Dame|Lord|Lady)\b\.?(?= [A-Z]))|(?P<long>\b(?:{_LONG_NAMES})\b)|"
    rf"(?P<title>\b(?i:{_TITLE})(?:\b|(?<=\.)))|(?P<acronym>\((?:[A-Z0-9][\w+-]{{1,11}})\))|(?P<name>\b{_NAME})|"
    r"(?P<possessive>[’']s?(?!\w))|(?P<comma>,)|(?P<quote>[\"“”«»])|(?P<stop>[.!?]|\n\s*\n)|(?P<word>[^\W\d_][\w’'-]*|\d[\d,.]*\d|\d)"
)
_LED = re.compile(r"(?P<name>.+)-(?P<how>[a-z]+)$")

CUES = listed(
    "said says say told tells added adds announced announces warned warns accused accuses denied denies demanded "
    "demands called calls rejected rejects insisted insists declared declares stated states stressed urged urges "
    "welcomed condemned proposed proposes offered offers vowed vows pledged pledges agreed agrees refused refuses "
    "threatened threatens claimed claims confirmed confirms acknowledged argued argues asked asks noted wants "
    "opposes supports replied responded suggested repeated reiterated promised hoped hopes believes tweeted wrote "
    "criticized criticised blamed blames thanked praised congratulated backed opposed answered vetoed hinted explained "
    "recalled stressed conceded admitted joked estimates reported appealed approved"
)
LINKS = frozenset({"of", "for", "from"})

_LEADING = listed(
    "The A An In On At But And For After Before While As He She They It We I This That These Those His Her Their "
    "Its Our When If Both Since Under With From By To Not No Yet Meanwhile However Earlier Later Last Next Some "
    "Many Several All Most One Two Three There Here What Who Why How Asked Speaking Although Though Despite "
    "During Until According Also Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March "
    "April May June July August September October November December You My Your Or So Now Then Only Even Such Any "
    "Each Neither Either Because Across Out Like Against Between Among Within Without Behind Above Below Over Just Still "
    "Well Let Yes Former Fighting Talks Officials"
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
    after_the: bool = False
    """True where an article stands before it, as before names of groups and seldom before those of people."""
    honoured: bool = False
    """True behind `Mr` and the like: the name of a person."""


def tokens(text: str, offset: int = 0) -> list[Token]:
    """The pieces of a text, from left to right.

    >>> [(it.kind, it.text) for it in tokens("Swedish foreign minister Ann Berg said no.")][:4]
    [('state', 'Swedish'), ('title', 'foreign minister'), ('name', 'Ann Berg'), ('cue', 'said')]
    """
    found: list[Token] = []
    opens, honoured = True, False
    for match in _SCAN.finditer(text):
        kind, start = str(match.lastgroup), match.start() + offset
        words = match[0]
        if kind == "honour":
            honoured, opens = True, False
            continue
        if kind in ("name", "long"):
            found += _named(words, start, opens, honoured, _follows_article(found))
        else:
            if kind == "word":
                kind = "cue" if words in CUES else "link" if words in LINKS else "word"
            found.append(Token(kind, words, start, start + len(words), None, opens))  # type: ignore[arg-type]
        opens, honoured = kind == "stop" or (opens and kind == "quote"), False
    return found


def _follows_article(found: list[Token]) -> bool:
    """True where `the` stands before, at once or before one more word."""
    last = [it.text.lower() for it in found[-2:] if it.kind in ("word", "led")]
    return last[-1:] == ["the"] or (len(last) == 2 and last[0] == "the")


def _named(words: str, start: int, opens: bool, honoured: bool, after_the: bool) -> Iterator[Token]:
    """A run of capitalised words as tokens: words that only open a sentence fall away, states are told from names."""
    while True:
        first, _, rest = words.partition(" ")
        led = _LED.match(first)
        if led is not None and led["how"] in _HOW:
            yield Token("led", first, start, start + len(first), state_of(led["name"]), opens)
        elif first in _LEADING:
            yield Token("word", first, start, start + len(first), None, opens)
            after_the = first == "The"
        else:
            break
        if not rest:
            return
        start, words, opens = start + len(first) + 1, rest, False
        for link in ("of the ", "of ", "for the ", "for ", "the "):
            if words.startswith(link):
                start, words = start + len(link), words[len(link) :]
                after_the = link.endswith("the ")
                break
    state = None if honoured else state_of(words)
    yield Token(
        "state" if state is not None else "name", words, start, start + len(words), state, opens, after_the, honoured
    )


_HOW = draft_words("backing") | draft_words("leading") | draft_words("brokering")


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
