"""Indirect statements: the clauses that coverage reports, without speaker and cue."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from detente.sources.attribution import Attribution
from detente.sources.coding import Modality
from detente.sources.cues import Cue
from detente.sources.memory import Speaker
from detente.sources.nouns import SUBJECTS
from detente.sources.paragraphs import Paragraph
from detente.sources.speakers import Voices

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FEWEST_WORDS = 3
"""Words of a reported clause at the least."""

MOST_QUOTED = 0.8
"""Share of a clause's words between quotation marks from which it is a direct quote and no indirect statement."""

_WHO_FIRST = re.compile(r"\s*([^:;,“”\"]{2,40}): (\S.*)")
_WHO_LAST = re.compile(r"(\S.*[^:]): ([^:;,“”\"]{2,30})")
_EDGE = " \t\n,;:–—-"
_LATER = re.compile(
    r",\s(?:an?|one|two|three|four|five|several|some|just|only)\s(?:\w+\s)?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?)\s(?:after|before|since|ahead of)\s|,\swhose\s"
)
"""Behind this the report goes on by itself: `, a day after the two sides met`."""
_ASIDE = re.compile(
    r",?\s*(?:even )?(?:though|although)\s|,?\s*(?:in|as) (?:an?|the|what|part)\s|"
    r",?\s*(?:the|a) (?:first|latest|clearest|second|third|move|sign|step|day|week|month)\b|"
    r",?\s*(?:less than |more than |only |just |barely |nearly )?(?:an?|one|two|three|four|five|several|some|\d+)\s(?:\w+\s)?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?)\s(?:after|before)\s"
)
"""What follows an attribution like this is the report's: `..., residents said, less than a day after the truce`."""
_CUT_OFF = re.compile(r"^(?:and that|but that|that|as|and|but)\s+", re.IGNORECASE)

_HANGING = re.compile(r"\s*,?\s+(?:and|but|or)$", re.IGNORECASE)


class Clause(NamedTuple):
    """A reported clause: where it stands, and what reports it."""

    start: int
    end: int
    source: Attribution
    modality: Modality


def clauses(
    paragraph: Paragraph, found: list[Attribution], quoted: list[tuple[int, int]], body: int = 0
) -> list[Clause]:
    """Reported clauses of a paragraph whose text begins at ``body``, behind a dateline."""
    text = paragraph.text
    kept: list[Clause] = []
    participles = sorted(it.start for it in found if it.token.tag_ == "VBG")
    for place, source in enumerate(found):
        before = max([it.end for it in found[:place] if _parts_from(it, source)], default=body)
        after = next(iter(participles[bisect_left(participles, source.end) :][:1]), len(text))
        whole = _reported(source, text, max(before, body), after, quoted)
        for start, end in [part for span in whole for part in _parts(paragraph, span, found, quoted)]:
            start, end = _trimmed(text, start, end)
            fewest = FEWEST_WORDS - (source.cue.kind in ("demand", "promise"))
            if _is_clause(text, start, end, quoted, fewest) and not any(
                it.start == start and it.end == end for it in kept
            ):
                kept.append(Clause(start, end, source, _modality(paragraph, start, end, source)))
    return sorted(kept, key=lambda it: (it.start, it.end))


def headed_clause(paragraph: Paragraph, voices: Voices) -> list[Clause]:
    """What a headline reports with a colon: `Kerry: no way back`, `No way back: Kerry`."""
    for pattern, who, what in ((_WHO_FIRST, 1, 2), (_WHO_LAST, 2, 1)):
        match = pattern.fullmatch(paragraph.text)
        words = [it for it in paragraph.doc if match and match.start(who) <= it.idx < match.end(who)]
        if match is None or not words or sum(map(str.isspace, match[what])) < FEWEST_WORDS - 1:
            continue
        named = [paragraph.name_at(it) for it in words]
        speaker = voices.party_of(words[-1], paragraph) if named[-1] is None else Speaker(str(named[-1].value.party))
        if speaker.party is not None and match[what][:1] not in "“\"‘'«":
            cue = Cue(":", "say", frozenset({"clause"}), frozenset(), True)
            source = Attribution(match.start(who), match.end(who), words[-1], cue, speaker, None)
            start, end = _trimmed(paragraph.text, *match.span(what))
            return [Clause(start, end, source, _modality(paragraph, start, end, source))]
    return []


def _parts_from(one: Attribution, other: Attribution) -> bool:
    """Whether an attribution parts the sentence before another, and is no part of what the other reports."""
    return one.token.sent == other.token.sent and not any(it.i == other.token.i for it in one.token.ancestors)


