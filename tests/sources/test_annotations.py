"""Annotated pages: the layouts read, what is refused, and agreement counted by hand."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.errors import SourceError
from detente.sources.agreement import agreements, overlap
from detente.sources.annotations import is_sentences, read_annotated
from detente.sources.coding import Coding, Mention, Quote, Span, Statement
from detente.sources.gold import Tally

TEXT = "Talks go on\n\nNorland said the talks go on. Norlanders cheered. “Go on,” Norland said.\n\nEstavia left."
PARTIES = {"parties": {"n": {"name": "Norland"}, "e": {"name": "Estavia"}}}
PAGE = {
    "text": TEXT,
    "case": PARTIES,
    "mentions": [
        {"party": "n", "text": "Norland"},
        {"party": "n", "text": "Norland"},
        {"party": "e", "text": "Estavia"},
    ],
    "quotes": [{"text": "Go on,", "speaker": "n"}],
    "statements": [{"text": "the talks go on", "speaker": "n", "cue": "said"}],
    "events": [{"text": "left", "type": "RETREAT", "mode": "withdraw", "actors": ["e"]}],
}


@pytest.fixture
def written(tmp_path):
    def write(data, name="page.json"):
        path = tmp_path / name
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return path

    return write


def test_words_are_placed_in_order_and_as_whole_words(written):
    (page,) = read_annotated(written(PAGE))
    text = page.article.text
    assert [text[it.start : it.end] for it in page.coding.mentions] == ["Norland", "Norland", "Estavia"]
    assert [it.start for it in page.coding.mentions] == [
        text.index("Norland said the"),
        text.rindex("Norland"),
        text.index("Estavia"),
    ]
    assert (page.coding.events[0].quad, page.coding.events[0].intensity) == (2, 8)
    assert page.marks == {"mentions", "quotes", "statements", "events"}


def test_nth_counts_places(written):
    page = {"text": TEXT, "case": PARTIES, "statements": [{"text": "go on", "nth": 2}]}
    (read,) = read_annotated(written(page))
    assert read.coding.statements[0].start == read.article.text.index("the talks go on") + len("the talks ")
    assert read.marks == {"statements"}


def test_what_read_prints_is_an_annotation(written, tmp_path):
    case = written("detente: 1\nid: two\nparties:\n  n: {name: Norland}\n  e: {name: Estavia}\n", "case.yaml")
    page = written(TEXT, "page.txt")
    printed = CliRunner().invoke(app, ["read", str(page), "--case", str(case), "--json"])
    assert printed.exit_code == 0, printed.output
    found = json.loads(printed.output)
    found.pop("source")
    (read,) = read_annotated(written({**found, "case": "case.yaml"}, "corrected.json"))
    assert read.coding.model_dump(exclude={"findings"}) == Coding.model_validate(found).model_dump(exclude={"findings"})
    every = agreements([(read, read.coding)])
    assert all(tally.right == tally.of for tally in every.values())


def test_agreement_counted_by_hand(written):
    (page,) = read_annotated(written(PAGE))
    text = page.article.text
    the, talks = text.index("the talks"), text.index("Go on,")
    coding = Coding(
        article=page.article,
        mentions=(page.coding.mentions[0], Mention(start=0, end=5, party="n")),
        quotes=(Quote(start=talks, end=talks + 6, text="Go on,", speaker="e"),),
        statements=(
            Statement(start=the + 4, end=the + 15, text="talks go on", speaker="n", cue="said"),
            Statement(start=the, end=the + 15, text="the talks go on", speaker="e", cue="said"),
        ),
    )
    assert agreements([(page, coding)]) == {
        "mention_precision": Tally(1, 2),
        "mention_recall": Tally(1, 3),
        "quote_precision": Tally(1, 1),
        "quote_recall": Tally(1, 1),
        "quote_speakers": Tally(0, 1),
        "statement_precision": Tally(1, 2),
        "statement_recall": Tally(1, 1),
        "statement_span_precision": Tally(1, 2),
        "statement_span_recall": Tally(1, 1),
        "event_found": Tally(0, 1),
        "event_type": Tally(0, 0),
        "event_quad": Tally(0, 0),
        "event_modality": Tally(0, 0),
        "triple_precision": Tally(0, 0),
        "triple_recall": Tally(0, 1),
    }


def test_overlap_is_the_share_of_both_together():
    assert overlap(Span(start=0, end=4), Span(start=2, end=8)) == 0.25
    assert overlap(Span(start=0, end=4), Span(start=5, end=8)) == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("[1, 2]", "is no annotated page"),
        ("nothing", "is no annotated page"),
        ("{", "is no JSON or YAML"),
        ({"text": TEXT, "case": PARTIES, "quotes": [{"text": "Stop!"}]}, "“Stop!” does not stand in the article"),
        ({"text": TEXT, "case": PARTIES, "quotes": [{"text": "Go on,", "speaker": "x"}]}, "no party x"),
        ({"text": TEXT, "case": PARTIES, "events": [{"text": "left", "type": "LEAVE"}]}, "LEAVE"),
        (
            {"text": TEXT, "case": PARTIES, "quotes": [{"start": 0, "end": 5, "text": "Walks"}]},
            "“Walks” does not stand",
        ),
        ({"text": TEXT, "case": PARTIES, "statements": [{"speaker": "n"}]}, "text"),
        ({"text": TEXT, "case": "no-such-case"}, "no-such-case"),
        ({"text": TEXT, "case": {"parties": {"n": {"kind": "planet"}}}}, "kind"),
        ({"case": PARTIES}, "page"),
    ],
)
def test_what_is_wrong_is_said(written, data, words):
    with pytest.raises(SourceError) as raised:
        read_annotated(written(data, "page.yaml" if isinstance(data, str) and data != "{" else "page.json"))
    assert words in str(raised.value)


def test_a_folder_without_pages(tmp_path):
    with pytest.raises(SourceError, match="no annotated pages"):
        read_annotated(tmp_path)


def test_sentences_are_told_from_pages(written, tmp_path):
    assert not is_sentences(tmp_path)
    assert not is_sentences(written([PAGE]))
    assert is_sentences(written([{"text": "x", "event": "AID"}], "gold.json"))


def test_the_table_names_every_measure(written):
    done = CliRunner().invoke(app, ["benchmark", "coding", "--data", str(written(PAGE))])
    assert done.exit_code == 0
    assert "1 annotated page." in done.output
    assert "direct quotes, F1 of these two" in done.output
    as_json = CliRunner().invoke(app, ["benchmark", "coding", "--json", "--data", str(written(PAGE))])
    assert json.loads(as_json.output)["measures"]["quote_f1"]["share"] == 1.0
