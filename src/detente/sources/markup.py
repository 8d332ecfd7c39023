"""HTML: the article's blocks by trafilatura, filtered again, with the page's own metadata."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from detente.errors import SourceError
from detente.sources.article import Dropped
from detente.sources.blocks import is_sentence, reason_to_drop, sift
from detente.sources.metadata import LONGEST_JSON, Metadata, metadata
from detente.sources.plain import LONGEST_STANDFIRST, Parts

DEEPEST = 400
"""Nesting beyond which a page is refused; news pages stay below 60, and the time of extraction grows with its square."""
MOST_TAGS = 20_000
"""Opening tags beyond which a page is refused; news pages stay below 6,000."""
MANY_TAGS = 8_000
"""Opening tags beyond which one extractor takes the article alone, without a second one to compare with."""
MOST_SHOWN = 1500
MOST_LEFT_OUT = 120
LONGEST_LEFT_OUT = 300
STANDFIRST_TAGS = ("p", "div", "h2", "h3", "span")
STANDFIRST_NAMES = {"standfirst", "dek", "deck", "subtitle", "subheadline", "subheading"}
_NAME = re.compile(r"[a-z]+")
MOST_PIECES = 40
"""Pieces of text of which a block that is shown as left out may be put together."""
_CODE = re.compile(r"<(?:!--|(script|style|svg)\b)", re.IGNORECASE)
_CODE_ENDS = {
    name: re.compile(end, re.IGNORECASE)
    for name, end in (("", "-->"), ("script", r"</script\b[^<>]{0,200}>"), ("style", r"</style\b[^<>]{0,200}>"), ("svg", r"</svg\b[^<>]{0,200}>"))
}  # fmt: skip
_NO_WORD = re.compile(r"\W+")
_DATA = re.compile(r"<script\b[^<>]{0,500}\bld\+json", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z]")


def parts(text: str, name: str) -> tuple[Parts, Metadata]:
    """Take an HTML page apart: what it says of itself, the article's blocks, and what was left out.

    Raises :class:`SourceError` for pages nested too deep or made of too many tags to be articles.
    """
    marked, data = _without_code(text)
    tags = _count_tags(marked, name)
    tree = _tree(marked, data, name)
    _refuse_deep(tree, name)
    about = metadata(tree)
    shown, called = _shown(tree), _marked_standfirst(tree)
    blocks = _blocks(tree, fast=tags > MANY_TAGS)
    kept, dropped = sift(blocks)
    if kept and about.title and kept[0].casefold() == about.title.casefold():
        kept = kept[1:]  # the headline is no paragraph of its own body
    standfirst = _standfirst(about, called, kept)
    body = kept[1:] if kept and standfirst == kept[0] else kept
    left = _left_out(shown, [about.title or "", standfirst or "", *blocks])
    return Parts(about.title, standfirst, about.byline, body, [*dropped, *left], about.dates), about


def _without_code(text: str) -> tuple[str, list[str]]:
    """The page without scripts, styles, drawings and comments, and apart from it the scripts that hold data.

    One that is never closed takes the rest of the page with it, as in a browser; only a comment does not.
    """
    kept, data = [], []
    place = 0
    while opening := _CODE.search(text, place):
        kept.append(text[place : opening.start()])
        name = (opening[1] or "").lower()
        closing = _CODE_ENDS[name].search(text, opening.end())
        if closing is None:
            if name:
                place = len(text)
                break
            kept.append(text[opening.start() :].replace("<!--", " "))
            place = len(text)
            break
        if name == "script" and _DATA.match(text, opening.start()) and closing.end() - opening.start() <= LONGEST_JSON:
            data.append(text[opening.start() : closing.end()])
        place = closing.end()
    kept.append(text[place:])
    return " ".join(kept), data


def _count_tags(text: str, name: str) -> int:
    """Opening tags, at most; counted before the page is parsed."""
    count = text.count("<") - text.count("</")
    if count > MOST_TAGS:
        count = sum(1 for _ in islice(_TAG.finditer(text), MOST_TAGS + 1))
    if count > MOST_TAGS:
        raise SourceError(f"{name}: made of more than {MOST_TAGS:,} tags, which no article is",
                          advice="save the article's text alone")  # fmt: skip
    return count


def _refuse_deep(tree: Any, name: str) -> None:
    """One step down for every level, all elements of a level at once: the time grows with the elements alone."""
    if tree.xpath("boolean(" + "/*" * (DEEPEST + 1) + ")"):
        raise SourceError(f"{name}: nested more than {DEEPEST} tags deep, which no article is",
                          advice="save the article's text alone")  # fmt: skip


def _tree(text: str, data: list[str], name: str) -> Any:
    from lxml import html

    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True)
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        for script in data:
            tree.append(html.fragment_fromstring(script, parser=html.HTMLParser(encoding="utf-8")))
    except (ValueError, AssertionError, html.etree.LxmlError) as error:
        raise SourceError(f"{name}: cannot be read as HTML", advice="save the page's text instead") from error
    return tree


def _blocks(tree: Any, *, fast: bool) -> list[str]:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, with_metadata=False, include_comments=False, fast=fast)
    except (ValueError, AttributeError, TypeError, RecursionError):
        return []
    text = (found.text if found is not None else None) or ""
    return [flat for line in text.split("\n") if (flat := " ".join(line.split()))]


def _shown(tree: Any) -> list[str]:
    """Texts of the page's smallest blocks, in order, before anything is taken out."""
    found: dict[str, None] = {}
    for node in tree.iter(
        "p", "li", "h1", "h2", "h3", "h4", "figcaption", "td", "button", "label", "div", "time", "span"
    ):
        if node.text and (text := " ".join(node.text.split())) and len(text) > 2:
            whole = " ".join(" ".join(islice(node.itertext(), MOST_PIECES)).split()) if len(node) <= 12 else text
            found.setdefault(whole[:LONGEST_LEFT_OUT], None)
        if len(found) >= MOST_SHOWN:
            break
    return list(found)


