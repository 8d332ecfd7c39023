"""A parsed paragraph with the names of parties in it, ready to be asked whose a word is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from detente.sources.aliases import Found
from detente.sources.nouns import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BOUND = re.compile(r"^-(?:\w+ed|led|born|run)\b")


class Paragraph:
    """A parsed paragraph with the names of parties in it, ready to be asked whose a word is."""

    def __init__(
        self,
        doc: Doc,
        found: Iterable[Found],
        places: Iterable[Found] = (),
        quoted: Sequence[tuple[int, int]] = (),
        *,
        headline: bool = False,
    ) -> None:
        self.doc = doc
        self._starts = [token.idx for token in doc]
        self.headline = headline
        self.text: str = doc.text
        self.names = list(found)
        told = [token for token in doc if not any(start <= token.idx < end for start, end in quoted)]
        self._subjects = [token for token in told if token.dep_ in SUBJECTS]
        self._at = _by_token(self._starts, self.names)
        self._places = _by_token(self._starts, places)

    def words(self, start: int, end: int) -> list[Token]:
        """The words that begin between two places of the text."""
        return list(self.doc[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def name_at(self, token: Token) -> Found | None:
        """The name of a party that covers the word and is not bound into another, such as `X-backed`."""
        name = self._at.get(token.i)
        return None if name is None or _BOUND.match(self.text[name.end : name.end + 20]) else name

    def place_at(self, token: Token) -> Found | None:
        """The name of a party's capital or land that covers the word, though it is only a place here."""
        return self._at.get(token.i) or self._places.get(token.i)

    def place_of(self, token: Token) -> str | None:
        """The party in whose capital a sentence says that somebody speaks: `In Oslo, the minister said`."""
        if not self._places:
            return None
        top = token
        while top.dep_ in ("compound", "amod", "nmod", "poss", "appos") and top.head.i != top.i:
            top = top.head
        opens = token.sent.start + 1
        for child in token.sent:
            if child.lower_ == "in" and child.dep_ == "prep" and (child.i <= opens or child.head.i == top.head.i):
                for end in child.rights:
                    place = self._places.get(end.i) if end.dep_ == "pobj" else None
                    if place is not None and place.value.kind in ("capital", "seat"):
                        return str(place.value.party)
        return None

    def named_before(self, token: Token) -> list[str]:
        """Parties named in the paragraph before the word, in order."""
        return [str(name.value.party) for name in self.names if name.end <= token.idx]

    def subjects_before(self, token: Token) -> list[str]:
        """Parties that are subjects in the paragraph before the word, in order; of side clauses only where there are no others."""
        named = [(it, name) for it in self._subjects if it.i < token.i and (name := self.name_at(it)) is not None]
        main = [name for it, name in named if it.head.dep_ not in ("advcl", "relcl", "acl")]
        return [str(name.value.party) for name in main or [name for _, name in named]]


def _by_token(starts: Sequence[int], found: Iterable[Found]) -> dict[int, Found]:
    """Names by the number of each word that they cover, given where the words begin."""
    at = {}
    for name in found:
        first = max(0, bisect_right(starts, name.start) - 1)
        for number in range(first, bisect_left(starts, name.end)):
            at[number] = name
    return at
