"""Events inside events: agreeing to, asking for, refusing or threatening something is one event, not two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.sources.plover.echoes import Told, without_echoes
from detente.sources.plover.grammar import named, owner, subject
from detente.sources.plover.modality import has_condition, modality_of, modality_under
from detente.sources.plover.roles import Roles, roles_of
from detente.sources.plover.scene import Parties, Scene
from detente.sources.plover.triggers import AGREEMENTS, Trigger, told_mode, trigger_of
from detente.sources.plover.words import ASKED, LIGHT, lemma
from detente.sources.words import referent_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from detente.sources.coding import Modality

FRIENDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
"""Types that count as AGREE when they lie in the future."""
YIELDING = frozenset({"AGREE", "RETREAT", "CONCEDE"})
"""Types that count as REJECT when somebody will not do it."""
HARMFUL = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})
"""Types that count as THREATEN when the actor itself says that it will."""
_TAKES_ALL = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "SUPPORT", "INTENT", "SANCTION"})
_GOES_ON = {"resume", "begin", "start", "continue", "open", "erupt", "break", "take", "go", "hold", "flare", "rage", "occur", "escalate", "restart"}  # fmt: skip
_DENIES = {"deny", "refute"}
"""What is denied is told beside the denial, as what did not happen."""
_LASTING = {"hour", "day", "week", "month", "round", "session", "year"}
_FOUGHT = {"fighting", "clash", "battle", "war"}
_SIGNED = {"sign", "reach", "strike", "conclude", "agree"}
_MUST = {"must", "should", "ought"}


def told_in(scene: Scene, sentence: Span) -> list[Told]:
    """Return the events of a sentence, outer ones in place of those inside them."""
    found: list[Told] = []
    taken: set[int] = set()
    for token in sorted(sentence, key=lambda it: (_depth(it), it.i)):
        if token.i in taken:
            continue
        trigger = trigger_of(token)
        if trigger is None:
            continue
        told = _told(scene, trigger)
        if told is None or _in_the_background(scene, told):
            continue
        found.append(told)
        taken.update(_covered(told))
        if told.type == "ACCUSE" and (deed := _accused_deed(scene, told)):
            found.append(deed)
    return sorted(without_echoes(found), key=lambda it: it.trigger.token.i)


def _accused_deed(scene: Scene, told: Told) -> Told | None:
    """Return the violence that somebody is accused of, as theirs: "accused X of shelling the port"."""
    for token in told.trigger.governed:
        if token.tag_ != "VBG" or token.dep_ != "pcomp":
            continue
        inner = trigger_of(token)
        if inner is None or inner.entry.kind != "verb" or inner.entry.type not in {"ASSAULT", "COERCE", "MOBILIZE"}:
            continue
        doers, victims = told.roles.recipients, roles_of(scene, inner).recipients
        victims = tuple(party for party in victims if party not in doers) or _wronged(scene, told, inner)
        if doers and victims:
            return Told(inner, inner.entry.type, inner.mode, Roles(doers, victims), "actual")
    return None


def _wronged(scene: Scene, told: Told, deed: Trigger) -> Parties:
    """Return the accuser as whom a deed with nobody named is done to, where accuser and accused are enemies."""
    known = scene.referents
    if known is None or not known.has_two_sides() or len(told.roles.actors) != 1:
        return ()
    if told.roles.actors[0] not in known.sides or not set(known.sides) & {*told.roles.recipients}:
        return ()
    hurt = [it for it in deed.governed if it.dep_ in {"dobj", "pobj"}]
    return () if any(lemma(it) in referent_words("bystanders") for it in hurt) else told.roles.actors


def _of_both(scene: Scene, trigger: Trigger, roles: Roles) -> Roles:
    """Return the two sides of a conflict as those who act, where a deed that takes two names nobody.

    "Talks resumed", "after five hours of talks", "the truce took effect", "under a deal reached in December".
    """
    known = scene.referents
    if known is None or roles.actors or roles.recipients or not known.has_two_sides():
        return roles
    token = trigger.token
    if trigger.entry.kind == "noun":
        lasted = _is_in_passing(token)
        takes_two = trigger.entry.type == "CONSULT" and trigger.entry.mode != "visit"
        goes_on = verb_goes_on(token) and modality_of(token.head) == "actual"
        found = (takes_two and (lasted or goes_on)) or (lemma(token) in _FOUGHT and goes_on)
    else:
        found = (
            trigger.entry.type in {"AGREE", "SUPPORT"} and lemma(token) in _SIGNED and _agreement_of(token) is not None
        )
    return Roles(known.sides, ()) if found else roles


def _agreement_of(verb: Token) -> Token | None:
    """Return the agreement that is said to be signed or reached, by nobody named."""
    if any(it.dep_ in {"nsubj", "agent"} for it in verb.children):
        return None
    ends = [it for it in verb.children if it.dep_ == "nsubjpass"]
    ends += [verb.head] if verb.dep_ == "acl" and verb.tag_ == "VBN" else []
    return next((it for it in ends if lemma(it) in AGREEMENTS), None)


def _in_the_background(scene: Scene, told: Told) -> bool:
    """Whether a clause only says who somebody is: "rebels battling the army", "groups that fight it"."""
    token = told.trigger.token
    if token.dep_ == "dobj" and token.head.dep_ == "relcl":
        token = token.head
    if token.dep_ == "pcomp" and token.tag_ == "VBG" and not told.roles.actors:
        return True
    if token.dep_ == "acl" and token.tag_ == "VBN" and not told.roles.actors:
        return True
    if told.type == "REJECT" and token.dep_ == "xcomp" and lemma(token.head) in {"refuse", "decline"}:
        return True
    if lemma(token) == "warn" and told.trigger.entry.kind == "verb" and _only_fears(scene, told):
        return True
    if token.dep_ == "advcl" and any(it.lower_ == "until" for it in token.children):
        return True
    if token.dep_ == "acl" and token.tag_ == "VBG":
        return not told.roles.actors or not named(scene, token.head, actor=True, common=False)
    lasting = (
        token.dep_ == "relcl" and token.tag_ in {"VBP", "VBZ"} and not any(it.dep_ == "aux" for it in token.children)
    )
    return lasting and not (told.roles.actors and told.roles.recipients)


def _only_fears(scene: Scene, told: Told) -> bool:
    """Whether a warning threatens nobody: what may come is not the deed of those who warn."""
    if told.roles.recipients:
        return False
    clauses = [it for it in told.trigger.token.children if it.dep_ == "ccomp" and it.i > told.trigger.token.i]
    for clause in clauses:
        doers = [it for it in clause.children if it.dep_ in {"nsubj", "nsubjpass"}]
        if any(set(named(scene, it, actor=True)) & set(told.roles.actors) for it in doers):
            return False
    return bool(clauses) or any(it.lower_ == "of" for it in told.trigger.token.children)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _covered(told: Told) -> set[int]:
    """Return the places that an event leaves to no other: nouns it governs, and clauses inside an outer type."""
    if lemma(told.trigger.token) in _DENIES:
        return set()
    every = told.type in _TAKES_ALL or told.trigger.entry.type in _TAKES_ALL
    return {
        it.i
        for it in told.trigger.governed
        if (every and (told.roles.actors or it.pos_ in {"VERB", "AUX"}))
        or (told.roles.actors and it.pos_ not in {"VERB", "AUX"})
        or it.dep_ == "xcomp"
    }


def _told(scene: Scene, trigger: Trigger) -> Told | None:
    kind = trigger.entry.kind
    if kind == "speech":
        return _said(scene, trigger)
    if kind in {"intent", "resolve"}:
        return _intended(scene, trigger)
    roles = _of_both(scene, trigger, roles_of(scene, trigger))
    if kind == "noun":
        return _noun(scene, trigger, roles)
    return _turned(scene, trigger, roles, modality_of(trigger.token if kind == "verb" else trigger.token.head))


def _noun(scene: Scene, trigger: Trigger, roles: Roles) -> Told | None:
    """Return an event that a noun names: with a verb that says little, or with both sides beside the noun."""
    noun = trigger.token
    if lemma(noun) in ASKED and noun.dep_ == "pobj" and noun.head.lower_ == "at":
        return None
    verb = noun.head if noun.dep_ in {"dobj", "nsubjpass"} else None
    if noun.dep_ == "pobj" and noun.head.lower_ in {"in", "into", "with"}:
        verb = noun.head.head
    light = verb is not None and (lemma(verb) in LIGHT or (lemma(verb) == "be" and noun.dep_ == "pobj"))
    if verb is not None and light:
        actors = subject(scene, verb) or roles.actors
        roles = Roles(actors, tuple(party for party in roles.recipients if party not in actors))
        if actors:
            return _turned(scene, trigger, roles, modality_of(verb))
    if not roles.recipients and len(roles.actors) > 1 and verb_goes_on(noun):
        return _turned(scene, trigger, roles, modality_of(noun.head))
    if trigger.entry.type == "CONSULT" and len(roles.actors) > 1 and not roles.recipients and _is_in_passing(noun):
        return _turned(scene, trigger, roles, "actual")
    if not roles.actors or not (roles.recipients or trigger.entry.type == "REJECT"):
        return None
    return _turned(scene, trigger, roles, modality_under(noun))


def _is_in_passing(noun: Token) -> bool:
    """Whether talks are only mentioned as the time of something else: "after a meeting of X and Y", "days of talks"."""
    if noun.dep_ != "pobj":
        return False
    lasted = noun.head.lower_ == "of" and lemma(noun.head.head) in _LASTING
    return lasted or noun.head.lower_ in {"after", "during", "following"}


def verb_goes_on(noun: Token) -> bool:
    """Whether a noun is the subject of a verb that says it happens: "talks resumed", "fighting broke out"."""
    return noun.dep_ in {"nsubj", "nsubjpass"} and lemma(noun.head) in _GOES_ON


def _turned(scene: Scene, trigger: Trigger, roles: Roles, modality: Modality) -> Told:
    kind, mode = trigger.entry.type, trigger.mode
    if kind == "SUPPORT" and modality == "hypothetical" and _wishes_to_say(trigger.token):
        return Told(trigger, kind, mode, roles, "actual")
    if modality == "future" and kind in FRIENDLY:
        return Told(trigger, "AGREE", None, roles, "actual")
    ahead_of_it = modality == "future" or (modality == "hypothetical" and has_condition(trigger.token))
    if ahead_of_it and kind in HARMFUL and _own_words(scene, trigger.token, roles.actors):
        return Told(trigger, "THREATEN", _threat(kind, trigger), roles, "actual")
    if modality == "negated" and kind in YIELDING | FRIENDLY and _refuses(trigger.token):
        return Told(
            trigger, "REJECT", told_mode("REJECT", trigger.token, (trigger.token, *trigger.governed)), roles, "actual"
        )
    return Told(trigger, kind, mode, roles, modality)


def ahead(told: Told) -> Told:
    """Take for future what is told in the present and dated after the article: "travels to the talks next week"."""
    if told.modality != "actual" or told.trigger.token.tag_ not in {"VBZ", "VBP", "VBG"}:
        return told
    if told.type in FRIENDLY:
        return told._replace(type="AGREE", mode=None)
    return told._replace(modality="future") if told.type in HARMFUL | {"RETREAT", "CONCEDE"} else told


def _threat(kind: str, trigger: Trigger) -> str | None:
    told = told_mode("THREATEN", trigger.token, (trigger.token, *trigger.governed))
    return told or {"ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "restrict", "COERCE": "restrict"}.get(
        kind
    )


def _own_words(scene: Scene, verb: Token, actors: Parties) -> bool:
    """Whether a clause hangs on what those who act say, plan or vow themselves."""
    for above in verb.ancestors:
        found = trigger_of(above)
        if found is not None and found.entry.kind in {"speech", "intent"}:
            speakers = subject(scene, above)
            return not speakers or bool(set(speakers) & set(actors))
    return False


def _refuses(event: Token) -> bool:
    verb = event if event.pos_ in {"VERB", "AUX"} else event.head
    if event.pos_ == "ADJ":
        return True
    modal = {"will", "wo", "would", "ca", "can", "could"}
    return any(child.dep_ == "aux" and child.lower_ in modal for child in verb.children)


def _wishes_to_say(verb: Token) -> bool:
    """Whether somebody thanks or praises in so many words: "I want to thank"."""
    wish = verb.head
    return verb.dep_ == "xcomp" and any(it.lower_ in {"i", "we"} for it in wish.children if it.dep_ == "nsubj")


def _intended(scene: Scene, trigger: Trigger) -> Told | None:
    """Return what somebody plans, decides or vows to do: a friendly act is agreed, a harmful one threatened."""
    inner = _inner(trigger)
    if inner is None:
        return None
    noun = trigger.entry.kind == "resolve"
    outer = Roles(owner(scene, trigger.token), ()) if noun else roles_of(scene, trigger)
    if noun and not outer.actors:
        return None
    within = roles_of(scene, inner)
    roles = Roles(outer.actors or within.actors, within.recipients or outer.recipients)
    told = trigger._replace(governed=tuple(dict.fromkeys((*trigger.governed, inner.token))))
    negated = modality_of(trigger.token) == "negated"
    kind = inner.entry.type
    if kind in HARMFUL and lemma(trigger.token) == "prepare" and kind in {"ASSAULT", "MOBILIZE"}:
        return Told(told, "MOBILIZE", None, roles, "negated" if negated else "actual")
    if kind in FRIENDLY | {"AGREE"}:
        return Told(told, "AGREE", None, roles, "negated" if negated else "actual")
    if kind in HARMFUL and not noun:
        return Told(told, "THREATEN", _threat(kind, inner), roles, "negated" if negated else "actual")
    return Told(told, kind, inner.mode, roles, "negated" if negated else "future")


def _inner(trigger: Trigger) -> Trigger | None:
    for token in trigger.governed:
        found = trigger_of(token)
        if found is not None and found.entry.kind in {"verb", "noun"} and found.entry.type != "INTENT":
            return found
    return None


def _said(scene: Scene, trigger: Trigger) -> Told | None:
    """Return the demand in "X said that Y must ..."; what else is said is coded by itself."""
    speakers = subject(scene, trigger.token)
    if not speakers:
        return None
    for clause in trigger.token.children:
        if clause.dep_ != "ccomp":
            continue
        words = {child.lower_ for child in clause.children if child.dep_ == "aux"}
        obliged = (
            bool(words & _MUST)
            or (not words and _is_wished(clause))
            or (lemma(clause) in {"have", "need"} and _has_infinitive(clause))
        )
        if not obliged:
            continue
        asked = _asked(scene, clause, speakers)
        if asked:
            below = tuple(clause.subtree)
            told = trigger._replace(governed=below)
            return Told(told, "REQUEST", told_mode("REQUEST", clause, below), Roles(speakers, asked), "actual")
    return None


def _is_wished(clause: Token) -> bool:
    """Whether a verb stands in its bare form beside a singular subject: "that Norway answer"."""
    subjects = [it for it in clause.children if it.dep_ in {"nsubj", "nsubjpass"}]
    single = any(it.tag_ in {"NN", "NNP"} and not any(c.dep_ == "conj" for c in it.children) for it in subjects)
    return single and clause.tag_ in {"VB", "VBP"} and clause.pos_ == "VERB"


def _asked(scene: Scene, clause: Token, speakers: Parties) -> Parties:
    for child in clause.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            return tuple(party for party in named(scene, child) if party not in speakers)
    return ()


def _has_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "xcomp" for child in verb.children)
