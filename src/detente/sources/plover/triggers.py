"""Which words of a sentence are events by the lexicon, and in which company."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detente.sources.plover.lexicon import Entry, Kind, lexicon, modes
from detente.sources.plover.words import SUBJECTS, governed, lemma, past_for_participle

if TYPE_CHECKING:
    from spacy.tokens import Token

AGREEMENTS = frozenset({"agreement", "accord", "pact", "treaty", "deal", "memorandum", "truce", "ceasefire", "cease-fire", "armistice"})  # fmt: skip
"""What two sides sign or reach."""
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_KINDS: dict[str, tuple[Kind, ...]] = {
    "VERB": ("undergo", "verb", "intent", "speech"),
    "AUX": ("undergo", "verb", "intent", "speech"),
    "NOUN": ("noun", "resolve"),
    "PROPN": ("noun",),
    "ADJ": ("adjective",),
}


class Trigger(NamedTuple):
    """A word that names an event, the entry that says so, the further words matched, and what it governs."""

    token: Token
    entry: Entry
    words: tuple[Token, ...]
    governed: tuple[Token, ...]

    @property
    def mode(self) -> str | None:
        """The mode of the entry, else the one that words beside it tell."""
        return self.entry.mode or told_mode(self.entry.type, self.token, self.governed)


def trigger_of(token: Token) -> Trigger | None:
    """Return the most particular entry that a word matches; None: it names no event.

    >>> from detente.sources.language import parsed
    >>> trigger_of(parsed("Norway called off the strike.")[1]).entry.type
    'CONCEDE'
    >>> trigger_of(parsed("Norway called a witness.")[1]) is None
    True
    """
    if _describes(token):
        return None
    below: list[Token] | None = None
    for kind in _KINDS.get(token.pos_, ()):
        fitting = []
        for place, entry in enumerate(lexicon().get((kind, lemma(token)), ())):
            below = governed(token) if below is None else below
            words = None if entry.type == "REQUEST" and _only_asks(token) else _matched(token, entry, below)
            if words is not None:
                fitting.append((-len(entry.phrase), _distance(token, entry, words), place, entry, words))
        if fitting:
            _, _, _, entry, words = min(fitting, key=lambda it: it[:3])
            return Trigger(token, entry, words, tuple(below or ()))
    return None


def _only_asks(token: Token) -> bool:
    """Whether a verb belongs to a conversation: "asked whether", "I remind you", "asked him about it"."""
    if lemma(token) not in {"ask", "remind", "tell"} or token.pos_ != "VERB":
        return False
    clauses = [it for it in token.children if it.dep_ in {"ccomp", "advcl", "prep", "pcomp"} and it.i > token.i]
    words = {it.lower_ for clause in clauses for it in (clause, *clause.children)}
    if words & {"whether", "if", "about", "why", "how", "what", "when", "who", "where"}:
        return True
    spoken = any(it.lower_ in {"me", "you", "him", "her"} for it in token.children if it.dep_ in {"dobj", "dative"})
    return spoken and not _has_infinitive(token)


def _distance(token: Token, entry: Entry, words: tuple[Token, ...]) -> int:
    """How many steps in the grammar lie between a verb and the word it needs beside it; many where it needs none."""
    if len(words) == len(entry.phrase):
        return 5 if entry.near or entry.anywhere else 9
    steps = 0
    word = words[-1]
    while word.i != token.i and steps < 5:
        steps += word.dep_ not in {"compound", "amod", "nmod"}
        word = word.head
    return steps


def _matched(token: Token, entry: Entry, below: list[Token]) -> tuple[Token, ...] | None:
    words: list[Token] = []
    place = token
    for alternatives in entry.phrase:
        found = _next(token, place, alternatives)
        if found is None:
            return None
        words.append(found)
        place = found
    if not entry.near and not entry.anywhere and not entry.without:
        return tuple(words)
    lemmas = {lemma(it): it for it in reversed(below) if not _in_own_clause(token, it)}
    if token.dep_ == "acl" and token.tag_ == "VBN":
        lemmas.setdefault(lemma(token.head), token.head)
    if any(word in lemmas for word in entry.without):
        return None
    if not entry.near and not entry.anywhere:
        return tuple(words)
    beside = _company(token, entry, lemmas)
    return None if beside is None else (*words, *beside)


def _describes(token: Token) -> bool:
    """Whether a participle only describes a noun: "suspected rebels", "fighters armed with knives"."""
    if token.dep_ == "amod" and token.tag_ in {"VBN", "VBD", "VBG", "JJ"}:
        return True
    if token.dep_ != "acl" or token.tag_ != "VBN" or past_for_participle(token):
        return False
    if lemma(token) in {"sign", "reach", "strike", "conclude"} and lemma(token.head) in AGREEMENTS:
        return False
    return not any(it.dep_ == "agent" for it in token.children)


def _described(word: Token, trigger: Token) -> bool:
    """Whether a word stands in a participle clause that only describes a noun."""
    for above in (word, *word.ancestors):
        if above.i == trigger.i:
            return False
        if above.dep_ == "acl" and above.tag_ in {"VBG", "VBN"}:
            return True
    return False


def _in_own_clause(token: Token, word: Token) -> bool:
    """Whether a word stands in a clause below that has a subject of its own."""
    for above in (word, *word.ancestors):
        if above.i == token.i:
            return False
        if above.dep_ == "ccomp" and any(child.dep_ in SUBJECTS for child in above.children):
            return True
    return False


def _company(token: Token, entry: Entry, lemmas: dict[str, Token]) -> tuple[Token, ...] | None:
    if "PLACE" in entry.near and (place := _place_taken(token)):
        return (place,)
    near = [lemmas[word] for word in entry.near if word in lemmas and word != "to"]
    if entry.type == "ASSAULT":
        near = [it for it in near if not _described(it, token)]
    if near:
        return (min(near, key=lambda it: abs(it.i - token.i)),)
    if "to" in entry.near and _has_infinitive(token):
        return ()
    if "that" in entry.near and any(child.dep_ == "ccomp" and child.i > token.i for child in token.children):
        return ()
    for other in token.subtree if entry.anywhere else ():
        if other.i != token.i and {lemma(other), other.lower_} & entry.anywhere:
            return ()
    return None


def _place_taken(verb: Token) -> Token | None:
    """Return the place name that is a verb's object: "took Dahlstad"."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.pos_ == "PROPN" and child.i > verb.i:
            plain = not any(it.dep_ in {"poss", "nummod", "compound", "appos", "conj"} for it in child.children)
            return child if plain and child.lower_ not in WEEKDAYS else None
    return None


def _next(token: Token, place: Token, alternatives: tuple[str, ...]) -> Token | None:
    for head in dict.fromkeys((place, token)):
        for child in head.children:
            if child.i > token.i and (child.lower_ in alternatives or lemma(child) in alternatives):
                return child
    return None


def _has_infinitive(token: Token) -> bool:
    return any(
        child.dep_ in {"xcomp", "ccomp", "advcl", "acl"}
        and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        for child in (*token.children, *(inner for it in token.children if it.dep_ == "dobj" for inner in it.children))
        if child.i > token.i and not any(it.text in {":", "–", "—"} for it in token.doc[token.i : child.i])
    )


def told_mode(kind: str, token: Token, below: tuple[Token, ...]) -> str | None:
    """Return the mode that the words around an event tell; for an assault, who or what did it counts too."""
    known = modes().get(kind)
    if not known:
        return None
    around = token.sent if kind == "ASSAULT" else [it for it in (*below, *token.children) if not _described(it, token)]
    lemmas = {word for it in around for word in (lemma(it), it.lower_)}
    return next((mode for mode, words in known if words & lemmas), None)
