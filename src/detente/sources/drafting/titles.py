"""People and the side they speak for, as a title beside a name tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from detente.sources.drafting.candidates import Key
from detente.sources.drafting.groups import is_group, is_other, is_plain, is_short
from detente.sources.drafting.known import peoples, sort_of
from detente.sources.drafting.tokens import Token, listed
from detente.sources.words import draft_words, word_list

_LOCAL = re.compile(r"(?i)\b(mayor|governor|head|chief|king|secretary|member|aide)s?\b")
_SENT = re.compile(r"(?i)\b(envoy|ambassador|representative|coordinator|advis[eo]r|mediator|diplomat)s?\b")
"""Those sent to a country, or asked about it, do not speak for it."""
BETWEEN = listed(
    "new newly outgoing current own main top senior chief veteran long-time humanitarian special peace foreign policy "
    "security human rights affairs ground naval air oil trade climate regional intelligence relief high"
)
"""Words that may stand between a side and a title."""
_OF = listed(
    "the a its main new largest biggest rebel opposition ruling political negotiating military armed bureau team wing"
)


_OFFICES = frozenset(["administration", "government", "cabinet", "presidency", "camp", "family", "campaign"])
"""Behind a name, these make it that of a person: `the Dahl administration`."""


class Tied(NamedTuple):
    """A title with the side and the person beside it, where there are such, and the place of these words in the text."""

    title: str
    side: Key | None
    person: str | None
    start: int
    end: int


def tied(items: Sequence[Token], place: int) -> Tied | None:
    """What the words around a title tell; None for one who held it once."""
    if place and items[place - 1].text.lower() in word_list("no_longer"):
        return None
    if items[place].text[0].isupper() and place and is_person(items[place - 1]) and " " not in items[place - 1].text:
        return None  # a surname that is also a title
    title = items[place].text.lower()
    side, left = _side_before(items, place)
    right = place
    if side is None:
        side, right = _side_after(items, place)
    person, edge = _person(items, left, right)
    if left and items[left - 1].text.lower() in word_list("no_longer"):
        return None
    last = items[max(right, edge)].end
    start = items[min(left, edge)].start if person is not None else items[left].start
    return Tied(title, side, person, start, last)


def side_of(it: Token, title: str) -> Key | None:
    """The side that a name beside a title is."""
    if it.kind == "state" and it.state is not None:
        return sort_of(it.state), it.state
    if it.kind != "name" or it.honoured or is_other(it.text) or is_plain(it.text):
        return None
    if is_group(it.text) or is_short(it.text):
        return "group", it.text
    if len(it.text.split()) == 2 and set(it.text.split()) <= peoples():
        return "group", it.text
    if len(it.text.split()) > 1 or _LOCAL.search(title) or re.search(r"(?:ial|ation|tion|ern)$", it.text):
        return None
    return "group", it.text


def _side_before(items: Sequence[Token], place: int) -> tuple[Key | None, int]:
    """`Swedish foreign minister`, `Sweden's foreign minister`, `Front spokesman`."""
    at = place - 1
    if at >= 0 and items[at].kind == "possessive":
        at -= 1
    else:
        while at >= 1 and (items[at].text in BETWEEN or items[at].text in draft_words("armed_signs")):
            at -= 1
        at -= at >= 1 and items[at].kind == "possessive"
    at -= at >= 1 and items[at].kind == "acronym"
    if at < 0 or items[at].kind not in ("state", "name"):
        return None, place
    if items[at + 1].kind == "possessive" and items[at].kind == "name" and not (
        is_group(items[at].text) or is_short(items[at].text) or items[at].after_the
    ):  # fmt: skip
        return None, place  # the spokesman of a person
    side = side_of(items[at], items[place].text)
    return (side, at) if side is not None else (None, place)


def _side_after(items: Sequence[Token], place: int) -> tuple[Key | None, int]:
    """`foreign minister of Sweden`, `spokesman for the Northern Front`, `member of the rebels' political bureau`."""
    at = place + 1
    if at >= len(items) or not (
        items[at].kind == "link" or (items[at].text == "to" and _LOCAL.search(items[place].text))
    ):
        return None, place
    link = items[at].text
    at += 1
    last = at + 6
    while at < min(len(items), last) and (items[at].text.lower() in _OF | draft_words("unrecognised") | {"of"}):
        at += 1
    if at >= len(items) or items[at].kind not in ("state", "name"):
        return None, place
    sent = link != "of" and _SENT.search(items[place].text)
    if sent and items[at].kind == "state" and sort_of(items[at].state or "") == "state":
        return None, place
    title = "leader" if items[at].after_the or is_group(items[at].text) else items[place].text
    side = side_of(items[at], title)
    if side is not None and at + 1 < len(items) and items[at + 1].text in draft_words("media_signs") | _OFFICES:
        return None, place
    return (side, at) if side is not None else (None, place)


def _person(items: Sequence[Token], left: int, right: int) -> tuple[str | None, int]:
    """The name behind the title, with or without a comma, or before it behind a comma."""
    at = right + 1
    while at < len(items) and at <= right + 3 and items[at].kind in ("comma", "acronym", "title"):
        at += 1
    if at < len(items) and is_person(items[at]) and not (at > right + 1 and _begins_clause(items, at)):
        return items[at].text, at
    at = left - 1
    while (
        at >= 0
        and items[at].kind == "word"
        and items[at].text.lower() in ("the", "a", "an", "its", "their", "who", "is")
    ):
        at -= 1
    if at >= 1 and items[at].kind == "comma" and is_person(items[at - 1]):
        return items[at - 1].text, at - 1
    return None, right


def _begins_clause(items: Sequence[Token], at: int) -> bool:
    """`the envoy said`, `the leaders, Northland reported`: what stands behind the comma may be no name of the person."""
    return items[at].after_the


def is_person(it: Token) -> bool:
    """Whether a name may be that of a person."""
    return it.kind == "name" and not (
        is_group(it.text)
        or is_other(it.text)
        or is_plain(it.text)
        or is_short(it.text)
        or (it.after_the and " " not in it.text)
    )
