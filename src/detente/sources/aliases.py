"""Finding many names in a text quickly: one tree of words, read once from left to right, the longest name winning."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_END = ""
SHORTEST_SHOUTED = 4
"""Letters from which a name is also found in capitals; shorter ones would be read into common words."""

LONGEST_NAME = 60
"""Words and signs of a name at the most; what is longer is a text, and is not looked for."""


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
        self._deepest = 1
        for name, value in names:
            for written in ways_to_write(name):
                self._add(written, value)

    def _add(self, name: str, value: Any) -> None:
        node = self._root
        keys = [key for _, _, key in islice(_keys(plain_letters(name)), LONGEST_NAME + 1)]
        if len(keys) > LONGEST_NAME:
            return
        self._deepest = max(self._deepest, len(keys))
        for key in keys:
            node = node.setdefault(key, {})
        if node is not self._root:
            node.setdefault(_END, value)

    def find(self, text: str) -> list[Found]:
        """Names in the text, from left to right, none within another."""
        found = []
        rest = _keys(plain_letters(text))
        ahead = deque(islice(rest, self._deepest + 1))  # all words of a long page at once would not fit in memory
        while ahead:
            count, value = self._longest(ahead)
            if count:
                found.append(Found(ahead[0][0], ahead[count - 1][1], value))
            for _ in range(count or 1):
                ahead.popleft()
            ahead.extend(islice(rest, count or 1))
        return found

    def _longest(self, ahead: Sequence[tuple[int, int, str]]) -> tuple[int, Any]:
        """How many of the words ahead are the longest name that begins there, 0 where none does, and its value."""
        node, count, value = self._root.get(ahead[0][2].lstrip()), 0, None
        step = 1
        while node is not None:
            if _END in node:
                count, value = step, node[_END]
            node = node.get(ahead[step][2]) if step < len(ahead) else None
            step += 1
        return count, value


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
