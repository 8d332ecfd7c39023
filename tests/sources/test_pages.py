"""Files given to `detente read`: hostile ones, odd ones, wrong ones, and kinds of text."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.errors import SourceError
from detente.sources import Article, read_page, read_paths
from detente.sources.markup import DEEPEST, MOST_TAGS

ONE = "Delegates from both banks of the river met in the old customs house on Monday to settle how the water is shared."
TWO = (
    "They left in the evening without a paper, but agreed to meet again before the end of the month in the same house."
)
THREE = "The hosts said the second round would take up the dams, which the first had left aside for want of good maps."
RUN = CliRunner()


def body(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


def html(inside: str) -> bytes:
    return f"<!doctype html><html><head><title>River talks open</title></head><body>{inside}</body></html>".encode()


ARTICLE = f"<article><h1>River talks open</h1><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></article>"


@pytest.mark.parametrize(
    "code",
    [
        "<script>var a = '{}';</script>",
        "<SCRIPT type=module>{}</SCRIPT >",
        "<style>/* {} */</style>",
        "<!-- {} -->",
        "<svg>{}</svg>",
        '<script type="application/ld+json">["{}"]</script>',
    ],
)
def test_markup_inside_code_does_not_count_as_tags(code: str) -> None:
    filled = code.replace("{}", "<div><p>x" * (MOST_TAGS + 1))
    assert body(read_page(html(filled + ARTICLE + filled))) == [ONE, TWO, THREE]


def test_a_script_that_never_ends_takes_what_is_behind_it_and_a_comment_does_not() -> None:
    assert body(read_page(html(ARTICLE + "<script>" * 100_000))) == [ONE, TWO, THREE]
    assert body(read_page(html("<!-- " * 1000 + ARTICLE))) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<p>x" * (MOST_TAGS + 1), "tags"),
        ("<b>x</b>" * (MOST_TAGS + 1), "tags"),
        ("<div>" * (DEEPEST + 1) + ONE, "deep"),
        ("<font>" * 10_000 + ONE + "</font>" * 10_000, "deep"),
        ("<table><tr><td>" * DEEPEST + ONE, "deep"),
    ],
)  # fmt: skip
def test_too_many_or_too_deep_tags_are_refused_in_words(inside: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read_page(html(inside))


def test_many_list_items_and_rows_without_end_tags_are_not_deep() -> None:
    rows = "<table>" + "<tr><td>a<td>b" * DEEPEST + "</table>"
    assert ONE in body(read_page(html(f"<ul>{'<li>item of the list' * DEEPEST}</ul>{ARTICLE}{rows}")))


def test_nothing_of_a_script_or_handler_reaches_the_article_or_a_report() -> None:
    page = html(
        f"<article onload='steal()'><h1>River talks open<script>steal()</script></h1><p onclick='steal()'>{ONE}"
        f"<img src=x onerror='steal()'></p><p>{TWO} &lt;b onclick=shown()&gt;</p><p><a href='javascript:steal()'>{THREE}</a></p></article>"
    )
    article = read_page(page)
    assert "steal" not in article.model_dump_json()
    assert "<b onclick=shown()>" in article.text  # the page shows these words; reports escape them


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{\\rtf1\\ansi Head\\par}", "rich text"),
        (b"\n%PDF-1.7\nabc", "PDF"),
        (b"\xef\xbb\xbf%PDF-1.7\nabc", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "Office"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(range(250)) * 4, "binary"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x", "web archive"),
    ],
)  # fmt: skip
def test_other_files_are_named_in_words(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        read_page(data)
    assert caught.value.advice


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize(
    "text", ["The talks opened on time.", "بدأت المحادثات صباح اليوم.", "Переговоры начались утром."]
)
def test_wide_text_of_any_script_with_or_without_a_mark(codec: str, text: str) -> None:
    article = read_page(f"A head\n\n{text}\n\n{text * 2}\n".encode(codec))
    assert body(article) == [text, text * 2]


@pytest.mark.parametrize("said", ["", "<meta charset=windows-1252>", "<meta charset=utf-8>"])
def test_an_arabic_page_in_its_old_charset_whatever_it_declares(said: str) -> None:
    prose = "بدأت المحادثات صباح اليوم في المدينة القديمة بين وفود الضفتين، واتفق المندوبون على اللقاء مرة أخرى قبل نهاية الشهر."
    article = read_page(f"<html><head>{said}<title>محادثات النهر</title></head><body><article><h1>محادثات النهر تبدأ</h1>"
                        f"<p>{prose} أولا</p><p>{prose} ثانيا</p></article></body></html>".encode("cp1256"))  # fmt: skip
    assert body(article) == [f"{prose} أولا", f"{prose} ثانيا"]
    assert article.direction == "rtl"


FORMS = {
    "blank lines": f"River talks open\n\n{ONE}\n\n{TWO}\n\n{THREE}\n",
    "one line each": f"River talks open\n{ONE}\n{TWO}\n{THREE}\n",
    "wrapped": "River talks open\n\n" + "\n\n".join(textwrap.fill(text, 72) for text in (ONE, TWO, THREE)),
    "indented": "River talks open\n\n"
    + "\n".join(textwrap.fill(text, 72, initial_indent="    ") for text in (ONE, TWO, THREE)),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", FORMS)
def test_line_ends_and_wrapping_do_not_matter(form: str, end: str) -> None:
    article = read_page(FORMS[form].replace("\n", end).encode())
    assert article.title == "River talks open"
    assert body(article) == [ONE, TWO, THREE]


def test_mixed_line_ends() -> None:
    assert body(read_page(f"River talks open\r\n\r\n{ONE}\r\r{TWO}\n\n{THREE}".encode())) == [ONE, TWO, THREE]


def test_a_first_paragraph_of_prose_is_no_title() -> None:
    article = read_page(f"{ONE} {TWO}\n\n{THREE}".encode())
    assert article.title is None
    assert body(article) == [f"{ONE} {TWO}", THREE]


def test_a_communique_is_kept_whole() -> None:
    lines = ["The parties,", "Recalling the accord of the two banks,", "Have agreed as follows:", "1. The parties will share the water from 1 March 2016.",
             "2. A commission will:", "(a) measure the flow;", "(b) publish the figures;", "(c) hear complaints.", "3. Follow-up",
             "The next round will be held before the end of the month.", "Ada Writer, for the eastern bank", "Bo Reader, for the western bank"]  # fmt: skip
    article = read_page("\n\n".join(["Joint communique", *lines]).encode())
    assert body(article) == lines
    assert article.dropped == ()


def test_an_interview_is_kept_whole() -> None:
    lines = [
        ONE,
        "Q: Did you expect a paper?",
        "A: No. Nobody did.",
        "Ada Writer: And the gauges?",
        "Envoy: They stay.",
    ]
    article = read_page("\n\n".join(["“We are not far apart”", "By Ada Writer", "November 12, 2015", *lines]).encode())
    assert body(article) == lines
    assert article.byline == "Ada Writer"


def test_the_entries_of_a_live_page_are_kept_and_its_date_is_that_of_the_first() -> None:
    entries = [f"{text} Entry {number}." for number, text in enumerate((ONE, TWO, THREE) * 2)]
    posts = "".join(f"<section><time datetime='2015-11-{12 + number // 3}T0{number}:00:00Z'>0{number}:00</time><p>{text}</p></section>"
                    for number, text in enumerate(entries))  # fmt: skip
    head = '<meta property="article:published_time" content="2015-11-12"><meta property="article:modified_time" content="2015-11-13">'
    article = read_page(
        f"<!doctype html><html><head><title>River talks: live</title>{head}</head><body><main><h1>River talks: live</h1>{posts}</main></body></html>".encode()
    )
    assert body(article) == entries
    assert str(article.date) == "2015-11-12"
    assert not article.dates_disagree


def test_a_folder_gives_its_pages_and_passes_over_what_is_none(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.html").write_bytes(html(ARTICLE))
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "c.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / ".hidden").write_bytes(b"not shown")
    (tmp_path / "deep" / "d.txt").write_text(f"Head\n\n{ONE}", encoding="utf-8")
    readings = list(read_paths([tmp_path]))
    assert [Path(it.name).name for it in readings] == ["a.html", "b.txt", "d.txt"]
    assert [it.error is None for it in readings] == [True, False, True]
    result = RUN.invoke(app, ["read", str(tmp_path), "--json"])
    assert result.exit_code == 1
    assert ["article" in it for it in json.loads(result.stdout)] == [True, False, True]


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_folder_without_pages_is_an_error_in_words(tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    result = RUN.invoke(app, ["read", str(tmp_path), *more])
    assert result.exit_code == 1
    assert "no pages in this folder" in result.stderr
    assert not more or json.loads(result.stdout)[0]["error"]["message"]


def test_empty_standard_input_is_an_error_in_words() -> None:
    result = RUN.invoke(app, ["read", "-"], input="")
    assert result.exit_code == 1
    assert "standard input: the page is empty" in f"{result.stderr}{result.exception}"