def _left_out(shown: list[str], kept: list[str]) -> list[Dropped]:
    """Blocks of the page that did not come through, with the reason their words give, if any."""
    article = " ".join(kept)
    begins = {block[:LONGEST_LEFT_OUT] for block in kept}
    closed = "".join(article.split())
    bare_article = _NO_WORD.sub("", closed).casefold()
    found = []
    for text in shown:
        if text in begins or text in article or "".join(text.split()) in closed:
            continue  # the cheap comparisons first
        bare = _NO_WORD.sub("", text).casefold()
        if bare and bare not in bare_article:
            found.append(Dropped(text=text, reason=reason_to_drop(text) or "outside the article"))
        if len(found) >= MOST_LEFT_OUT:
            break
    return found


def _marked_standfirst(tree: Any) -> str | None:
    """The first sentence of the page that its own markup calls a standfirst."""
    for node in tree.xpath(f"//*[self::{' or self::'.join(STANDFIRST_TAGS)}][@class or @itemprop]"):
        names = set(_NAME.findall(f"{node.get('class') or ''} {node.get('itemprop') or ''}".lower()))
        if names & STANDFIRST_NAMES and len(node) <= 12:
            text = " ".join(" ".join(node.itertext()).split())
            if is_sentence(text) and len(text) <= LONGEST_STANDFIRST:
                return text
    return None


def _standfirst(about: Metadata, marked: str | None, kept: list[str]) -> str | None:
    """What the markup calls so, or the page's description where it is the first paragraph of its own."""
    if marked is not None and kept and marked not in kept[1:]:
        return marked
    if about.description is None or len(kept) < 3 or len(kept[0]) > LONGEST_STANDFIRST:
        return None
    wanted, first = about.description.rstrip(" .…").casefold(), kept[0].rstrip(" .…").casefold()
    return kept[0] if wanted == first else None
