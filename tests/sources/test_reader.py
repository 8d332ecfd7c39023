"""Reading pages: what is kept, what is left out, and that nothing breaks it."""

from __future__ import annotations

import gzip
import json
import string
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import SourceError
from detente.sources import Article, read_page, read_path
from detente.sources.blocks import reason_to_drop, sift
from detente.sources.dates import resolve
from detente.sources.plain import split

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FOUNDING = SHARED / "sources" / "jpost-2015-11-12.txt"
WCXB = SHARED / "data" / "wcxb_dev"
PROSE = (
    "Delegates from both banks of the river met in the old customs house on Monday to settle how the water is shared. "
    "They left in the evening without a paper, but agreed to meet again before the end of the month."
)


def body(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def assert_spans(article: Article) -> None:
    for paragraph in article.paragraphs:
        assert article.text[paragraph.start : paragraph.end] == paragraph.text
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in article.text)


@pytest.mark.skipif(not FOUNDING.exists(), reason="the founding page is not beside the project")
def test_the_founding_page_gives_the_article_and_nothing_else() -> None:
    article = read_path(FOUNDING)
    lines = [line for line in FOUNDING.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert article.title == lines[0]
    assert article.standfirst == lines[1]
    assert article.date == date(2015, 11, 12)
    assert [it.date for it in article.dates] == [date(2015, 11, 12), date(2018, 8, 21)]
    assert not article.dates_disagree
    assert article.byline is None
    start = next(number for number, line in enumerate(lines) if line.startswith("WASHINGTON"))
    prose = [line for line in lines[start:] if "Facebook" not in line]
    assert body(article) == [" ".join(line.split()) for line in prose[:9]]
    assert len(article.dropped) == 20
    assert_spans(article)


@pytest.mark.skipif(not FOUNDING.exists(), reason="the founding page is not beside the project")
def test_every_quote_of_the_founding_case_stands_in_the_founding_page(tmp_path: Path) -> None:
    import shutil

    from detente.case.catalog import find_case
    from detente.case.reader import read_case
    from detente.sources.verification import check, read_sources, verify

    shutil.copytree(find_case("vienna-2015").parent, tmp_path / "vienna")
    shutil.copy(FOUNDING, tmp_path / "vienna" / "sources" / FOUNDING.name)
    case = read_case(tmp_path / "vienna" / "case.yaml")
    found = verify(case, read_sources(case, tmp_path / "vienna"))
    quoted = [key for key, it in case.evidence.items() if it.quote]
    assert len(quoted) >= 15
    assert {found[key].status for key in quoted} == {"verified"}
    assert not [it for it in check(tmp_path / "vienna" / "case.yaml") if it.code in ("misquoted", "source-absent")]


def test_a_misquote_is_an_error_and_an_absent_source_a_warning(tmp_path: Path) -> None:
    from detente.sources.verification import check

    (tmp_path / "page.txt").write_text(f"Head\n\n{PROSE}\n", encoding="utf-8")
    (tmp_path / "case.yaml").write_text(
        """
detente: 1
id: x
parties: {a: {capability: 1, evidence: [e1, e2, e3, e4]}}
issues: {i: {scale: {0: no, 100: yes}}}
positions: {a: {i: {position: 1, salience: 1}}}
sources: {here: {file: page.txt}, gone: {file: gone.txt}, out: {file: ../secret.txt}}
evidence:
  e1: {source: here, quote: "met in the old  customs house"}
  e2: {source: here, quote: "met in the new customs house"}
  e3: {source: gone, quote: "anything"}
  e4: {source: here, quote: "Head", span: [1, 5]}
""",
        encoding="utf-8",
    )
    found = {(it.code, it.severity, it.line) for it in check(tmp_path / "case.yaml")}
    assert ("misquoted", "error", 10) in found
    assert ("misquoted", "error", 12) in found
    assert ("source-absent", "warning", 7) in found
    assert ("source-outside", "error", 7) in found
    assert not [it for it in found if it[2] == 9]


def test_html_metadata_body_and_what_was_left_out() -> None:
    page = f"""<!doctype html><html lang="en"><head><title>River talks open - The Example</title>
    <meta property="og:title" content="River talks open"><meta property="og:site_name" content="The Example">
    <meta property="article:published_time" content="2020-03-05T10:00:00Z">
    <script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2020-03-01",
      "author": {{"name": "By Ada Writer"}}}}</script></head>
    <body onload="alert(1)"><nav><ul><li>Home</li></ul></nav><article><h1>River talks open</h1>
    <p>{PROSE}</p><p>Sign up for our newsletter and get the news in your inbox.</p><p>{PROSE} Again.</p></article>
    <script>alert("never")</script><footer><p>Copyright 2020 The Example. All rights reserved.</p></footer></body></html>"""
    article = read_page(page.encode())
    assert article.title == "River talks open"
    assert article.byline == "Ada Writer"
    assert article.publisher == "The Example"
    assert body(article) == [PROSE, PROSE + " Again."]
    assert article.dates_disagree
    assert {it.date for it in article.dates} == {date(2020, 3, 1), date(2020, 3, 5)}
    reasons = {it.reason for it in article.dropped}
    assert {"newsletter", "copyright"} <= reasons
    assert "alert" not in article.text
    assert_spans(article)


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("3 min read", "reading time"),
        ("March 5, 2020 10:15", "date line"),
        ("The bridge at dusk. (photo credit: A. PHOTOGRAPHER)", "photo credit"),
        ("Be the first to know - Join our Facebook page.", "invitation to follow"),
        ("Sign up for our daily newsletter", "newsletter"),
        ("ADVERTISEMENT", "advertisement"),
        ("You can read all of it for $5 a month.", "appeal to readers"),
        ("UPGRADE NOW FOR 5$ A MONTH Show me later", "promotion"),
        ("Share on Facebook Twitter Email", "share bar"),
        ("We use cookies to improve your visit.", "cookie notice"),
        ("© 2020 The Example", "copyright"),
        ("Read more: the river in pictures", "pointer to other pages"),
        ("Leave a comment", "comments"),
        ("Tags: water, talks", "tags"),
        ("Skip to content", "navigation"),
    ],
)  # fmt: skip
def test_every_rule_has_a_block_it_drops(block: str, reason: str) -> None:
    assert reason_to_drop(block) == reason


