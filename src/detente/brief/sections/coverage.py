"""Coverage: what the pages behind the case say, and what was left out of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.brief.contents import Block, Bullets, Section, Text
from detente.case.model import Case
from detente.sources import Article

SHOWN = 70


def coverage(case: Case, articles: Mapping[str, Article]) -> Section | None:
    """Every page that was read, paragraph by paragraph; None where no page is at hand."""
    blocks: list[Block] = []
    for key, article in articles.items():
        blocks += _article(case, key, article)
    return Section("coverage", "What the coverage says", tuple(blocks)) if blocks else None


def _article(case: Case, key: str, article: Article) -> list[Block]:
    source = case.sources[key]
    publisher = article.publisher or source.publisher or "publisher not stated"
    label = f" [{source.label}]" if source.label else ""
    found: list[Block] = [
        Text(
            f" {publisher}, {article.date or source.date or 'no date'}{label}",
            strong=article.title or source.title,
            style="lead",
        )
    ]
    if article.dates_disagree:
        dates = ", ".join(f"{it.date} ({it.where})" for it in article.dates)
        found.append(Text(f"The page gives dates that disagree: {dates}.", style="small"))
    elif article.date_doubt:
        found.append(Text(f"The date is in doubt: {article.date_doubt}.", style="small"))
    if article.standfirst:
        found.append(Text(article.standfirst, style="lead"))
    found += [Text(paragraph.text, style="quote") for paragraph in article.paragraphs]
    if article.dropped:
        found += [Text("Left out as not part of the article:", style="small"), Bullets(tuple(_left_out(article)))]
    return found


def _left_out(article: Article) -> Iterator[Text]:
    """A line for each reason, with the beginnings of what it struck."""
    reasons: dict[str, list[str]] = {}
    for it in article.dropped:
        reasons.setdefault(it.reason, []).append(_short(it.text))
    for reason, texts in reasons.items():
        yield Text(f" {' | '.join(texts)}", strong=f"{reason} ({len(texts)}):", style="small")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1].rsplit(" ", 1)[0] + " …"
