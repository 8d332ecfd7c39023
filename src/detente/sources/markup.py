"""HTML: the article's blocks by trafilatura, filtered again, with the page's own metadata."""

from __future__ import annotations

import re
from typing import Any

from detente.errors import SourceError
from detente.sources.article import Dropped
from detente.sources.blocks import is_sentence, reason_to_drop, sift
from detente.sources.metadata import Metadata, metadata
from detente.sources.plain import LONGEST_STANDFIRST, Parts

DEEPEST = 2000
MOST_TAGS = 60_000
MOST_SHOWN = 1500
MOST_LEFT_OUT = 120
LONGEST_LEFT_OUT = 300
STANDFIRST_TAGS = ("p", "div", "h2", "h3", "span")
STANDFIRST_NAMES = {"standfirst", "dek", "deck", "subtitle", "subheadline", "subheading"}
_NAME = re.compile(r"[a-z]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b([^<>]{0,3000})>")
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "p",
    "li",
}


def parts(text: str, name: str) -> tuple[Parts, Metadata]:
    """Take an HTML page apart: what it says of itself, the article's blocks, and what was left out.

    Raises :class:`SourceError` for pages nested too deep or made of too many tags to be articles.
    """
    _refuse_hostile(text, name)
    tree = _tree(text, name)
    about = metadata(tree)
    shown, marked = _shown(tree), _marked_standfirst(tree)
    blocks = _blocks(tree)
    kept, dropped = sift(blocks)
    if kept and about.title and kept[0].casefold() == about.title.casefold():
        kept = kept[1:]  # the headline is no paragraph of its own body
    standfirst = _standfirst(about, marked, kept)
    body = kept[1:] if kept and standfirst == kept[0] else kept
    left = _left_out(shown, [about.title or "", standfirst or "", *blocks])
    return Parts(about.title, standfirst, about.byline, body, [*dropped, *left], about.dates), about


def _refuse_hostile(text: str, name: str) -> None:
    """Count tags and nesting before anything recursive sees the page."""
    depth = count = 0
    for match in _TAG.finditer(text):
        count += 1
        if match[2].lower() not in _VOID and not match[3].endswith("/"):
            depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > DEEPEST or count > MOST_TAGS:
            raise SourceError(f"{name}: nested too deep or made of too many tags to be an article",
                              advice="save the article's text alone")  # fmt: skip


def _tree(text: str, name: str) -> Any:
    from lxml import html

    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True)
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, AssertionError, html.etree.LxmlError) as error:
        raise SourceError(f"{name}: cannot be read as HTML", advice="save the page's text instead") from error
    return tree


def _blocks(tree: Any) -> list[str]:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, with_metadata=False, include_comments=False)
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
            whole = " ".join(" ".join(node.itertext()).split()) if len(node) <= 12 else text
            found.setdefault(whole[:LONGEST_LEFT_OUT], None)
        if len(found) >= MOST_SHOWN:
            break
    return list(found)


def _left_out(shown: list[str], kept: list[str]) -> list[Dropped]:
    """Blocks of the page that did not come through, with the reason their words give, if any."""
    article = re.sub(r"\W+", "", " ".join(kept)).casefold()
    found = []
    for text in shown:
        bare = re.sub(r"\W+", "", text).casefold()
        if bare and bare not in article:
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
