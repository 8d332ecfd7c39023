"""The scene: a parsed paragraph with the parties that its words name, and who speaks in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from detente.sources.coding import Mention
    from detente.sources.plover.hearing import Hearing
    from detente.sources.referents import Referents

Parties = tuple[str, ...]


class Scene:
    """A parsed paragraph with the parties that its words name, and who spoke or acted last."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], offset: int, referents: Referents | None = None) -> None:
        self.doc = doc
        self.offset = offset
        self.referents = referents
        self.hearing: Hearing | None = None
        """What the article has said so far of who speaks and acts."""
        self.voices: list[tuple[int, int, str | None]] = []
        """Where quoted words stand in the article, and the party that speaks them."""
        self.party_at: dict[int, str] = {}
        self.spans: dict[str, list[tuple[int, int]]] = {}
        self.last: Parties = referents.last if referents else ()
        for mention in mentions:
            span = doc.char_span(mention.start - offset, mention.end - offset, alignment_mode="expand")
            if span is None or not len(span):
                continue
            self.spans.setdefault(mention.party, []).append((span.start, span.end))
            for token in span:
                if token.dep_ not in {"det", "case", "punct", "prep"}:
                    self.party_at[token.i] = mention.party

    def voice(self, token: Token) -> Parties | None:
        """Return the party whose quoted words hold a word, none if nobody knows it; None outside of quotes."""
        place = self.offset + token.idx
        for start, end, speaker in self.voices:
            if start <= place < end:
                return (speaker,) if speaker else ()
        return None

    def asked(self, token: Token) -> Parties:
        """Return the party that a question put in a transcript is asked of: who speaks next."""
        place = self.offset + token.idx
        if not any(start <= place < end and speaker is None for start, end, speaker in self.voices):
            return ()
        later = [speaker for start, _, speaker in sorted(self.voices, key=lambda it: it[0]) if start > place]
        return (later[0],) if later and later[0] else ()
