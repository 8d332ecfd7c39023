"""Pages and cases that no newsroom writes: each ends in a clear answer, in little time, and every span is exact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from detente.case.model import Case, Issue, Party
from detente.cli.main import app
from detente.errors import SourceError
from detente.sources import code_article, read_page
from detente.sources.aliases import NameTree
from detente.sources.attribution import MOST_CUES
from detente.sources.coders import MOST_OPEN
from detente.sources.coding import Coding

CASE = Case(
    id="two",
    parties={"norland": Party(name="Norland", aliases=("Halvorsen",)), "estavia": Party(name="Estavia")},
    issues={"road": Issue(name="The road", scale={0: "the road is shut", 100: "the road is open"})},
)
HEAD = "Talks on the road\n\n"
PROSE = (
    "The foreign minister of Norland said on Monday that the road to Estavia is open. “We will not leave the table,” "
    "Halvorsen said. Norland shelled Estavia on Sunday. Estavia denied the attack.\n\n"
)
CASE_FILE = """\
detente: 1
id: two
as_of: 2020-01-01
parties:
  norland: {name: Norland, aliases: [Halvorsen]}
  estavia: {name: Estavia}
issues:
  road: {name: The road, scale: {0: the road is shut, 100: the road is open}}
"""
WORDS = " ".join(f"word{number}" for number in range(50))


def coded(text: str | bytes, case: Case = CASE) -> Coding:
    """The coding of a page, every span of which is checked."""
    coding = code_article(read_page(text if isinstance(text, bytes) else text.encode()), case)
    whole = coding.article.text
    for it in (*coding.quotes, *coding.statements, *coding.events):
        assert whole[it.start : it.end] == it.text
    for mention in coding.mentions:
        assert 0 <= mention.start < mention.end <= len(whole)
    return coding


def quotes(coding: Coding) -> list[str]:
    return [it.text for it in coding.quotes]


PAGES = {
    "only quotation marks": '"' * 20_000,
    "quotation marks apart": HEAD + '" ' * 10_000,
    "opening marks": HEAD + "“" * 20_000,
    "guillemets": HEAD + "«»" * 10_000,
    "one line without spaces": "a" * 100_000,
    "one name without spaces": HEAD + "Norland." * 5_000,
    "apostrophes": HEAD + "'" * 20_000 + "\n\n" + PROSE,
    "apostrophes that open": HEAD + "'a " * 10_000 + "\n\n" + PROSE,
    "quoted names": HEAD + "'Norland' said " * 1_000,
    "only cues": HEAD + "said " * 5_000,
    "names and cues": HEAD + ("Norland said " * 600 + ".\n\n") * 2,
    "according to": HEAD + "according to Norland, " * 600,
    "names alone": HEAD + "Norland and Estavia and " * 800,
    "marks that never close": HEAD + "Halvorsen said “we go on. " * 300,
    "parentheses": HEAD + "(" * 3_000 + "Norland said" + ")" * 3_000,
    "nested quotes": HEAD + "“‘" * 500 + "we go on" + "’”" * 500 + " Halvorsen said.",
    "labels on one line": HEAD + "MR. A: " * 3_000,
    "numbers of points": "Joint communique of Norland and Estavia\n\n" + "1. " * 3_000,
    "dashes": HEAD + "— " * 5_000,
    "offices": HEAD + "President Foreign Minister Halvorsen of Norland, " * 500,
    "accents": HEAD + "Norland" + "\u0301" * 10_000 + " said so.",
    "stage directions": "Briefing\n\nMR. HALVORSEN: We go on. " + "(Laughter) " * 800 + "and on.\n\nQUESTION: " + "(a) " * 900,
    "emoji": HEAD + "😀 Norland 👨‍👩‍👧 said “we 🇳🇴 go on 🚀,” Halvorsen 🤝 said.\n\n" + PROSE,
    "no letters": HEAD + ". " * 10_000,
}  # fmt: skip


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES.keys())
def test_an_odd_page_has_exact_spans(text: str) -> None:
    coding = coded(text)
    assert coding.article.text


def test_a_mixture_of_scripts_is_quoted_everywhere_and_coded_where_it_is_english() -> None:
    coding = coded(
        HEAD + PROSE + "قال المبعوث إن المحادثات سوف تستمر في جنيف. «لن نغادر» قال الوزير.\n\n"
        'השר אמר כי השיחות יימשכו. "לא נעזוב", אמר.\n\nМинистр сказал, что переговоры продолжатся. «Мы не уйдём», — сказал он.\n\n'
        "部长说,谈判将继续。“我们不会离开。”他说。"
    )  # fmt: skip
    assert {"لن نغادر", "לא נעזוב", "Мы не уйдём", "我们不会离开。"} <= set(quotes(coding))
    assert "4 paragraphs are not in English; statements and events were not coded there" in coding.findings
    assert coding.events


def test_quotes_three_deep_are_one_quote() -> None:
    said = "He told me, ‘She said “we ‘never’ signed,” and left,’ and I believed it,"
    assert quotes(coded(HEAD + f"“{said}” Halvorsen said.")) == [said]


def test_marks_that_never_close_are_told_a_few_at_a_time() -> None:
    coding = coded(HEAD + "\n\n".join(f"Halvorsen said: “The road number {number} is open" for number in range(30)))
    told = [it for it in coding.findings if "never close" in it]
    assert len(told) == MOST_OPEN + 1
    assert told[-1] == "20 more quotation marks never close"


def test_a_paragraph_of_more_cues_than_prose_has_is_said_to_be_passed_over() -> None:
    coding = coded(HEAD + "Norland said " * (MOST_CUES + 50) + "\n\n" + PROSE)
    assert any(it.startswith("1 paragraph is too long for prose") for it in coding.findings)
    assert {it.speaker for it in coding.statements} == {"norland"}  # of the other paragraph


def test_a_paragraph_longer_than_prose_has_its_quotes_and_names_and_says_so() -> None:
    coding = coded(HEAD + PROSE.strip() * 120)
    assert len(coding.quotes) == 120
    assert len(coding.mentions) == 6 * 120
    assert any(it.startswith("1 paragraph is too long for prose") for it in coding.findings)


def test_a_list_of_names_is_no_statement_and_what_follows_it_is_coded() -> None:
    names = ", ".join(f"{first}a {last}son" for first in "BDFGKLMNPR" for last in "BDFGKLMNPR")
    coding = coded(HEAD + names + " and Halvorsen.\n\n" + PROSE)
    assert quotes(coding) == ["We will not leave the table,"]
    assert coding.statements


def test_a_long_transcript_has_a_quote_for_each_turn() -> None:
    turns = "".join(
        f"MR. HALVORSEN: The road is open, for the {number}th time.\n\nQUESTION: And number {number}?\n\n"
        for number in range(300)
    )
    coding = coded("Briefing on the road\n\n" + turns)
    assert len(coding.quotes) == 600
    assert [it.speaker for it in coding.quotes[:2]] == ["norland", None]


def test_each_of_two_hundred_points_is_a_statement_of_each_signatory() -> None:
    points = "".join(f"{number}. The parties shall keep road {number} open.\n\n" for number in range(1, 201))
    coding = coded(
        "Joint communique of Norland and Estavia\n\nNorland and Estavia agreed on the following:\n\n" + points
    )
    assert len(coding.statements) == 400
    assert coding.statements[-1].text == "The parties shall keep road 200 open."


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_what_nobody_sees_does_not_hide_a_name_or_a_word(invisible: str) -> None:
    plain = coded(HEAD + PROSE)
    hidden = coded(HEAD + PROSE.replace("Norland", f"Nor{invisible}land").replace("said", f"s{invisible}aid"))
    assert hidden.mentions == plain.mentions
    assert hidden.statements == plain.statements


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_line_ends_and_wide_letters_change_nothing(end: str, codec: str) -> None:
    page = HEAD + PROSE * 2
    assert coded(page.replace("\n", end).encode(codec)) == coded(page)


def test_zero_bytes_are_passed_over_where_few_and_refused_where_many() -> None:
    page = (HEAD + PROSE * 4).encode()
    assert coded(page.replace(b" ", b"\0 ", 3)) == coded(page)
    with pytest.raises(SourceError, match="binary"):
        read_page(b"\0".join(bytes([it]) for it in page[:200]) * 3)


def test_direction_marks_do_not_hide_names_and_overrides_are_taken_out() -> None:
    coding = coded(HEAD + "\u202eNorland said\u202c “the \u2067road\u2069 is open,” \u200fHalvorsen said\u200e today.")
    assert len(coding.mentions) == 2
    assert "\u202e" not in coding.article.text


def test_thousands_of_blockquotes_are_refused_in_words() -> None:
    page = "<html><body>" + "<blockquote>Norland said so</blockquote>" * 21_000
    with pytest.raises(SourceError, match="tags"):
        read_page(page.encode())


# -- cases -------------------------------------------------------------------------------------------------------------

ODD_NAMES = {
    "signs of regular expressions": [".*", "(", "[a-z]+", "(a+)+$", "\\", "^", "$", "|", "?", "*", ")", "{1000}", "\\b"],
    "one letter": ["N", "a", "I", "-", "'", "“"],
    "line breaks": ["the\nroad", "Hal\r\nvorsen", "\n", "\u2028x", " ", "\t"],
    "common words": ["Will", "May", "the", "said", "We"],
    "nothing to see": ["\u200b", "\ufeff", "Nor\u00adland", "\u202eNorland"],
    "a whole text": ["Norland " * 2_000, "a" * 50_000],
}  # fmt: skip


@pytest.mark.parametrize("aliases", ODD_NAMES.values(), ids=ODD_NAMES.keys())
def test_odd_aliases_do_no_harm(aliases: list[str]) -> None:
    case = CASE.model_copy(update={"parties": {"norland": Party(name="Norland", aliases=tuple(aliases))}})
    coding = coded(HEAD + PROSE + "Will they go in May? “Will you?” (a+)+$ .* said We, and Hal\nvorsen.", case)
    whole = coding.article.text
    known = {" ".join(it.split()).casefold() for it in ("Norland", *aliases)}
    assert {" ".join(whole[it.start : it.end].split()).casefold() for it in coding.mentions} <= known
    assert len([it for it in coding.mentions if whole[it.start : it.end] == "Norland"]) == 2


def test_two_thousand_parties_are_told_apart() -> None:
    parties = {f"p{number}": Party(name=f"Party{number}", aliases=(f"Person{number}",)) for number in range(2_000)}
    coding = coded(
        HEAD + "Person7 said that Party1999 will leave the road on Monday.", Case(id="many", parties=parties)
    )
    assert [it.party for it in coding.mentions] == ["p7", "p1999"]
    assert coding.statements[0].speaker == "p7"


def test_a_name_of_hundreds_of_words_is_not_looked_for_and_hides_no_other() -> None:
    tree = NameTree([("north " * 500, 1), ("north north", 2)])
    assert [it.value for it in tree.find("north north north north")] == [2, 2]


# -- the terminal ------------------------------------------------------------------------------------------------------

ESCAPES = "\x1b]0;title\x07\x1b[31m\x9b2J\x08\x7f\u202e"
MARKED_UP = "".join(f"&#{ord(it)};" for it in ESCAPES)
HOSTILE_TEXT = HEAD.replace("road", "road" + ESCAPES) + PROSE.replace("table", "table" + ESCAPES) * 2
HOSTILE_HTML = (
    f"<html><head><title>Talks{MARKED_UP}</title><meta name=author content='Ada{MARKED_UP} Writer'>"
    f"<meta property='og:site_name' content='Paper{MARKED_UP}'>"
    f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Talks \\u001b[31m open", '
    f'"datePublished": "2020-01-02", "publisher": {{"name": "Paper\\u001b[2J"}}}}</script></head>'
    f"<body><article><h1>Talks{MARKED_UP}</h1>"
    + "".join(f"<p>{PROSE.strip()}{MARKED_UP}</p>" for _ in range(4))
    + f"</article><div>Subscribe to our newsletter{MARKED_UP}</div></body></html>"
)


def obeyed(shown: str) -> set[str]:
    """Characters that a terminal would obey."""
    return {it for it in shown if (ord(it) < 32 and it not in "\n\t") or 127 <= ord(it) < 160 or it in "\u202d\u202e"}


def told(done: Any) -> str:
    """All that a command wrote, and the message with which it ended."""
    error = done.exception
    return done.output + getattr(error, "message", "") + getattr(error, "advice", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(HOSTILE_TEXT, encoding="utf-8")
    (tmp_path / "page.html").write_text(HOSTILE_HTML, encoding="utf-8")
    (tmp_path / "case.yaml").write_text(CASE_FILE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("page", ["page.txt", "page.html"])
@pytest.mark.parametrize(
    "command",
    [
        "read PAGE", "read PAGE --case CASE", "read PAGE --case CASE --json", "draft PAGE -o OUT",
        "evidence propose PAGE --case CASE -o OUT", "evidence timeline PAGE --case CASE",
    ],
)  # fmt: skip
def test_no_control_character_of_a_page_reaches_the_terminal(folder: Path, page: str, command: str) -> None:
    put = {"PAGE": folder / page, "CASE": folder / "case.yaml", "OUT": folder / "out" / "out.yaml"}
    (folder / "out").mkdir()
    done = CliRunner().invoke(app, [str(put.get(word, word)) for word in command.split()])
    assert done.exit_code in (0, 1)
    assert obeyed(told(done)) == set()
    for written in (folder / "out").glob("*.yaml"):
        assert obeyed(written.read_text(encoding="utf-8")) == set()


def test_nor_does_one_of_a_files_name(folder: Path) -> None:
    odd = folder / "page\x1b[31m.txt"
    odd.write_text(
        "Ports shut, nobody knows why, and the sea is as calm as it has been on any day of this year so far."
    )
    shown = CliRunner().invoke(app, ["read", str(odd)])
    missing = CliRunner().invoke(app, ["read", str(folder / "\x1b[2J.txt")])
    assert "no title" in shown.output
    assert obeyed(told(shown)) == obeyed(told(missing)) == set()


@pytest.mark.parametrize(
    "text", [PAGES["names and cues"], PAGES["only quotation marks"], PAGES["quoted names"], "", "a"]
)
@pytest.mark.parametrize(
    "command", ["read PAGE --case CASE --json", "draft PAGE -o OUT", "evidence propose PAGE --case CASE -o OUT"]
)
def test_commands_end_in_an_answer_or_in_words(folder: Path, text: str, command: str) -> None:
    (folder / "odd.txt").write_text(text, encoding="utf-8")
    put = {"PAGE": folder / "odd.txt", "CASE": folder / "case.yaml", "OUT": folder / "out.yaml"}
    done = CliRunner().invoke(app, [str(put.get(word, word)) for word in command.split()])
    assert done.exit_code == 0 or told(done).strip()
    assert done.exception is None or isinstance(done.exception, SourceError | SystemExit)


def test_a_corpus_of_odd_pages_goes_on_to_the_end(folder: Path) -> None:
    pages = folder / "pages"
    pages.mkdir()
    for number, text in enumerate(["", '"' * 1000, HEAD + PROSE, HOSTILE_TEXT, "\0" * 100]):
        (pages / f"{number}.txt").write_text(text, encoding="utf-8")
    output = folder / "events.parquet"
    done = CliRunner().invoke(
        app, ["read", "--corpus", str(pages), "--case", str(folder / "case.yaml"), "-o", str(output), "--workers", "1",
              "--json"]
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["pages"], found["bad"]) == (5, 2)
    for odd in ("'; DROP TABLE events; --", "[a-z", "\x1b[31m", "%", "🚀" * 1000):
        asked = CliRunner().invoke(app, ["events", str(output), "--actor", odd])
        assert asked.exit_code in (0, 1, 2)
        assert asked.exception is None or hasattr(asked.exception, "message") or isinstance(asked.exception, SystemExit)
        assert obeyed(told(asked)) == set()
