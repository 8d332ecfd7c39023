"""Hearing: whom offices, people, common nouns and pronouns of a paragraph mean, by what the article has said of speakers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.sources.aliases import Found
from detente.sources.attribution import cue_of, subject_of
from detente.sources.memory import PRONOUNS
from detente.sources.paragraphs import Paragraph
from detente.sources.speakers import Voices
from detente.sources.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Parties = tuple[str, ...]
_NOT_HEARD = {"i", "we", "you", "there", "what", "it"}


class Hearing:
    """A paragraph as the voices of its article hear it, sentence by sentence.

    ``names`` are those of the paragraph, ``quoted`` the places of quoted words in it; both count its characters.
    """

    def __init__(
        self, doc: Doc, names: Sequence[Found], voices: Voices, quoted: Sequence[tuple[int, int]], *, headline: bool
    ) -> None:
        self._paragraph = Paragraph(doc, names, headline=headline)
        self._names = names
        self._voices = voices
        self._quoted = quoted
        voices.people.introduce(doc.text, names)

    def meet(self, sentence: Span) -> None:
        """Learn whom a sentence introduces, before it is read for events."""
        for token in sentence:
            if not self._is_quoted(token):
                self._voices.meet(token, self._paragraph)

    def follow(self, sentence: Span) -> None:
        """Remember who speaks in a sentence, once it is read."""
        for token in sentence:
            if self._is_quoted(token) or cue_of(token) is None:
                continue
            subject = subject_of(token, self._quoted)
            if subject is not None and subject.lower_ not in _NOT_HEARD:
                self._voices.heard(self._voices.party_of(subject, self._paragraph))

    def close(self) -> None:
        """Remember whom the paragraph names, once all of it is read."""
        self._voices.turn_to(self._names)

    def actor(self, head: Token) -> Parties:
        """The party that a noun or pronoun stands for as somebody who acts or speaks."""
        if head.pos_ not in {"NOUN", "PROPN", "PRON"} or (head.lower_ in PRONOUNS and self._is_quoted(head)):
            return ()
        party = self._voices.party_of(head, self._paragraph).party
        return (party,) if party else ()

    def person(self, head: Token) -> Parties:
        """The party of somebody who is named, or called by an office, as whom something is done to or said to."""
        if head.text in self._voices.people or head.lower_ in word_list("speak_for"):
            return self.actor(head)
        return ()

    def _is_quoted(self, token: Token) -> bool:
        return any(start <= token.idx < end for start, end in self._quoted)
