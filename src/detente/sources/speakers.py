"""Who speaks: the party behind a name, an office, a pronoun or a person that the article has introduced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from detente.sources.aliases import Found
from detente.sources.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them"})
_BOUND = re.compile(r"^-(?:\w+ed|led|born|run)\b")


class Speaker(NamedTuple):
    """The party of a speaker, None where not known; ``named`` where it was named and is no pronoun."""

    party: str | None
    named: bool = True


class Paragraph:
    """A parsed paragraph with the names of parties in it, ready to be asked whose a word is."""

    def __init__(self, doc: Doc, found: Iterable[Found]) -> None:
        self.doc = doc
        self.names = list(found)
        self._at: dict[int, Found] = {}
        for name in self.names:
            for token in doc:
                if token.idx >= name.end:
                    break
                if token.idx + len(token) > name.start:
                    self._at[token.i] = name

    def name_at(self, token: Token) -> Found | None:
        """The name of a party that covers the word."""
        return self._at.get(token.i)


class Voices:
    """What an article has said so far of who speaks: the last speaker, and people with the side they speak for."""

    def __init__(self) -> None:
        self.last: str | None = None
        self._spoken = False
        self.people: dict[str, str] = {}
        self.topic: str | None = None
        """The party that the paragraph before began with."""

    def heard(self, speaker: Speaker) -> None:
        """Remember a speaker that was named."""
        if speaker.named:
            self.last, self._spoken = speaker.party, True

    def turn_to(self, names: Sequence[Found]) -> None:
        """Remember whom a paragraph is about, once it is read."""
        if names:
            self.topic = str(names[0].value.party)

    def introduce(self, text: str, names: Iterable[Found]) -> None:
        """Learn who speaks for whom from a paragraph: `Norwegian Foreign Minister Kari Dahl` speaks for Norway."""
        titles, offices = word_list("titles"), word_list("speak_for")
        for name in names:
            words = re.match(r"(?:[’']s)?((?:\s+[\w.’'-]+){1,7})", text[name.end : name.end + 120])
            if words is None or text[: name.start].rstrip().lower().endswith(("former", "ex-")):
                continue
            title = False
            person: list[str] = []
            for word in words[1].split():
                bare = word.rstrip(".,'’").removesuffix("’s").removesuffix("'s")
                if not person and (
                    word in titles or bare in titles or bare.lower() in offices or bare in ("of", "and", "for")
                ):
                    title = title or bare not in ("of", "and", "for")
                elif bare[:1].isupper() or (person and bare in ("al", "bin", "de", "van", "von", "el")):
                    person.append(bare)
                    if word.endswith((",", "’s", "'s")):
                        break
                else:
                    break
            if title and person and len(person) <= 4 and person[-1][:1].isupper():
                self.people.setdefault(person[-1], name.value.party)

    def party_of(self, head: Token, paragraph: Paragraph, depth: int = 0) -> Speaker:
        """The speaker that a word stands for: a name, an office, a pronoun or a person introduced before."""
        if head.lower_ in ("who", "which", "that") and head.dep_ in ("nsubj", "nsubjpass"):
            verb = head.head
            if verb.dep_ == "relcl" and depth < 3:
                return self.party_of(verb.head, paragraph, depth + 1)
        if head.pos_ == "PRON" or head.lower_ in PRONOUNS:
            return self._pronoun(head, paragraph)
        name = paragraph.name_at(head)
        if name is not None and name.value.kind != "adjective" and not _is_bound(paragraph, name):
            return Speaker(name.value.party)
        party = self._by_office(head, paragraph) or self._by_apposition(head, paragraph, depth)
        if party is None and head.pos_ == "PROPN":
            party = self.people.get(head.text)
        if party is None:
            party = self._by_reference(head, paragraph)
        if party is None:
            return Speaker(None)
        for person in (head, *(it for it in head.children if it.dep_ == "appos")):
            if person.pos_ == "PROPN" and paragraph.name_at(person) is None:
                self.people.setdefault(person.text, party)
        return Speaker(party)

    def _by_reference(self, head: Token, paragraph: Paragraph) -> str | None:
        """`Its spokesman`, `the minister`: of whoever spoke last, else of whom the text is about."""
        office = head.lower_ in word_list("speak_for")
        owned = any(it.tag_ == "PRP$" and it.lower_ in ("its", "their", "his", "her") for it in head.lefts)
        definite = any(it.lower_ in ("the", "this") for it in head.lefts)
        if not office or any(_no_longer(it) for it in _all_left_of(head)):
            return None
        if not owned and (not definite or any(it.dep_ == "prep" for it in head.rights)):
            return None
        return self.last if self._spoken else self._subject_before(head, paragraph) or self.topic

    def _pronoun(self, head: Token, paragraph: Paragraph) -> Speaker:
        if head.lower_ not in PRONOUNS:
            return Speaker(None)
        if self._spoken:
            return Speaker(self.last, named=False)
        return Speaker(self._subject_before(head, paragraph) or self.topic, named=False)

    def _subject_before(self, head: Token, paragraph: Paragraph) -> str | None:
        """The party that is the last subject before the word, in its sentence rather than in one before."""
        subjects = [
            name
            for token in paragraph.doc[: head.i]
            if token.dep_ in ("nsubj", "nsubjpass") and (name := paragraph.name_at(token)) is not None
        ]
        same = [name for name in subjects if name.start >= head.sent.start_char]
        chosen = (same or subjects)[-1:]
        return str(chosen[0].value.party) if chosen else None

    def _by_office(self, head: Token, paragraph: Paragraph) -> str | None:
        """`A Norwegian official`, `Secretary Dahl of Norway`, `spokesman for the union`."""
        office = head.lower_ in word_list("speak_for")
        if not office and head.pos_ != "PROPN":
            return None
        near = [*_left_of(head), *(_right_of(head) if office else ())]
        if any(_no_longer(token) for token in _all_left_of(head)):
            return None
        for token in near:
            name = paragraph.name_at(token)
            if name is not None and not _is_bound(paragraph, name):
                return str(name.value.party)
        return None

    def _by_apposition(self, head: Token, paragraph: Paragraph, depth: int) -> str | None:
        if depth > 2:
            return None
        for child in head.children:
            if child.dep_ == "appos" and child.i > head.i:
                name = paragraph.name_at(child)
                party = str(name.value.party) if name is not None and name.value.kind == "name" else None
                party = party or self._by_office(child, paragraph)
                if party is not None:
                    return party
        return None


def _all_left_of(head: Token) -> Iterator[Token]:
    for child in head.lefts:
        if child.dep_ in ("compound", "amod", "poss", "nmod", "det", "advmod", "nummod", "punct"):
            yield from child.subtree


def _left_of(head: Token) -> list[Token]:
    return [
        it for it in _all_left_of(head) if it.dep_ in ("compound", "amod", "poss", "nmod", "npadvmod", "conj", "pobj")
    ]


def _right_of(head: Token) -> list[Token]:
    """What stands behind `of`, `for`, `from` and the like, one step deep."""
    found = []
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "with", "in", "at"):
            for inner in child.rights:
                if inner.dep_ == "pobj":
                    found += [inner, *_left_of(inner)]
                    if inner.lower_ in word_list("speak_for"):
                        found += _right_of(inner)
    return found


def _no_longer(token: Token) -> bool:
    return token.lower_ in word_list("no_longer")


def _is_bound(paragraph: Paragraph, name: Found) -> bool:
    """Whether the name is bound into a word such as `X-backed`."""
    return bool(_BOUND.match(paragraph.doc.text[name.end : name.end + 20]))