def _parts(
    paragraph: Paragraph, span: tuple[int, int], found: list[Attribution], quoted: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """A reported span, parted where `and that` begins another clause, and cut where another cue takes over."""
    start, end = span
    for other in found:
        own = any(it.dep_ in SUBJECTS for it in other.token.lefts)
        if start < other.start < end and other.token.dep_ == "conj" and not own:
            end = min(end, other.start)
    if later := _LATER.search(paragraph.text[start:end]):
        end = start + later.start()
    cuts = [
        token.nbor(-1).idx
        for token in paragraph.doc[1:-1]
        if token.lower_ == "that"
        and token.nbor(-1).lower_ in ("and", "but")
        and token.nbor().pos_ not in ("VERB", "AUX")
        and start < token.nbor(-1).idx < end
        and not any(left <= token.idx < right for left, right in quoted)
    ]
    edges = [start, *cuts, end]
    return list(zip(edges, edges[1:], strict=False))


def _reported(
    source: Attribution, text: str, before: int, after: int, quoted: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Where what a cue reports stands: behind it, or around it."""
    token, cue = source.token, source.cue
    sentence = (max(token.sent.start_char, before, _opening(token)), _sentence_end(token, text, quoted))
    if cue.lemma == "according to":
        return _around(source, text, sentence, after, everywhere=True)
    if cue.takes == {"label"}:
        return []
    tail = text[source.end : sentence[1]]
    if tail.lstrip().startswith(":") and "clause" in cue.takes:
        return _around_colon(source, text, sentence)
    behind = _complement(token, cue.kind, cue.takes, cue.prepositions)
    if behind is not None:
        start = max(behind[0], token.idx + len(token)) if behind[2] else max(behind[0], source.end)
        return [(start, min(behind[1], sentence[1]))] if start < behind[1] else []
    if "clause" not in cue.takes and "clear" not in cue.takes:
        return []
    if any(it.lower_ == "as" for it in token.lefts) and source.start <= sentence[0] + len("as "):
        return [(source.end, sentence[1])] if tail.lstrip().startswith(",") else []
    if not cue.inverted or not _stands_after(source, text, sentence):
        return []
    return _around(source, text, sentence, after, everywhere=token.dep_ == "parataxis")


def _opening(token: Token) -> int:
    """Where a participle that opens the sentence ends (`Asked about the truce, he said`); it is nobody's statement."""
    first = token.sent[0]
    for child in token.lefts:
        if child.dep_ == "advcl" and child.tag_ in ("VBN", "VBG") and child.left_edge.i <= first.i + 1:
            return int(child.right_edge.idx + len(child.right_edge))
    return 0


def _around_colon(source: Attribution, text: str, sentence: tuple[int, int]) -> list[tuple[int, int]]:
    lead = text[sentence[0] : source.start].rstrip()
    behind = (source.end, sentence[1])
    return [(sentence[0], source.start), behind] if lead.endswith(",") and _has_verb(source, sentence) else [behind]


def _complement(
    token: Token, kind: str, takes: frozenset[str], particles: frozenset[str]
) -> tuple[int, int, bool] | None:
    """Start and end of what the cue takes behind it, and whether the one addressed is a part of it."""
    rights, doc = list(token.rights), token.doc
    for child in rights:
        to = any(it.lower_ == "to" and it.dep_ == "aux" for it in child.lefts)
        if child.dep_ in ("ccomp", "xcomp", "advcl") and to and (kind == "demand" or takes & {"object", "to"}):
            objects = [it for it in rights if it.i < child.i and it.dep_ in ("dobj", "obj", "dative", "prep", "prt")]
            first = next((it for it in map(_hearer, objects) if it is not None), child)
            if first is child and token.lemma_ in ("ask", "request", "beg"):
                return None  # `asking not to be named`
            return _span(doc, first.left_edge.i, child.right_edge.i, True)
        if token.pos_ == "NOUN":
            if child.dep_ in ("acl", "ccomp", "relcl") and any(it.lower_ == "that" for it in child.lefts):
                return _span(doc, child.left_edge.i, child.right_edge.i, True)
            continue
        if kind == "deny" and child.dep_ in ("xcomp", "ccomp", "dobj") and child.tag_ == "VBG":
            return _span(doc, child.left_edge.i, child.right_edge.i, True)
        if child.dep_ == "ccomp" and not to:
            return _span(doc, child.left_edge.i, child.right_edge.i, kind == "demand" and "clause" not in takes)
    return _demanded(token, takes, particles) if "demand" in takes else None


def _demanded(token: Token, takes: frozenset[str], particles: frozenset[str]) -> tuple[int, int, bool] | None:
    """What is called for, or those called on together with what they are to do."""
    doc = token.doc
    for child in token.rights:
        inner = _hearer(child) if child.dep_ in ("prep", "prt") else None
        if inner is None:
            continue
        if child.lower_ == "for":
            return _span(doc, inner.left_edge.i, inner.right_edge.i, True)
        last = max(
            (it for it in token.rights if it.dep_ not in ("punct", "conj", "cc")), key=lambda it: it.i
        ).right_edge
        if child.lower_ in particles and any(it.lower_ in ("to", "for") for it in doc[inner.i : last.i]):
            return _span(doc, inner.left_edge.i, last.i, True)
    thing = next((it for it in token.rights if it.dep_ in ("dobj", "obj")), None)
    if thing is not None and token.lemma_ == "demand":
        return _span(doc, thing.left_edge.i, thing.right_edge.i, True)
    return None


def _hearer(child: Token) -> Token | None:
    """The noun that an object or a preposition stands for."""
    if child.dep_ in ("dobj", "obj") or (child.dep_ == "dative" and child.pos_ != "ADP"):
        return child
    return next((it for it in child.rights if it.dep_ == "pobj"), None)


def _span(doc: Doc, left: int, right: int, whole: bool) -> tuple[int, int, bool]:
    return doc[left].idx, doc[right].idx + len(doc[right]), whole


def _around(
    source: Attribution, text: str, sentence: tuple[int, int], after: int, *, everywhere: bool
) -> list[tuple[int, int]]:
    """What stands before an attribution, and behind it where it is put between commas."""
    lead = (sentence[0], source.start)
    spans = [lead] if text[slice(*lead)].strip(_EDGE + '"“”‘’') else []
    tail = text[source.end : sentence[1]]
    if tail.lstrip().startswith((",", ")")) and (everywhere or not spans or not _has_verb(source, lead)):
        rest = (source.end, min(sentence[1], max(after, source.end)))
        if _is_about_speaker(source, rest) or _ASIDE.match(text[slice(*rest)]):
            return spans
        spans = [rest] if spans and not _has_verb(source, lead) else [*spans, rest]
    return spans


def _is_about_speaker(source: Attribution, rest: tuple[int, int]) -> bool:
    """Whether what follows an attribution is a participle of the speaker's: `..., he said, declining to be named`."""
    words = (it for it in source.token.sent if rest[0] <= it.idx < rest[1] and not it.is_punct)
    first = next(words, None)
    return first is not None and first.tag_ == "VBG"


def _has_verb(source: Attribution, span: tuple[int, int]) -> bool:
    return any(
        token.tag_ in ("VBD", "VBZ", "VBP", "MD") and span[0] <= token.idx < span[1] for token in source.token.sent
    )


def _stands_after(source: Attribution, text: str, sentence: tuple[int, int]) -> bool:
    """Whether the attribution stands behind or within what is said, set apart by a comma or a mark."""
    lead = text[sentence[0] : source.start].rstrip()
    return bool(lead) and (lead[-1] in ",”\"’'»?!–—-(" or source.token.dep_ == "parataxis")


def _sentence_end(token: Token, text: str, quoted: list[tuple[int, int]]) -> int:
    """The end of the cue's sentence; it does not lie within a quote."""
    end = int(token.sent.end_char)
    for start, stop in quoted:
        if start < end < stop:
            end = stop
    closing = re.match(r"[”\"’'»]+", text[end:])
    return end + (closing.end() if closing else 0)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the signs and words that only join it to its cue."""
    while start < end and text[start] in _EDGE + ".)":
        start += 1
    if joined := _CUT_OFF.match(text[start:end]):
        start += joined.end()
    while end > start and text[end - 1] in _EDGE + ".(":
        end -= 1
    if hanging := _HANGING.search(text[start:end]):
        end = start + hanging.start()
    closing = re.match(r"[.,]?[”\"]", text[end:])
    if closing and (text[start:end].count("“") > text[start:end].count("”") or text[start:end].count('"') % 2):
        end += closing.end()
    return start, end


def _is_clause(text: str, start: int, end: int, quoted: list[tuple[int, int]], fewest: int = FEWEST_WORDS) -> bool:
    words = list(re.finditer(r"\w[\w'’-]*", text[start:end]))
    if len(words) < fewest:
        return False
    inside = sum(any(left <= start + word.start() < right for left, right in quoted) for word in words)
    return inside <= MOST_QUOTED * len(words)


def _modality(paragraph: Paragraph, start: int, end: int, source: Attribution) -> Modality:
    """Whether what is reported is so, was, will be, may be, or is denied."""
    words = paragraph.words(start, end)
    if source.cue.kind == "deny" or any(token.dep_ == "neg" and _is_main(token.head, words) for token in words):
        return "negated"
    helpers = {token.lower_ for token in words if token.tag_ == "MD" and _is_main(token.head, words)}
    if helpers & {"would", "could", "might", "may"} or any(token.lower_ in ("if", "unless") for token in words):
        return "hypothetical"
    if helpers & {"will", "shall", "’ll", "'ll"} or source.cue.kind in ("demand", "promise"):
        return "future"
    main = [token for token in words if _is_main(token, words)]
    if any(child.lower_ == "had" and child.dep_ == "aux" for token in main for child in token.children):
        return "historical"
    return "actual"


def _is_main(token: Token, words: list[Token]) -> bool:
    """Whether the word heads the clause: what it hangs on lies outside."""
    return bool(words) and not (words[0].i <= token.head.i <= words[-1].i and token.head.i != token.i)
