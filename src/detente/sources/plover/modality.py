"""Whether an event happened, will, might, or did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.sources.plover.lexicon import lexicon
from detente.sources.plover.words import MIGHT, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.sources.coding import Modality

_NOT = {"not", "n't", "never", "no", "neither", "nor"}
_PERHAPS = {"may", "might", "could"}
_OUGHT = {"must", "should", "ought", "can"}
_DENIES = {"deny", "fail", "refrain", "avoid", "stop", "prevent", "disclaim", "refute", "forgo"}
_WILL = {"plan", "intend", "decide", "vow", "swear", "resolve", "prepare", "pledge", "promise", "agree", "set", "schedule", "ready"}  # fmt: skip
_DUE = {"due", "likely", "scheduled", "expected", "poised", "bound"}
_IF = {"if", "unless", "whether", "until", "before", "lest", "once"}
_DECIDED = {"plan", "decision", "intention", "promise", "pledge", "agreement", "deal", "vow"}


def modality_of(verb: Token) -> Modality:
    """Say how an event is told: actual, future, hypothetical or negated.

    >>> from detente.sources.language import parsed
    >>> [modality_of(parsed(f"Norway {verb} Sudan.")[place]) for verb, place in
    ...  [("attacked", 1), ("did not attack", 3), ("will attack", 2), ("might attack", 2)]]
    ['actual', 'negated', 'future', 'hypothetical']
    """
    own = _own(verb)
    if own != "actual":
        return own
    token = verb
    for _ in range(4):
        head, dep = token.head, token.dep_
        if dep == "conj" and head.pos_ in {"VERB", "AUX"} and not _has_aux(token) and not _has_subject(token):
            above = _own(head)
            if above != "actual":
                return above
        elif dep in {"xcomp", "ccomp", "pcomp"}:
            found = _from_above(token, head)
            if found is not None:
                return found
            if dep == "ccomp" and any(it.tag_ in {"WRB", "WP"} for it in token.children):
                break
        elif dep in {"acl", "relcl"} and any(it.lower_ == "to" and it.dep_ == "aux" for it in token.children):
            return "future" if lemma(head) in _DECIDED else "hypothetical"
        elif not (dep == "prep" and head.pos_ in {"VERB", "AUX"}):
            break
        token = head
    return "actual"


def modality_under(noun: Token) -> Modality:
    """Say how an event that a noun names is told, by the verb that has it as its object."""
    if noun.dep_ not in {"dobj", "pobj"}:
        return "actual"
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return "actual"
    word = lemma(verb)
    if word in MIGHT:
        return "hypothetical"
    if word in _DENIES:
        return "negated"
    return "future" if word in _WILL else _own(verb)


def was_over(event: Token) -> bool:
    """Whether the sentence puts an event before what else it tells: "had left"; "said that it had left" is fresh.

    >>> from detente.sources.language import parsed
    >>> [was_over(parsed(text)[place]) for text, place in (("Norway had left Sudan.", 2), ("Norway said it had left.", 4))]
    [True, False]
    """
    verb = event
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ == "conj" and not _has_aux(verb) and not _has_subject(verb):
        verb = verb.head
    had = {it.lower_ for it in verb.children if it.dep_ == "aux"} & {"had", "'d", "’d"}
    if any(it.dep_ in {"ccomp", "parataxis"} and ("speech", lemma(it)) in lexicon() for it in verb.children):
        return False
    if not had or verb.tag_ not in {"VBN", "VBD"} or any(it.lower_ == "just" for it in verb.children):
        return False
    above = verb
    while above.dep_ in {"conj", "relcl", "advcl", "acl"} and above.head.i != above.i:
        if above.dep_ != "conj":
            return True
        above = above.head
    said = above.head
    return not (above.dep_ == "ccomp" and said.i != above.i and said.tag_ in {"VBD", "VBN", "VBZ", "VBP", "VBG"})


def _from_above(token: Token, head: Token) -> Modality | None:
    word = lemma(head)
    if token.dep_ == "ccomp" and token.i < head.i and word in _DENIES:
        return None
    if word in _DENIES:
        return "negated"
    infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)
    if word in MIGHT and (infinitive or token.tag_ == "VBG"):
        return "hypothetical"
    if infinitive and (word in _WILL or word in _DUE or (word == "be" and token.dep_ == "xcomp")):
        return "future"
    if token.dep_ == "xcomp" and _own(head) != "actual":
        return _own(head)
    return None


def _own(verb: Token) -> Modality:
    words = {child.lower_ for child in verb.children if child.dep_ in {"aux", "neg", "advmod", "det", "mark"}}
    if words & _NOT or _no_object(verb):
        return "negated"
    if words & {"if", "unless", "whether"} or _under_if(verb) or words & _PERHAPS or words & _OUGHT:
        return "hypothetical"
    if words & {"will", "would", "'ll", "’ll", "shall"} and has_condition(verb):
        return "hypothetical"
    if words & {"will", "'ll", "’ll", "shall", "wo"}:
        return "future"
    if "would" in words:
        return "future" if _reported(verb) else "hypothetical"
    if lemma(verb.head) == "go" and verb.head.tag_ == "VBG" and verb.dep_ == "xcomp":
        return "future"
    return "actual"


def _no_object(verb: Token) -> bool:
    return any(
        child.dep_ in {"dobj", "nsubj", "nsubjpass"}
        and any(it.lower_ == "no" and it.dep_ == "det" for it in child.children)
        for child in verb.children
    )


def has_condition(verb: Token) -> bool:
    """Whether it only happens if something else does: "will lift it only if", "unless"."""
    for clause in verb.children:
        marks = {it.lower_ for it in clause.children if it.dep_ in {"mark", "advmod"}}
        if clause.dep_ == "advcl" and marks & {"if", "unless"} and marks & {"only", "unless"}:
            return True
        if (
            clause.dep_ == "advcl"
            and "if" in marks
            and clause.i > 0
            and clause.doc[clause.left_edge.i - 1].lower_ == "only"
        ):
            return True
    return False


def _under_if(verb: Token) -> bool:
    return verb.dep_ == "advcl" and any(
        child.dep_ in {"mark", "advmod"} and child.lower_ in _IF for child in verb.children
    )


def _reported(verb: Token) -> bool:
    """Whether a "would" stands for a "will" that somebody is said to have spoken."""
    return any(
        above.pos_ in {"VERB", "AUX"} and ("speech", lemma(above)) in lexicon() for above in list(verb.ancestors)[:3]
    )


def _has_aux(verb: Token) -> bool:
    return any(child.dep_ == "aux" for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)
