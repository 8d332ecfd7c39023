"""Who speaks: the party behind a name, an office, a pronoun or a person that the article has introduced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.sources.common_nouns import is_common_noun, names_a_group
from detente.sources.memory import DEEPEST, PRONOUNS, SPOKES, Memory, Speaker
from detente.sources.nouns import (
    SUBJECTS,
    belongs_to_a_stranger,
    described,
    ends_a_name,
    is_human,
    is_of_a_stranger,
    is_state_medium,
    may_be_person,
    may_be_subject,
    sentence_of,
    stands_by_itself,
    word_of,
    words_before,
)
from detente.sources.paragraphs import Paragraph
from detente.sources.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOCAL = frozenset(
    [
        "official",
        "officials",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "authorities",
        "leaders",
        "ministers",
        "government",
        "politicians",
    ]
)
"""People who, where a capital is named as their place, belong to the state that it is the capital of."""
_SUBORDINATE = frozenset(
    word + end
    for word in ("official", "commander", "negotiator", "delegate", "aide", "adviser", "officer")
    for end in ("", "s")
)
"""Whoever is called no more than this belongs to the party that the paragraph tells of."""
_FOR = frozenset(
    ["speak", "represent", "head", "lead", "command", "negotiate", "chair", "run", "mediate", "handle", "act", "work",
     "advise", "conduct", "oversee", "coordinate", "direct", "found", "govern", "serve"]
)  # fmt: skip
"""Verbs behind `who` that make somebody speak for the party which they name."""
_OTHERS = frozenset(["counterpart", "counterparts", "opposite", "rival", "foe", "enemy"])
"""Whoever is somebody's counterpart is of another side."""
_NOT_OF_A_STATE = frozenset(["party", "parties", "opposition", "union", "church", "movement", "club"])
"""What a state's name before it does not make its own: `Norland's main nationalist party`."""


