"""Nouns in a parsed paragraph: what the words beside one say of it, whether it is a person, whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.sources.common_nouns import is_common_noun
from detente.sources.mentions import is_state_word
from detente.sources.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_BESIDE = ("compound", "amod", "poss", "nmod", "npadvmod")
_PORTFOLIO = frozenset(["Minister", "Ministry", "Secretary", "Commissioner", "Adviser", "Advisor", "Chief", "Council"])
"""Before these a capitalised word names a field and not a state: `Unification Minister`."""
_MEDIA = frozenset(["agency", "television", "tv", "radio", "media", "newspaper", "broadcaster", "daily"])
_OF_THE_STATE = frozenset(["state", "official", "state-run", "government"])

_LOCAL_POWER = frozenset(
    ["police", "army", "military", "governor", "provincial", "regional", "district", "local", "garrison"]
)
"""With these a place names no other state: `the Rueso police chief`."""


def word_of(token: Token) -> str:
    """The word in small letters; the parser parts `Secretary-General`."""
    lead = token.doc[max(0, token.i - 2) : token.i].text.lower()
    return f"secretary-{token.lower_}" if lead == "secretary-" else token.lower_


def may_be_subject(token: Token) -> bool:
    """Whether a word is a subject, or heads a sentence in which the parser found no verb."""
    return token.dep_ in SUBJECTS or (token.dep_ == "ROOT" and token.pos_ in ("NOUN", "PROPN"))


def stands_by_itself(token: Token) -> bool:
    """Whether a subject belongs to what the article itself tells: not to a clause that somebody reports."""
    verb = token.head
    for step in (verb, *verb.ancestors):
        if step.dep_ in ("relcl", "ccomp", "acl", "advcl", "csubj", "pcomp"):
            return False
    return True


def may_be_person(token: Token) -> bool:
    """Whether a proper noun that nothing is known of is more likely a person than a place: it has two names."""
    named = token.pos_ == "PROPN" and token.dep_ == "nsubj"
    return named and any(it.dep_ == "compound" and it.pos_ == "PROPN" for it in token.lefts)


def ends_a_name(token: Token) -> bool:
    """Whether a proper noun ends a name, so that it may be a family name."""
    office = token.lower_ in word_list("speak_for") or token.text in word_list("titles")
    return token.pos_ == "PROPN" and token.dep_ != "compound" and token.text[0].isupper() and not office


def is_bare(noun: Token) -> bool:
    """Whether nothing stands before a noun that says which one is meant: `monitors said`, `a mission`."""
    return not any(it.lower_ in ("the", "this", "that") or it.dep_ in ("poss", "amod", "compound") for it in noun.lefts)


def is_human(head: Token) -> bool | None:
    """Whether a noun is a person: by its title or office; None where the words do not tell."""
    words = [it.text for it in head.lefts if it.dep_ in _BESIDE]
    if any(word in word_list("titles") and word not in ("State", "Republic", "Islamic", "The") for word in words):
        return True
    if any(word.lower() in word_list("speak_for") for word in words) and head.pos_ == "PROPN":
        return True
    if head.lower_ in word_list("bodies") or is_state_word(head.text):
        return False
    if head.lower_ in word_list("speak_for"):
        return True
    return None


def words_before(head: Token) -> list[Token]:
    """The words before a noun that describe it, with theirs."""
    found = []
    for child in head.lefts:
        if child.dep_ in _BESIDE:
            found += [it for it in child.subtree if it.dep_ in (*_BESIDE, "conj", "pobj")]
    return found


def described(head: Token) -> Iterator[Token]:
    """The articles, numbers and adjectives before a noun, with what belongs to them."""
    for child in head.lefts:
        if child.dep_ in ("det", "advmod", "nummod", "punct", "amod", "compound"):
            yield from child.subtree


def is_of_a_stranger(head: Token, beside: Sequence[Token]) -> bool:
    """Whether a noun is of a state or body that the case does not declare: `a Kenyan minister`, `Labour leader X`."""
    neutral = word_list("titles") | word_list("state_bodies")
    offices = [it.i for it in beside if it.lower_ in word_list("speak_for") or it.text in word_list("titles")]
    if head.pos_ != "PROPN":
        offices.append(head.i)
    last = max(offices, default=-1)
    armed = {head.lower_, *(it.lower_ for it in beside)} & (word_list("armed_words") | _LOCAL_POWER)
    for token in beside:
        if is_state_word(token.text):
            return True
        if armed:
            continue
        if token.i + 1 < len(token.doc) and token.nbor().text in _PORTFOLIO:
            continue
        plain = token.text in neutral or token.lower_ in word_list("speak_for") or is_common_noun(token.lower_)
        if token.i < last and token.text[0].isupper() and token.pos_ == "PROPN" and not plain:
            return True
    return False


def is_state_medium(head: Token, beside: Sequence[Token]) -> bool:
    """Whether a noun is a medium of the state, whose reports are the government's: `the state news agency`."""
    words = {it.lower_ for it in beside}
    return bool(({head.lower_} | words) & _MEDIA and words & _OF_THE_STATE)


def belongs_to_a_stranger(head: Token) -> bool:
    """Whether a noun is of somebody named who is no party: `the government of Kenya`."""
    preps = [child for child in head.rights if child.dep_ == "prep" and child.lower_ in ("of", "for")]
    return head.pos_ != "PROPN" and any(end.pos_ == "PROPN" for prep in preps for end in prep.rights)


def sentence_of(token: Token) -> tuple[int, int]:
    """Which sentence a word stands in: a subject is no antecedent of `he` in `Assad must go, he said`."""
    return id(token.doc), int(token.sent.start)
