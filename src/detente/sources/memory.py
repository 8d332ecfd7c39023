"""What an article has said so far of who speaks, and whom its pronouns and common nouns then mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from detente.sources.aliases import Found
from detente.sources.common_nouns import CommonNouns, is_common_noun, is_named_most, needs_article
from detente.sources.nouns import SUBJECTS, is_indefinite, sentence_of, stands_by_itself, word_of
from detente.sources.paragraphs import Paragraph
from detente.sources.people import People
from detente.sources.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = _HE | _IT | _THEY
SPOKES = frozenset(["spokesman", "spokeswoman", "spokesperson", "statement", "communique", "office"])
"""Of these `his` may be of whoever is spoken of: `Kerry is ill, his spokesman said`."""
DEEPEST = 4
"""Steps from a word to its owner that are followed."""


class Speaker(NamedTuple):
    """The party of a speaker, None where not known; ``named`` where it was named and is no pronoun.

    ``human`` says whether it is a person, None where the words do not tell; ``plural`` whether there are several.
    """

    party: str | None
    named: bool = True
    human: bool | None = None
    plural: bool = False


class Memory:
    """The speakers, people, offices and names that an article has brought up, read from its beginning to its end."""

    def __init__(self, nouns: CommonNouns, named: Sequence[str] = ()) -> None:
        self.people = People()
        self._nouns = nouns
        self._everywhere = list(named)
        self._subjects: list[tuple[Speaker, tuple[int, int] | None]] = []
        self._spoke = False
        self._named: list[str] = []
        self._offices: dict[str, str | None] = {}
        self._topic: str | None = None

    def heard(self, speaker: Speaker, sentence: tuple[int, int] | None = None) -> None:
        """Remember a speaker, or whom a sentence is about, so that pronouns find them."""
        if speaker.named:
            self._subjects.append((speaker, sentence))
            self._spoke = True

    def turn_to(self, names: Sequence[Found]) -> None:
        """Remember whom a paragraph is about and whom it names, once it is read."""
        self._named += [str(name.value.party) for name in names]
        if names:
            self._topic = str(names[0].value.party)

    def _read_out(self, token: Token) -> None:
        """A paper or medium that a sentence tells of, where no party is its subject, is what `it` means next."""
        if token.pos_ != "NOUN" or token.lower_ not in word_list("documents") or not stands_by_itself(token):
            return
        here = sentence_of(token)
        if not any(place == here for _, place in self._subjects[-3:]):
            self.heard(Speaker(None, human=False), here)

    def _told_of(self, token: Token, paragraph: Paragraph) -> list[str]:
        """The parties that the paragraph tells of before a word: its subjects, however they are named."""
        here = id(paragraph.doc)
        heard = []
        for it, place in reversed(self._subjects):
            if place is not None and place[0] != here:
                break
            if place is not None and it.party is not None:
                heard.append(it.party)
        return [*paragraph.subjects_before(token), *reversed(heard)]

    def _common(self, token: Token, paragraph: Paragraph) -> str | None:
        """`The ministry`: of the state that the paragraph, or the article, last told of; else by the kind of party."""
        word = word_of(token)
        bare = needs_article(word) and is_indefinite(token) and token.dep_ != "compound" and not paragraph.headline
        if not is_common_noun(word) or bare:
            return None
        able = self._nouns.of_kinds(word)
        before = [*self._named, *paragraph.named_before(token)]
        if len(able) > 1 and not is_named_most(word):
            told = [it for it in self._told_of(token, paragraph) if it in able]
            place = paragraph.place_of(token)
            if told or place in able:
                return told[-1] if told else place
            if self._offices.get(word) is not None:
                return self._offices[word]
            main = self._nouns.main(word, self._everywhere or before)
            spoke = [it.party for it, _ in self._subjects if it.party in main]
            if spoke and len(main) > 1:
                return spoke[-1]
        return self._nouns.party(word, before, self._everywhere or before)

    def _state(self, head: Token, paragraph: Paragraph) -> str | None:
        """The state or government that the article last told of before a word."""
        able = self._nouns.of_kinds("government")
        told = [it for it in (*self._named, *paragraph.named_before(head)) if it in able]
        return told[-1] if told else None

    def _pronoun(self, head: Token, paragraph: Paragraph) -> Speaker:
        """`He` is the last person who spoke or was spoken of as a subject, `it` the last body, `they` the last several."""
        word = head.lower_
        if word in _HE:
            return Speaker(self._subject_before(head, paragraph, lambda it: it.human is not False), False, True)
        if word in _IT:
            return Speaker(self._subject_before(head, paragraph, lambda it: it.human is not True), False, False)
        return Speaker(
            self._subject_before(head, paragraph, lambda it: it.human is not True or it.plural), False, None, True
        )

    def _subject_before(self, head: Token, paragraph: Paragraph, fits: Callable[[Speaker], bool]) -> str | None:
        """The party of the last subject that fits; the one that the verb itself hangs on comes first."""
        step = head.head
        for _ in range(DEEPEST):
            if step.dep_ not in ("advcl", "relcl", "conj", "acl", "pcomp") or step.head.i == step.i:
                break
            step = step.head
            for child in step.lefts:
                if child.dep_ in SUBJECTS and child.i < head.i and child.lower_ not in PRONOUNS:
                    name = paragraph.name_at(child)
                    if name is not None:
                        return str(name.value.party)
        here = None if head.head.lower_ in SPOKES else sentence_of(head)
        for speaker, sentence in reversed(self._subjects):
            if fits(speaker) and sentence != here:
                return speaker.party
        if self._spoke:
            return self._subjects[-1][0].party
        chosen = (paragraph.subjects_before(head) or paragraph.named_before(head))[-1:]
        return chosen[0] if chosen else self._topic if head.lower_ in _HE else None
