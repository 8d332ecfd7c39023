"""Who stands where in a sentence: the parties of a noun phrase, the subject of a verb, whose deed a noun is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.sources.plover.lexicon import lexicon
from detente.sources.plover.referring import is_strange, referred
from detente.sources.plover.scene import Parties, Scene
from detente.sources.plover.words import LIGHT, MIGHT, PASSIVE_SUBJECTS, SUBJECTS, lemma, passive, past_for_participle

if TYPE_CHECKING:
    from spacy.tokens import Token


_WITHIN_NAME = {"compound", "amod", "poss", "nmod", "appos"}
_BELONGING = {"of", "from", "in", "within", "inside", "at", "for"}
_TOGETHER = {"alongside", "with", "including", "plus"}
_PERSONAL = {"he", "she", "it", "they", "we", "i", "him", "her", "them", "his", "its", "their", "our", "us", "me", "my", "itself", "themselves", "himself"}  # fmt: skip
_ASKED = {"you", "your"}
_RELATIVE = {"who", "which", "that", "whom", "whose"}
_HEADED = {"lead", "head", "command"}
_HELD = {"hold", "control", "run", "own", "occupy", "operate", "inhabit"}
_AIDES = {"aide", "adviser", "advisor", "deputy", "assistant", "counsel"}
_SPEAKERS = {"we", "i", "our", "us", "me", "my"}
_SINGULAR = {"he", "she", "it", "his", "its", "him", "itself", "himself"}
_OPPOSED = {"critic", "opponent", "enemy", "foe", "rival", "war", "attack", "sanction", "visit", "fear", "hatred"}


def named(scene: Scene, head: Token, *, actor: bool = False, depth: int = 0, common: bool = True) -> Parties:
    """Return the parties that a noun phrase names: itself, whose or what kind it is, and those joined to it.

    With ``actor``, a deed or a war "in" or "of" a place is not taken for the party that is named there; with
    ``common``, what names no party may still stand for one, as "the rebels" do.
    """
    if depth > 8:
        return ()
    found = _own(scene, head, actor=actor, depth=depth) or (referred(scene, head, actor=actor) if common else ())
    if common and not found and scene.hearing is not None and not is_strange(scene, head):
        found = scene.hearing.actor(head) if actor else scene.hearing.person(head)
    joined = [
        scene.party_at[child.i]
        for child in head.children
        if found and child.dep_ == "appos" and child.i in scene.party_at and head.i in scene.party_at
    ]
    if common and found and not any(it.dep_ in {"det", "poss"} for it in head.children):
        joined += [it for child in head.children if _is_listed(child) for it in referred(scene, child, actor=actor)]
    joined += [
        party
        for child in head.children
        if child.i > head.i
        for end in _joined(child)
        for party in named(scene, end, actor=actor, depth=depth + 1)
    ]
    return tuple(dict.fromkeys([*found, *joined]))


def _is_listed(child: Token) -> bool:
    """Whether a bare word behind a comma is the next of a list, as in headlines: "Government, rebels resume talks"."""
    return child.dep_ == "appos" and child.tag_ == "NNS" and not any(True for _ in child.children)


def _joined(child: Token) -> Iterator[Token]:
    if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "X"}:
        yield child
    elif child.dep_ == "prep" and child.lower_ in _TOGETHER - {"with"}:
        yield from (end for end in child.children if end.dep_ == "pobj")
    elif child.lower_ in {"along", "together"}:
        yield from (end for prep in child.children if prep.lower_ == "with" for end in prep.children)


def _own(scene: Scene, head: Token, *, actor: bool, depth: int) -> Parties:
    if head.i in scene.party_at:
        return (scene.party_at[head.i],)
    if head.lower_ in _PERSONAL | _RELATIVE | _ASKED:
        return meant(scene, head, depth + 1)
    if depth > 8:
        return ()
    if led := _led_by(scene, head, _HEADED if actor else _HEADED | _HELD, depth):
        return led
    if loyal := _loyal_to(scene, head, depth):
        return loyal
    within = [child for child in head.children if child.dep_ in _WITHIN_NAME]
    for child in within:
        if child.tag_ != "PRP$" and (found := named(scene, child, actor=actor, depth=depth + 1, common=False)):
            return found
    if actor and (lemma(head) in _OPPOSED or ("noun", lemma(head)) in lexicon()):
        return _objects(scene, head, {"by"}, depth) or _whose(scene, within, actor, depth)
    belonging = _BELONGING | {"to"} if lemma(head) in _AIDES else _BELONGING
    return _objects(scene, head, belonging, depth) or _whose(scene, within, actor, depth)


def _whose(scene: Scene, within: list[Token], actor: bool, depth: int) -> Parties:
    """Return the party of "its troops"; whom something is done to is not told by "its"."""
    for child in within if actor else ():
        if child.tag_ == "PRP$" and (found := meant(scene, child, depth + 1)):
            return found
    return ()


def _led_by(scene: Scene, head: Token, verbs: set[str], depth: int) -> Parties:
    """Return the party of "a coalition led by X", "the X-led coalition" or, where it is no actor, "towns held by X"."""
    for child in head.children:
        if (child.dep_ in {"acl", "amod"} and lemma(child) in verbs) or child.lower_ in {
            "led",
            "headed",
            "commanded",
        }:
            for inner in child.children:
                ends = [inner] if inner.dep_ == "npadvmod" else [it for it in inner.children if inner.dep_ == "agent"]
                for end in ends:
                    if found := named(scene, end, depth=depth + 1):
                        return found
    return ()


def _loyal_to(scene: Scene, head: Token, depth: int) -> Parties:
    """Return whose "gunmen loyal to X", "fighters belonging to X" are."""
    for child in head.children:
        if child.i > head.i and lemma(child) in {"loyal", "belong"} and child.dep_ in {"amod", "acl", "relcl"}:
            for prep in child.children:
                for end in prep.children if prep.lower_ == "to" else ():
                    if found := named(scene, end, depth=depth + 1):
                        return found
    return ()


def _objects(scene: Scene, head: Token, words: set[str], depth: int) -> Parties:
    for child in head.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in words:
            for end in child.children:
                if end.dep_ in {"pobj", "pcomp"} and (found := named(scene, end, depth=depth + 1)):
                    return found
        elif child.dep_ == "acl" and not actor_words(child):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in words:
                    for end in inner.children:
                        if found := named(scene, end, depth=depth + 1):
                            return found
    return ()


def actor_words(verb: Token) -> bool:
    """Whether a verb has words of its own that say who acts."""
    return any(child.dep_ in SUBJECTS or child.dep_ == "agent" for child in verb.children)


def meant(scene: Scene, pronoun: Token, depth: int = 0) -> Parties:
    """Return the party that a pronoun stands for: what a clause hangs on, else the subject above or before it."""
    if depth > 8:
        return ()
    word = pronoun.lower_
    if word in _ASKED:
        return scene.asked(pronoun)
    if word in _RELATIVE:
        for above in pronoun.ancestors:
            if above.dep_ in {"relcl", "acl"}:
                return named(scene, above.head, depth=depth + 1)
            if above.dep_ == "ccomp":
                break
        return ()
    if word in _SPEAKERS and (quoted := scene.voice(pronoun)):
        return quoted
    for above in pronoun.ancestors:
        if _is_object_of(pronoun, above):
            continue
        for child in above.children:
            if _may_mean(pronoun, above, child):
                found = _own(scene, child, actor=True, depth=depth + 1) or referred(scene, child, actor=True)
                if found:
                    return found
    quoted = scene.voice(pronoun)
    if quoted is not None and (word in _SPEAKERS or not quoted or set(quoted) & set(scene.last)):
        return ()
    if word == "them" and scene.referents is not None and scene.referents.several:
        return scene.referents.several
    if pronoun.lower_ not in {"them", "him"} and scene.hearing is not None and (heard := scene.hearing.actor(pronoun)):
        return heard
    if word == "them" and scene.referents is not None and not scene.referents.are_many(scene.last):
        return ()
    return scene.last


def _is_object_of(pronoun: Token, verb: Token) -> bool:
    """Whether a pronoun is the object of a verb, so that it does not mean the verb's subject: "the army fought it"."""
    if pronoun.dep_ not in {"dobj", "dative"} or pronoun.lower_.endswith(("self", "selves")):
        return False
    return bool(pronoun.head.i == verb.i)


