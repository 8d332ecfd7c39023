"""Words in a sentence: dictionary forms, passives, and what a verb or noun governs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.sources.plover.lexicon import lexicon, noun_forms, verb_forms

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = {"nsubj", "csubj"}
PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
_ASIDE = {"relcl", "punct", "cc", "parataxis"}
CIRCUMSTANCE = {"according", "despite", "after", "before", "since", "during", "amid", "because", "following", "like", "unlike", "without", "until", "per", "as", "while", "ahead"}  # fmt: skip
ASKED = {"request", "behest", "invitation", "urging", "insistence"}
"""What is done at somebody's request is not done to them."""
_FORESTALL = {"warn", "threaten", "vow", "promise", "pledge"}
MOST_GOVERNED = 80
"""Words of what a verb governs that are looked at; sentences without end stay bounded."""

LIGHT = frozenset(
    {
        "launch", "carry", "conduct", "stage", "hold", "make", "give", "issue", "begin", "start", "open", "mount",
        "undertake", "engage", "continue", "resume", "have", "provide", "impose", "pursue", "wage", "lead", "order",
        "take", "step", "intensify", "join", "face", "announce", "unveil",
    }
)  # fmt: skip
"""Verbs that say little themselves: their noun names the event ("launched a raid")."""
MIGHT = frozenset(
    {
        "consider", "explore", "hope", "want", "wish", "seek", "contemplate", "mull", "weigh", "expect", "fear",
        "ponder", "debate", "like", "aim", "study", "discuss", "mean", "need",
    }
)  # fmt: skip
"""Verbs under which nothing is done yet."""


def lemma(token: Token) -> str:
    """Return the word's dictionary form in small letters, the lexicon's own where it has the word."""
    word, known = str(token.lower_), str(token.lemma_).lower()
    if token.pos_ in {"VERB", "AUX"}:
        return verb_forms().get(word, known)
    return noun_forms().get(word, known) if token.pos_ == "NOUN" else known


def passive(verb: Token) -> bool:
    """Whether the subject of a verb is what it is done to.

    >>> from detente.sources.language import parsed
    >>> passive(parsed("The town was attacked by rebels.")[3])
    True
    """
    if any(child.dep_ in PASSIVE_SUBJECTS or child.dep_ in {"auxpass", "agent"} for child in verb.children):
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not past_for_participle(verb)


def past_for_participle(verb: Token) -> bool:
    """Whether the model took a past tense for a participle: "The rebels, who had left, offered to return"."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ == "VBN"
        and verb.head.dep_ in {"ROOT", "ccomp"}
        and any(child.dep_ in {"dobj", "xcomp", "ccomp"} for child in verb.children)
    )


def governed(trigger: Token) -> list[Token]:
    """Return the words that a verb or noun governs: objects, what hangs on them, clauses that complete it."""
    found: list[Token] = []
    waiting = [child for child in trigger.children if _is_argument(trigger, child)]
    while waiting and len(found) < MOST_GOVERNED:
        token = waiting.pop(0)
        found.append(token)
        waiting.extend(child for child in token.children if child.dep_ not in _ASIDE and not _apart(child))
    return sorted(found, key=lambda token: token.i)


def _apart(child: Token) -> bool:
    """Whether a clause below is none that completes a verb: a deed of its own, or what was before, after or while."""
    if child.dep_ == "advcl":
        return any(it.dep_ in {"mark", "prep", "advmod"} and it.lower_ in CIRCUMSTANCE for it in child.children)
    if child.dep_ == "pcomp" and any(it.dep_ in SUBJECTS for it in child.children):
        return True
    return _own_deed(child)


def _own_deed(child: Token) -> bool:
    """Whether a participle on a noun says who does it: "a truce brokered by Norway" is a deed of its own."""
    if child.dep_ != "acl":
        return False
    return any(it.dep_ == "agent" for it in child.children) or (child.tag_ == "VBG" and _is_hostile(child))


def _is_hostile(verb: Token) -> bool:
    """Whether a verb is an assault: what rebels are "battling" is not what is done to the rebels."""
    return any(entry.type == "ASSAULT" for entry in lexicon().get(("verb", lemma(verb)), ()))


def is_about(preposition: Token) -> bool:
    """Whether what follows a preposition belongs to the deed: not its time, cause or source."""
    if preposition.lower_ in CIRCUMSTANCE:
        return False
    return not any(lemma(it) in ASKED for it in preposition.children)


def _is_argument(trigger: Token, child: Token) -> bool:
    if child.dep_ in _ASIDE or child.dep_ in SUBJECTS or child.dep_ in {"aux", "auxpass", "neg", "agent"}:
        return False
    if child.dep_ == "conj" or _own_deed(child):
        return False
    if child.dep_ in {"prep", "mark"} and not is_about(child):
        return False
    if child.dep_ == "ccomp" and child.i < trigger.i:
        return lemma(trigger) in _FORESTALL
    if child.lower_ == "under" and child.i < trigger.i:
        return False
    if child.dep_ == "advcl":
        return any(inner.lower_ == "to" and inner.dep_ == "aux" for inner in child.children)
    return True