@pytest.mark.parametrize(
    "block",
    [
        PROSE,
        "The minister said the share of the water would be read into the record.",
        "“We will not subscribe to such a text,” she said.",
        "The print runs to 300 pages and costs $5.",
        "Участники переговоров встретились в понедельник и договорились продолжить.",
        "اجتمع المندوبون يوم الاثنين في دار الجمارك القديمة للاتفاق على تقاسم المياه.",
        "代表们星期一会面。",
    ],
)
def test_prose_is_never_dropped(block: str) -> None:
    assert reason_to_drop(block) == ""


def test_an_appeal_ends_with_its_signatures_and_prose_goes_on() -> None:
    kept, dropped = sift(["Dear reader,", "Help us.", "Thank you,", "Ada Manager, Director", PROSE])
    assert kept == [PROSE]
    assert {it.reason for it in dropped} == {"appeal to readers"}


def test_a_letter_that_answers_a_reader_is_kept() -> None:
    block = "Dear Reader: we are parents ourselves, so we understand your concern about the river."
    assert sift([block, PROSE])[0] == [block, PROSE]


def test_prose_behind_an_end_marker_comes_back() -> None:
    long = [PROSE + f" {number}." for number in range(3)]
    assert sift([PROSE, "Related", *long])[0] == [PROSE, *long]
    assert sift([PROSE, "Related", "Another headline"])[0] == [PROSE]


def test_hard_wrapped_text_is_joined_and_lines_of_their_own_are_not() -> None:
    wrapped = "The delegates met in the old customs house by the river and\nspoke until the evening came over the water and the hills,\nwithout a paper."
    assert len(split(wrapped)) == 1
    assert split("March 5, 2020\n2 minute read\nbridge") == ["March 5, 2020", "2 minute read", "bridge"]


@pytest.mark.parametrize(
    ("text", "codec"),
    [("Переговоры начались утром и закончились вечером. " * 6, "cp1251"), ("Les négociations ont commencé à l’aube. " * 6, "cp1252"),
     ("بدأت المحادثات صباح اليوم في المدينة القديمة. " * 6, "cp1256"), (PROSE, "utf-16")],
)  # fmt: skip
def test_legacy_encodings(text: str, codec: str) -> None:
    assert " ".join(text.split()) in read_page(("Head line\n\n" + text).encode(codec)).text


