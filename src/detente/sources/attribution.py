"""Attributions: `the minister told reporters on Monday` - the words that say who says something, and to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from detente.sources.cues import Cue, cue_pattern, cues, noun_cues
from detente.sources.memory import Speaker
from detente.sources.nouns import SUBJECTS, sentence_of
from detente.sources.paragraphs import Paragraph
from detente.sources.speakers import Voices

if TYPE_CHECKING:
    from spacy.tokens import Token

_BESIDE = ("nsubj", "aux", "auxpass", "neg", "prt", "dative", "npadvmod", "prep", "advmod", "agent")
_SKIPPED_HEADS = frozenset(
    ["refuse", "decline", "fail", "want", "try", "need", "able", "unable", "have", "ready", "likely", "not", "hesitate"]
)

_VOICED = frozenset(["express", "voice", "repeat", "make", "issue", "reiterate", "renew", "give", "share", "raise"])
"""Verbs whose subject owns a reporting noun that is their object: `expressed the hope that`."""

MOST_CUES = 250
"""Cues of a paragraph up to which it is read."""

SHORTEST_CUE = 4
"""Characters of a cue, at the least, with what parts it from the next."""


class Attribution(NamedTuple):
    """A cue with the words around it that say who speaks to whom; places count characters of the paragraph."""

    start: int
    end: int
    token: Token
    cue: Cue
    speaker: Speaker
    addressee: str | None
    nested: bool = False
    """Whether the cue stands inside what another one reports."""


def attributions(paragraph: Paragraph, quoted: list[tuple[int, int]], voices: Voices) -> list[Attribution]:
    """All attributions of a paragraph from left to right; those within quotes are the speaker's own words."""
    found = []
    for token in paragraph.doc:
        if any(start <= token.idx < end for start, end in quoted):
            continue
        voices.meet(token, paragraph)
        cue = cue_of(token)
        if cue is None:
            continue
        subject = subject_of(token, quoted)
        if subject is None or subject.lower_ in ("i", "we", "you", "there", "what"):
            continue
        if subject.lower_ == "it" and (token.dep_ == "ROOT" and subject.dep_ == "nsubjpass"):
            continue
        speaker = voices.party_of(subject, paragraph)
        start, end = _extent(token, subject, cue)
        nested = _is_nested(token)
        found.append(Attribution(start, end, token, cue, speaker, _addressee(token, cue, paragraph, voices), nested))
        if not nested:
            voices.heard(speaker, sentence_of(token))
    return sorted(found, key=lambda it: it.start)


def has_cue(text: str) -> bool:
    """Whether a paragraph holds any cue at all; without one it is not parsed."""
    return cue_pattern().search(text) is not None


def has_many_cues(text: str) -> bool:
    """Whether a paragraph holds more cues than prose does; it is a list, and reading it all would take minutes."""
    if len(text) < MOST_CUES * SHORTEST_CUE:
        return False
    known = {*cues(), *noun_cues(), "according"}
    return sum(word in known for word in re.findall(r"\w+", text.lower())) > MOST_CUES


def cue_of(token: Token) -> Cue | None:
    """The cue that a word is, where it is a verb that reports and is not refused, denied or merely wished."""
    known = cues().get(token.lower_)
    if known is None or not (token.pos_ == "VERB" or token.tag_.startswith("VB")) or token.dep_ in ("amod", "compound"):
        return None
    if any(child.dep_ == "neg" for child in token.children) and known[0].kind != "deny":
        return None
    if any(child.tag_ == "MD" and not any(it.is_punct for it in token.doc[child.i : token.i]) for child in token.lefts):
        return None  # what somebody will, may or has to say is not said
    if token.tag_ == "VBN" and token.dep_ in ("acl", "advcl"):
        return None  # `the states expected at the table` say nothing
    infinitive = token.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in token.lefts)
    came_to_say = token.dep_ == "advcl" and any(child.dep_ == "ccomp" for child in token.rights)
    if infinitive and (token.head.lemma_ in _SKIPPED_HEADS or not (token.dep_ in ("xcomp", "conj") or came_to_say)):
        return None
    for cue in known:
        particles = {child.lower_ for child in token.rights if child.dep_ in ("prep", "prt", "dative", "aux", "mark")}
        if not cue.prepositions or cue.prepositions & particles:
            if cue.lemma == "make" and not any(child.lower_ == "clear" for child in token.children):
                continue
            return cue
    return None


