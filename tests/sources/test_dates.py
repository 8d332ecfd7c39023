"""The date of a page: chosen, compared with every other, and doubted where it must be."""

from __future__ import annotations

from datetime import date

import pytest

from detente.sources import Article, read_page

PROSE = (
    "Delegates from both banks of the river met in the old customs house on Monday to settle how the water is shared, "
    "and left in the evening without a paper, but agreed to meet again before the end of the month."
)


def page(head: str = "", *, above: str = "", dateline: str = "", below: str = "") -> Article:
    return read_page(
        f"""<!doctype html><html><head><title>River talks open</title>{head}</head><body><header>{above}</header>
        <article><h1>River talks open</h1><div>{dateline}</div><p>{PROSE}</p><p>{PROSE} So it was.</p><p>{PROSE} Again.</p>
        </article><aside>{below}</aside></body></html>""".encode()
    )


def declared(published: str, changed: str = "") -> str:
    more = f', "dateModified": "{changed}"' if changed else ""
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "River talks open", "datePublished": "{published}"{more}}}</script>'


def meta(day: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{day}">'


@pytest.mark.parametrize(
    "article",
    [
        page(declared("2020-03-01") + meta("2020-03-05")),
        page(declared("2020-03-01"), dateline="<span>March 5, 2020</span>"),
        page(meta("2020-03-01"), dateline='<time datetime="2020-03-05">5 March</time>'),
        page(meta("2020-03-01"), dateline="<span>March 1, 2020</span><span>March 5, 2020</span>"),
        page(meta("2020-03-01") + '<link rel="canonical" href="https://example.org/2020/03/05/river">'),
        page(meta("2020-03-01"), dateline='<meta itemprop="datePublished" content="2020-03-05">'),
    ],
    ids=["data-meta", "data-line", "meta-time", "two-lines", "meta-address", "meta-microdata"],
)
def test_dates_of_publication_that_differ_are_flagged(article: Article) -> None:
    assert article.dates_disagree
    assert article.date_doubt == "the dates that the page gives for itself disagree"
    assert article.date == date(2020, 3, 1)
    assert date(2020, 3, 5) in {it.date for it in article.dates}


@pytest.mark.parametrize(
    "article",
    [
        page(declared("2020-03-01", "2020-04-09"), dateline="<span>March 1, 2020</span>"),
        page(
            declared("2020-03-01") + meta("2020-03-01"),
            dateline="<span>1 March 2020</span><div>Updated <span>9 April 2020</span></div>",
        ),
        page(
            meta("2020-03-01"),
            dateline="<span>March 1, 2020</span>",
            below="<span>May 5, 2021</span><time>2022-01-01</time>",
        ),
        page(meta("2020-03-01"), above="<span>May 5, 2021</span>", dateline="<span>March 1, 2020</span>"),
        page(meta("2020-03-01"), below='<meta itemprop="datePublished" content="2021-05-05">'),
        page(declared("2020-03-01") + declared("2021-05-05").replace("River talks open", "Another page altogether")),
        page(meta("2020-09-10"), dateline="<span>09.10.2020</span>"),
        page(meta("2020-03-01"), dateline="<p>Posted by Ada Writer on March 1, 2020</p>"),
    ],
    ids=["changed-later", "labelled", "below", "above", "other-box", "other-article", "turned", "with-name"],
)
def test_other_dates_than_that_of_publication_are_listed_and_not_flagged(article: Article) -> None:
    assert not article.dates_disagree
    assert article.date_doubt is None
    assert article.date in {date(2020, 3, 1), date(2020, 9, 10)}


def test_a_change_before_the_publication_is_flagged() -> None:
    assert page(declared("2020-03-09", "2020-03-01")).dates_disagree
    assert not page(declared("2020-03-02", "2020-03-01")).dates_disagree  # two clocks


def test_a_visible_change_is_compared_where_no_other_date_is_seen() -> None:
    assert page(declared("2020-03-01", "2021-05-05"), dateline="<span>Last updated: May 5, 2021</span>").dates_disagree


@pytest.mark.parametrize(
    "dateline",
    [
        "<div>Updated <span>May 5, 2021</span></div>",
        "<span>Updated May 5, 2021</span>",
        "<time class='updated'>2021-05-05</time>",
    ],
)
def test_the_date_of_a_change_alone_is_doubted(dateline: str) -> None:
    article = page(dateline=dateline)
    assert article.date == date(2021, 5, 5)
    assert article.dates[0].role == "changed"
    assert not article.dates_disagree
    assert article.date_doubt is not None
    assert article.date_doubt in article.findings


def test_a_date_that_nothing_confirms_is_said_to_be_so() -> None:
    assert any("nothing confirms it" in finding for finding in page(meta("2020-03-01")).findings)
    assert not page(meta("2020-03-01"), dateline="<span>March 1, 2020</span>").findings


def test_dates_of_other_pages_alone_are_not_taken() -> None:
    article = page(below="<span>May 5, 2021</span><span>May 6, 2021</span>")
    assert article.date is None
    assert len(article.dates) == 2


@pytest.mark.parametrize(
    ("line", "day"),
    [("Published 3 May 2015, updated 5 May 2015", date(2015, 5, 3)), ("Issued at the customs house, 12 November 2015", date(2015, 11, 12)),
     ("May 3, 2015 · 4 min read", date(2015, 5, 3))],
)  # fmt: skip
def test_date_lines_of_plain_text(line: str, day: date) -> None:
    article = read_page(f"River talks open\n\n{line}\n\n{PROSE}\n\n{PROSE}".encode())
    assert article.date == day
    assert not article.dates_disagree
