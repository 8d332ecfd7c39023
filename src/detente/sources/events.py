"""Events between declared parties: who did what to whom, by the types and modes of PLOVER 2.0."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.sources.aliases import Found
from detente.sources.attribution import has_cue
from detente.sources.coding import CodedEvent, Mention, Quote
from detente.sources.common_nouns import CommonNouns
from detente.sources.language import DEFAULT_PIPELINE, LONGEST_PARSED, parsed_all
from detente.sources.mentions import Name, Names, references, without_dateline
from detente.sources.plover.duplicates import merged
from detente.sources.plover.echoes import Told
from detente.sources.plover.grammar import named
from detente.sources.plover.hearing import Hearing
from detente.sources.plover.lexicon import scores
from detente.sources.plover.modality import modality_of, was_over
from detente.sources.plover.nesting import ahead, told_in
from detente.sources.plover.referring import follow, recognize
from detente.sources.plover.scene import Scene
from detente.sources.plover.sides import facing, is_open, makes_peace, together
from detente.sources.plover.when import When, is_history, when
from detente.sources.plover.words import SUBJECTS
from detente.sources.referents import Referents, common_nouns
from detente.sources.speakers import Voices
from detente.sources.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from detente.case.model import Case
    from detente.sources.article import Article

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_OF_BOTH = re.compile(
    r"\b(?:talks|negotiations|fighting|clashes|truce|cease-?fire|armistice|deal|agreement|accord|pact)\b", re.IGNORECASE
)
"""What the two sides of a conflict do together where nobody is named."""
_OURS = re.compile(r"\b(?:we|us|our|I|my)\b", re.IGNORECASE)
_SHOWN = {"dobj", "prt", "aux", "auxpass", "neg", "dative", "attr", "nsubj", "nsubjpass", "pobj", "xcomp", "agent"}
_NAME_WORDS = {"compound", "det", "amod", "poss", "case", "nummod", "punct", "quantmod"}

LONGEST_SENTENCE = 500
"""Words of a sentence up to which it is coded; beyond it is a list, and reading it all would take minutes."""


def events_of(
    article: Article,
    case: Case,
    mentions: Sequence[Mention],
    *,
    quotes: Sequence[Quote] = (),
    names: Names | None = None,
    pipeline: str = DEFAULT_PIPELINE,
) -> tuple[CodedEvent, ...]:
    """Code the events of an article in which a declared party acts or is acted on.

    Each paragraph with a mention is parsed, and each event found once, with its first wording; ``mentions`` come from
    the article's text and may be in any order, and the words for what is a party's own ("a Russian proposal") count
    beside them. ``quotes`` with their speakers tell who "we" are. An article that says it is in another language than
    English has no events coded. ``names`` saves work where many articles are coded for one case.

    >>> from detente.case import Case
    >>> from detente.sources import read_page
    >>> article = read_page(b"Border shelled\\n\\nNorway shelled Sudan on Monday, officials said.\\n\\nNobody was hurt there.")
    >>> mentions = [Mention(start=16, end=22, party="norway"), Mention(start=31, end=36, party="sudan")]
    >>> [(event.type, event.mode, event.actors, event.recipients) for event in events_of(article, Case(id="x"), mentions)]
    [('ASSAULT', 'heavy-weapons', ('norway',), ('sudan',))]
    """
    if (article.language or "en").lower()[:2] != "en":
        return ()
    found_names = _names(article, case, mentions, names)
    known = [Mention(start=it.start, end=it.end, party=it.value.party) for it in found_names]
    referents = Referents(case, known, article.text)
    said = [it for it in quotes if it.speaker and _OURS.search(it.text)]
    both = referents.has_two_sides()
    blocks = [
        it
        for it in _blocks(article.text, known)
        if it[2] or (known and (_may_tell(*it[:2], said) or (both and _OF_BOTH.search(it[1]))))
    ]
    docs = parsed_all((text for _, text, _ in blocks), pipeline)
    found: list[CodedEvent] = []
    open_places: list[int] = []
    voices = Voices(CommonNouns(case), [it.party for it in known])
    for (start, _, inside), doc in zip(blocks, docs, strict=True):
        scene = Scene(doc, inside, start, referents)
        scene.voices = [(it.start, it.end, it.speaker) for it in quotes]
        scene.hearing = _hearing(scene, found_names, voices, article)
        for sentence in (it for it in doc.sents if len(it) <= LONGEST_SENTENCE):
            recognize(scene, sentence)
            scene.hearing.meet(sentence)
            for told in told_in(scene, sentence):
                if _counts(told):
                    open_places += [len(found)] if is_open(scene, told) else []
                    found.append(_coded(scene, told, article))
            _remember(scene, sentence)
            scene.hearing.follow(sentence)
        scene.hearing.close()
    return tuple(it.event for it in merged(("", event) for event in facing(found, open_places, referents)))


def _names(article: Article, case: Case, mentions: Sequence[Mention], names: Names | None) -> list[Found]:
    """Return the mentions and, between them, the words for what is a party's own ("a Russian proposal"), in order."""
    found = references(article, names or Names(case)) if mentions else []
    kinds = {(it.start, it.end): it for it in found}
    told = [it for it in mentions if not case.parties or it.party in case.parties]
    known = [
        kinds.get((it.start, it.end)) or Found(it.start, it.end, Name(it.party, "name", declared=True)) for it in told
    ]
    known = [
        it
        if it.value.party == mention.party
        else Found(mention.start, mention.end, Name(mention.party, "name", declared=True))
        for it, mention in zip(known, told, strict=True)
    ]
    taken = {place for it in told for place in range(it.start, it.end)}
    known += [it for it in found if not it.value.declared and taken.isdisjoint(range(it.start, it.end))]
    return sorted(known, key=lambda it: it.start)


