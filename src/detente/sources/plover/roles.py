"""Who does it and to whom: actors and recipients of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detente.sources.plover.grammar import named, owner, patient, subject
from detente.sources.plover.lexicon import lexicon
from detente.sources.plover.scene import Parties, Scene
from detente.sources.plover.words import PASSIVE_SUBJECTS, SUBJECTS, governed, is_about, lemma, passive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.sources.plover.triggers import Trigger

_ORDER = ("against", "with", "on", "upon", "to", "at", "from", "between", "among", "toward", "towards", "into", "of", "for", "in", "over", "near", "through", "across", "inside", "about")  # fmt: skip


_NO_PLACE = frozenset({"in", "at", "near", "across", "inside", "through", "over", "into"})
_NOT_BY = frozenset({"near"})
_OBJECTS = {"dobj", *PASSIVE_SUBJECTS}
_PERSONAL = {"REQUEST", "ACCUSE", "SUPPORT", "THREATEN"}


class Roles(NamedTuple):
    """Parties that act and parties that are acted on."""

    actors: Parties
    recipients: Parties


def roles_of(scene: Scene, trigger: Trigger) -> Roles:
    """Return the declared parties that do what a trigger names, and those it is done to."""
    token = trigger.token
    if trigger.entry.kind == "noun":
        return _of_noun(scene, trigger)
    actors = subject(scene, token)
    if trigger.entry.kind == "adjective":
        actors = subject(scene, token.head) if token.dep_ in {"acomp", "conj"} else named(scene, token.head, actor=True)
    if trigger.entry.kind == "undergo":
        below = list(trigger.governed)
        doers = _deep(scene, below, actors)
        return Roles(doers, actors)
    if not actors and len(both := between(scene, token)) > 1:
        return Roles(both, ())
    met = _recipients(scene, trigger, actors)
    if not actors and trigger.entry.type == "ASSAULT" and passive(token):
        actors = tuple(party for party in _in_fighting(scene, trigger) if party not in met)
    met = _owners(scene, trigger, actors) or met
    return Roles(actors, tuple(party for party in met if party not in actors))


def _in_fighting(scene: Scene, trigger: Trigger) -> Parties:
    """Return whose attack it was in which somebody was hurt, or with whom the clash: "killed in a raid by X"."""
    for prep in trigger.token.children:
        if prep.dep_ != "prep" or prep.lower_ not in {"in", "during", "by"}:
            continue
        for deed in prep.children:
            if not any(it.type == "ASSAULT" for it in lexicon().get(("noun", lemma(deed)), ())):
                continue
            if found := owner(scene, deed, frozenset({trigger.token.i})):
                return found
            for beside in deed.children:
                if beside.lower_ in {"with", "against"}:
                    return tuple(party for end in beside.children for party in named(scene, end, actor=True))
    return ()


def _owners(scene: Scene, trigger: Trigger, actors: Parties) -> Parties:
    """Return whose the thing is that something is done to, by "its" or "their", if not the doer's own.

    The pronoun means whoever says or alleges it: "the rebels said that soldiers attacked one of their camps".
    """
    if trigger.entry.type not in {"ASSAULT", "COERCE"} or not any(_is_theirs(it) for it in trigger.token.children):
        return ()
    for above in trigger.token.ancestors:
        kinds = {it.type for kind in ("speech", "verb") for it in lexicon().get((kind, lemma(above)), ())}
        for child in above.children if kinds & {"SAY", "ACCUSE"} else ():
            if child.dep_ in SUBJECTS and (found := _but(named(scene, child, actor=True), actors)):
                return found
    return ()


def _is_theirs(thing: Token) -> bool:
    """Whether an object is marked as somebody's by a pronoun: "its patrols", "one of their camps"."""
    if thing.dep_ not in _OBJECTS:
        return False
    ends = [thing, *(end for prep in thing.children if prep.lower_ == "of" for end in prep.children)]
    return any(it.tag_ == "PRP$" and it.lower_ in {"its", "their"} for end in ends for it in end.children)


def between(scene: Scene, head: Token) -> Parties:
    """Return the parties that something goes on between: "fighting between X and Y"."""
    for prep in head.children:
        if prep.lower_ in {"between", "among"}:
            return tuple(party for end in prep.children for party in named(scene, end))
    return ()


def _of_noun(scene: Scene, trigger: Trigger) -> Roles:
    noun = trigger.token
    actors = owner(scene, noun)
    if not actors and len(both := between(scene, noun)) > 1:
        return Roles(both, ())
    recipients = _after_prepositions(scene, noun, actors)
    if not recipients and any(child.dep_ in {"acl", "ccomp"} for child in noun.children):
        recipients = _deep(scene, [it for it in trigger.governed if it.i > noun.i], actors)
    return Roles(actors, recipients)