def subject_of(token: Token, quoted: Sequence[tuple[int, int]] = ()) -> Token | None:
    """The word that stands for whoever speaks: the subject of the cue, or of the verb that the cue hangs on."""
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)
    if passive:
        agents = [inner for child in token.rights if child.dep_ == "agent" for inner in child.rights]
        return agents[0] if agents else None
    for child in token.children:
        if child.dep_ in SUBJECTS and not any(start <= child.idx < end for start, end in quoted):
            return _nearer(token, child) or child
    beside = _subject_beside(token)
    if beside is not None:
        return beside
    step = token
    for _ in range(4):
        head = step.head
        if step.dep_ in ("acl", "pcomp") and head.pos_ in ("NOUN", "ADP"):
            if head.lower_ in ("statement", "letter", "message", "tweet", "interview", "speech", "post", "communique"):
                owner = next((it for it in head.lefts if it.dep_ == "poss"), None)
                if owner is not None:
                    return owner
            while head.pos_ in ("NOUN", "ADP", "PROPN") and head.head.i != head.i:
                head = head.head
        if head.i == step.i or step.dep_ not in ("conj", "advcl", "xcomp", "acl", "pcomp", "ccomp", "dep", "prep"):
            return None
        if step.dep_ in ("advcl", "ccomp", "dep") and token.tag_ not in ("VBG", "VB"):
            return None
        for child in head.children:
            if child.dep_ in SUBJECTS and child.i < token.i:
                return child
        step = head
    return None


def _asks(token: Token) -> bool:
    """Whether a second verb demands something, so that the noun behind it is whoever is asked: `..., urged Chad to`."""
    return token.dep_ == "conj" and any(cue.kind == "demand" for cue in cues().get(token.lower_, ()))


def _nearer(token: Token, subject: Token) -> Token | None:
    """The noun right before a cue, where a comma parts it from the subject that the parser chose too far left."""
    near = token.nbor(-1) if token.i else token
    if near.pos_ not in ("NOUN", "PROPN", "PRON") or not token.tag_.startswith("VB") or subject.i >= near.i:
        return None
    between = token.doc[subject.i + 1 : near.left_edge.i]
    joined = near.head.i == subject.i and near.dep_ != "appos"
    return near if len(between) and between[-1].lower_ == "," and not joined and near.dep_ != "conj" else None


def _subject_beside(token: Token) -> Token | None:
    """A subject that the parser missed: right behind a cue after a quote, or right before it."""
    doc = token.doc
    place = token.i - 1
    while place >= 0 and doc[place].is_space:
        place -= 1
    before = doc[place].text[-1] if place >= 0 else ""
    if before and before in ',”"’»?!' and token.i + 1 < len(doc) and token.tag_ != "VBG" and not _asks(token):
        after = doc[token.i + 1]
        if after.pos_ in ("PROPN", "DET", "PRON", "NOUN", "ADJ") and after.lower_ not in ("that", "to"):
            while after.head.i > after.i and after.head.pos_ in ("PROPN", "NOUN") and after.head.sent == token.sent:
                after = after.head
            return after if after.pos_ in ("PROPN", "PRON", "NOUN") else None
        if token.i and doc[token.i - 1].pos_ in ("PROPN", "PRON"):
            return doc[token.i - 1]
    if token.i and token.tag_ in ("VBD", "VBZ", "VBP") and doc[token.i - 1].pos_ == "PROPN":
        return doc[token.i - 1]
    return None


def _is_nested(token: Token) -> bool:
    """Whether the cue stands inside what another one reports."""
    return any(
        step.dep_ == "ccomp" and step.head.i < step.i and cue_of(step.head) for step in (token, *token.ancestors)
    )