def _may_mean(pronoun: Token, verb: Token, subject: Token) -> bool:
    """Whether a pronoun may stand for a subject: one before it, of the same number; "we" for the one who speaks."""
    if subject.dep_ not in SUBJECTS | PASSIVE_SUBJECTS or subject.lower_ in _PERSONAL:
        return False
    if pronoun.lower_ in _SPEAKERS:
        return ("speech", lemma(verb)) in lexicon()
    return subject.i < pronoun.i and not (subject.tag_ == "NNS" and pronoun.lower_ in _SINGULAR)


def subject(scene: Scene, verb: Token, seen: frozenset[int] = frozenset()) -> Parties:
    """Return the parties that do what a verb says, also where the subject stands with another verb."""
    if verb.i in seen or len(seen) > 12:
        return ()
    seen = seen | {verb.i}
    for child in verb.children:
        if child.dep_ == "agent":
            ends = [end for end in child.children if end.dep_ == "pobj"]
            return tuple(party for end in ends for party in named(scene, end, actor=True))
    ends = [child for child in verb.children if child.dep_ in SUBJECTS and child.lower_ != "there"]
    if ends:
        ends += [child for child in verb.children if child.dep_ in {"dep", "npadvmod"} and child.i < verb.i]
        each = [it for end in ends if (it := named(scene, end, actor=True))]
        found = tuple(party for it in each for party in it) if _are_listed(ends) else next(iter(each), ())
        return _with_company(scene, verb, tuple(dict.fromkeys(found)))
    if passive(verb):
        return ()
    return _subject_above(scene, verb, seen) or _subject_before(scene, verb)