@pytest.mark.parametrize(
    "data",
    [b"", b"   \n", bytes(range(256)) * 100, b"%PDF-1.7 ...", b"PK\x03\x04zip", b"<html>" + b"<div>" * 100_000, b"<html>" + b"<b>x" * 200_000, b"x" * 20_000_001,
     b"a b c.\n" * 30_000],
    ids=["empty", "blank", "binary", "pdf", "zip", "nested", "tags", "large", "blocks"],
)  # fmt: skip
def test_what_is_no_page_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read_page(data)
    assert caught.value.advice


def test_a_page_without_text_says_so() -> None:
    article = read_page(b"<!doctype html><html><body><img src='x'></body></html>")
    assert article.paragraphs == ()
    assert any("no running text" in finding for finding in article.findings)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_gives_spans_that_hold(text: str) -> None:
    try:
        article = read_page(text.encode("utf-8"))
    except SourceError:
        return
    assert_spans(article)


@given(st.lists(st.sampled_from(["<p>", "</p>", "<div class=a>", "</div>", "<h1>", "<script>", "</script>", "<!--", "-->", "<time>",
                                 "2020-01-02", "&amp;", "&#0;", "\x00", "<article>", PROSE, "<a href='javascript:x'>", "]]>", "<"]), max_size=40))  # fmt: skip
def test_any_markup_gives_spans_that_hold(parts: list[str]) -> None:
    try:
        article = read_page(("<html><body>" + " ".join(parts)).encode())
    except SourceError:
        return
    assert_spans(article)


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_an_error_in_words(data: bytes) -> None:
    try:
        article = read_page(data)
    except SourceError:
        return
    assert_spans(article)


@pytest.mark.parametrize("symbol", [*string.punctuation, "a", "1", " ", "A,", "$1 ", "by ", "read more "])
def test_no_rule_runs_away_on_a_long_repetition(symbol: str) -> None:
    assert reason_to_drop(symbol * 50_000) in ("", "date line")


def test_relative_dates() -> None:
    thursday = date(2015, 11, 12)
    assert resolve("Thursday", thursday) == (thursday, thursday)
    assert resolve("this weekend", thursday) == (date(2015, 11, 14), date(2015, 11, 15))
    assert resolve("nonsense", thursday) is None


@pytest.mark.skipif(not WCXB.exists(), reason="the WCXB pages are not beside the project")
def test_no_worse_than_trafilatura_on_real_pages() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from read_pages import f1, ours, share, theirs
    finally:
        sys.path.pop(0)
    score = {ours: 0.0, theirs: 0.0}
    leaks = {ours: 0, theirs: 0}
    for file in sorted((WCXB / "html").iterdir())[::4]:
        truth = json.loads((WCXB / "ground-truth" / f"{file.name.split('.')[0]}.json").read_text(encoding="utf-8"))[
            "ground_truth"
        ]
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for reader in (ours, theirs):
            text = str(reader(data)["text"])
            score[reader] += f1(text, truth["main_content"])
            leaks[reader] += share(truth.get("without") or [], text)[0]
    assert score[ours] >= score[theirs]
    assert leaks[ours] <= leaks[theirs]


def test_what_the_markup_calls_a_standfirst_is_one() -> None:
    page = f"""<html><head><title>River talks open</title></head><body><article><h1>River talks open</h1>
    <p class="story-standfirst">The delegations met for the first time, and both banks were there.</p>
    <p>{PROSE}</p><p>{PROSE} Again.</p><p>{PROSE} And again.</p></article></body></html>"""
    article = read_page(page.encode())
    assert article.standfirst == "The delegations met for the first time, and both banks were there."
    assert body(article) == [PROSE, PROSE + " Again.", PROSE + " And again."]
    assert article.standfirst in article.text
    assert article.standfirst not in [it.text for it in article.dropped]
    assert_spans(article)


def test_the_page_written_for_detente_keeps_its_standfirst() -> None:
    article = read_path(ROOT / "src/detente/catalog/vienna-2015/sources/vienna-page.html")
    assert article.standfirst is not None
    assert article.standfirst.startswith("A nationwide ceasefire is on the table.")


def test_a_date_that_nothing_confirms_says_so() -> None:
    alone = read_page(f"River talks open\n\nMarch 5, 2020\n\n{PROSE}\n\n{PROSE} Again.\n".encode())
    assert alone.date == date(2020, 3, 5)
    assert not alone.dates_disagree
    assert any("nothing confirms it" in it for it in alone.findings)


def test_a_folder_without_pages_is_bad_input(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "table.xlsx").write_bytes(b"x")
    done = subprocess.run(
        [sys.executable, "-m", "detente", "read", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "no pages in" in done.stderr
    assert done.stdout == ""
