"""Coding an article: what it says, tied to the parties and issues of a case, every quote exact."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Protocol

from detente.case.model import Case
from detente.errors import MethodError
from detente.sources.aliases import Found
from detente.sources.article import Article
from detente.sources.attribution import Attribution, according_to, attributions, has_cue, has_many_cues, of_nouns
from detente.sources.coding import CodedEvent, Coding, Mention, Quote, Statement, Toward
from detente.sources.common_nouns import CommonNouns, is_common_noun
from detente.sources.language import DEFAULT_PIPELINE, LONGEST_PARSED, parsed_all
from detente.sources.languages import NAMES, language_of
from detente.sources.layouts import Point, Turn, host, party_of_label, points, questioners, turns
from detente.sources.memory import Speaker
from detente.sources.mentions import Names, dateline_end, parts, without_dateline
from detente.sources.paragraphs import Paragraph
from detente.sources.quotes import Quoted, quotes_in
from detente.sources.quoting import Voiced, speakers_of
from detente.sources.speakers import Voices
from detente.sources.statements import Clause, clauses, headed_clause
from detente.sources.topics import Topics

MOST_OPEN = 10
"""Quotation marks that never close which are told one by one."""


class Coder(Protocol):
    """Whatever codes articles; what it returns is checked against the article before anyone sees it."""

    def code(self, article: Article) -> Coding:
        """Code one article."""
        ...


def code_article(article: Article, case: Case, coder: Coder | None = None) -> Coding:
    """Mentions, quotes, statements and events of an article, tied to a case's parties and issues.

    Without a coder the rules of detente and its own language model are used, on this machine. Every span is exact:
    ``article.text[it.start:it.end] == it.text``.

    >>> from detente.case.model import Party
    >>> from detente.sources import read_page
    >>> page = b"Talks go on\\n\\nThe talks will go on, Norway said on Monday.\\n\\nNobody has left the table."
    >>> coding = code_article(read_page(page), Case(id="one", parties={"norway": Party(name="Norway")}))
    >>> [(it.speaker, it.text, it.cue) for it in coding.statements]
    [('norway', 'The talks will go on', 'said')]
    """
    coding = (coder or RuleCoder(case)).code(article)
    return exact(coding if coding.article is article else coding.model_copy(update={"article": article}))


def exact(coding: Coding) -> Coding:
    """The coding without anything whose words do not stand where it says, and a finding that counts what was left out.

    >>> wrong = Quote(start=0, end=3, text="Nay")
    >>> exact(Coding(article=Article(text="Yes."), quotes=(wrong,))).findings
    ('1 item was left out, since its words do not stand in the article where it says',)
    """
    text = coding.article.text

    found = {
        name: tuple(it for it in getattr(coding, name) if it.start < it.end and text[it.start : it.end] == it.text)
        for name in ("quotes", "statements", "events")
    }
    mentions = tuple(it for it in coding.mentions if it.start < it.end <= len(text))
    lost = sum(len(getattr(coding, name)) - len(items) for name, items in found.items())
    lost += len(coding.mentions) - len(mentions)
    if not lost:
        return coding
    what = "1 item was left out, since its" if lost == 1 else f"{lost} items were left out, since their"
    finding = f"{what} words do not stand in the article where it says"
    return coding.model_copy(update={**found, "mentions": mentions, "findings": (*coding.findings, finding)})


class RuleCoder:
    """Codes by rules, word lists that anyone can read, and a spaCy pipeline; build it once for many articles."""

    def __init__(self, case: Case, pipeline: str = DEFAULT_PIPELINE) -> None:
        self._case = case
        self._pipeline = pipeline
        self._names = Names(case)
        self._topics = Topics(case)
        self._common_nouns = CommonNouns(case)

    def code(self, article: Article) -> Coding:
        """Code one article; text in another language than English has its names and quotes found only."""
        whole = language_of(article.text, article.language or "en")
        pieces = parts(article)
        english = [language_of(text, whole) == "en" for _, text in pieces]
        spoken = turns(pieces)
        signed = points(pieces, self._names) if not spoken else []
        found = [self._names.in_text(text) for _, text in pieces]
        quoted = self._quoted(pieces, spoken)
        heads = len(pieces) - len(article.paragraphs)
        too_much = [_is_too_much(text) for _, text in pieces]
        prose = [ok and not much for ok, much in zip(english, too_much, strict=True)]
        voiced, said = self._voices(pieces, heads, prose, found, quoted, spoken, signed)
        references = tuple(
            Mention(start=place + it.start, end=place + it.end, party=it.value.party)
            for (place, _), names in zip(pieces, found, strict=True)
            for it in names
        )
        declared = tuple(
            Mention(start=place + it.start, end=place + it.end, party=it.value.party)
            for (place, _), names in zip(pieces, found, strict=True)
            for it in names
            if it.value.declared
        )
        quotes = tuple(self._quote(article, it) for it in voiced)
        return Coding(
            article=article,
            quotes=quotes,
            statements=(*(self._statement(article, *it) for it in said), *self._signed(article, signed)),
            events=self._events(article, references, (*quotes, *_spoken_by(signed, article))) if any(english) else (),
            mentions=declared,
            findings=self._findings(article, whole, english, quoted, sum(too_much)),
        )

    def _quoted(self, pieces: list[tuple[int, str]], spoken: list[Turn]) -> list[Quoted]:
        """Quotes by their marks; in a transcript the paragraphs of the turns."""
        if not spoken:
            return [it for it in quotes_in(pieces) if not self._is_name(pieces, it)]
        starts = sorted(turn.start for turn in spoken)
        rest = [(place, text) for place, text in pieces if not _within(starts, place, place + len(text))]
        return sorted([*(Quoted(turn.start, turn.end) for turn in spoken), *quotes_in(rest)])

    def _is_name(self, pieces: list[tuple[int, str]], it: Quoted) -> bool:
        """Whether marks hold nothing but a party's name (`the "Republic of X"`); it is named, not quoted."""
        place, text = next((place, text) for place, text in pieces if place <= it.start < place + len(text))
        words = text[it.start - place : it.end - place].strip(" ,.;")
        return any(found.end - found.start == len(words) for found in self._names.in_text(words))

    def _voices(
        self,
        pieces: list[tuple[int, str]],
        heads: int,
        prose: list[bool],
        found: list[list[Found]],
        quoted: list[Quoted],
        spoken: list[Turn],
        signed: list[Point],
    ) -> tuple[list[Voiced], list[tuple[int, Clause]]]:
        """Quotes with their speakers, and the clauses that are reported, paragraph by paragraph."""
        closed = sorted([*(turn.start for turn in spoken), *(point.start for point in signed)])
        read = [
            ok
            and (has_cue(text) or found[number] or (number < heads and _holds(quoted, place, text)))
            and not _within(closed, place, place + len(text))
            for number, ((place, text), ok) in enumerate(zip(pieces, prose, strict=True))
        ]
        texts = [
            _without_topic(text) if number < heads else without_dateline(text)
            for number, ((_, text), it) in enumerate(zip(pieces, read, strict=True))
            if it
        ]
        docs = iter(parsed_all(texts, self._pipeline))
        parses = [next(docs) if it else None for it in read]
        named = [str(it.value.party) for names in found for it in names]
        voices = Voices(self._common_nouns, named)
        voiced, said = [], []
        labels = {turn.start: turn.label for turn in spoken}
        opened = [it.start for it in quoted]
        asking = questioners(pieces, spoken)
        given_by = self._given_by(pieces, spoken, asking, named)
        for number in _body_first(heads, len(pieces)):
            (place, text), names, doc = pieces[number], found[number], parses[number]
            here = quoted[bisect_left(opened, place) : bisect_right(opened, place + len(text))]
            voices.people.introduce(text, names)
            sources: list[Attribution] = []
            reported: list[Clause] = []
            headed = None
            if doc is not None:
                spans = [(it.start - place, it.end - place) for it in here if not it.open]
                paragraph = Paragraph(doc, names, self._names.places_in(text), spans, headline=number < heads)
                sources = [
                    *attributions(paragraph, spans, voices),
                    *according_to(paragraph, spans, voices),
                    *of_nouns(paragraph, spans, voices),
                ]
                sources.sort(key=lambda it: it.start)
                every = [(it.start - place, it.end - place) for it in here]
                reported = clauses(paragraph, sources, every, dateline_end(text))
                if number < heads and not reported:
                    reported = headed_clause(paragraph, voices)
                said += [(place, it) for it in reported]
                headed = voices.subject_of_headline(paragraph) if number < heads and here else None
            if here and here[0].start in labels:
                for it in here:
                    label = labels[it.start]
                    party = None if label in asking else self._labelled(label, voices, given_by)
                    voiced.append(Voiced(it, party, None, None))
            else:
                before = [] if number < heads else voiced[-1:]
                voiced += speakers_of(text, place, here, sources, reported, before, names, headed)
                if voiced and here and voiced[-1].introduced:
                    voices.heard(Speaker(voiced[-1].speaker))
            voices.turn_to(names)
        return sorted(voiced, key=lambda it: it.quoted.start), sorted(said, key=lambda it: it[0] + it[1].start)

    def _given_by(
        self, pieces: list[tuple[int, str]], spoken: list[Turn], asking: set[str], named: list[str]
    ) -> str | None:
        """The party that gives a briefing, where one person answers all questions and no label names the party."""
        if len({turn.label for turn in spoken} - asking) != 1:
            return None
        above = " ".join(text for place, text in pieces if place + len(text) < spoken[0].start)
        words = [word for word in re.findall(r"[a-z]+", above.lower()) if is_common_noun(word)]
        if any("Secretary-General" in text for _, text in pieces):
            words.append("secretary-general")  # whose spokespeople are named by no more than that
        return host(pieces, spoken, self._names) or next(
            (party for word in words if (party := self._common_nouns.party(word, (), named)) is not None), None
        )

    def _labelled(self, label: str, voices: Voices, given_by: str | None) -> str | None:
        """The party of a label: by its names, by a person whom the text introduces, else by who gives the briefing."""
        return party_of_label(label, self._names) or voices.people.labelled(label) or given_by

    def _quote(self, article: Article, it: Voiced) -> Quote:
        start, end = it.quoted.start, it.quoted.end
        text = article.text[start:end]
        touched = self._topics.touched(text)
        return Quote(
            start=start, end=end, text=text, speaker=it.speaker, addressee=it.addressee, cue=it.cue,
            issues=tuple(touched), toward=_ends(touched),
        )  # fmt: skip

    def _statement(self, article: Article, place: int, clause: Clause) -> Statement:
        start, end, source = place + clause.start, place + clause.end, clause.source
        text = article.text[start:end]
        touched = self._topics.touched(text, denied=source.cue.kind == "deny")
        cue = "according to" if source.cue.lemma == "according to" else source.token.text
        return Statement(
            start=start, end=end, text=text, speaker=source.speaker.party, addressee=source.addressee, cue=cue,
            modality=clause.modality, issues=tuple(touched), toward=_ends(touched),
        )  # fmt: skip

    def _signed(self, article: Article, signed: list[Point]) -> list[Statement]:
        """Each point of a communique as a statement of each party that signed it."""
        found = []
        for point in signed:
            text = article.text[point.start : point.end]
            touched = self._topics.touched(text)
            ends = _ends(touched)
            found += [
                Statement(
                    start=point.start,
                    end=point.end,
                    text=text,
                    speaker=party,
                    cue="communique",
                    issues=tuple(touched),
                    toward=ends,
                )
                for party in point.signatories or (None,)
            ]
        return found

    def _events(
        self, article: Article, references: tuple[Mention, ...], quotes: tuple[Quote, ...]
    ) -> tuple[CodedEvent, ...]:
        from detente.sources.events import events_of

        return events_of(article, self._case, references, quotes=quotes, names=self._names, pipeline=self._pipeline)

    def _findings(
        self, article: Article, whole: str | None, english: list[bool], quoted: list[Quoted], too_much: int
    ) -> tuple[str, ...]:
        found = []
        if not self._case.parties:
            found.append("the case has no parties, so nothing that is said or done can be tied to one")
        for alias in self._names.shared:
            found.append(f"“{alias}” is a name of several parties of the case and is read as none of them")
        uncoded = english.count(False)
        if uncoded and not any(english):
            name = NAMES.get(whole or "", "another language than English")
            found.append(
                f"the page is in {name}: names of parties and quotes by their marks were found, but statements and events "
                "are coded in English only"
            )
        elif uncoded:
            what = "1 paragraph is" if uncoded == 1 else f"{uncoded} paragraphs are"
            found.append(f"{what} not in English; statements and events were not coded there")
        if too_much:
            what = "1 paragraph is" if too_much == 1 else f"{too_much} paragraphs are"
            found.append(f"{what} too long for prose; names and quotes were found there, reported statements were not")
        never = [article.text[it.start : min(it.end, it.start + 40)] for it in quoted if it.open]
        found += [
            f"the quotation mark before “{words}” never closes; the quote is taken as far as it may go"
            for words in never[:MOST_OPEN]
        ]
        if len(never) > MOST_OPEN:
            found.append(f"{len(never) - MOST_OPEN:,} more quotation marks never close")
        return tuple(found)