def _extent(token: Token, subject: Token, cue: Cue) -> tuple[int, int]:
    """The unbroken run of words around the cue that belongs to the attribution."""
    doc = token.doc
    beside = {token.i}
    for child in token.children:
        particle = child.lower_ in cue.prepositions or child.dep_ == "prt"
        hearer = child.dep_ in ("dobj", "obj") and "object" in cue.takes
        if (child.dep_ in _BESIDE or hearer) and not particle:
            beside |= {word.i for word in child.subtree if word.dep_ != "ccomp"}
        elif particle:
            beside.add(child.i)
    if subject.sent == token.sent and abs(subject.i - token.i) < 60:
        beside |= {word.i for word in subject.subtree if not (subject.left_edge.i < token.i < subject.i)}
    left = right = token.i
    while left - 1 in beside or (left and left - 2 in beside and doc[left - 1].is_punct and subject.i < left - 1):
        left -= 1
    while right + 1 in beside:
        right += 1
    return doc[left].idx, doc[right].idx + len(doc[right])


def _addressee(token: Token, cue: Cue, paragraph: Paragraph, voices: Voices) -> str | None:
    """The party that is spoken to: the object of the cue, or what stands behind `to`, `on` or `with`."""
    for child in token.rights:
        if child.dep_ in ("dobj", "obj", "dative") and child.pos_ != "ADP" and "object" in cue.takes:
            return voices.party_of(child, paragraph).party
        if (
            child.dep_ in ("prep", "dative")
            and child.lower_ in ("to", "on", "upon")
            and not (child.lower_ != "to" and child.lower_ not in cue.prepositions)
        ):
            inner = next((it for it in child.rights if it.dep_ in ("pobj", "pcomp")), None)
            if inner is not None and inner.pos_ in ("NOUN", "PROPN", "PRON"):
                return voices.party_of(inner, paragraph).party
        if child.dep_ == "ccomp" and "object" in cue.takes and cue.kind == "demand":
            inner = next((it for it in child.lefts if it.dep_ == "nsubj"), None)
            if inner is not None and any(it.lower_ == "to" for it in child.lefts):
                return voices.party_of(inner, paragraph).party
    return None


def of_nouns(paragraph: Paragraph, quoted: list[tuple[int, int]], voices: Voices) -> list[Attribution]:
    """`The ministry's claim that ...`, `He expressed the hope that ...`: nouns that report a clause, with their owner."""
    found = []
    for token in paragraph.doc:
        kind = noun_cues().get(token.lower_)
        if kind is None or token.pos_ != "NOUN" or any(start <= token.idx < end for start, end in quoted):
            continue
        if not any(child.dep_ in ("acl", "ccomp", "relcl") and _is_that_clause(child) for child in token.rights):
            continue
        speaker = voices.owner_of(token, paragraph)
        verb = token.head
        if speaker is None and token.dep_ == "dobj" and verb.lemma_ in _VOICED:
            subject = subject_of(verb, quoted)
            speaker = voices.party_of(subject, paragraph) if subject is not None else None
        if speaker is not None:
            cue = Cue(token.lower_, kind, frozenset({"clause"}), frozenset(), False)
            found.append(Attribution(token.idx, token.idx + len(token), token, cue, speaker, None))
    return found


def _is_that_clause(verb: Token) -> bool:
    return any(child.lower_ == "that" and child.dep_ == "mark" for child in verb.lefts)


_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the (?:words|view|opinion|judgment|judgement) of)\b")


def according_to(paragraph: Paragraph, quoted: list[tuple[int, int]], voices: Voices) -> list[Attribution]:
    """`According to the ministry, ...`: an attribution without a verb."""
    found = []
    for match in _ACCORDING.finditer(paragraph.text):
        if any(start <= match.start() < end for start, end in quoted):
            continue
        words = paragraph.words(match.start(), match.end())
        head = next((it for it in words[-1].rights if it.dep_ == "pobj"), None) if words else None
        if head is None:
            continue
        cue = Cue("according to", "say", frozenset({"clause"}), frozenset(), True)
        end = head.right_edge
        found.append(
            Attribution(words[0].idx, end.idx + len(end), words[0], cue, voices.party_of(head, paragraph), None)
        )
    return found
