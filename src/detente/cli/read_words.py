"""What ``detente read`` shows: the article, and below each paragraph what it says and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.errors import fit_for_terminal

if TYPE_CHECKING:
    from detente.case.model import Case, Issue
    from detente.sources.article import Article
    from detente.sources.coding import CodedEvent, Coding, Quote, Span, Statement
    from detente.sources.searching import Passage

_DONE = {
    "actual": "",
    "historical": " (earlier)",
    "future": " (to come)",
    "hypothetical": " (may be)",
    "negated": " (denied)",
}
_SHORT = 110
_AROUND = 80
"""Characters shown before and behind a passage."""


def shown_article(name: str, article: Article) -> Iterator[str]:
    """The article in lines for a terminal."""
    yield from _head(name, article)
    if article.standfirst:
        yield f"\n{_safe(article, article.standfirst)}"
    for number, paragraph in enumerate(article.paragraphs, 1):
        yield f"\n[{number}] {_safe(article, paragraph.text)}"
    yield from _left_out(article)
    yield ""


def shown_coding(name: str, coding: Coding, case: Case) -> Iterator[str]:
    """The article with, below each paragraph, who says what to whom, which issue it touches, and what parties do."""
    article = coding.article
    yield from _head(name, article)
    for finding in coding.findings:
        yield f"  Note: {finding}."
    by_place = _by_paragraph(coding)
    yield from _lines(by_place[0], article, case)
    if article.standfirst:
        yield f"\n{_safe(article, article.standfirst)}"
        yield from _lines(by_place[-1], article, case)
    for number, paragraph in enumerate(article.paragraphs, 1):
        yield f"\n[{number}] {_safe(article, paragraph.text)}"
        yield from _lines(by_place[number], article, case)
    yield ""
    yield _sum(coding, case)
    yield ""


def shown_passages(name: str, article: Article, places: Sequence[Passage], words: str) -> Iterator[str]:
    """Where words stand, each place in its paragraph, between marks."""
    count = "nowhere" if not places else "1 place" if len(places) == 1 else f"{len(places)} places"
    yield f"{name}: “{words}” stands {'' if not places else 'in '}{count}"
    numbers = {paragraph.start: number for number, paragraph in enumerate(article.paragraphs, 1)}
    for it in places:
        before = article.text[max(it.paragraph, it.start - _AROUND) : it.start].split("\n\n")[-1]
        after = article.text[it.end : it.end + _AROUND].split("\n\n")[0]
        where = f"[{numbers[it.paragraph]}]" if it.paragraph in numbers else "[headline]"
        yield f"  {where} {_safe(article, f'{before}«{it.text}»{after}')}"


def _head(name: str, article: Article) -> Iterator[str]:
    yield _safe(article, article.title) if article.title else f"{fit_for_terminal(name)}: no title"
    yield f"  {article.date or 'no date'}; {article.byline or 'no byline'}; {article.publisher or 'no publisher stated'}"
    if article.dates_disagree:
        yield "  The page gives dates that disagree:"
    if article.dates_disagree or len(article.dates) > 1:
        for date in article.dates:
            yield f"    {date.date} ({date.where}: {date.text})"
    for finding in article.findings:
        yield f"  Note: {finding}."


def _left_out(article: Article) -> Iterator[str]:
    if article.dropped:
        yield "\nLeft out:"
        for dropped in article.dropped:
            yield f"  {dropped.reason}: {_shortened(dropped.text, 100)}"


def _safe(article: Article, text: str) -> str:
    """Text that keeps its direction whatever stands around it: right-to-left text is set apart by Unicode's isolates."""
    return f"\u2067{text}\u2069" if article.direction == "rtl" else text


def _by_paragraph(coding: Coding) -> dict[int, list[Quote | Statement | CodedEvent]]:
    """What was coded, by paragraph from 1; 0 for the headline, -1 for the standfirst."""
    article = coding.article
    found: dict[int, list[Quote | Statement | CodedEvent]] = defaultdict(list)
    body = article.paragraphs[0].start if article.paragraphs else len(article.text)
    said: list[Quote | Statement | CodedEvent] = [*coding.quotes, *coding.statements, *coding.events]
    for item in sorted(said, key=lambda it: (it.start, -it.end)):
        found[_place(item, article, body)].append(item)
    return found


def _place(item: Span, article: Article, body: int) -> int:
    if item.start < body:
        return 0 if item.start < len(article.title or "") else -1
    return next((number for number, it in enumerate(article.paragraphs, 1) if it.start <= item.start <= it.end), 0)


def _lines(items: list[Quote | Statement | CodedEvent], article: Article, case: Case) -> Iterator[str]:
    from detente.sources.coding import CodedEvent, Statement

    for item in items:
        if isinstance(item, CodedEvent):
            yield f"    DOES  {_did(item, case)}"
            continue
        said: Quote | Statement = item
        who = _name(said.speaker, case)
        to = f" to {_name(said.addressee, case)}" if said.addressee else ""
        words = _safe(article, _shortened(item.text, _SHORT))
        if isinstance(item, Statement):
            cue = f" ({item.cue})" if item.cue else ""
            yield f"    SAYS  {who}{to}{cue}: {words}"
        else:
            yield f"    QUOTE {who}{to}: “{words}”"
        for key in item.issues:
            yield f"          touches {_toward(case.issues[key], key, item.toward.get(key))}"


def _did(event: CodedEvent, case: Case) -> str:
    from detente.sources.plover.lexicon import in_words

    actors = " and ".join(_name(it, case) for it in event.actors) or "somebody"
    recipients = " and ".join(_name(it, case) for it in event.recipients)
    does = in_words(event.type, event.mode)
    when = f", {event.date}" if event.date else ""
    return f"{actors}: {does}{' toward ' + recipients if recipients else ''}{_DONE[event.modality]}{when}"


def _toward(issue: Issue, key: str, end: str | None) -> str:
    name = issue.name or key
    if end is None:
        return f"{name}; toward neither end that the words show"
    mark = issue.low if end == "low" else issue.high
    return f"{name}, toward {mark:g}: {issue.scale[mark] or ('its low end' if end == 'low' else 'its high end')}"


def _sum(coding: Coding, case: Case) -> str:
    known = sum(it.speaker is not None for it in coding.quotes)
    known += sum(it.speaker is not None for it in coding.statements)
    said = len(coding.quotes) + len(coding.statements)
    named = len({it.party for it in coding.mentions})
    return (
        f"{_count(len(coding.mentions), 'mention')} of {named} of {_count(len(case.parties), 'party', 'parties')}; "
        f"{_count(len(coding.quotes), 'quote')}, {_count(len(coding.statements), 'reported statement')} "
        f"({known} of {said} with a party as speaker); {_count(len(coding.events), 'event')}. "
        "These are proposals of a program: check them before you rely on them."
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _name(key: str | None, case: Case) -> str:
    if key is None:
        return "Somebody"
    party = case.parties.get(key)
    return (party.name or key) if party else key


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."
