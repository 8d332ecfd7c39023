"""Both sides of a conflict: deeds that they do together, and whom a deed is done to where only one side is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.sources.plover.roles import Roles
from detente.sources.plover.words import PASSIVE_SUBJECTS, lemma
from detente.sources.words import referent_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.sources.plover.grammar import Scene
    from detente.sources.plover.nesting import Told

_MUTUAL = {"meet", "talk", "talks", "negotiate", "negotiation", "meeting", "summit", "dialogue", "sit", "hold", "reach", "strike", "sign", "conclude", "clinch", "resume", "exchange", "seal", "ink", "restart", "make", "see"}  # fmt: skip
"""Deeds that two sides do together."""
_HOSTILE = {"ASSAULT", "COERCE", "MOBILIZE", "REJECT", "THREATEN"}
_AT_HOME = {"censor", "curfew", "martial-law", "misinformation", "deport", "withhold"}
_TO_PEOPLE = {"kill", "arrest", "detain", "jail", "imprison", "shoot", "abduct", "kidnap", "wound", "injure", "beat", "torture", "behead", "stab", "murder", "assassinate", "execute", "slay", "behead", "apprehend", "intern"}  # fmt: skip
_TOLD_APART = {"dobj", "pobj", "dative", *PASSIVE_SUBJECTS}


def with_both_sides(scene: Scene, told: Told) -> Roles:
    """Return the roles of an event with what the conflict says of them.

    The two sides of a conflict with an armed group that meet or make an agreement act together. What one side does in
    enmity and to nobody named is done to the other: "the rebels retook the port"; unless it is done to bystanders, or
    to somebody named who is no declared party.
    """
    actors, recipients = told.roles
    known = scene.referents
    if known is None:
        return told.roles
    if actors and recipients:
        together = told.type in {"CONSULT", "AGREE", "SUPPORT"} and lemma(told.trigger.token) in _MUTUAL
        return Roles((*actors, *recipients), ()) if together and known.opponents(actors, recipients) else told.roles
    if len(actors) == 1 and told.type in _HOSTILE and told.mode not in _AT_HOME:
        other = known.opponent(actors[0])
        if other is not None and not _is_done_to_others(scene, told):
            return Roles(actors, (other,))
    return told.roles


def _is_done_to_others(scene: Scene, told: Told) -> bool:
    """Whether a deed has an object that is nobody's: bystanders, or people and bodies that are no declared party."""
    verb = told.trigger.token
    objects = [it for it in (*verb.children, *told.trigger.governed) if it.dep_ in _TOLD_APART]
    personal = lemma(verb) in _TO_PEOPLE
    return any(
        lemma(it) in referent_words("bystanders") or _is_stranger(scene, it, personal=personal) for it in objects
    )


def _is_stranger(scene: Scene, word: Token, *, personal: bool) -> bool:
    """Whether a word names somebody else: a person where a verb is done to people, or "Danish soldiers"."""
    if word.i in scene.party_at:
        return False
    if word.pos_ == "PROPN" and personal and word.dep_ in {"dobj", *PASSIVE_SUBJECTS}:
        return True
    return any(
        it.pos_ == "ADJ" and it.text[:1].isupper() and it.i not in scene.party_at
        for it in word.children
        if it.dep_ == "amod"
    )
