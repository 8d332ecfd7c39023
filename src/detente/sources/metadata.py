"""What an HTML page says of itself: title, dates, byline, publisher, each with where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from detente.sources.article import DateCandidate, Role
from detente.sources.dates import dates_of_line, is_date_line, parse_stamp, says_updated

LONGEST_JSON = 300_000
MOST_SEEN = 8
"""Visible dates that are listed above, in and below the head of the article."""
MOST_HEADLINES = 5
LONG_PARAGRAPH = 100
LONGEST_LABEL = 40
ARTICLE_TYPES = {"article", "newsarticle", "blogposting", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
                 "scholarlyarticle", "techarticle", "liveblogposting", "webpage", "report", "review"}  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish-date", "publish_date", "article.published", "parsely-pub-date", "sailthru.date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "citation_publication_date", "article_date_original",
    "cxenseparse:recs:publishtime", "originalpublicationdate", "rnews:datepublished",
)  # fmt: skip
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "dc.date.modified")  # fmt: skip
_DATED_TAGS = (
    "h1", "time", "meta", "p", "span", "div", "li", "em", "small", "h2", "h3", "h4", "h5", "h6", "td", "a", "b", "strong",
    "i", "dd", "br", "date",
)  # fmt: skip
_NAMED = re.compile(
    r"^(?:posted|published|written)?\s?by (?:[^\W\d_][\w.'’-]{0,30}\s){1,4}(?=(?:at|on|\||-|–|—|·|,)\s)", re.IGNORECASE
)
_AUTHORS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "citation_author",
    "article:author",
)
_SUFFIX = re.compile(r"\s+[|–—·»:-]\s+[^|–—·»]{2,50}$")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:/|-|$|\D)")
_YEAR = re.compile(r"(19|20)\d\d|[٠-٩۰-۹]{4}")
_NAME = re.compile(r"^(?:written\s+)?(?:by|par|von|por)\s+", re.IGNORECASE)


class Metadata(NamedTuple):
    """Title, byline, publisher, description and date candidates of a page."""

    title: str | None
    byline: str | None
    publisher: str | None
    description: str | None
    language: str | None
    dates: list[DateCandidate]


def metadata(tree: Any) -> Metadata:
    """Read a parsed page's metadata; the tree stays as it is."""
    metas = _metas(tree)
    articles = [it for it in _structured(tree) if _types(it) & ARTICLE_TYPES]
    articles.sort(key=lambda it: _types(it) == {"webpage"})
    title = _title(tree, metas, articles)
    return Metadata(
        title=title,
        byline=_byline(tree, metas, articles),
        publisher=_publisher(metas, articles),
        description=_flat(metas.get("og:description") or metas.get("description")),
        language=(tree.get("lang") or "")[:2].lower() or None,
        dates=list(_dates(tree, metas, articles, title)),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        own = node.get("property") or node.get("name")
        name = (own or node.get("itemprop") or "").strip().lower()
        if own is None and name in {"datepublished", "datemodified"}:
            continue  # it may stand in another article's box: its place tells, see `_seen`
        if name and (node.get("content") or "").strip():
            found.setdefault(name, node.get("content").strip())
    return found


def _structured(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD; broken blocks are passed over."""
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or "") or not node.text or len(node.text) > LONGEST_JSON:
            continue
        try:
            queue = [json.loads(node.text.strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(200):
            if not queue:
                break
            it = queue.pop(0)
            if isinstance(it, list):
                queue += it[:50]
            elif isinstance(it, dict):
                yield it
                queue += [
                    it[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage")
                    if isinstance(it.get(key), (dict, list))
                ]


def _types(it: dict[str, Any]) -> set[str]:
    kinds = it.get("@type")
    return {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _title(tree: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    heads = [text for node in list(tree.iter("h1"))[:5] if (text := _flat(" ".join(node.itertext())))]
    declared = [_flat(it.get("headline")) for it in articles if isinstance(it.get("headline"), str)] + [
        _flat(metas.get(name)) for name in ("og:title", "twitter:title", "title")
    ]
    whole = next((_flat(" ".join(node.itertext())) for node in tree.iter("title")), None)
    known = [text for text in [*declared, whole] if text]
    for head in heads:
        # the visible headline counts where the page declares it too, in full or with the site's name behind it
        if any(_alike(head, text) for text in known):
            return head
    if known:
        return _SUFFIX.sub("", known[0]) if len(known[0]) > 25 else known[0]
    return heads[0] if heads else None


def _alike(one: str, other: str) -> bool:
    left, right = re.sub(r"\W+", "", one).lower(), re.sub(r"\W+", "", other).lower()
    return len(left) >= 8 and (left in right or (len(right) >= 8 and right in left))


def _byline(tree: Any, metas: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    for it in articles:
        names = _names(it.get("author"))
        if names:
            return ", ".join(dict.fromkeys(names))
    for name in _AUTHORS:
        if name in metas and (found := _person(metas[name])):
            return found
    return _visible_byline(tree)


def _visible_byline(tree: Any) -> str | None:
    for node in tree.iter("a", "span", "p", "div", "address"):
        marks = f"{node.get('rel', '')} {node.get('itemprop', '')} {node.get('class', '')}".lower()
        if (
            node.get("rel") == "author"
            or node.get("itemprop") == "author"
            or re.search(r"\b(byline|author-?name|author)\b", marks)
        ):
            text = _flat(" ".join(list(node.itertext())[:6]))
            if text and 4 <= len(text) <= 80 and (found := _person(text)):
                return found
    return None


def _names(author: Any) -> list[str]:
    found = []
    for it in author if isinstance(author, list) else [author]:
        name = it.get("name") if isinstance(it, dict) else it
        if isinstance(name, list):
            name = ", ".join(map(str, name))
        if isinstance(name, str) and (person := _person(name)):
            found.append(person)
    return found[:10]


def _person(text: str) -> str | None:
    name = _NAME.sub("", _flat(text) or "").strip(" ,|–-")
    good = 2 < len(name) <= 150 and "://" not in name and "@" not in name and not re.search(r"\d{2}", name)
    return name if good else None


def _publisher(metas: dict[str, str], articles: list[dict[str, Any]]) -> str | None:
    if metas.get("og:site_name"):
        return _flat(metas["og:site_name"])
    for it in articles:
        publisher = it.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return _flat(publisher["name"])
    return _flat(metas.get("publisher") or metas.get("application-name"))


def _dates(
    tree: Any, metas: dict[str, str], articles: list[dict[str, Any]], title: str | None
) -> Iterator[DateCandidate]:
    declared: list[DateCandidate] = []
    for it in articles:
        if isinstance(it.get("datePublished"), str):
            of: Role = "published" if _is_of(it, articles[0]) else "elsewhere"
            declared += _stamp(it["datePublished"], "structured data", of)
    for name in _PUBLISHED:
        declared += _stamp(metas.get(name, ""), f"meta {name}")
    seen = _seen(tree, title)
    yield from declared
    yield from seen if declared else _with_only_one_below(seen)
    address = next((node.get("href") for node in tree.iter("link") if node.get("rel") == "canonical"), None)
    if match := _URL_DATE.search(address or metas.get("og:url", "")):
        yield from _stamp("-".join(match.groups()), "address")
    for it in articles:
        if isinstance(it.get("dateModified"), str):
            yield from _stamp(
                it["dateModified"], "structured data", "changed" if _is_of(it, articles[0]) else "elsewhere"
            )
    for name in _CHANGED:
        yield from _stamp(metas.get(name, ""), f"meta {name}", "changed")


def _with_only_one_below(seen: list[DateCandidate]) -> list[DateCandidate]:
    """Where nothing else dates a page, one day named below the article is taken as its own; several are other pages'."""
    if any(it.role != "elsewhere" for it in seen) or len({it.date for it in seen}) != 1:
        return seen
    return [seen[0].model_copy(update={"role": "published"}), *seen[1:]]


def _is_of(it: dict[str, Any], main: dict[str, Any]) -> bool:
    """Whether structured data is of the main article, and not of one that the page only points to."""
    one, other = it.get("headline"), main.get("headline")
    return not (isinstance(one, str) and isinstance(other, str)) or _alike(one, other)


def _seen(tree: Any, title: str | None) -> list[DateCandidate]:
    """Dates a person sees: those in the article's head are its own; those above or below may be other pages'.

    The head runs from the headline to the second long paragraph. Without a date in it, the last one above it counts.
    """
    heads = list(islice(tree.iter("h1"), MOST_HEADLINES))
    headline = next((node for node in heads if title and _alike(_text(node, 20), title)), heads[0] if heads else None)
    above: list[DateCandidate] = []
    head: list[DateCandidate] = []
    below: list[DateCandidate] = []
    zone, long = (head if headline is None else above), 0
    for node in tree.iter(*_DATED_TAGS):
        if node is headline:
            zone = head
        if node.tag == "p" and zone is head and len(_text(node, 12)) >= LONG_PARAGRAPH:
            long += 1
            zone = below if long > 1 else head
        if zone is above or len(zone) < MOST_SEEN:
            zone += _dates_at(node)
            del zone[:-MOST_SEEN]
        if len(below) >= MOST_SEEN:
            break
    hidden = [it for it in above if it.where.startswith("meta")]
    above = [it for it in above if it not in hidden]
    if not head:
        head, above = above[-1:], above[:-1]
    return [*hidden, *head, *(_elsewhere(it, "above") for it in above), *(_elsewhere(it, "below") for it in below)]


def _elsewhere(it: DateCandidate, side: str) -> DateCandidate:
    return it.model_copy(update={"role": "elsewhere", "where": f"{it.where} {side} the article"})


def _dates_at(node: Any) -> list[DateCandidate]:
    if node.tag == "time":
        return _time(node)
    if node.tag == "meta":
        return (
            list(_stamp(node.get("content") or "", "meta datepublished"))
            if node.get("itemprop") == "datePublished"
            else []
        )
    text = (node.tail if node.tag == "br" else node.text) or ""
    if not 6 <= len(text) <= 300 or _YEAR.search(text) is None:
        return []
    flat = _NAMED.sub("", _flat(text) or "")
    return dates_of_line(flat, "date line", before=_before(node)) if is_date_line(flat) else []


def _time(node: Any) -> list[DateCandidate]:
    text = _text(node, 12)
    marks = f"{node.get('class', '')} {node.get('itemprop', '')}".lower()
    marked = ("modif" in marks or "updat" in marks) and "publish" not in marks
    changed = marked or says_updated(f"{_before(node)} {text}")
    return list(_stamp(node.get("datetime") or text, "time element", "changed" if changed else "published"))


def _before(node: Any) -> str:
    """The words right in front of an element, which may say what its date is the date of."""
    previous, parent = node.getprevious(), node.getparent()
    if previous is not None:
        said = previous.tail if (previous.tail or "").strip() else _text(previous, 4)
    else:
        said = parent.text if parent is not None else ""
    said = " ".join((said or "").split())
    return said if len(said) <= LONGEST_LABEL else ""


def _text(node: Any, pieces: int) -> str:
    return " ".join(" ".join(islice(node.itertext(), pieces)).split())


def _stamp(text: str, where: str, role: Role = "published") -> Iterator[DateCandidate]:
    date = parse_stamp(text)
    if date is not None:
        place = (
            f"{where}, changed"
            if role == "changed"
            else f"{where} of another article"
            if role == "elsewhere"
            else where
        )
        yield DateCandidate(date=date, where=place, text=text.strip()[:120], role=role)


def _flat(text: Any) -> str | None:
    return " ".join(str(text).split())[:1000] or None if text else None