def _are_listed(ends: list[Token]) -> bool:
    """Whether subjects only stand behind one another with a comma, as in headlines: "Norway, rebels sign truce"."""
    first, last = min(ends, key=lambda it: it.i), max(ends, key=lambda it: it.i)
    between = [it for it in first.doc[first.i + 1 : last.i] if it.dep_ not in _WITHIN_NAME]
    return len(ends) == 2 and [it.text for it in between] == [","]


def _with_company(scene: Scene, verb: Token, found: Parties) -> Parties:
    """Add those who act "alongside" or "together with" the subject."""
    more = list(found)
    if found:
        for child in verb.children:
            if (child.dep_ == "prep" and child.lower_ == "alongside") or child.lower_ in {
                "along",
                "together",
                "jointly",
            }:
                for end in child.subtree:
                    if end.dep_ in {"pobj", "conj"} and end.i in scene.party_at:
                        more.append(scene.party_at[end.i])
    return tuple(dict.fromkeys(more))


def patient(scene: Scene, verb: Token) -> Parties:
    """Return the parties that a passive verb says something is done to."""
    for child in verb.children:
        if child.dep_ in PASSIVE_SUBJECTS:
            return named(scene, child)
    if verb.dep_ in {"acl", "relcl"}:
        return named(scene, verb.head)
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and passive(verb.head):
        return patient(scene, verb.head)
    return ()


