"""Finding many names in a text quickly: one tree of words, read once from left to right, the longest name winning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_END = ""
SHORTEST_SHOUTED = 4
"""Letters from which a name is also found in capitals; shorter ones would be read into common words."""


class Found(NamedTuple):
    """A name in a text: where it stands, and what is known of it."""

    start: int
    end: int
    value: Any


class NameTree:
    """Names and their values, found in a text in one pass.

    A name is found as it is written, with any spacing, any kind of apostrophe and with or without accents; a name in
    small letters is found in any case, and one of four letters or more also in capitals.

    >>> tree = NameTree([("Islamic State", 1), ("Islamic State of Iraq", 2)])
    >>> [found.value for found in tree.find("Islamic  State of Iraq, then Islamic State of mind")]
    [2, 1]
    """

    def __init__(self, names: Iterable[tuple[str, Any]]) -> None:
        self._root: dict[str, Any] = {}
        for name, value in names:
            for written in ways_to_write(name):
                self._add(written, value)

    def _add(self, name: str, value: Any) -> None:
        node = self._root
        for _, _, key in _keys(plain_letters(name)):
            node = node.setdefault(key, {})
        if node is not self._root:
            node.setdefault(_END, value)

    def find(self, text: str) -> list[Found]:
        """Names in the text, from left to right, none within another."""
        words = list(_keys(plain_letters(text)))
        found, place = [], 0
        while place < len(words):
            end, value = self._longest(words, place)
            if end == place:
                place += 1
                continue
            found.append(Found(words[place][0], words[end - 1][1], value))
            place = end
        return found

    def _longest(self, words: list[tuple[int, int, str]], place: int) -> tuple[int, Any]:
        node, end, value = self._root.get(words[place][2].lstrip()), place, None
        step = place + 1
        while node is not None:
            if _END in node:
                end, value = step, node[_END]
            node = node.get(words[step][2]) if step < len(words) else None
            step += 1
        return end, value


def _keys(text: str) -> Iterator[tuple[int, int, str]]:
    """Words and signs with their places; a space in front says that the word is set apart from the one before."""
    before = 0
    for word in _WORD.finditer(text):
        start, end = word.span()
        yield start, end, (" " + word[0] if start > before and before else word[0])
        before = end


def ways_to_write(name: str) -> set[str]:
    """How a name may be written: as it is, at the start of a sentence, in a headline, in capitals.

    >>> sorted(ways_to_write("rebel groups"))
    ['REBEL GROUPS', 'Rebel Groups', 'Rebel groups', 'rebel groups']
    """
    name = " ".join(name.split())
    if sum(map(str.isalnum, name)) < 2 or not any(map(str.isalpha, name)):
        return set()  # `M23` is a name; a single letter or a number would be found everywhere
    first, words = name[:1], name.split(" ")
    ways = {name, first.upper() + name[1:]}
    if len(words) > 1:
        ways.add(" ".join(word[:1].upper() + word[1:] if len(word) > 3 else word for word in words))
        if words[0].istitle() and " ".join(words[1:]).islower() and not _is_state_word(words[0]):
            ways.add(first.lower() + name[1:])  # a name of common words, written large only as a heading
    if sum(map(str.isalpha, name)) >= SHORTEST_SHOUTED:
        ways.add(name.upper())
    return ways


@cache
def _state_words() -> frozenset[str]:
    from detente.sources.words import states

    return frozenset(word for state in states() for word in (*state.names, *state.adjectives, *state.capitals))


def _is_state_word(word: str) -> bool:
    return word in _state_words()


def plain_letters(text: str) -> str:
    """The text with plain apostrophes, hyphens and letters without accents, every character in its place.

    >>> plain_letters("Erdoğan’s")
    "Erdogan's"
    """
    if text.isascii():
        return text
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in "’‘ʼ`´ʻ":
            plain = "'"
        elif letter in "‐‑–":
            plain = "-"
        else:
            plain = letter if code < 128 else (unicodedata.normalize("NFD", letter)[0] or letter)
            if letter == "ı":
                plain = "i"
        self[code] = plain
        return plain


_PLAIN = _Plain()
