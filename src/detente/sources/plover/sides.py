"""Both sides of a conflict: deeds that they do together, and whom a deed is done to where only one side is named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from detente.sources.plover.roles import Roles
from detente.sources.plover.words import PASSIVE_SUBJECTS, lemma, passive
from detente.sources.words import referent_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.sources.coding import CodedEvent
    from detente.sources.plover.echoes import Told
    from detente.sources.plover.scene import Scene
    from detente.sources.referents import Referents

_MUTUAL = {"meet", "talk", "talks", "negotiate", "negotiation", "meeting", "summit", "dialogue", "sit", "hold", "reach", "strike", "sign", "conclude", "clinch", "resume", "exchange", "seal", "ink", "restart", "make", "see"}  # fmt: skip
"""Deeds that two sides do together."""
_HOSTILE = {"ASSAULT", "COERCE", "MOBILIZE", "REJECT", "THREATEN", "ACCUSE", "SANCTION", "RETREAT", "CONCEDE"}
"""What one side of a conflict does that concerns the other where nobody else is named."""
_ABOUT_PEACE = {"REQUEST", "SUPPORT"}
_NOT_TOLD = {"withdraw", "disarm", "resign", "access"}
"""Ways to retreat that say nothing of the other side."""
_AT_HOME = {"censor", "curfew", "martial-law", "misinformation", "deport", "withhold"}
_TO_PEOPLE = {"kill", "arrest", "detain", "jail", "imprison", "shoot", "abduct", "kidnap", "wound", "injure", "beat", "torture", "behead", "stab", "murder", "assassinate", "execute", "slay", "apprehend", "intern"}  # fmt: skip
_ANSWERED = {"ACCUSE", "REQUEST", "THREATEN", "AGREE"}
_LATELY = 4
"""Events before a refusal among which the demand that it answers is looked for."""
_WELCOMES = {"welcome", "hail", "praise", "applaud", "congratulate", "commend", "salute"}
_SHARED = {"CONSULT", "AGREE", "COOPERATE", "RETREAT"}
_BY_FORCE = {"attack", "ambush", "shell", "besiege", "overrun", "bomb", "fire", "raid", "storm", "invade"}
_FIGHTS = {"clash", "battle", "fighting", "ambush", "offensive", "firefight", "gunbattle", "skirmish", "attack"}
_TOLD_APART = {"dobj", "oprd", "nsubj", "pobj", "dative", *PASSIVE_SUBJECTS}


def together(scene: Scene, told: Told) -> Roles:
    """Return the roles of an event, the two sides of the conflict as acting together where they meet or agree."""
    actors, recipients = told.roles
    known = scene.referents
    if len(actors) > 1 and not recipients and told.type not in _SHARED and _is_mutual(told.trigger.token):
        return Roles(actors, actors)
    if known is not None and not recipients and _is_third(known, actors) and _is_between_them(told):
        return Roles(actors, known.sides)
    if known is not None and not actors and len(recipients) == 1 and _is_suffered(told):
        other = known.opponent(recipients[0])
        return Roles((other,), recipients) if other else told.roles
    if known is not None and not actors and len(recipients) == 1 and _is_said_of_them(scene, told):
        other = known.opponent(recipients[0])
        return Roles((other,), recipients) if other else told.roles
    if known is None or not actors or not recipients or told.type not in {"CONSULT", "AGREE", "SUPPORT"}:
        return told.roles
    joint = lemma(told.trigger.token) in _MUTUAL and known.opponents(actors, recipients)
    return Roles((*actors, *recipients), ()) if joint else told.roles


def makes_peace(scene: Scene, told: Told, roles: Roles) -> bool:
    """Whether what is signed is signed by the two sides of a conflict: they settle something, and praise nobody."""
    known = scene.referents
    signs = told.type == "SUPPORT" and lemma(told.trigger.token) in {"sign", "conclude", "ratify"}
    return signs and known is not None and known.opponents(roles.actors, roles.recipients)


def _is_mutual(verb: Token) -> bool:
    """Whether several do to one another what a verb says: "accused each other", "traded accusations"."""
    if lemma(verb) in {"trade", "exchange", "swap"}:
        return True
    below = [it for it in verb.children if it.dep_ in {"dobj", "pobj"}]
    below += [end for prep in verb.children if prep.dep_ == "prep" for end in prep.children]
    words = {(it.lower_, child.lower_) for it in below for child in it.children} | {(it.lower_, "") for it in below}
    each = any(child.lower_ in {"each", "both"} for it in verb.children if it.dep_ == "nsubj" for child in it.children)
    return bool(words & {("other", "each"), ("another", "one")}) or (each and ("other", "the") in words)


def _is_third(known: Referents, actors: Sequence[str]) -> bool:
    """Whether somebody acts who is neither side of a conflict with two sides."""
    return bool(actors) and known.has_two_sides() and not set(actors) & set(known.sides)


def _is_between_them(told: Told) -> bool:
    """Whether a third party brings the two sides together, or asks "both" of them something."""
    verb = told.trigger.token
    if told.type == "REQUEST":
        return any(it.lower_ == "both" and it.dep_ in {"dep", "dobj", "nsubj"} for it in told.trigger.governed)
    if told.type == "SUPPORT":
        return lemma(verb) in _WELCOMES and not any(it.pos_ == "PROPN" for it in told.trigger.governed)
    if told.type != "CONSULT":
        return False
    hosts = lemma(verb) in {"host", "chair", "convene", "sponsor", "moderate", "facilitate", "arrange"}
    return told.mode == "third-party" or hosts


def _is_suffered(told: Told) -> bool:
    """Whether one side is said to be hit, and nobody else to have done it: "was attacked", "was killed in the clash"."""
    verb = told.trigger.token
    if told.type != "ASSAULT" or not passive(verb) or any(it.dep_ == "agent" for it in verb.children):
        return False
    if lemma(verb) in _BY_FORCE:
        return True
    ends = [end for prep in verb.children if prep.lower_ in {"in", "during"} for end in prep.children]
    return any(lemma(it) in _FIGHTS for it in ends)


def _is_said_of_them(scene: Scene, told: Told) -> bool:
    """Whether a side tells in its own words what "they" do to it: "They attacked us"."""
    verb = told.trigger.token
    words = {it.lower_: it for it in verb.children if it.dep_ in {"nsubj", "dobj"}}
    return "they" in words and "us" in words and bool(scene.voice(words["us"]))


def is_open(scene: Scene, told: Told) -> bool:
    """Whether a deed of one party in enmity leaves open whose it is done to, so that the conflict may tell.

    It does not where it is done to bystanders, or to somebody named who is no declared party.
    """
    if told.type in _ABOUT_PEACE and len(told.roles.actors) == 1 and not told.roles.recipients:
        known = scene.referents
        if known is None or not known.has_two_sides():
            return False
        own = told.type == "REQUEST" and told.roles.actors[0] in known.sides
        return own or _is_about_peace(told)
    if lemma(told.trigger.token) == "deny" and told.type == "REJECT":
        return len(told.roles.actors) == 1 and not told.roles.recipients
    if (
        told.type not in _HOSTILE
        or told.mode in _AT_HOME | _NOT_TOLD
        or len(told.roles.actors) != 1
        or told.roles.recipients
    ):
        return False
    return not _is_done_to_others(scene, told)


def _is_about_peace(told: Told) -> bool:
    """Whether what is asked or praised is peace itself: "restraint", "an end to the fighting"."""
    heads = (told.trigger.token, *told.trigger.words)
    objects = [it for head in heads for it in head.children if it.dep_ in {"dobj", "pobj"}]
    peace = referent_words("for_peace")
    if any(lemma(it) in peace for it in objects):
        return True
    steps = any(lemma(it) in {"end", "halt", "return", "resumption", "start", "step", "extension"} for it in objects)
    return steps and any(lemma(it) in peace for it in told.trigger.governed)


def facing(events: Sequence[CodedEvent], open_places: Collection[int], referents: Referents) -> list[CodedEvent]:
    """Return events with recipients where the article tells the adversary: "the rebels retook the port".

    The adversary is the other one of the two sides of the conflict, else the only party that the article says the
    actor fights, coerces or is fought by. What others ask of nobody named, or praise, for the sake of peace, "called
    for restraint", is asked of both sides.
    """
    foes: dict[str, set[str]] = {}
    for event in events:
        if event.type in {"ASSAULT", "COERCE"} and event.modality in {"actual", "historical"}:
            for actor in event.actors:
                for foe in event.recipients:
                    foes.setdefault(actor, set()).add(foe)
                    foes.setdefault(foe, set()).add(actor)
    found = []
    for place, event in enumerate(events):
        if place in open_places and event.type in _ABOUT_PEACE:
            asked = tuple(it for it in referents.sides if it != event.actors[0])
            if asked:
                event = event.model_copy(update={"recipients": asked})
        elif place in open_places and event.type == "REJECT" and (answered := _answered(event, events[:place])):
            event = event.model_copy(update={"recipients": (answered,)})
        elif place in open_places:
            known = foes.get(event.actors[0], set())
            other = referents.opponent(event.actors[0]) or (next(iter(known)) if len(known) == 1 else None)
            event = event.model_copy(update={"recipients": (other,)}) if other else event
        found.append(event)
    return found


def _answered(event: CodedEvent, before: Sequence[CodedEvent]) -> str | None:
    """Return who asked, accused, offered or threatened shortly before what is refused or denied."""
    for asked in reversed(before[-_LATELY:]):
        one = len(asked.actors) == 1 and asked.actors != event.actors
        if one and asked.type in _ANSWERED and set(event.actors) <= set(asked.recipients):
            return asked.actors[0]
    return None


def _is_done_to_others(scene: Scene, told: Told) -> bool:
    """Whether a deed has an object that is nobody's: bystanders, or people and bodies that are no declared party."""
    verb = told.trigger.token
    below = (*(it for it in verb.children if it.dep_ != "nsubj"), *told.trigger.governed)
    objects = [it for it in below if it.dep_ in _TOLD_APART or (it.dep_ == "compound" and it.tag_ == "NNS")]
    personal = lemma(verb) in _TO_PEOPLE
    return any(
        (lemma(it) in referent_words("bystanders") and not any(child.tag_ == "PRP$" for child in it.children))
        or _is_stranger(scene, it, personal=personal)
        for it in objects
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