def _subject_above(scene: Scene, verb: Token, seen: frozenset[int]) -> Parties:
    head, dep = verb.head, verb.dep_
    if head.i == verb.i:
        return ()
    if dep in {"acl", "relcl"}:
        return _of_noun(scene, verb, seen)
    if head.pos_ in {"VERB", "AUX"}:
        if dep in {"xcomp", "ccomp"}:
            ends = [c for c in head.children if c.dep_ in {"dobj", "dative"} and c.i < verb.i]
            if ends and lemma(head) not in {"promise", "threaten", "vow", "use", "take", "make"}:
                return named(scene, ends[0], actor=True)
        if passive(head) and dep != "ccomp":
            return (subject(scene, head, seen) if dep == "advcl" else ()) or patient(scene, head)
        return subject(scene, head, seen)
    if head.pos_ == "ADP":
        above = head.head
        told = [child for child in above.children if child.dep_ == "dobj" and child.i < verb.i]
        if told and dep == "pcomp" and head.lower_ in {"of", "from", "into"} and above.pos_ == "VERB":
            return named(scene, told[0], actor=True)
        if above.pos_ in {"VERB", "AUX"}:
            return subject(scene, above, seen) or (patient(scene, above) if passive(above) else ())
        return owner(scene, above, seen)
    if head.pos_ == "ADJ":
        return subject(scene, head.head, seen) if head.dep_ in {"acomp", "conj"} else ()
    return owner(scene, head, seen)


def _subject_before(scene: Scene, verb: Token) -> Parties:
    """Return the parties between the last dash and a verb that the model gave no subject: "- the US and others oppose"."""
    if verb.tag_ not in {"VBZ", "VBP", "VBD"} or verb.dep_ not in {"ROOT", "ccomp", "conj", "parataxis", "relcl"}:
        return ()
    found: list[str] = []
    for token in reversed(list(verb.doc[verb.sent.start : verb.i])):
        if token.text in {"–", "—", "-", "--", ";", ":"}:
            break
        if token.tag_ in {"VBZ", "VBP", "VBD", "MD"}:
            return ()
        if token.i in scene.party_at and token.dep_ in {
            "nsubj",
            "conj",
            "pobj",
            "dep",
            "ROOT",
            "npadvmod",
            "nmod",
            "appos",
        }:
            found.insert(0, scene.party_at[token.i])
    return tuple(dict.fromkeys(found))


def _of_noun(scene: Scene, verb: Token, seen: frozenset[int]) -> Parties:
    """Return who acts in a clause that hangs on a noun: "X's decision to send", "troops guarding"."""
    noun = verb.head
    to = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if (verb.tag_ == "VBG" and not to) or past_for_participle(verb):
        return named(scene, noun, actor=True)
    return owner(scene, noun, seen) or ((named(scene, noun, actor=True)) if not to else ())


def owner(scene: Scene, noun: Token, seen: frozenset[int] = frozenset()) -> Parties:
    """Return whose deed a noun names: a possessive, an adjective, "by" or "of", else the subject of its verb.

    >>> from detente.sources.language import parsed
    >>> from detente.sources.coding import Mention
    >>> from detente.sources.plover.scene import Scene
    >>> scene = Scene(parsed("Norway's visit to Sudan"), [Mention(start=0, end=6, party="norway")], 0)
    >>> owner(scene, scene.doc[2])
    ('norway',)
    """
    for child in noun.children:
        if child.dep_ in {"poss", "amod", "compound", "nmod"} and child.i < noun.i:
            found = named(scene, child, actor=True)
            if found:
                return found
    if found := _objects(scene, noun, {"by", "from"}, 0):
        return found
    for prep in noun.children:
        for end in prep.children if prep.dep_ == "prep" and prep.lower_ in {"of", "on"} else ():
            if found := _objects(scene, end, {"by"}, 0):
                return found
    above = noun.head
    says_little = above.pos_ in {"VERB", "AUX"} and lemma(above) in LIGHT | MIGHT
    if noun.dep_ in {"dobj", "attr"} and says_little and above.i not in seen:
        return subject(scene, above, seen)
    if noun.dep_ == "pobj" and above.head.pos_ in {"VERB", "AUX"} and above.head.i not in seen:
        return subject(scene, above.head, seen)
    return ()
