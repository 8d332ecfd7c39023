"""Agreement: how well a coding finds what a person marked on the same page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.sources.annotations import AnnotatedPage
from detente.sources.coding import CodedEvent, Coding, Span, Statement
from detente.sources.gold import Tally, triples

OVERLAP = 0.5
"""Share of the characters of two spans together that both hold, from which they are one statement."""


def agreements(pairs: Iterable[tuple[AnnotatedPage, Coding]]) -> dict[str, Tally]:
    """Count what a coding got right, page by page, for the kinds of items that were marked there.

    Mentions and quotes agree where start and end (and the party of a mention) are the same. ``quote_speakers`` are
    counted on the quotes that agree. Statements agree where the speaker is the same and the shared characters are at
    least half of both together; ``statement_spans`` leaves the speaker out. An event is found where one that shares
    characters with it was coded; type and quad class are counted on these, triples (actor, type, recipient, each pair
    of parties by itself) on whole pages.
    """
    counts: dict[str, list[int]] = {}

    def count(measure: str, right: int, of: int) -> None:
        tally = counts.setdefault(measure, [0, 0])
        tally[0] += right
        tally[1] += of

    for page, coding in pairs:
        for measure, (right, of) in _page(page, coding).items():
            count(measure, right, of)
    return {measure: Tally(*it) for measure, it in counts.items()}


def _page(page: AnnotatedPage, coding: Coding) -> dict[str, Tally]:
    gold = page.coding
    found: dict[str, Tally] = {}
    if "mentions" in page.marks:
        told = {(it.start, it.end, it.party) for it in coding.mentions}
        known = {(it.start, it.end, it.party) for it in gold.mentions}
        found |= _both("mention", len(told & known), len(told), len(known))
    if "quotes" in page.marks:
        said = {(it.start, it.end): it.speaker for it in coding.quotes}
        meant = {(it.start, it.end): it.speaker for it in gold.quotes}
        same = said.keys() & meant.keys()
        found |= _both("quote", len(same), len(said), len(meant))
        found["quote_speakers"] = Tally(sum(said[it] == meant[it] for it in same), len(same))
    if "statements" in page.marks:
        right = matched(gold.statements, coding.statements)
        found |= _both("statement", right, len(coding.statements), len(gold.statements))
        right = matched(gold.statements, coding.statements, speakers=False)
        found |= _both("statement_span", right, len(coding.statements), len(gold.statements))
    if "events" in page.marks:
        found |= _events(gold.events, coding.events)
    return found


def _both(what: str, right: int, found: int, known: int) -> dict[str, Tally]:
    return {f"{what}_precision": Tally(right, found), f"{what}_recall": Tally(right, known)}


def matched(gold: Sequence[Statement], found: Sequence[Statement], *, speakers: bool = True) -> int:
    """How many statements agree, each with one of the other side at the most.

    >>> one = Statement(start=0, end=10, text="x" * 10, cue="said", speaker="a")
    >>> matched([one], [one]), matched([one], [one.model_copy(update={"speaker": "b"})])
    (1, 0)
    """
    left, right = list(found), 0
    for known in gold:
        same = next(
            (it for it in left if overlap(known, it) >= OVERLAP and (not speakers or it.speaker == known.speaker)), None
        )
        if same is not None:
            left.remove(same)
            right += 1
    return right


def overlap(one: Span, other: Span) -> float:
    """Share of the characters of two spans together that both hold."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def _events(gold: Sequence[CodedEvent], coded: Sequence[CodedEvent]) -> dict[str, Tally]:
    pairs = [(known, max(coded, key=lambda it: overlap(known, it), default=None)) for known in gold]
    same = [(known, it) for known, it in pairs if it is not None and overlap(known, it) > 0]
    told = {it for event in coded for it in triples(event.type, event.actors, event.recipients)}
    meant = {it for event in gold for it in triples(event.type, event.actors, event.recipients)}
    return {
        "event_found": Tally(len(same), len(gold)),
        "event_type": Tally(sum(known.type == it.type for known, it in same), len(same)),
        "event_quad": Tally(sum(known.quad == it.quad for known, it in same), len(same)),
        "event_modality": Tally(sum(known.modality == it.modality for known, it in same), len(same)),
        **_both("triple", len(told & meant), len(told), len(meant)),
    }
