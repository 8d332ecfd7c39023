"""A draft text matched to the checklist, paragraph by paragraph, as proposals with exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from detente.engines.ceasefire.checklist import BY_KEY, ITEMS
from detente.engines.ceasefire.lexicon import LEXICON
from detente.engines.ceasefire.reading import listed
from detente.errors import MethodError
from detente.results.ceasefire.draft import Draft, DraftParagraph, MatchedWords, Proposal

MOST_LETTERS = 400_000
MOST_PARAGRAPHS = 4000
LONGEST_PARAGRAPH = 20_000
WEAK_NEEDED = 2
APART = r"(?:[\w'’-]+[\s,;:]+){0,6}?"
Span = tuple[int, int]

_NEW_CLAUSE = re.compile(
    r"(?:\n[ \t]*\n\s*|\n(?=[ \t]*(?:(?:article|annex|section)\b|\(?[0-9ivx]{1,4}[.)]|\(?[a-z][.)]|[-*•–])\s))", re.I
)
_DENIED = re.compile(r"\b(?:no|without|lacks?|nor|absence of|is not|are not|not yet any)\s+(?:[\w-]+\s+){0,2}$", re.I)
_LATER = re.compile(
    r"\b(?:to be (?:agreed|determined|decided|defined|explored|discussed|set|worked out)|(?:later|further) (?:agreement|talks|discussion)|"
    r"in due course|as soon as possible|will be (?:agreed|discussed|explored)|remains? open|is not yet)\b",
    re.I,
)
_PARTICULARS = re.compile(
    r"\b\d|\b(?:within|every|each|daily|weekly|kilomet\w+|annex\w*|chaired by|composed of)\b", re.I
)


def match_draft(text: str, spans: Sequence[Span] | None = None) -> Draft:
    r"""Propose, for each paragraph, the items of the checklist that it seems to settle, by the words of the lexicon.

    ``spans`` are the paragraphs (start and end in ``text``); without them they are told apart by blank lines and by the marks of
    clauses. The proposed quality is 0 where the words are denied, 2 where the paragraph has particulars (numbers, terms,
    members), else 1, also where it leaves the matter for later. Raises :class:`MethodError` for an empty or too long text.

    >>> found = match_draft("1. A joint commission meets every week.\n2. The weather is fine.")
    >>> [(it.text, [(way.key, way.quality) for way in it.proposals]) for it in found.paragraphs]
    [('1. A joint commission meets every week.', [('joint_commission', 2)]), ('2. The weather is fine.', [])]
    """
    if not text.strip():
        raise MethodError("the draft is empty", advice="give a file with the text of the draft")
    places = (
        list(paragraphs(text)) if spans is None else [(start, end) for start, end in spans if text[start:end].strip()]
    )
    if (
        len(text) > MOST_LETTERS
        or len(places) > MOST_PARAGRAPHS
        or any(end - start > LONGEST_PARAGRAPH for start, end in places)
    ):
        raise MethodError(
            f"the draft is too long: {len(text)} letters in {len(places)} paragraphs",
            advice=f"give the agreement alone, up to {MOST_LETTERS} letters, with a blank line between paragraphs",
        )
    found = tuple(
        DraftParagraph(start=start, end=end, text=text[start:end], proposals=tuple(_proposals(text, start, end)))
        for start, end in places
    )
    best: dict[str, int] = {}
    for paragraph in found:
        for proposal in paragraph.proposals:
            best[proposal.key] = max(best.get(proposal.key, 0), proposal.quality)
    unmatched = sum(not it.proposals for it in found)
    missing = tuple(item.absent for item in ITEMS if item.key not in best)
    return Draft(
        text=text, paragraphs=found, provisions=best, unmatched=unmatched, missing=missing,
        sentence=_sentence(len(found), unmatched, best),
    )  # fmt: skip


def paragraphs(text: str) -> Iterator[Span]:
    r"""Spans of paragraphs and marked clauses, without the space around them.

    >>> [("a) one\nb) two\n\nthree"[start:end]) for start, end in paragraphs("a) one\nb) two\n\nthree")]
    ['a) one', 'b) two', 'three']
    """
    start = 0
    for cut in [*_NEW_CLAUSE.finditer(text), None]:
        stop = cut.start() if cut is not None else len(text)
        block = text[start:stop]
        if block.strip():
            yield start + len(block) - len(block.lstrip()), start + len(block.rstrip())
        start = cut.end() if cut is not None else stop


def _proposals(text: str, start: int, end: int) -> Iterator[Proposal]:
    paragraph = text[start:end]
    for item in ITEMS:
        cues = LEXICON[item.key]
        clear = [hit for cue in cues.clear for hit in _pattern(cue).finditer(paragraph)]
        weak = {cue: list(_pattern(cue).finditer(paragraph)) for cue in cues.weak}
        found = sum(bool(hits) for hits in weak.values())
        if not clear and found < WEAK_NEEDED:
            continue
        hits = sorted({hit.span() for hit in (*clear, *(hit for some in weak.values() for hit in some))})
        hits = [hit for hit in hits if not any(_within(hit, other) for other in hits)]
        quality, why = _quality(paragraph, [hit.span() for hit in clear] or hits)
        words = tuple(MatchedWords(start=start + one, end=start + two, text=paragraph[one:two]) for one, two in hits)
        yield Proposal(key=item.key, title=BY_KEY[item.key].title, quality=quality, why=why, words=words)


def _within(hit: Span, other: Span) -> bool:
    return hit != other and other[0] <= hit[0] and hit[1] <= other[1]


def _quality(paragraph: str, hits: Sequence[Span]) -> tuple[int, str]:
    if all(_DENIED.search(paragraph[max(0, start - 60) : start]) for start, _ in hits):
        return 0, "the paragraph says that there is none"
    if _LATER.search(paragraph):
        return 1, "it is left for later"
    numbered = re.sub(r"^\s*(?:article\s+|annex\s+|section\s+)?\(?[0-9ivxa-z]{1,4}[.)]\s*", "", paragraph, flags=re.I)
    if _PARTICULARS.search(numbered):
        return 2, "it gives particulars (numbers, terms or members)"
    return 1, "it is named without particulars"


@cache
def _pattern(cue: str) -> re.Pattern[str]:
    """A cue as a pattern: ``*`` any ending, ``...`` up to six words between, any space between words."""
    parts = []
    for words in cue.split(" ... "):
        each = (re.escape(word).replace(r"\*", r"[\w-]*") for word in words.split())
        parts.append(r"\s+".join(each))
    return re.compile(r"(?<![\w-])" + (r"[\s,;:]+" + APART).join(parts) + r"(?![\w-])", re.I)


def _sentence(count: int, unmatched: int, best: dict[str, int]) -> str:
    if not best:
        return (
            f"None of the {count} paragraph{'s' if count != 1 else ''} uses words of the checklist; the word list is English, "
            "so a draft in another language has to be matched by hand."
        )
    named = sum(quality > 0 for quality in best.values())
    left = (
        "every paragraph is matched" if not unmatched else f"{unmatched} {'is' if unmatched == 1 else 'are'} unmatched"
    )
    heavy = [item.absent for item in ITEMS if item.heavy and not best.get(item.key)]
    text = f"{count} paragraph{'s' if count != 1 else ''} seem to speak to {named} of {len(ITEMS)} items; {left}."
    if heavy:
        text += f" Not found: {listed(heavy[:6])}."
    return text + " These are proposals by word list; a person has to read the text."
