"""Searching pages: any script, whatever the accents, and spans that are exact."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from detente.cli.main import app
from detente.errors import SourceError
from detente.sources import Article
from detente.sources.article import lay_out
from detente.sources.searching import passages

RUN = CliRunner()


def article(*paragraphs: str) -> Article:
    text, spans = lay_out(None, None, list(paragraphs))
    return Article(text=text, paragraphs=spans)


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("A cease-fire, then a Cease‑Fire.", "cease-fire", ["cease-fire", "Cease‑Fire"]),
        ("A cease-fire, a cease fire.", "cease fire", ["cease-fire", "cease fire"]),
        ("He said “stop  the\nwar”.", '"stop the war"', ["“stop  the\nwar”"]),
        ("Erdoğan met Erdogan.", "ERDOGAN", ["Erdoğan", "Erdogan"]),
        ("وَقْفُ إطلاقِ النار", "وقف إطلاق النار", ["وَقْفُ إطلاقِ النار"]),
        ("وقـــف إطلاق النار", "وقف", ["وقـــف"]),
        ("آتش‌بس در سوریه", "آتشبس", ["آتش‌بس"]),
        ("הפסקת אש בדמשק", "אש", ["אש"]),
        ("Перемирие. ПЕРЕМИРИЕ!", "перемирие", ["Перемирие", "ПЕРЕМИРИЕ"]),
        ("Le cessez-le-feu à l’été", "a l'ete", ["à l’été"]),
        ("Nothing here.", "something", []),
    ],
)
def test_words_are_found_in_any_script(text: str, words: str, wanted: list[str]) -> None:
    assert [it.text for it in passages(article(text), words)] == wanted


def test_the_paragraph_is_told() -> None:
    page = article("One truce.", "No war.", "Two truces.")
    assert [it.paragraph for it in passages(page, "truce")] == [page.paragraphs[0].start, page.paragraphs[2].start]


@pytest.mark.parametrize("words", ["", "  ", "“”", "\u200f"])
def test_nothing_to_look_for(words: str) -> None:
    with pytest.raises(SourceError, match="nothing to look for"):
        passages(article("Text."), words)


@given(st.text(max_size=60), st.integers(0, 40), st.integers(1, 20))
def test_what_stands_in_a_text_is_found_there(text: str, start: int, length: int) -> None:
    page = article(text)
    words = page.text[start : start + length]
    try:
        found = passages(page, words)
    except SourceError:
        return
    assert all(page.text[it.start : it.end] == it.text for it in found)
    assert any(it.start <= start + length and it.end >= start for it in found)


def test_the_command_shows_where_and_in_json_spans(tmp_path) -> None:  # type: ignore[no-untyped-def]
    page = tmp_path / "page.txt"
    page.write_text("Talks\n\nThe truce holds.\n\nNo truce in the south, he said.", encoding="utf-8")
    shown = RUN.invoke(app, ["read", str(page), "--find", "truce"])
    assert shown.exit_code == 0
    assert "[1] The «truce» holds." in shown.output
    assert "2 places" in shown.output
    found = json.loads(RUN.invoke(app, ["read", str(page), "--find", "truce", "--json"]).output)
    text = found["article"]["text"]
    assert [text[it["start"] : it["end"]] for it in found["passages"]] == ["truce", "truce"]
    nowhere = RUN.invoke(app, ["read", str(page), "--find", "peace"])
    assert "nowhere" in nowhere.output