class Voices(Memory):
    """What an article has said so far of who speaks, read from its beginning to its end."""

    def meet(self, token: Token, paragraph: Paragraph) -> None:
        """Learn from a word which person it introduces (`Ana Ruiz, a rebel commander`), and whom the sentence is about."""
        name = paragraph.name_at(token)
        if token.pos_ == "PROPN" and name is None and ends_a_name(token) and token.text not in self.people:
            party, known = self._owner(token, paragraph, 0)
            if known:
                self._learn(token, party)
        if token.pos_ == "NOUN" and token.dep_ in ("pobj", "dobj", "appos") and token.lower_ in word_list("speak_for"):
            party, known = self._owner(token, paragraph, 0)
            indefinite = any(it.lower_ in ("a", "an", "one") for it in token.lefts)
            if known or (indefinite and token.lower_ not in word_list("documents")):
                self._offices[token.lower_] = party
        self._read_out(token)
        if may_be_subject(token) and token.lower_ not in PRONOUNS and stands_by_itself(token):
            speaker = self.party_of(token, paragraph)
            if speaker.party is None and may_be_person(token):
                speaker = speaker._replace(human=True)
            if speaker.party is not None or speaker.human:
                self.heard(speaker, sentence_of(token))
            elif (owner := self._possessor(token, paragraph)) is not None:
                self.heard(Speaker(owner, human=False), sentence_of(token))

    def _possessor(self, noun: Token, paragraph: Paragraph) -> str | None:
        """The party whose a thing is: `Norland's reply was brisk`."""
        owners = (paragraph.name_at(it) for it in noun.lefts if it.dep_ == "poss")
        return next((str(name.value.party) for name in owners if name is not None), None)

    def subject_of_headline(self, paragraph: Paragraph) -> str | None:
        """The party of the first subject, or of the first name: whose words a headline quotes."""
        for token in paragraph.doc:
            if may_be_subject(token):
                return self.party_of(token, paragraph).party
        return None

    def party_of(self, head: Token, paragraph: Paragraph, depth: int = 0) -> Speaker:
        """The speaker that a word stands for: a name, an office, a pronoun, a person introduced before, a common noun."""
        if depth > DEEPEST:
            return Speaker(None)
        if head.lower_ in ("who", "which", "that") and head.dep_ in SUBJECTS and head.head.dep_ == "relcl":
            return self.party_of(head.head.head, paragraph, depth + 1)
        if head.lower_ in PRONOUNS:
            return self._pronoun(head, paragraph)
        name = paragraph.name_at(head)
        human, plural = is_human(head), head.tag_ in ("NNS", "NNPS") or bool(list(head.conjuncts))
        if name is not None and name.value.kind != "adjective":
            return Speaker(str(name.value.party), True, human, plural)
        party, known = self._owner(head, paragraph, depth)
        if not known and head.text[:1].isupper() and head.text in self.people:
            return Speaker(self.people.party(head.text), True, True)
        if not known:
            party = self._spoken_for(head, paragraph) or self._referred(head, paragraph)
        self._remember(head, party, paragraph)
        return Speaker(party, True, human, plural)

    def _remember(self, head: Token, party: str | None, paragraph: Paragraph) -> None:
        """Remember whom an office or a name stood for, and who is named beside it: `the envoy, Kari Dahl`."""
        titles = [it for it in words_before(head) if it.dep_ != "poss"] if head.pos_ == "PROPN" else []
        for word in (head, *titles):
            if word.lower_ in word_list("speak_for") and not word.text.isupper():
                self._offices[word.lower_] = party
        if ends_a_name(head) and head.text not in self.people:
            self._learn(head, party)
        for inner in head.subtree:
            if inner.dep_ == "appos" and inner.i > head.i and ends_a_name(inner) and paragraph.name_at(inner) is None:
                self._learn(inner, party)
        run = head
        while run.i + 1 < len(run.doc) and run.nbor().pos_ == "PROPN" and not paragraph.name_at(run.nbor()):
            run = run.nbor()
        if run is not head and head.lower_ in word_list("speak_for") and run.text not in word_list("titles"):
            self._learn(run, party)  # `rebel commander Ana Ruiz`, which the parser may part

    def _learn(self, token: Token, party: str | None) -> None:
        before, given = token, []
        while before.i and (before.nbor(-1).pos_ == "PROPN" or before.nbor(-1).text == "-"):
            before = before.nbor(-1)
            given += [before.text] if before.text != "-" else []
        self.people.learn(token.text, party, [it for it in given if it not in word_list("titles")])

    def owner_of(self, noun: Token, paragraph: Paragraph) -> Speaker | None:
        """Whose a thing is by the words beside it (`Chad's claim`, `the claim by Chad`); None where they do not say."""
        for token in words_before(noun):
            name = paragraph.name_at(token)
            if name is not None:
                return Speaker(str(name.value.party))
            if token.dep_ == "poss":
                return self.party_of(token, paragraph)
        for child in noun.rights:
            if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
                for end in child.rights:
                    if end.dep_ == "pobj":
                        return self.party_of(end, paragraph)
        return None

    # -- owners: the side that the words beside a noun give it ---------------------------------------------------------

    def _owner(self, head: Token, paragraph: Paragraph, depth: int) -> tuple[str | None, bool]:
        """The party that the words beside a noun give it, and whether they say whose it is at all.

        (None, True): of somebody who is no party of the case, or no longer of any.
        """
        if depth > DEEPEST:
            return None, False
        beside = words_before(head)
        if is_state_medium(head, beside):
            named = [name for it in beside if (name := paragraph.name_at(it)) is not None]
            return (str(named[0].value.party) if named else self._state(head, paragraph)), True
        if any(
            it.lower_ in word_list("no_longer") and not _is_led_by_others(it, paragraph)
            for it in (*beside, *described(head))
        ):
            return None, True
        office = head.lower_ in word_list("speak_for")
        if office or head.pos_ == "PROPN" or head.lower_ in ("one", "some", "another", "member", "members", "those"):
            for found in (self._beside(head, beside, paragraph, depth), self._behind(head, paragraph, depth)):
                if found[1]:
                    return found
        for child in head.children:
            if child.dep_ == "appos" and child.i > head.i and child.pos_ in ("NOUN", "PROPN"):
                name = paragraph.name_at(child)
                if name is not None and name.value.kind in ("name", "seat"):
                    return str(name.value.party), True
                found = self._owner(child, paragraph, depth + 1)
                if found[1]:
                    return found
                if is_common_noun(word_of(child)) and not any(it.lower_ in ("a", "an") for it in child.lefts):
                    return self._common(child, paragraph), True
            if child.dep_ == "relcl" and child.lemma_ == "be":
                for attribute in child.rights:
                    if attribute.dep_ == "attr" and attribute.lower_ in word_list("speak_for"):
                        return self._owner(attribute, paragraph, depth + 1)
            if child.dep_ == "relcl" and child.lemma_ in _FOR:
                headed = self._headed(child, paragraph)
                if headed is not None:
                    return headed, True
        return None, False

    def _headed(self, verb: Token, paragraph: Paragraph) -> str | None:
        """The party of what somebody heads, runs or speaks for, named in the clause or by a common noun."""
        below = [it for it in verb.subtree if it.i > verb.i]
        named = [str(name.value.party) for it in below if (name := paragraph.name_at(it)) is not None]
        if named:
            return named[0]
        return next((it for it in (self._common(word, paragraph) for word in below) if it is not None), None)

    def _beside(
        self, head: Token, beside: Sequence[Token], paragraph: Paragraph, depth: int
    ) -> tuple[str | None, bool]:
        """By what stands before: `A Norwegian official`, `the rebels' spokesman`, `government spokesman Ana Ruiz`."""
        other = bool(_OTHERS & {head.lower_, *(it.lower_ for it in beside)})
        armed = next((it for it in (head, *beside) if it.lower_ in word_list("armed_words")), None)
        if armed is not None and (party := self._common(armed, paragraph)) is not None:
            return party, True  # `Norland's main rebel group` is none of the state
        for token in beside:
            if other and token.dep_ == "poss":
                continue  # `Kerry's Russian counterpart` is none of Kerry's
            name = paragraph.name_at(token)
            if name is not None and head.lower_ in _NOT_OF_A_STATE and name.value.kind in ("state", "adjective"):
                return None, True
            if name is not None:
                return str(name.value.party), True
            if token.lower_ == "whose":
                return self._antecedent(head, paragraph, depth)
            if token.dep_ == "poss" and token.lower_ in PRONOUNS:
                return self._pronoun(token, paragraph).party, True
            if token.dep_ == "poss" and token.pos_ in ("NOUN", "PROPN"):
                return self.party_of(token, paragraph, depth + 1).party, True
        for token in beside:
            if (
                token.text[0].isupper()
                and token.pos_ in ("PROPN", "ADJ")
                and (party := self._nouns.by_stem(token.text))
            ):
                return party, True
        strange = is_of_a_stranger(head, beside)
        for token in beside:
            if is_common_noun(word_of(token)):
                return (None if strange else self._common(token, paragraph)), True
        return None, strange

    def _antecedent(self, head: Token, paragraph: Paragraph, depth: int) -> tuple[str | None, bool]:
        """The party before `whose`: of the noun that the clause hangs on, or of the one right before it."""
        whose = next(it for it in head.lefts if it.lower_ == "whose")
        hung = next((it.head for it in (head, *head.ancestors) if it.dep_ == "relcl"), None)
        near = whose.nbor(-2) if whose.i > 1 and whose.nbor(-1).is_punct else None
        noun = hung or near
        return (None, False) if noun is None else (self.party_of(noun, paragraph, depth + 1).party, True)

    def _behind(self, head: Token, paragraph: Paragraph, depth: int) -> tuple[str | None, bool]:
        """By what stands behind `of`, `for`, `from`, `to` and the like."""
        for child in head.rights:
            if child.dep_ not in ("prep", "agent"):
                continue
            ends = [it for it in child.rights if it.dep_ == "pobj"]
            inside = child.lower_ == "in" and ends and any(it.dep_ == "poss" for it in ends[0].lefts)
            if ends and (inside or child.lower_ in ("of", "for", "from", "with", "to", "at")):
                found = self._first(ends, paragraph, depth)
                if found[1]:
                    return found
                if child.lower_ == "of" and head.pos_ != "PROPN" and ends[0].pos_ == "PROPN":
                    return None, True
            if child.lower_ == "in" and ends and ends[0].lower_ in word_list("for_the_state"):
                found = self._first(ends, paragraph, depth)
                if found[1]:
                    return found
            if child.lower_ == "in" and ends and not names_a_group(head.lower_):
                place = paragraph.place_at(ends[0])
                if place is not None and (head.lower_ in _LOCAL or place.value.kind == "state"):
                    return str(place.value.party), True
        return None, False

    def _first(self, ends: Sequence[Token], paragraph: Paragraph, depth: int) -> tuple[str | None, bool]:
        for end in ends:
            name = paragraph.name_at(end)
            if name is not None:
                return str(name.value.party), True
            if end.lower_ in PRONOUNS or end.text in self.people:
                return self.party_of(end, paragraph, depth + 1).party, True
            found = self._owner(end, paragraph, depth + 1)
            if found[1]:
                return found
            for token in words_before(end):
                beside = paragraph.name_at(token)
                if beside is not None:
                    return str(beside.value.party), True
                if token.lower_ in PRONOUNS:
                    return self._pronoun(token, paragraph).party, True
            if is_common_noun(word_of(end)):
                return self._common(end, paragraph), True
        return None, False

    # -- references: to somebody the article has named before ----------------------------------------------------------

    def _referred(self, head: Token, paragraph: Paragraph) -> str | None:
        """`The spokesman`: whoever was called so before; `the rebels`: the party of that kind; else whoever spoke last."""
        definite = paragraph.headline or any(it.lower_ in ("the", "this", "that") for it in head.lefts)
        if is_of_a_stranger(head, words_before(head)) or belongs_to_a_stranger(head):
            return None
        if is_common_noun(word_of(head)):
            return self._common(head, paragraph)
        titles = words_before(head) if head.pos_ == "PROPN" else []
        if any(it.text in word_list("ranks") for it in titles):
            return self._nouns.party("army", self._named, self._everywhere or self._named)
        if any(it.lower_ in word_list("speak_for") for it in titles):
            told = self._told_of(head, paragraph)
            return told[-1] if told else None  # `envoy Kari Dahl said`: of whom the paragraph tells
        if head.lower_ not in word_list("speak_for"):
            return None
        if definite and head.lower_ in self._offices:
            return self._offices[head.lower_]
        if definite and not paragraph.headline and not any(it.dep_ == "prep" for it in head.rights):
            return self._subject_before(head, paragraph, lambda _: True)
        if head.lower_ in _SUBORDINATE and (told := self._told_of(head, paragraph)):
            return told[-1]
        if head.lower_ in _LOCAL and (place := paragraph.place_of(head)) is not None:
            return place
        if head.lower_ in SPOKES and not any(it.dep_ == "prep" for it in head.rights):
            return self._subject_before(head, paragraph, lambda it: it.human is not True)
        return None

    def _spoken_for(self, head: Token, paragraph: Paragraph) -> str | None:
        """`For the union, Ana Ruiz said`: the party for which a sentence says that somebody speaks."""
        for child in head.head.lefts if head.dep_ in SUBJECTS else ():
            if child.dep_ == "prep" and child.lower_ == "for":
                for end in child.rights:
                    if end.dep_ == "pobj" and (name := paragraph.name_at(end)) is not None:
                        return str(name.value.party)
        return None


def _is_led_by_others(word: Token, paragraph: Paragraph) -> bool:
    """Whether `-led` or `-backed` is bound to no party's name (`Tuareg-led rebels`), and so parts nobody from their side."""
    if word.i < 2 or word.nbor(-1).text != "-":
        return False
    start = word.nbor(-2)
    return not any(name.start <= start.idx < name.end for name in paragraph.names)