def _recipients(scene: Scene, trigger: Trigger, actors: Parties) -> Parties:
    verb = trigger.token
    if passive(verb):
        for child in verb.children:
            if child.dep_ in PASSIVE_SUBJECTS:
                found = named(scene, child) or _deep(scene, [child, *governed(child)], actors)
                if found:
                    return _but(found, actors)
        if found := _but(patient(scene, verb), actors):
            return found
    first = _phrase_object(scene, trigger, actors) or _direct(scene, verb, actors)
    if first or _done_to_a_stranger(scene, trigger):
        return first
    skip = _NO_PLACE if _is_meeting(trigger) else _NOT_BY if trigger.entry.type == "ASSAULT" else frozenset[str]()
    if found := _after_prepositions(scene, verb, actors, skip=skip):
        return found
    if skip is _NO_PLACE:
        return ()
    if found := _in_clause(scene, verb, actors):
        return found
    return _deep(scene, list(trigger.governed), actors)


def _done_to_a_stranger(scene: Scene, trigger: Trigger) -> bool:
    """Whether the object is somebody named who is no declared party: nobody further on stands in for them."""
    if trigger.entry.type not in _PERSONAL:
        return False
    ends = [child for child in trigger.token.children if child.dep_ in {"dobj", "dative"}]
    return any(end.pos_ == "PROPN" and not named(scene, end) for end in ends)


def _phrase_object(scene: Scene, trigger: Trigger, actors: Parties) -> Parties:
    """Return the parties under the last word of a phrasal verb: "called on X"."""
    if not trigger.entry.phrase:
        return ()
    for word in reversed(trigger.words):
        for end in (*word.children, *(it for prep in word.children if prep.dep_ == "prep" for it in prep.children)):
            if end.dep_ in {"pobj", "dobj"} and (found := _but(named(scene, end), actors)):
                return found
    return ()


def _direct(scene: Scene, verb: Token, actors: Parties) -> Parties:
    for deps in ({"dative"}, {"dobj", "oprd"}):
        for child in verb.children:
            if child.dep_ in deps:
                ends = [end for end in child.children if end.dep_ == "pobj"] if child.pos_ == "ADP" else [child]
                for end in ends:
                    if found := _but(named(scene, end), actors):
                        return found
    return ()


def _is_meeting(trigger: Trigger) -> bool:
    """Whether people come together: where they do so is nobody's who takes part, "met in Oslo"."""
    return trigger.entry.type == "CONSULT" and trigger.entry.mode in {None, "multilateral", "phone"}


def _after_prepositions(
    scene: Scene, head: Token, actors: Parties, depth: int = 0, skip: frozenset[str] = frozenset()
) -> Parties:
    """Return the parties after "against", "with", "on", ... of a verb or noun, or of its objects."""
    found: list[tuple[int, Parties]] = []
    for prep in head.children:
        if prep.lower_ in skip:
            continue
        if prep.dep_ in {"prep", "dative"} and prep.lower_ in _ORDER and prep.i > head.i and is_about(prep):
            for end in prep.children:
                if end.dep_ in {"pobj", "pcomp"} and (parties := _but(named(scene, end), actors)):
                    found.append((_ORDER.index(prep.lower_), parties))
    if found:
        return min(found)[1]
    if depth < 3:
        for child in head.children:
            ends = [child] if child.dep_ in {"dobj", "attr", "prt"} else []
            if child.dep_ == "prep" and child.i > head.i and is_about(child):
                ends = [end for end in child.children if end.dep_ == "pobj"]
            for end in ends:
                if parties := _after_prepositions(scene, end, actors, depth + 1, skip):
                    return parties
    return ()


def _in_clause(scene: Scene, verb: Token, actors: Parties) -> Parties:
    """Return the subject of the clause that completes a verb, "demanded that X leave", else its object."""
    for child in verb.children:
        if child.dep_ in {"ccomp", "xcomp"} and child.i > verb.i:
            for inner in child.children:
                if inner.dep_ in {"nsubj", "nsubjpass"} and (found := _but(named(scene, inner), actors)):
                    return found
            found = _direct(scene, child, actors) or _after_prepositions(scene, child, actors)
            if found:
                return found
            if found := _in_clause(scene, child, actors):
                return found
    return ()


def _deep(scene: Scene, below: list[Token], actors: Parties) -> Parties:
    """Return the first party named anywhere in what a verb governs, with those joined to it."""
    for token in below:
        party = scene.party_at.get(token.i)
        if party is not None and party not in actors:
            return _but(named(scene, token), actors) or (party,)
    return ()


def _but(found: Parties, actors: Parties) -> Parties:
    return tuple(party for party in found if party not in actors)
