"""Events between declared parties: who did what to whom, by the types and modes of PLOVER 2.0."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.sources.coding import CodedEvent, Mention
from detente.sources.language import DEFAULT_PIPELINE, LONGEST_PARSED, parsed_all
from detente.sources.mentions import Names, references
from detente.sources.plover.duplicates import merged
from detente.sources.plover.grammar import Scene, named
from detente.sources.plover.lexicon import scores
from detente.sources.plover.modality import modality_of
from detente.sources.plover.nesting import Told, ahead, told_in
from detente.sources.plover.when import When, when
from detente.sources.plover.words import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Span

    from detente.case.model import Case
    from detente.sources.article import Article

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_SHOWN = {"dobj", "prt", "aux", "auxpass", "neg", "dative", "attr", "nsubj", "nsubjpass", "pobj", "xcomp", "agent"}
_NAME_WORDS = {"compound", "det", "amod", "poss", "case", "nummod", "punct", "quantmod"}

LONGEST_SENTENCE = 500
"""Words of a sentence up to which it is coded; beyond it is a list, and reading it all would take minutes."""


def events_of(
    article: Article,
    case: Case,
    mentions: Sequence[Mention],
    *,
    names: Names | None = None,
    pipeline: str = DEFAULT_PIPELINE,
) -> tuple[CodedEvent, ...]:
    """Code the events of an article in which a declared party acts or is acted on.

    Each paragraph with a mention is parsed, and each event found once, with its first wording; ``mentions`` come from
    the article's text and may be in any order, and the words for what is a party's own ("a Russian proposal") count
    beside them. An article that says it is in another language than English has no events coded. ``names`` saves work where many articles are coded for one case.

    >>> from detente.case import Case
    >>> from detente.sources import read_page
    >>> article = read_page(b"Border shelled\\n\\nNorway shelled Sudan on Monday, officials said.\\n\\nNobody was hurt there.")
    >>> mentions = [Mention(start=16, end=22, party="norway"), Mention(start=31, end=36, party="sudan")]
    >>> [(event.type, event.mode, event.actors, event.recipients) for event in events_of(article, Case(id="x"), mentions)]
    [('ASSAULT', 'heavy-weapons', ('norway',), ('sudan',))]
    """
    if (article.language or "en").lower()[:2] != "en":
        return ()
    known = _known(article, case, mentions, names)
    blocks = [(start, text, inside) for start, text, inside in _blocks(article.text, known) if inside]
    docs = parsed_all((text for _, text, _ in blocks), pipeline)
    found: list[CodedEvent] = []
    for (start, _, inside), doc in zip(blocks, docs, strict=True):
        scene = Scene(doc, inside, start)
        for sentence in (it for it in doc.sents if len(it) <= LONGEST_SENTENCE):
            found.extend(_coded(scene, it, article) for it in told_in(scene, sentence) if _counts(it))
            _remember(scene, sentence)
    return tuple(it.event for it in merged(("", event) for event in found))


def _known(article: Article, case: Case, mentions: Sequence[Mention], names: Names | None) -> list[Mention]:
    """Return the mentions and, between them, the words for what is a party's own ("a Russian proposal"), in order."""
    found = [it for it in mentions if not case.parties or it.party in case.parties]
    taken = {place for it in found for place in range(it.start, it.end)}
    for it in references(article, names or Names(case)) if found else ():
        if not it.value.declared and taken.isdisjoint(range(it.start, it.end)):
            found.append(Mention(start=it.start, end=it.end, party=it.value.party))
    return sorted(found, key=lambda it: it.start)


def _blocks(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, str, list[Mention]]]:
    """Yield headline, standfirst and paragraphs with where they start and the mentions inside them."""
    starts = [it.start for it in mentions]
    for match in _BLOCK.finditer(text):
        end = min(match.end(), match.start() + LONGEST_PARSED)
        inside = mentions[bisect_left(starts, match.start()) : bisect_left(starts, end)]
        yield match.start(), match[0], [it for it in inside if it.end <= end]


def _counts(told: Told) -> bool:
    return bool(told.roles.actors or told.roles.recipients)


def _remember(scene: Scene, sentence: Span) -> None:
    """Keep the last subject of a sentence: a pronoun in the next one means it."""
    for child in sentence.root.children:
        if child.dep_ in SUBJECTS | {"nsubjpass"} and (found := named(scene, child, actor=True)):
            scene.last = found


def _coded(scene: Scene, told: Told, article: Article) -> CodedEvent:
    token = told.trigger.token
    dateline = article.date
    future = modality_of(token) == "future"
    days = when(token, dateline, future=future)
    if days is not None and dateline is not None and days.first > dateline:
        told = ahead(told)
    modality = told.modality
    score = scores().get((told.type, told.mode)) or scores()[told.type, None]
    if modality == "actual" and days is not None and dateline is not None and days.is_past(dateline):
        modality = "historical"
    start, end = _span(scene, told)
    return CodedEvent(
        start=start,
        end=end,
        text=article.text[start:end],
        type=told.type,
        mode=told.mode,
        actors=told.roles.actors,
        recipients=told.roles.recipients,
        modality=modality,
        quad=score.quad,
        intensity=score.intensity,
        date=_day(days, dateline, future) if days else None,
    )


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
            places.update((first, last - 1))
    words = scene.doc[min(places) : max(places) + 1]
    return scene.offset + words.start_char, scene.offset + words.end_char