def _hearing(scene: Scene, names: Sequence[Found], voices: Voices, article: Article) -> Hearing:
    """Return the paragraph of a scene as the article's voices hear it."""
    start, end = scene.offset, scene.offset + len(scene.doc.text)
    inside = [Found(it.start - start, it.end - start, it.value) for it in names if start <= it.start and it.end <= end]
    quoted = [(first - start, last - start) for first, last, _ in scene.voices if first < end and last > start]
    whole = any(first <= 0 and last >= end - start for first, last in quoted)
    headline = article.title is not None and start < len(article.title)
    return Hearing(scene.doc, inside, voices, () if whole else quoted, headline=headline)


def _blocks(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, str, list[Mention]]]:
    """Yield headline, standfirst and paragraphs with where they start and the mentions inside them."""
    starts = [it.start for it in mentions]
    for match in _BLOCK.finditer(text):
        end = min(match.end(), match.start() + LONGEST_PARSED)
        inside = mentions[bisect_left(starts, match.start()) : bisect_left(starts, end)]
        yield match.start(), without_dateline(match[0]), [it for it in inside if it.end <= end]


def _may_tell(start: int, text: str, said: Sequence[Quote]) -> bool:
    """Whether a paragraph that names no party may tell of one: by a common noun, as one who speaks, or as "we" of a known speaker."""
    return (
        bool(common_nouns().search(text)) or has_cue(text) or any(start <= it.start < start + len(text) for it in said)
    )


def _counts(told: Told) -> bool:
    return bool(told.roles.actors or told.roles.recipients)


def _remember(scene: Scene, sentence: Span) -> None:
    """Keep the last subject of a sentence, whom a pronoun in the next one means."""
    follow(scene, sentence, lambda token: named(scene, token, actor=True))
    for child in sentence.root.children:
        if child.dep_ in SUBJECTS | {"nsubjpass"} and (found := named(scene, child, actor=True)):
            _acted(scene, found)
        elif child.dep_ in SUBJECTS and (child.pos_ == "PROPN" or _tells_of_a_paper(sentence)):
            _acted(scene, ())


def _tells_of_a_paper(sentence: Span) -> bool:
    """Whether a sentence whose subject is no party brings up a paper, which `it` then means in the next one."""
    return any(it.pos_ == "NOUN" and it.lower_ in word_list("documents") for it in sentence)


def _acted(scene: Scene, parties: tuple[str, ...]) -> None:
    scene.last = parties
    if scene.referents is not None:
        scene.referents.last = parties


def _coded(scene: Scene, told: Told, article: Article) -> CodedEvent:
    token = told.trigger.token
    dateline = article.date
    future = modality_of(token) == "future"
    days = when(token, dateline, future=future)
    if days is not None and dateline is not None and days.first > dateline:
        told = ahead(told)
    roles = together(scene, told)
    if makes_peace(scene, told, roles):
        told = told._replace(type="AGREE", mode=None)
    modality = told.modality
    score = scores().get((told.type, told.mode)) or scores()[told.type, None]
    if modality == "actual" and not future and _lies_back(token, days, dateline):
        modality = "historical"
    start, end = _span(scene, told)
    return CodedEvent(
        start=start,
        end=end,
        text=article.text[start:end],
        type=told.type,
        mode=told.mode,
        actors=roles.actors,
        recipients=roles.recipients,
        modality=modality,
        quad=score.quad,
        intensity=score.intensity,
        date=_day(days, dateline, future) if days else None,
    )


def _lies_back(token: Token, days: When | None, dateline: datetime.date | None) -> bool:
    """Whether an event is history to the article: by its day, else by the words that tell its time."""
    if days is not None and dateline is not None and (days.last - days.first).days < 7:
        return days.is_past(dateline)
    return is_history(token, dateline) or was_over(token)


def _day(days: When, dateline: datetime.date | None, future: bool) -> datetime.date:
    """Return the first day of several; what lies ahead this week does not lie before today."""
    if future and dateline is not None and days.first < dateline <= days.last:
        return dateline
    return days.first


def _span(scene: Scene, told: Told) -> tuple[int, int]:
    """Return where the words of an event stand: from its actor, in the same sentence, to the last word it needs."""
    trigger = told.trigger
    sentence = trigger.token.sent
    places = {trigger.token.i, *(word.i for word in trigger.words)}
    heads = [trigger.token, *trigger.words]
    heads += [child for child in trigger.token.children if child.dep_ == "xcomp"]
    for head in heads:
        for child in head.children:
            if child.dep_ in _SHOWN:
                places.add(child.i)
                places.update(it.i for it in child.children if it.dep_ in _NAME_WORDS)
    for party in told.roles.actors + told.roles.recipients:
        near = [
            (min(abs(first - trigger.token.i), abs(last - trigger.token.i)), first, last)
            for first, last in scene.spans.get(party, ())
            if sentence.start <= first and last <= sentence.end
        ]
        if near:
            _, first, last = min(near)
            if any(_tells_more(scene.doc[place], trigger.token) for place in range(last, trigger.token.i)):
                continue
            places.update((first, last - 1))
    words = scene.doc[min(places) : max(places) + 1]
    return scene.offset + words.start_char, scene.offset + words.end_char


def _tells_more(word: Token, trigger: Token) -> bool:
    """Whether a verb between a party and the event tells something of its own."""
    if word.pos_ != "VERB" or word.dep_ in {"amod", "compound"}:
        return False
    return not (word.head.i == word.i or trigger.is_ancestor(word)) or (
        word.is_ancestor(trigger) and word.dep_ == "relcl"
    )