def _is_too_much(text: str) -> bool:
    """Whether a paragraph is longer, or reports more, than prose does, so that reading it would take minutes."""
    return len(text) > LONGEST_PARSED or has_many_cues(text)


def _spoken_by(signed: list[Point], article: Article) -> list[Quote]:
    """The points of a communique as the words of the one party that signed it: whom its "we" means."""
    return [
        Quote(start=it.start, end=it.end, text=article.text[it.start : it.end], speaker=it.signatories[0])
        for it in signed
        if len(it.signatories) == 1
    ]


def _within(places: list[int], first: int, last: int) -> bool:
    """Whether one of some places in order lies in a stretch."""
    return bisect_left(places, first) < bisect_right(places, last)


def _without_topic(headline: str) -> str:
    """The headline with its topic blanked: `Nepal: UN envoy urges restraint`."""
    topic = re.match(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}: (?=\S+(?: \S+){2})", headline)
    return " " * topic.end() + headline[topic.end() :] if topic and has_cue(headline[topic.end() :]) else headline


def _holds(quoted: list[Quoted], place: int, text: str) -> bool:
    return any(place <= it.start < place + len(text) for it in quoted)


def _body_first(heads: int, count: int) -> list[int]:
    """The parts of an article in the order they are read for speakers: a headline says `envoy` of whom the body names."""
    return [*range(heads, count), *range(heads)]


def _ends(touched: dict[str, Toward | None]) -> dict[str, Toward]:
    return {key: end for key, end in touched.items() if end is not None}


def coder_named(name: str | None, case: Case, model: str | None = None) -> Coder:
    """The coder that a name asks for: none for detente's rules, ``spacy:PIPELINE``, or ``openai:ADDRESS`` with a model.

    MethodError: there is no such coder.
    """
    if name is None:
        return RuleCoder(case)
    kind, _, rest = name.partition(":")
    if kind == "spacy" and rest:
        from detente.sources.language import pipeline

        pipeline(rest)
        return RuleCoder(case, rest)
    if kind == "openai" and rest:
        from detente.sources.endpoint import EndpointCoder

        return EndpointCoder(case, rest, model or "")
    raise MethodError(
        f"{name}: no such coder",
        advice="write spacy:PIPELINE for an installed spaCy pipeline, or openai:http://localhost:8080/v1 with --model",
    )
