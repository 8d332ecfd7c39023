"""Noun phrases that name no party and still stand for one: "the rebels", "government troops", "both sides", "Dahl"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.sources.plover.lexicon import noun_forms
from detente.sources.words import referent_words, states, word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Span, Token

    from detente.sources.plover.scene import Scene
    from detente.sources.referents import Referents

Parties = tuple[str, ...]
_BESIDE = {"compound", "amod", "nmod", "poss", "det", "nummod", "predet", "npadvmod"}
_ANY = {"group", "groups", "participants", "parties", "states"}
_QUANTITIES = {"all", "most", "some", "many", "any", "none", "several", "each", "one"}
_ELSEWHERE = {"of", "from", "for"}


def referred(scene: Scene, head: Token, *, actor: bool = False) -> Parties:
    """Return the parties that a noun phrase stands for without a name; none where the article leaves it open."""
    known = scene.referents
    if known is None or head.pos_ not in {"NOUN", "PROPN", "ADJ", "PRON", "DET", "NUM"}:
        return ()
    if head.pos_ == "PROPN" and head.text in known.people:
        return known.people[head.text]
    place = scene.offset + head.idx
    beside = [child for child in head.children if child.dep_ in _BESIDE and child.i < head.i]
    beside = [*(it for child in beside for it in child.children if it.dep_ in {"compound", "amod"}), *beside]
    near = [*beside, *(it for it in head.head.children if head.dep_ in {"compound", "amod"} and it.i < head.i)]
    person = head.pos_ == "PROPN" and any(it.lower_ in word_list("speak_for") for it in beside)
    if any(_is_other(scene, it) and not (person and it.pos_ == "PROPN") for it in near):
        return ()
    words = {it.lower_ for it in beside}
    if _is_any(head, words):
        return ()
    if _is_both(head, words):
        return known.both(place)
    for child in (head, *reversed(beside)):
        if child.i != head.i and child.dep_ == "poss" and child.tag_ != "PRP$":
            return referred(scene, child, actor=actor)
        known_as = [f"{it.lower_} {_single(child)}" for it in beside if it.i == child.i - 1] + [_single(child)]
        at = scene.offset + child.idx
        if _may_stand(child) and (found := next((it for word in known_as if (it := known.of_noun(word, at))), ())):
            if child.i == head.i and _says_whose(scene, head):
                return ()
            return found
    if _single(head) in word_list("speak_for") and (found := _at_capital(known, head)):
        return found
    if actor and words == {"the"} and _single(head) in referent_words("office") and not _says_whose(scene, head):
        return known.of_office()
    if actor and "the" in words and len(words) == 1 and _single(head) in referent_words("who_acted_last"):
        return () if _says_whose(scene, head) else scene.last
    return ()


def is_strange(scene: Scene, head: Token) -> bool:
    """Whether a noun says that it is nobody's who is known: "foreign troops", "soldiers" with no word beside it."""
    if head.pos_ != "NOUN":
        return False
    beside = [child for child in head.children if child.dep_ in _BESIDE and child.i < head.i]
    bare = not beside and head.tag_ == "NNS" and not any(it.dep_ in {"prep", "relcl"} for it in head.children)
    return bare or any(it.lower_ in referent_words("others") for it in beside)


def _at_capital(known: Referents, head: Token) -> Parties:
    """Return whose "officials in Oslo", "his counterpart in Oslo" are."""
    ends = [end for prep in head.children if prep.lower_ == "in" for end in prep.children if end.pos_ == "PROPN"]
    return next((found for end in ends if (found := known.of_capital(end.text))), ())


def recognize(scene: Scene, sentence: Span) -> None:
    """Take a person named without an office for the one of whom the sentence before gave the office without a name.

    "The envoy of the League left on Monday. Kari Dahl, who had spent a day there, ..."
    """
    known = scene.referents
    if known is None or not known.unnamed:
        return
    for token in sentence:
        if token.pos_ != "PROPN" or token.dep_ not in {"nsubj", "nsubjpass"} or token.i in scene.party_at:
            continue
        names = [it for it in token.children if it.dep_ == "compound"]
        plain = names and all(it.pos_ == "PROPN" and it.lower_ not in word_list("speak_for") for it in names)
        if plain and token.text not in known.people and not any(it.dep_ == "appos" for it in token.children):
            known.people[token.text] = known.unnamed
        break


def follow(scene: Scene, sentence: Span, parties_of: Callable[[Token], Parties]) -> None:
    """Remember whose office-holder acts in a sentence without a name, and who is named together."""
    known = scene.referents
    if known is None:
        return
    known.unnamed = known.several = ()
    for token in sentence:
        if token.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"} or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        parties = parties_of(token)
        if len(parties) > 1:
            known.several = parties
        office = token.tag_ == "NN" and token.lower_ in word_list("speak_for") and token.dep_ == "nsubj"
        if office and len(parties) == 1 and not any(it.dep_ == "appos" for it in token.children):
            known.unnamed = known.unnamed or parties


def _single(token: Token) -> str:
    """Return a noun in small letters and its singular, also where the model took it for a name."""
    word = str(token.lower_)
    known = noun_forms().get(word)
    if known:
        return known
    return str(token.lemma_).lower() if token.pos_ == "NOUN" else word.removesuffix("s") if len(word) > 4 else word


def _is_any(head: Token, words: set[str]) -> bool:
    """Whether a noun stands for groups or people of any kind: `all of the groups that fight`, `groups`, `a group`."""
    partitive = head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in _QUANTITIES
    return partitive or (head.lower_ in _ANY and not words & {"the", "this", "that", "both", "two"})


def _may_stand(token: Token) -> bool:
    return bool(token.text.islower() or token.is_sent_start or token.lower_ == "government")


def _is_both(head: Token, words: set[str]) -> bool:
    if any(child.dep_ == "prep" and child.lower_ in _ELSEWHERE for child in head.children):
        return False
    word = _single(head)
    if head.lower_ == "both" and head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return True
    if head.lower_ == "two" and "the" in words and head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return True
    marked = words & referent_words("both_words")
    if word in referent_words("both" if marked == {"all"} else "both_of") and marked:
        return marked != {"two"} or "the" in words
    return word in referent_words("both") and "the" in words and head.tag_ in {"NNS", "NNPS"}


def _is_other(scene: Scene, token: Token) -> bool:
    """Whether a word beside a noun says that somebody else is meant: "foreign troops", "Danish soldiers"."""
    if token.i in scene.party_at or token.dep_ == "det":
        return False
    if token.lower_ in referent_words("others") or token.lower_ == "no" or token.text in _peoples():
        return True
    return bool(token.text[:1].isupper() and not token.is_sent_start and token.lower_ != "government")


@cache
def _peoples() -> frozenset[str]:
    return frozenset(word for state in states() for word in state.adjectives)


def _says_whose(scene: Scene, head: Token) -> bool:
    """Whether the phrase says whose it is, somebody that is no declared party: "troops of the neighbour"."""
    return any(
        child.dep_ == "prep" and child.lower_ in _ELSEWHERE and any(it.pos_ == "PROPN" for it in child.children)
        for child in head.children
    )
